"""A letter of many pages without a script, and what is kept of it: the letter itself, each time a reading."""

import re

import pytest
from django.test import Client

from carnet.core.identifiers import DocumentId
from tests.formats.booklet import LAST_WORDS, booklet
from tests.journeys.letters import deposits
from tests.journeys.sessions import client_of
from tests.journeys.world import NEVER_WAS, World
from tests.markup import faults_of, links_of, texts_of
from tests.people import CAMILLE, HADDAD, NADIA

SHEETS = re.compile(r'<img class="sheet" src="data:image/webp;base64,[^"]+" alt="([^"]+)">')


@pytest.fixture
def letter(world: World) -> DocumentId:
    """A letter of ten pages, in Camille's record."""
    return deposits(world, booklet(10))


def readings(world: World) -> int:
    """How many lines of her history say that a document was read."""
    return sum(line.action.value == "read-document" for line in world.trace(CAMILLE))


def test_eight_pages_are_drawn_and_the_others_are_another_page_and_another_reading(
    camille: Client, world: World, letter: DocumentId
) -> None:
    before = readings(world)
    first = camille.get(f"/documents/{letter}/").content.decode()
    assert SHEETS.findall(first) == [f"Page {number} sur 10" for number in range(1, 9)]
    (after,) = (link for link in links_of(first) if link.endswith("#pages"))
    second = camille.get(f"/documents/{letter}/{after}").content.decode()
    assert SHEETS.findall(second) == ["Page 9 sur 10", "Page 10 sur 10"]
    assert LAST_WORDS in second
    assert [link for link in links_of(second) if link.endswith("#pages")] == ["?page=7#pages"]
    assert readings(world) == before + 2
    assert faults_of(first) + faults_of(second) == []


def test_the_button_that_reads_it_all_waits_for_its_script_and_brings_nothing_before(
    camille: Client, letter: DocumentId
) -> None:
    page = camille.get(f"/documents/{letter}/").content.decode()
    assert re.search(r"<section class=\"reader\"[^>]* data-reader hidden", page)
    assert "pdf.min.mjs" not in " ".join(re.findall(r"<script[^>]*>", page))
    assert "Cette lecture s’inscrit dans l’historique, comme un téléchargement." in page


def test_what_is_kept_of_a_letter_is_the_letter_and_not_its_envelope(
    camille: Client, world: World, letter: DocumentId
) -> None:
    page = camille.get(f"/documents/{letter}/").content.decode()
    offered = [text for text in texts_of(page, "a") if "PDF" in text or "XML" in text]
    assert [text.partition(",")[0] for text in offered] == ["Télécharger (PDF", "Document d’origine (XML"]
    before = readings(world)
    answer = camille.get(f"/documents/{letter}/contenu/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="document.pdf"'
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cache-Control"] == "no-store, private"
    assert answer.getvalue() == booklet(10)
    assert int(answer["Content-Length"]) == len(booklet(10))
    assert readings(world) == before + 1


def test_a_document_that_holds_no_letter_is_given_as_it_is_and_offered_once(camille: Client, world: World) -> None:
    document = world.document(CAMILLE, "camille-biologie-4")
    whole = camille.get(f"/documents/{document}/fichier/").getvalue()
    assert camille.get(f"/documents/{document}/contenu/").getvalue() == whole
    page = camille.get(f"/documents/{document}/").content.decode()
    assert "contenu/" not in page
    assert "Document d’origine" not in page
    assert "reader" not in page


def test_the_doctor_reads_the_same_pages_and_keeps_the_same_letter(world: World, letter: DocumentId) -> None:
    here = f"/pro/dossiers/{world.record(CAMILLE)}/documents/{letter}/"
    haddad = client_of(HADDAD, world)
    page = haddad.get(here).content.decode()
    assert len(SHEETS.findall(page)) == 8
    assert faults_of(page) == []
    assert haddad.get(f"{here}contenu/").getvalue() == booklet(10)


def test_a_letter_of_somebody_else_and_one_that_never_was_answer_alike(world: World, letter: DocumentId) -> None:
    nadia = client_of(NADIA, world)
    answers = [nadia.get(f"/documents/{one}/contenu/") for one in (letter, NEVER_WAS)]
    assert [one.status_code for one in answers] == [404, 404]
    said = [texts_of(one.content.decode(), "main") for one in answers]
    assert said[0] == said[1]
