"""The first visit on its pages: the card of the home page, the steps, what waits, what a parent is shown."""

import pytest
from django.test import Client

from carnet.core.record.first_visit import Step
from carnet.doors.patient_web.first_visit_words import BY_SLUG, WORDS
from tests.journeys.sessions import client_of, session_of_account, session_of_holder
from tests.journeys.world import ZEPHYR, World
from tests.markup import faults_of, texts_of
from tests.people import ALIX, CAMILLE, GEORGES, KELLER, SACHA
from tests.store.statements import counted

PAGE = "/premiere-visite/"
CARD = "Pour bien commencer"


def read(client: Client, path: str = PAGE) -> str:
    """A page, well made, with plain spaces."""
    answer = client.get(path)
    assert answer.status_code == 200
    shown = answer.content.decode()
    assert faults_of(shown) == []
    return " ".join(" ".join(texts_of(shown, "main")).replace("\u202f", " ").replace("\xa0", " ").split())


@pytest.fixture
def zephyr(world: World) -> Client:
    """Somebody whose record has just been opened."""
    name, token = session_of_holder(world.opens(ZEPHYR), "Zephyr Vide", world)
    client = Client(SERVER_NAME="localhost")
    client.cookies[name] = token
    return client


@pytest.fixture
def sacha(world: World) -> Client:
    """Sacha, who has opened the record of Alix, their child."""
    client = Client(SERVER_NAME="localhost")
    name, token = session_of_account(SACHA, world, opens=ALIX)
    client.cookies[name] = token
    return client


def test_every_step_has_its_words_and_its_page(zephyr: Client) -> None:
    assert list(WORDS) == list(Step)
    for words in WORDS.values():
        assert zephyr.get(words.href.split("#")[0]).status_code == 200


def test_whoever_comes_for_the_first_time_finds_it_on_the_home_page(zephyr: Client) -> None:
    home = read(zephyr, "/accueil/")
    assert "C’est votre première visite." in home
    assert "4 points vous attendent, une minute pour chacun :" in home
    assert 'href="/premiere-visite/"' in zephyr.get("/accueil/").content.decode()


def test_each_step_says_why_and_leads_where_it_is_done(zephyr: Client) -> None:
    shown = zephyr.get(PAGE).content.decode()
    for words in WORDS.values():
        assert str(words.title) in read(zephyr)
        assert f'href="{words.href}"' in shown
    assert read(zephyr).count("Fait") == 1


def test_a_step_that_is_done_is_ticked_by_itself(zephyr: Client) -> None:
    zephyr.post("/ma-sante/personnes-a-prevenir/ajouter/", {"name": "Sacha Morel", "phone": "06 39 98 00 01"})
    assert read(zephyr).count("Fait") == 2
    assert "3 points vous attendent" in read(zephyr, "/accueil/")
    assert "Continuer" in read(zephyr, "/accueil/")


def test_what_is_put_off_leaves_the_home_page_and_is_taken_up_again(zephyr: Client) -> None:
    answer = zephyr.post(f"{PAGE}alertes/plus-tard/")
    assert answer.headers["Location"] == PAGE
    shown = zephyr.get(PAGE).content.decode()
    assert "Remis à plus tard." in shown
    assert 'action="/premiere-visite/alertes/reprendre/"' in shown
    assert "Me le rappeler" in shown
    assert 'href="/compte/alertes/"' not in zephyr.get("/accueil/").content.decode()
    zephyr.post(f"{PAGE}alertes/reprendre/")
    assert 'href="/compte/alertes/"' in zephyr.get("/accueil/").content.decode()


def test_all_put_off_the_card_goes_away_and_the_page_stays(zephyr: Client) -> None:
    answer = zephyr.post(f"{PAGE}tout/plus-tard/")
    assert answer.headers["Location"] == "/accueil/"
    zephyr.get("/accueil/")
    assert CARD not in read(zephyr, "/accueil/")
    assert read(zephyr).count("Me le rappeler") == 4
    assert zephyr.post(f"{PAGE}tout/reprendre/").headers["Location"] == "/accueil/"
    assert CARD in read(zephyr, "/accueil/")


def test_all_done_the_page_says_so(zephyr: Client) -> None:
    zephyr.post("/ma-sante/personnes-a-prevenir/reponse/", {"reponse": "aucun"})
    zephyr.post("/acces/personne-de-confiance/", {"nom": "Sacha Morel"})
    zephyr.post("/compte/alertes/", {"first-access": "mail", "emergency-access": "mail", "change": "mail"})
    zephyr.post(f"/acces/professionnel/{KELLER.identifier.value}/autoriser/")
    assert "Tout est fait" in read(zephyr)
    assert "Plus tard" not in read(zephyr)
    assert CARD not in read(zephyr, "/accueil/")


def test_a_step_that_never_was_is_not_there(zephyr: Client) -> None:
    for below in ("rien/plus-tard/", "rien/reprendre/"):
        assert zephyr.post(PAGE + below).status_code == 404
    assert zephyr.get(f"{PAGE}alertes/plus-tard/").status_code == 405
    assert "rien" not in BY_SLUG


def test_a_parent_has_the_steps_of_a_parent_in_words_about_the_child(sacha: Client) -> None:
    shown = read(sacha)
    assert "Qui peut voir ce dossier" in shown
    assert "Personne de confiance" not in shown
    assert "Alertes" not in shown
    assert "otre dossier" not in shown
    assert "on dossier" not in shown
    assert CARD in read(sacha, "/accueil/")
    sacha.post(f"{PAGE}tout/plus-tard/")
    sacha.get("/accueil/")
    assert CARD not in read(sacha, "/accueil/")


def test_what_a_parent_puts_off_is_asked_of_the_other_people_all_the_same(sacha: Client, world: World) -> None:
    sacha.post(f"{PAGE}tout/plus-tard/")
    sacha.get("/accueil/")
    alix = Client(SERVER_NAME="localhost")
    name, token = session_of_holder(world.holder(ALIX), ALIX.shown, world)
    alix.cookies[name] = token
    assert read(alix).count("Me le rappeler") == 0


def test_my_account_leads_there_at_any_time(world: World) -> None:
    camille = client_of(CAMILLE, world)
    assert 'href="/premiere-visite/"' in camille.get("/compte/").content.decode()
    assert "Pour bien commencer" in read(camille)


def test_the_page_costs_the_same_for_an_old_record_and_a_new_one(zephyr: Client, world: World) -> None:
    costs = []
    for client in (zephyr, client_of(GEORGES, world)):
        client.get(PAGE)
        with counted() as statements:
            client.get(PAGE)
        costs.append(len(statements))
    assert costs == [7, 7]
