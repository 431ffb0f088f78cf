"""« Mes informations »: who one is, how one is reached, whom to call; each of them changed where it is changed."""

import pytest
from django.test import Client

from carnet.core.people import Gender, IdentityStatus
from carnet.doors.patient_web.identity_words import GENDERS, STATUSES
from tests.journeys.sessions import client_of, session_of_account
from tests.journeys.world import World
from tests.markup import faults_of, texts_of
from tests.people import ALIX, CAMILLE, GEORGES, SACHA
from tests.store.statements import counted

PAGE = "/mes-informations/"


def read(client: Client) -> str:
    """The words of the page, well made, with plain spaces."""
    answer = client.get(PAGE)
    assert answer.status_code == 200
    shown = answer.content.decode()
    assert faults_of(shown) == []
    return " ".join(" ".join(texts_of(shown, "main")).replace("\u202f", " ").replace("\xa0", " ").split())


@pytest.fixture
def sacha(world: World) -> Client:
    """Sacha, who has opened the record of Alix, their child."""
    client = Client(SERVER_NAME="localhost")
    name, token = session_of_account(SACHA, world, opens=ALIX)
    client.cookies[name] = token
    return client


def test_every_status_and_gender_has_its_words() -> None:
    assert set(STATUSES) == set(IdentityStatus)
    assert set(GENDERS) == set(Gender)


def test_she_reads_who_she_is_and_how_to_have_it_put_right(camille: Client) -> None:
    shown = read(camille)
    assert "Nom de naissanceMorel" in shown
    assert "PrénomsCamille" in shown
    assert "12 mars 1984" in shown
    assert "2 84 03 44 109 025" in shown
    assert "Vérifiée sur une pièce d’identité et dans le registre national" in shown
    assert "Montrez une pièce d’identité à un soignant ou à l’Assurance maladie." in shown


def test_what_she_writes_elsewhere_is_there(camille: Client) -> None:
    assert "Rien n’est encore écrit." in read(camille)
    camille.post("/ma-sante/personnes-a-prevenir/ajouter/", {"name": "Sacha Morel", "phone": "06 39 98 00 01"})
    camille.post("/acces/personne-de-confiance/", {"nom": "Sacha Lefèvre"})
    camille.post("/ma-sante/don-d-organes/ajouter/", {"stance": "agrees"})
    camille.post("/ma-sante/directives-anticipees/reponse/", {"reponse": "inconnu"})
    shown = read(camille)
    assert "Sacha Morel – 06 39 98 00 01" in shown
    assert "Sacha Lefèvre" in shown
    assert "J’accepte de donner mes organes" in shown
    assert "Pas connu, d’après ce qui a été répondu." in shown
    assert "registre national des refus" in shown


def test_directives_that_are_a_document_are_there_too(camille: Client, world: World) -> None:
    shown = camille.get(PAGE).content.decode()
    assert f'href="/documents/{world.document(CAMILLE, "camille-directives")}/"' in shown
    assert "Document ajouté : Mes directives anticipées" in read(camille)
    assert "Document ajouté" not in read(client_of(GEORGES, world))


def test_it_leads_to_each_page_where_it_is_changed(camille: Client) -> None:
    shown = camille.get(PAGE).content.decode()
    for path in ("/compte/coordonnees/", "/compte/", "/acces/personne-de-confiance/", "/ma-sante/#don-d-organes"):
        assert f'href="{path}"' in shown


def test_a_parent_reads_who_the_child_is_and_no_address_of_anybody(sacha: Client) -> None:
    shown = read(sacha)
    assert "Ses informations" in shown
    assert "PrénomsAlix" in shown
    for word in ("Adresse", "Téléphone mobile", "Connexion", "Personne de confiance", "otre dossier"):
        assert word not in shown


def test_the_page_costs_the_same_whatever_is_written_and_one_more_for_the_name_of_whom_one_trusts(
    camille: Client, world: World
) -> None:
    camille.post("/ma-sante/personnes-a-prevenir/ajouter/", {"name": "Sacha Morel", "phone": "06 39 98 00 01"})
    costs = [cost(camille), cost(client_of(GEORGES, world))]
    camille.post("/acces/personne-de-confiance/", {"nom": "Sacha Lefèvre"})
    assert [*costs, cost(camille)] == [9, 9, 10]


def cost(client: Client) -> int:
    """How many statements the page takes."""
    client.get(PAGE)
    with counted() as statements:
        client.get(PAGE)
    return len(statements)
