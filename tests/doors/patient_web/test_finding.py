"""Her documents found: by words, by filters, in the order she likes, a page at a time; several of them at once."""

import html5lib
import pytest
from django.test import Client

from tests.journeys.sessions import client_of
from tests.journeys.world import World
from tests.markup import faults_of, links_of
from tests.people import CAMILLE


def titles(html: bytes) -> list[str]:
    """The titles of the documents of a page, in its order."""
    root = html5lib.parse(html.decode(), namespaceHTMLElements=False)
    return ["".join(one.itertext()) for one in root.iter("a") if one.get("class") == "title"]


def look_for(camille: Client, typed: str, **filters: str) -> bytes:
    """What the page shows once she has typed words, filters chosen."""
    answer = camille.post("/documents/chercher/", {"mots": typed, **filters}, follow=True)
    assert answer.status_code == 200
    assert typed not in answer.redirect_chain[-1][0]
    return bytes(answer.content)


def test_she_finds_what_a_document_says_and_sees_where(camille: Client) -> None:
    page = look_for(camille, "ferritines")
    assert "Résultats de prise de sang" in titles(page)
    assert "Remboursements du mois" not in titles(page)
    assert "<mark>" in page.decode()
    said = page.decode().replace("\u202f", " ").replace("\u00a0", " ")
    assert "contiennent « ferritines »" in said
    assert faults_of(page.decode()) == []


def test_words_that_are_nowhere_say_so_and_lead_back(camille: Client) -> None:
    page = look_for(camille, "bathyscaphe").decode()
    assert titles(page.encode()) == []
    assert "Aucun document ne contient « bathyscaphe »" in page.replace("\u202f", " ").replace("\u00a0", " ")
    assert "Effacer la recherche" in page
    assert faults_of(page) == []


def test_the_words_stand_sealed_in_the_address_and_hold_for_this_session_only(camille: Client, world: World) -> None:
    sent = camille.post("/documents/chercher/", {"mots": "thyréostimuline"})
    address = sent["Location"]
    assert "recherche=" in address
    assert "thyr" not in address
    assert len(titles(camille.get(address).content)) == 4
    camille.get(address)
    elsewhere = client_of(CAMILLE, world)
    assert len(titles(elsewhere.get(address).content)) == 13
    assert len(titles(camille.get("/documents/?recherche=abc").content)) == 13


def test_words_and_a_category_go_together(camille: Client) -> None:
    assert titles(look_for(camille, "poignet", categorie="RADIO_SC")) == ["Radiographie du poignet gauche"]


def test_she_sorts_by_author_and_keeps_ten_a_page(camille: Client) -> None:
    first = camille.get("/documents/?tri=auteur&nombre=10")
    assert len(titles(first.content)) == 10
    (next_page,) = {link for link in links_of(first.content.decode()) if "apres=" in link}
    second = camille.get(f"/documents/{next_page}")
    assert len(titles(second.content)) == 3
    assert "Page 2 sur 2" in second.content.decode()
    by_date = titles(camille.get("/documents/").content)
    assert sorted(titles(first.content) + titles(second.content)) == sorted(by_date)
    assert titles(first.content) != by_date[:10]


def test_the_order_and_the_number_that_she_chose_are_kept_for_the_next_time(camille: Client) -> None:
    camille.post("/documents/chercher/", {"tri": "auteur", "nombre": "10"})
    assert len(titles(camille.get("/documents/").content)) == 10
    assert len(titles(camille.get("/documents/?nombre=25").content)) == 13


def test_an_author_and_a_period_are_filters_and_no_name_stands_in_the_address(camille: Client) -> None:
    page = camille.get("/documents/").content.decode()
    root = html5lib.parse(page, namespaceHTMLElements=False)
    authors = next(one for one in root.iter("select") if one.get("name") == "auteur")
    options = [(one.get("value", ""), "".join(one.itertext())) for one in authors]
    key, name = next(one for one in options if "Keller" in one[1])
    assert "Keller" not in key
    kept = camille.get(f"/documents/?auteur={key}").content.decode()
    assert name in kept
    assert 0 < len(titles(kept.encode())) < 13
    assert 0 < len(titles(camille.get("/documents/?periode=3-mois").content)) < 13


@pytest.mark.parametrize("unknown", ["tri=couleur", "nombre=1000", "periode=x", "auteur=x", "apres=x", "categorie=x"])
def test_what_nobody_knows_in_an_address_breaks_nothing(camille: Client, unknown: str) -> None:
    answer = camille.get(f"/documents/?{unknown}")
    assert answer.status_code == 200
    assert faults_of(answer.content.decode()) == []


def test_she_keeps_documents_at_hand_and_lets_them_go(camille: Client, world: World) -> None:
    chosen = str(world.document(CAMILLE, "camille-directives"))
    kept = camille.post("/documents/plusieurs/", {"document": chosen, "faire": "selection"}, follow=True)
    assert "1 document ajouté à votre sélection." in kept.content.decode()
    page = camille.get("/documents/?categorie=selection")
    assert len(titles(page.content)) == 1
    assert faults_of(page.content.decode()) == []
    camille.post("/documents/plusieurs/", {"document": chosen, "faire": "retirer"})
    assert titles(camille.get("/documents/?categorie=selection").content) == []


def test_several_are_put_away_at_once_and_taken_back(camille: Client, world: World) -> None:
    chosen = [str(world.document(CAMILLE, key)) for key in ("camille-directives", "camille-kinesitherapie")]
    away = camille.post("/documents/plusieurs/", {"document": chosen, "faire": "ranger"}, follow=True)
    assert "2 documents rangés" in away.content.decode()
    assert "Annuler" in away.content.decode()
    assert len(titles(camille.get("/documents/").content)) == 11
    query = "&".join(["faire=ressortir", *(f"document={one}" for one in chosen)])
    camille.post(f"/documents/plusieurs/?{query}")
    assert len(titles(camille.get("/documents/").content)) == 13


def test_nothing_chosen_and_an_unknown_act_do_nothing(camille: Client) -> None:
    nothing = camille.post("/documents/plusieurs/", {"faire": "ranger"}, follow=True)
    assert "Cochez d’abord un document." in nothing.content.decode()
    assert camille.post("/documents/plusieurs/", {"faire": "x", "document": "y"}).status_code == 404
    assert camille.get("/documents/plusieurs/").status_code == 405
