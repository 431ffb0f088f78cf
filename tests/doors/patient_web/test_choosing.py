"""Several documents chosen on the list, and one on its page: kept at hand, hidden, taken away, and the way back."""

import io
import re
import zipfile
from dataclasses import replace
from urllib.parse import urlsplit

import html5lib
import pytest
from django.test import Client

from carnet.config.export_jobs import WordsOfDoors
from carnet.core.audit.events import Door
from carnet.usecases.export.prepare_exports import work_on_exports
from tests.doors.patient_web.test_finding import look_for, titles
from tests.journeys.sessions import client_of, session_of_holder
from tests.journeys.world import NEVER_WAS, World
from tests.markup import faults_of, links_of, texts_of
from tests.people import CAMILLE

LIST = "/documents/?categorie=BIOLOGIE&periode=12-mois"
XRAY, DIRECTIVES, NOTE = "camille-radiographie", "camille-directives", "camille-kinesitherapie"


def number(world: World, key: str) -> str:
    return str(world.document(CAMILLE, key))


def boxes(html: bytes) -> list[str]:
    """The documents that a page lets one tick."""
    root = html5lib.parse(html.decode(), namespaceHTMLElements=False)
    return [one.get("value", "") for one in root.iter("input") if one.get("type") == "checkbox"]


def back_of(html: bytes) -> str:
    """Where « Retour aux documents » leads."""
    root = html5lib.parse(html.decode(), namespaceHTMLElements=False)
    return next(one.get("href", "") for one in root.iter("a") if "back" in (one.get("class") or "").split())


def spaced(html: bytes) -> str:
    return " ".join(html.decode().split())


@pytest.fixture
def sure(world: World) -> Client:
    """Camille, who has just proved again who she is."""
    client = Client(SERVER_NAME="localhost")
    name, token = session_of_holder(world.holder(CAMILLE), CAMILLE.shown, world, has_proved=True)
    client.cookies[name] = token
    return client


def test_the_list_is_read_first_and_ticked_once_she_chooses_to(camille: Client) -> None:
    assert boxes(camille.get("/documents/").content) == []
    page = camille.get("/documents/?choisir=oui&nombre=50")
    assert len(boxes(page.content)) == 13
    assert faults_of(page.content.decode()) == []
    assert camille.get("/documents/?choisir=peut-etre").content.count(b"checkbox") == 0


def test_a_document_leads_back_to_the_list_as_it_was_left(camille: Client) -> None:
    listed = camille.get(LIST).content
    to_document = next(one for one in links_of(listed.decode()) if "liste=" in one)
    back = back_of(camille.get(to_document).content)
    address, _, line = back.partition("#")
    assert titles(camille.get(address).content) == titles(listed)
    assert f'id="{line}"' in camille.get(address).content.decode()


def test_words_that_were_looked_for_are_found_again_on_the_way_back(camille: Client) -> None:
    found = look_for(camille, "ferritine")
    to_document = next(one for one in links_of(found.decode()) if "liste=" in one)
    assert "ferritine" not in to_document
    back = back_of(camille.get(to_document).content)
    assert titles(camille.get(back.partition("#")[0]).content) == titles(found)


def test_a_way_back_that_nobody_wrote_leads_to_the_list(camille: Client, world: World) -> None:
    for wrong in ("https://example.org/", "//example.org", "categorie=", "recherche=abc"):
        page = camille.get(f"/documents/{number(world, XRAY)}/", {"liste": wrong})
        assert page.status_code == 200
        assert urlsplit(back_of(page.content)).path == "/documents/"
        assert not urlsplit(back_of(page.content)).netloc


def test_from_its_page_she_keeps_it_at_hand_and_lets_it_go(camille: Client, world: World) -> None:
    here = f"/documents/{number(world, DIRECTIVES)}/"
    assert "Ajouter à ma sélection" in camille.get(here).content.decode()
    sent = {"document": number(world, DIRECTIVES), "suite": here}
    kept = camille.post("/documents/plusieurs/", {**sent, "faire": "selection"}, follow=True)
    assert kept.redirect_chain[-1][0] == here
    assert "Retirer de ma sélection" in kept.content.decode()
    let_go = camille.post("/documents/plusieurs/", {**sent, "faire": "retirer"}, follow=True)
    assert "Ajouter à ma sélection" in let_go.content.decode()


def test_from_the_list_one_is_hidden_after_its_consequences_and_taken_back(camille: Client, world: World) -> None:
    chosen = number(world, DIRECTIVES)
    said = camille.post("/documents/plusieurs/", {"document": chosen, "faire": "masquer", "suite": LIST}, follow=True)
    assert "ni qu’il existe" in said.content.decode()
    assert faults_of(said.content.decode()) == []
    done = camille.post(f"/documents/{chosen}/masquer/", {"suite": LIST}, follow=True)
    assert done.redirect_chain[-1][0] == LIST
    assert "Document masqué." in done.content.decode()
    undo = next(one for one in links_of(done.content.decode()) if "rendre-visible" in one)
    taken_back = camille.post(undo, follow=True)
    assert taken_back.redirect_chain[-1][0] == LIST
    assert "Document visible de nouveau" in taken_back.content.decode()


def test_two_are_not_hidden_at_once(camille: Client, world: World) -> None:
    chosen = [number(world, DIRECTIVES), number(world, NOTE)]
    answer = camille.post("/documents/plusieurs/", {"document": chosen, "faire": "masquer"}, follow=True)
    assert "Masquez un document à la fois" in answer.content.decode()


def test_what_is_put_away_from_its_page_comes_back_there(camille: Client, world: World) -> None:
    here = f"/documents/{number(world, NOTE)}/?liste=periode%3D12-mois"
    away = camille.post(f"/documents/{number(world, NOTE)}/archiver/", {"suite": here}, follow=True)
    assert away.redirect_chain[-1][0] == here
    undo = next(one for one in links_of(away.content.decode()) if "desarchiver" in one and "suite" in one)
    assert camille.post(undo, follow=True).redirect_chain[-1][0] == here


def test_she_takes_the_documents_that_she_chose_and_no_other(sure: Client, world: World) -> None:
    chosen = [number(world, DIRECTIVES), number(world, NOTE)]
    offered = sure.post("/documents/plusieurs/", {"document": chosen, "faire": "telecharger"}, follow=True)
    page = offered.content.decode()
    assert faults_of(page) == []
    assert "Les 2 documents choisis" in spaced(offered.content)
    assert "Mes directives anticipées" in page
    asked = sure.post("/telecharger/", {"document": chosen, "partie": "documents"}, follow=True)
    assert "2 documents choisis" in spaced(asked.content)
    work_on_exports(write=WordsOfDoors(), env=replace(world.env, door=Door.TIMER))
    ready = sure.get("/telecharger/").content.decode()
    address = next(one for one in links_of(ready) if one.endswith("/fichier/"))
    taken = zipfile.ZipFile(io.BytesIO(sure.get(address).getvalue()))
    assert {name.split("/")[1][:3] for name in taken.namelist() if name.startswith("documents/")} == {"001", "002"}
    bundle = taken.read("fhir/bundle.json").decode()
    assert "Mes directives anticipées" in bundle
    assert "Radiographie du poignet gauche" not in bundle


def test_a_choice_waits_for_the_proof_of_who_she_is(camille: Client, world: World) -> None:
    wanted = f"/telecharger/?document={number(world, DIRECTIVES)}"
    asked = camille.post(wanted, {"document": number(world, DIRECTIVES), "partie": "documents"})
    assert asked.status_code == 302
    assert number(world, DIRECTIVES) in asked["Location"]


def test_she_takes_her_selection(sure: Client, world: World) -> None:
    empty = sure.get("/telecharger/?selection=oui").content
    assert "Votre sélection est vide" in spaced(empty)
    sure.post("/documents/plusieurs/", {"document": number(world, NOTE), "faire": "selection"})
    page = sure.get("/telecharger/?selection=oui").content
    assert "Le document choisi" in spaced(page)
    assert faults_of(page.decode()) == []
    assert "Télécharger ma sélection" in sure.get("/documents/?categorie=selection").content.decode()


def test_one_that_never_was_is_not_offered(sure: Client) -> None:
    page = sure.get(f"/telecharger/?document={NEVER_WAS}&document=x").content
    labels = " ".join(texts_of(page.decode(), "label"))
    assert "Les documents" in labels
    assert "choisi" not in labels


def test_the_history_says_that_words_were_looked_for_and_documents_kept(camille: Client, world: World) -> None:
    look_for(camille, "ferritine")
    for act in ("selection", "retirer"):
        camille.post("/documents/plusieurs/", {"document": number(world, NOTE), "faire": act})
    history = spaced(camille.get("/historique/").content)
    for said in ("recherche de mots", "ajout à la sélection", "retrait de la sélection"):
        assert said in history, said
    assert "ferritine" not in history


def test_categories_have_their_icons_and_count_what_is_current(camille: Client, world: World) -> None:
    page = camille.get("/documents/").content.decode()
    filters = re.search(r'<nav class="filters".*?</nav>', page, re.DOTALL)
    assert filters is not None
    assert filters[0].count("<svg") == filters[0].count("<li>")
    camille.post("/documents/plusieurs/", {"document": number(world, NOTE), "faire": "ranger"})
    assert "(12)" in camille.get("/documents/").content.decode()


def test_another_session_opens_no_words_of_this_one(camille: Client, world: World) -> None:
    found = look_for(camille, "ferritine")
    to_document = next(one for one in links_of(found.decode()) if "liste=" in one)
    elsewhere = client_of(CAMILLE, world)
    back = back_of(elsewhere.get(to_document).content)
    assert len(titles(elsewhere.get(back.partition("#")[0]).content)) == 13
