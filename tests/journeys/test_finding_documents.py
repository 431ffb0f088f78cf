"""Scenario 9, and finding: Camille looks for a word, puts a document away and back, hides one from the list."""

import re

from tests.journeys.care import titles
from tests.journeys.conftest import SignsIn
from tests.journeys.screen import A_PHONE_AND_A_PLAIN_DESK, Screen
from tests.people import CAMILLE

VISIT = "Compte rendu de passage aux urgences"
DIRECTIVES = "Mes directives anticipées"


def unfolds_categories(camille: Screen) -> Screen:
    """Open what holds the categories, on a telephone; they stand open where there is room."""
    folded = camille.page.locator("summary", has_text="Catégorie :")
    if folded.is_visible():
        folded.click()
    return camille


def current(camille: Screen) -> int:
    """How many current documents the list says that there are."""
    everything = unfolds_categories(camille).page.get_by_role("link", name=re.compile(r"^Tout \(")).inner_text()
    return int(re.sub(r"\D", "", everything))


def test_she_puts_a_document_away_and_finds_it_back_under_archived(signs_in: SignsIn) -> None:
    camille = signs_in(CAMILLE)
    assert VISIT in camille.opens("/accueil/").words
    before = current(camille.opens("/documents/"))
    camille.follows(VISIT).presses("Archiver : ranger, sans supprimer")
    assert "Document rangé. Il reste dans « Archivés »." in camille.words
    assert VISIT not in titles(camille.opens("/accueil/"))
    assert current(camille.opens("/documents/")) == before - 1
    assert VISIT not in titles(camille)
    unfolds_categories(camille.opens("/documents/")).follows(re.compile("^Archivés"))
    assert titles(camille) == [VISIT]
    camille.follows(VISIT).presses("Désarchiver")
    assert current(camille.opens("/documents/")) == before


def test_she_looks_for_tsh_and_comes_back_to_what_she_found(signs_in: SignsIn) -> None:
    camille = signs_in(CAMILLE)
    camille.opens("/documents/").types("Chercher dans les documents", "tsh").presses("Chercher").is_accessible()
    assert "documents contiennent « tsh »." in camille.words
    assert "tsh" not in camille.path.lower()
    found = titles(camille)
    assert "Résultats de prise de sang" in found
    camille.follows("Résultats de prise de sang").follows("Retour aux documents")
    assert titles(camille) == found
    assert camille.page.get_by_label("Chercher dans les documents").input_value() == "tsh"


def test_a_word_that_no_document_holds_is_said_and_taken_back(signs_in: SignsIn) -> None:
    camille = signs_in(CAMILLE)
    everything = titles(camille.opens("/documents/"))
    camille.types("Chercher dans les documents", "bathyscaphe").presses("Chercher").is_accessible()
    assert "Aucun document ne contient « bathyscaphe »" in camille.words
    assert titles(camille.follows("Effacer la recherche", within=camille.page.locator(".empty"))) == everything


@A_PHONE_AND_A_PLAIN_DESK
def test_from_the_list_she_hides_a_document_and_takes_it_back_at_once(signs_in: SignsIn) -> None:
    camille = signs_in(CAMILLE)
    camille.opens("/documents/").follows("Choisir plusieurs documents").is_accessible()
    camille.page.get_by_role("checkbox", name=DIRECTIVES).check()
    camille.presses("Masquer").presses("Masquer le document")
    assert "Document masqué. Les professionnels ne le voient plus." in camille.words
    (line,) = camille.lines(DIRECTIVES)
    assert "Masqué" in line
    camille.presses("Annuler")
    assert "Document visible de nouveau pour les professionnels autorisés." in camille.words
    (line,) = camille.lines(DIRECTIVES)
    assert "Masqué" not in line


@A_PHONE_AND_A_PLAIN_DESK
def test_she_keeps_two_at_hand_and_finds_them_under_her_selection(signs_in: SignsIn) -> None:
    camille = signs_in(CAMILLE)
    camille.opens("/documents/?choisir=oui")
    for title in (VISIT, DIRECTIVES):
        camille.page.get_by_role("checkbox", name=title).check()
    camille.presses("Ajouter à ma sélection")
    assert "2 documents ajoutés à votre sélection." in camille.words
    camille.opens("/documents/?categorie=selection").is_accessible()
    assert titles(camille) == [VISIT, DIRECTIVES]
