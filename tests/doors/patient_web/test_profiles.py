"""Who acts for somebody else: whose record is open, what each page gives them, and what it never does."""

import re
from uuid import UUID

import pytest
from django.test import Client

from carnet.core.audit.events import Door
from carnet.doors.kit.session import cookie_name
from carnet.store import consents
from carnet.store.context import within
from tests.journeys.sessions import client_of_account
from tests.journeys.world import World
from tests.people import ALIX, CAMILLE, GEORGES, KELLER, LOU, ROSE, SACHA, Member


@pytest.fixture
def sacha(world: World) -> Client:
    """Sacha, signed in, with no record open."""
    return client_of_account(SACHA, world)


@pytest.fixture
def for_alix(sacha: Client, world: World) -> Client:
    """Sacha, who has Alix's record open."""
    opens(sacha, world, ALIX)
    return sacha


@pytest.fixture
def rose(world: World) -> Client:
    """Rose, who cares for Georges, and has his record open."""
    client = client_of_account(ROSE, world)
    opens(client, world, GEORGES)
    return client


def opens(client: Client, world: World, about: Member) -> None:
    """Open a record from the page of profiles."""
    record = world.record(about)
    answer = client.post(f"/proches/{record}/ouvrir/")
    assert (answer.status_code, answer["Location"]) == (302, "/accueil/")


def text_of(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return answer.content.decode().replace("\u202f", " ").replace("\u00a0", " ")


def title_of(page: str) -> str:
    found = re.search("<title>(.*?)</title>", page, re.DOTALL)
    assert found
    return found.group(1)


EVERY_PAGE = ("/accueil/", "/documents/", "/historique/", "/acces/", "/acces/que-verrait/", "/documents/a-verifier/")


def test_sacha_who_has_no_record_is_asked_for_whom_before_anything(sacha: Client) -> None:
    for path in EVERY_PAGE:
        answer = sacha.get(path)
        assert (answer.status_code, answer["Location"]) == (302, "/proches/")
    page = text_of(sacha, "/proches/")
    assert "Dossier d’Alix Morel" in page
    assert "Dossier de Lou Morel" in page
    assert "Camille" not in page
    assert "Mon dossier" not in page


def test_camille_finds_her_own_record_and_alixs(world: World, camille: Client) -> None:
    page = text_of(camille, "/proches/")
    assert "Mon dossier" in page
    assert "Dossier d’Alix Morel" in page
    assert "Lou" not in page
    opens(camille, world, ALIX)
    assert "Dossier d’Alix Morel" in title_of(text_of(camille, "/accueil/"))
    opens(camille, world, CAMILLE)
    assert "Dossier" not in title_of(text_of(camille, "/accueil/"))


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_every_page_says_whose_record_is_open(for_alix: Client, path: str) -> None:
    page = text_of(for_alix, path)
    assert "Dossier d’Alix Morel" in title_of(page)
    assert "sous votre nom : Sacha Morel" in page


def test_what_sacha_does_stands_under_sachas_name_and_camille_sees_it(
    world: World, for_alix: Client, camille: Client
) -> None:
    document = world.document(ALIX, "alix-vaccination")
    assert "Dossier d’Alix Morel" in text_of(for_alix, f"/documents/{document}/")
    opened = [line for line in world.trace(ALIX) if line.actor.identifier == SACHA.account][-1]
    assert (opened.action.value, opened.documents) == ("read-document", (document,))
    opens(camille, world, ALIX)
    page = text_of(camille, "/historique/?filtre=representants")
    assert "Sacha Morel" in page
    assert "représentant légal" in page
    assert "sacha@example.org" not in page


def test_neither_parent_reads_the_channel_or_the_sign_ins_of_the_other(for_alix: Client) -> None:
    for path in EVERY_PAGE:
        page = text_of(for_alix, path)
        assert "camille@example.org" not in page
        assert "06 39 98" not in page
    assert (
        "session"
        not in text_of(for_alix, "/historique/?filtre=representants").lower().split("<main")[1].split("</main")[0]
    )


def test_sacha_masks_and_authorises_for_alix(world: World, for_alix: Client) -> None:
    document = world.document(ALIX, "alix-vaccination")
    assert for_alix.post(f"/documents/{document}/masquer/").status_code == 302
    assert for_alix.post(f"/acces/professionnel/{KELLER.identifier.value}/bloquer/").status_code == 302
    acts = [line.action.value for line in world.trace(ALIX) if line.actor.identifier == SACHA.account]
    assert {"mask-document", "block-professional"} <= set(acts)


def test_what_is_the_holders_alone_is_neither_offered_nor_done(world: World, for_alix: Client) -> None:
    document = world.document(ALIX, "alix-vaccination")
    page = text_of(for_alix, f"/documents/{document}/qui-peut-le-voir/")
    assert "Garder secret" not in page
    assert "aidants" not in page
    assert for_alix.post(f"/documents/{document}/secret/").status_code == 403
    assert for_alix.post(f"/documents/{document}/aidants/", {"aidants": "non"}).status_code == 403
    assert for_alix.get("/proches/aidants/").status_code == 403
    assert for_alix.post("/dossier/rouvrir/").status_code == 403


def test_the_record_of_a_stranger_does_not_open_and_the_attempt_changes_nothing(world: World, sacha: Client) -> None:
    for about in (GEORGES, CAMILLE):
        assert sacha.post(f"/proches/{world.record(about)}/ouvrir/").status_code == 404
    assert sacha.post(f"/proches/{UUID(int=7)}/ouvrir/").status_code == 404
    assert sacha.get("/accueil/")["Location"] == "/proches/"


def test_lous_confidential_visit_is_nowhere_on_sachas_pages(world: World, sacha: Client) -> None:
    hidden = world.document(LOU, "lou-consultation")
    opens(sacha, world, LOU)
    for path in EVERY_PAGE:
        assert str(hidden) not in text_of(sacha, path)
    assert sacha.get(f"/documents/{hidden}/").status_code == 404


def test_a_representative_who_is_suspended_reads_nothing_more(world: World, for_alix: Client) -> None:
    alix = world.record(ALIX)
    with within(alix, exclusive=True):
        assert consents.suspend_representative(alix, SACHA.account, at=world.env.clock.now())
    assert for_alix.get("/documents/").status_code == 403
    assert "Alix" not in text_of(for_alix, "/proches/").split("<main")[1]


def test_rose_reads_and_finds_nothing_to_manage(world: World, rose: Client) -> None:
    page = text_of(rose, "/accueil/")
    assert "Dossier de Georges Brunet" in title_of(page)
    assert "Vous l’aidez, sous votre nom : Rose Brunet" in page
    assert "accès autorisé" not in page
    assert "06 39 98" not in page
    assert 'href="/acces/"' not in page
    tabs = ("/acces/", "/acces/bloques/", "/acces/urgences/")
    for path in (*tabs, "/acces/que-verrait/?qui=metier-10", "/acces/ce-qui-est-cache/", "/proches/accords/"):
        assert rose.get(path).status_code == 403, path
    document = world.document(GEORGES, "georges-hospitalisation")
    read = text_of(rose, f"/documents/{document}/")
    for offered in ("Masquer aux professionnels", "Archiver", "Qui l’a ouvert", "n’est pas à"):
        assert offered not in read
    assert rose.post(f"/documents/{document}/masquer/").status_code == 403
    assert rose.post(f"/documents/{document}/archiver/").status_code == 403


def test_rose_reads_of_her_own_acts_only(rose: Client) -> None:
    text_of(rose, "/documents/")
    page = text_of(rose, "/historique/")
    assert "Vous" in page
    assert "Keller" not in page


def test_rose_renounces_and_the_record_is_closed_to_her_at_once(world: World, rose: Client) -> None:
    assert rose.post("/proches/renoncer/")["Location"] == "/proches/"
    assert rose.get("/accueil/")["Location"] == "/proches/"
    assert rose.post(f"/proches/{world.record(GEORGES)}/ouvrir/").status_code == 404


def test_the_session_goes_on_under_another_token(world: World) -> None:
    client = client_of_account(SACHA, world)
    name = cookie_name(Door.PATIENT_SITE)
    before = client.cookies[name].value
    opens(client, world, ALIX)
    assert client.cookies[name].value != before
    stolen = Client(SERVER_NAME="localhost")
    stolen.cookies[name] = before
    assert stolen.get("/proches/").status_code == 302, "the former token opens nothing"
