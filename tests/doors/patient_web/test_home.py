"""Her home page: what is new, the last documents, who can see."""

import os
import re
from dataclasses import replace

import psycopg
import pytest
from django.db import connection
from django.test import Client
from psycopg import sql
from psycopg.conninfo import make_conninfo

from carnet.doors.kit.attachment import weigh
from carnet.doors.patient_web.shown import show_phone
from carnet.store import access_log
from carnet.store.context import within
from tests import postgres
from tests.journeys.sessions import client_of, session_of_account, session_of_holder
from tests.journeys.world import ZEPHYR, World
from tests.markup import faults_of, texts_of
from tests.people import CAMILLE, GEORGES, HUGO, KELLER, NADIA, ROSE


def page_of(client: Client) -> str:
    """The page."""
    answer = client.get("/accueil/")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert faults_of(page) == []
    return page


def test_a_page_says_at_its_top_that_a_bar_ends_it_so_that_nothing_moves_while_it_comes(camille: Client) -> None:
    page = camille.get("/accueil/").content.decode()
    assert re.search(r"<body[^>]* class=\"tabbed\"", page)
    assert page.index('class="tabbed"') < page.index('class="top-nav"') < page.index('class="tab-bar"')


def test_it_begins_with_emergencies_then_first_visits_each_with_its_date(camille: Client) -> None:
    news = [line for line in texts_of(page_of(camille), "li") if "novembre 2026 à" in line]
    assert len(news) == 4
    assert news[0].startswith("Dr Inès Haddad")
    assert news[1].startswith("Dr Inès Haddad")
    assert news[2].startswith("Hugo Lemaire")
    assert "Première venue" in news[2]


def test_looking_at_the_list_is_not_told_beside_what_was_read(camille: Client) -> None:
    looked = "a consulté la liste de vos documents"
    assert looked in camille.get("/historique/").content.decode()
    assert looked not in page_of(camille)


def test_the_last_five_documents_are_there_and_their_number_is_that_of_the_list(camille: Client) -> None:
    page = page_of(camille)
    assert "Voir les 13 documents" in page
    assert page.count('class="title"') == 5


def test_her_telephone_number_is_written_as_people_read_it(camille: Client) -> None:
    assert "06 39 98 00 00" in page_of(camille)
    assert show_phone("+3363998") == "+3363998"
    assert show_phone("+4915112345678") == "+4915112345678"
    assert show_phone("") == ""


def test_nothing_new_is_said_in_words(world: World) -> None:
    nadia = client_of(NADIA, world, seen_at=world.env.clock.now())
    page = page_of(nadia)
    assert "Rien de nouveau." in page
    assert "chip-new" not in page


def test_nothing_of_it_tells_of_a_result_that_waits_for_its_announcement(world: World) -> None:
    page = page_of(client_of(GEORGES, world))
    assert "polype" not in page
    assert not [line for line in texts_of(page, "li") if "a ajouté" in line and "17 novembre 2026" in line]


def test_what_she_has_not_filled_in_is_said(world: World) -> None:
    assert "Non renseignée" in page_of(client_of(GEORGES, world))


def test_the_site_of_professionals_has_its_own_session(world: World) -> None:
    hugo = client_of(HUGO, world)
    assert hugo.get("/accueil/")["Location"].startswith("/connexion/")


def test_the_weight_of_a_file_is_told_in_the_units_of_a_telephone() -> None:
    assert [weigh(size) for size in (1, 999, 1000, 7_600, 2_440_000)] == [
        "1 octet",
        "999 octets",
        "1 Ko",
        "8 Ko",
        "2,4 Mo",
    ]


def essentials(page: str) -> str:
    """What the card of the essentials says."""
    (card,) = [text for text in texts_of(page, "section") if "L’essentiel" in text.split("Médecin traitant")[0][:14]]
    return " ".join(card.replace("\xa0", " ").split())


def test_the_essentials_name_her_doctor_and_the_last_document_of_each_kind(camille: Client) -> None:
    card = essentials(page_of(camille))
    assert "Médecin traitantDr Anne Keller" in card
    assert "Synthèse médicaleSynthèse médicale18 novembre 2026" in card
    assert "Dernière ordonnanceOrdonnance" in card
    assert "Dernier vaccin notéVaccination grippe et covid21 octobre 2026" in card
    assert "Directives anticipéesMes directives anticipées" in card


def test_a_replaced_summary_is_not_the_essential_one(camille: Client, world: World) -> None:
    link = f'href="/documents/{world.document(CAMILLE, "camille-synthese-2")}/"'
    former = f'href="/documents/{world.document(CAMILLE, "camille-synthese-1")}/"'
    page = page_of(camille)
    assert link in page
    assert former not in page


def test_the_doctor_whom_she_has_shut_out_is_no_longer_named(camille: Client) -> None:
    camille.post(f"/acces/professionnel/{KELLER.identifier.value}/bloquer/")
    assert "Médecin traitantPersonne n’est désigné" in essentials(page_of(camille))


def test_what_a_new_record_lacks_is_said_in_plain_words(world: World) -> None:
    name, token = session_of_holder(world.opens(ZEPHYR), "Zephyr Vide", world)
    zephyr = Client(SERVER_NAME="localhost")
    zephyr.cookies[name] = token
    page = page_of(zephyr)
    assert essentials(page).count("Pas encore dans ce dossier") == 4
    assert "Personne n’est désigné" in essentials(page)
    assert "Personne n’est autorisé." in page
    assert "Ce qui s’est passé" in page
    assert "les 0 documents" not in page
    assert "0 accès" not in page


NOT_NOW = "Cette partie ne s’affiche pas pour le moment."
WHOLE = ("Voir les 13 documents", "accès autorisés", "a ouvert votre dossier en urgence", "06 39 98 00 00", "Allergies")
"""A sign of each card: the documents, who can see, the news, how to reach her, her health."""


def gone(page: str) -> set[str]:
    """Which of these signs the page lacks."""
    words = page.replace("\xa0", " ")
    return {sign for sign in WHOLE if sign not in words}


def spoils(world: World, table: str) -> None:
    """Break the seals of the rows of Camille's record in a table, as a disk would."""
    address = make_conninfo(os.environ[postgres.ADMIN_URL], dbname=str(connection.settings_dict["NAME"]))
    written = "update {} set sealed = sealed || %s where record_id = %s"
    with psycopg.connect(address, autocommit=True) as admin:
        spoilt = admin.execute(sql.SQL(written).format(sql.Identifier(table)), (b"!", world.record(CAMILLE)))
        assert spoilt.rowcount > 0


@pytest.mark.parametrize(
    ("table", "lost"),
    [
        ("document", {"Voir les 13 documents"}),
        ("record_person", {"06 39 98 00 00"}),
        ("health_entry", {"Allergies"}),
    ],
)
def test_each_card_that_cannot_be_read_says_so_and_every_other_stands(
    camille: Client, world: World, table: str, lost: set[str]
) -> None:
    assert gone(page_of(camille)) == set()
    spoils(world, table)
    page = page_of(camille)
    assert NOT_NOW in page
    assert gone(page) == lost
    assert "Votre dossier est vide" not in page, "what is not read is not said to be empty"
    assert "Non renseigné" not in page
    assert "Rien n’est encore écrit." not in page


def test_news_that_cannot_be_read_are_not_said_to_be_none(camille: Client, world: World) -> None:
    record = world.record(CAMILLE)
    line = replace(world.trace(CAMILLE)[-1], id=world.env.chance.identifier())
    with within(record):
        access_log.append(line, record_key=bytes(32), salt=bytes(16), nonce=bytes(12))
    page = page_of(camille)
    assert page.count(NOT_NOW) == 1
    assert "Rien de nouveau" not in page
    assert gone(page) == {"a ouvert votre dossier en urgence"}


def test_an_empty_record_says_that_this_is_how_it_begins(world: World) -> None:
    name, token = session_of_holder(world.opens(ZEPHYR), "Zephyr Vide", world)
    zephyr = Client(SERVER_NAME="localhost")
    zephyr.cookies[name] = token
    page = page_of(zephyr)
    assert "Votre dossier est vide" in page
    assert "C’est normal au début." in page
    assert "Ajouter un document" in page


def test_one_touch_adds_a_document_and_another_shows_the_record(camille: Client) -> None:
    page = page_of(camille)
    for label, address in (
        ("Ajouter un document", "/documents/ajouter/"),
        ("Montrer mon dossier à un soignant", "/acces/montrer/"),
    ):
        (link,) = re.findall(rf'<a class="btn[^"]*" href="([^"]+)">(?:(?!</a>).)*{label}', page, re.DOTALL)
        assert link == address
        assert camille.get(link).status_code == 200


def test_a_carer_adds_but_does_not_show_the_record_to_others(world: World) -> None:
    rose = Client(SERVER_NAME="localhost")
    name, token = session_of_account(ROSE, world, opens=GEORGES)
    rose.cookies[name] = token
    page = page_of(rose)
    assert "Ajouter un document" in page
    assert "/acces/montrer/" not in page


def test_whoever_may_see_is_counted_as_the_page_of_access_does(camille: Client) -> None:
    def counted() -> int:
        (told,) = re.findall(r"(\d+) accès autorisé", page_of(camille))
        return int(told)

    before = counted()
    camille.post(f"/acces/professionnel/{HUGO.identifier.value}/bloquer/")
    assert counted() == before - 1
    card = camille.get("/acces/").content.decode().partition("Accès autorisés")[2].partition("</section>")[0]
    assert card.count('<li class="document">') == before - 1
