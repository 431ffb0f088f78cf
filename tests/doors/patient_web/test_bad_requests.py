"""What no page of ours sends: each is answered with a sentence that says what to do, and nothing breaks."""

import json
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.journeys.world import NEVER_WAS, World
from tests.markup import texts_of
from tests.people import CAMILLE

ADD, CHECK, UPLOAD = "/documents/ajouter/", "/documents/ajouter/verifier/", "/documents/ajouter/envoi/"
AGAIN = "Rechargez la page, puis choisissez le fichier à nouveau."
DIGEST = "0" * 64


@pytest.mark.parametrize(
    "announced",
    [{"nom": "a.txt", "taille": "4", "empreinte": "x"}, {"nom": " ", "taille": "4", "empreinte": DIGEST}],
    ids=["no digest", "no name"],
)
def test_a_file_that_is_not_announced_as_it_should_is_told_what_to_do(
    announced: dict[str, str], camille: Client
) -> None:
    answer = camille.post(UPLOAD, announced)
    assert answer.status_code == 400
    assert AGAIN in json.loads(answer.content)["why"]


def test_a_piece_sent_as_a_form_or_too_large_is_told_what_to_do(camille: Client) -> None:
    there = f"{UPLOAD}{NEVER_WAS}/?debut=0"
    as_a_form = camille.post(there, {"piece": SimpleUploadedFile("a.txt", b"mots")})
    too_large = camille.post(there, b"m" * 600_000, content_type="application/octet-stream")
    assert (as_a_form.status_code, too_large.status_code) == (415, 413)
    assert all(AGAIN in json.loads(answer.content)["why"] for answer in (as_a_form, too_large))


def test_the_name_of_a_file_is_kept_no_longer_than_a_form_keeps_it(camille: Client) -> None:
    camille.post(UPLOAD, {"nom": "m" * 5000, "taille": "4", "empreinte": DIGEST})
    page = camille.get(ADD).content.decode()
    assert "m" * 255 in page
    assert "m" * 256 not in page


def test_a_note_that_is_not_kept_stays_in_its_field(camille: Client) -> None:
    for number in range(10):
        camille.post(ADD, {"fichiers": SimpleUploadedFile(f"{number}.txt", str(number).encode(), "text/plain")})
    page = camille.post(ADD, {"note": "Je dors mal."}).content.decode()
    assert "Il y en a trop." in " ".join(texts_of(page, "main"))
    assert "Je dors mal.</textarea>" in page


def said(content: bytes) -> str:
    """What the page says of what has just been done, on one line."""
    return " ".join(" ".join(texts_of(content.decode(), "main")).split())


@pytest.mark.parametrize("act", ["ranger", "ressortir", "selection", "retirer"])
def test_an_act_on_documents_that_never_were_says_that_nothing_changed(act: str, camille: Client) -> None:
    answer = camille.post("/documents/plusieurs/", {"document": str(NEVER_WAS), "faire": act}, follow=True)
    assert "Rien n’a changé" in said(answer.content)
    assert "Annuler" not in said(answer.content)


def test_what_stayed_in_its_place_is_said_beside_what_was_put_away(camille: Client, world: World) -> None:
    chosen = [str(world.document(CAMILLE, "camille-radiographie")), str(NEVER_WAS)]
    answer = camille.post("/documents/plusieurs/", {"document": chosen, "faire": "ranger"}, follow=True)
    assert "1 document rangé dans « Archivés ». 1 autre reste à sa place" in said(answer.content)


def test_a_way_back_too_long_for_a_cookie_is_left_out_of_annuler(camille: Client, world: World) -> None:
    back = f"/documents/?categorie={'é' * 900}"
    chosen = str(world.document(CAMILLE, "camille-radiographie"))
    answer = camille.post("/documents/plusieurs/", {"document": chosen, "faire": "ranger", "suite": back})
    assert len(answer.cookies["dit"].OutputString()) < 4096
    assert "Annuler" in camille.get("/documents/").content.decode()


@pytest.mark.parametrize("elsewhere", ["//example.org/", "/\\example.org", "https://example.org", "/\r\nX: y"])
def test_a_way_back_never_leads_elsewhere(elsewhere: str, camille: Client, world: World) -> None:
    chosen = str(world.document(CAMILLE, "camille-radiographie"))
    answer = camille.post("/documents/plusieurs/", {"document": chosen, "faire": "ranger", "suite": elsewhere})
    assert urlsplit(answer["Location"]).netloc == ""
    assert "\n" not in answer["Location"]


@pytest.mark.parametrize(
    ("name", "word"),
    [("categorie", "inconnue"), ("auteur", "a" * 2000), ("apres", "b" * 2000), ("recherche", "c" * 2000)],
    ids=["a category that is none", "an author too long", "a document too long", "words too long"],
)
def test_a_word_of_the_address_that_no_page_wrote_wants_nothing(name: str, word: str, camille: Client) -> None:
    page = camille.get("/documents/", {name: word}).content.decode()
    assert texts_of(page, "li") == texts_of(camille.get("/documents/").content.decode(), "li")
    assert page.count(word) <= 1, "the way back of « English » alone, in no link of the list"
