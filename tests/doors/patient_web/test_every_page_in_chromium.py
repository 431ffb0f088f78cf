"""Every page of the patient site, in each of its states: accessible, well made, calm, as wide as its window."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.journeys.every_page import Kind, Window, at, window
from tests.journeys.fixtures import WindowOf
from tests.journeys.sessions import session_of_holder
from tests.journeys.world import NEVER_WAS, ZEPHYR, World
from tests.people import CAMILLE, CHU, DELORME, HADDAD, KELLER, PAUL


def of(key: str, below: str = "", **changes: Any) -> Kind:
    """A page about one of Camille's documents."""
    return Kind(lambda world: f"/documents/{world.document(CAMILLE, key)}/{below}", **changes)


def card(who: str, below: str = "") -> Kind:
    """The page of somebody who can see, or cannot."""
    return at(f"/acces/{who}/{below}")


def contest(action: str, status: int = 200, sent: dict[str, str] | None = None) -> Kind:
    """The page that contests the last line of Camille's by which a professional did something."""

    def path(world: World) -> str:
        lines = [one for one in world.trace(CAMILLE) if one.actor.kind == "professional"]
        return f"/historique/{[one.id for one in lines if one.action.value == action][-1]}/contester/"

    return Kind(path, status, sent)


PAGES = {
    "home": at("/accueil/"),
    "first visit": at("/premiere-visite/"),
    "first visit, a step put off": at("/premiere-visite/alertes/plus-tard/", sent={}),
    "my details": at("/mes-informations/"),
    "documents": at("/documents/"),
    "documents of a category": at("/documents/?categorie=BIOLOGIE"),
    "a category without a document": at("/documents/?categorie=AUTR_DOC"),
    "documents by author": at("/documents/?tri=auteur&nombre=10&periode=12-mois"),
    "documents kept at hand, none": at("/documents/?categorie=selection"),
    "documents being chosen": at("/documents/?choisir=oui"),
    "downloading what was chosen": Kind(
        lambda world: f"/telecharger/?document={world.document(CAMILLE, 'camille-directives')}"
    ),
    "downloading a selection, none": at("/telecharger/?selection=oui"),
    "masking, from the list": of("camille-ordonnance", "masquer/?suite=/documents/"),
    "a structured document": of("camille-biologie-4"),
    "results in plain words": of("camille-biologie-4", "resultats/"),
    "a document without a figure, in plain words": of("camille-ordonnance", "resultats/"),
    "timeline": at("/frise/"),
    "timeline of a year": at("/frise/?annee=2025&categorie=BIOLOGIE"),
    "timeline without an event": at("/frise/?annee=2023&categorie=REMB"),
    "vaccines": at("/vaccins/"),
    "prescriptions": at("/ordonnances/"),
    "reimbursements": at("/remboursements/"),
    "reimbursements of a kind": at("/remboursements/?soin=vaccins"),
    "a long structured document": of("camille-urgences"),
    "a pdf": of("camille-directives"),
    "a text": of("camille-kinesitherapie"),
    "a masked document": of("camille-radiographie"),
    "masking": of("camille-ordonnance", "masquer/"),
    "putting right one's own document": of("camille-directives", "nouvelle-version/"),
    "a document that is not there": at(f"/documents/{NEVER_WAS}/", 404),
    "history": at("/historique/"),
    "history, emergencies": at("/historique/?filtre=urgence"),
    "history, refusals": at("/historique/?filtre=refus"),
    "history, of somebody in November": at(
        f"/historique/?qui=professional-{HADDAD.identifier.value}&acte=consultations&du=2026-11-01"
    ),
    "history, on no day": at("/historique/?du=hier&au=demain"),
    "history, in no form": at("/historique/telecharger/doc/", 404),
    "contesting an access": contest("read-document"),
    "contesting an emergency": contest("break-the-glass"),
    "contesting with too many words": contest("read-document", 422, {"precision": "mot " * 300}),
    "an access that is contested": contest(
        "authorize-professional", sent={"precision": "Je n’y étais pas.", "prevenir": "oui"}
    ),
    "an access that cannot be contested": at(f"/historique/{NEVER_WAS}/contester/", 404),
    "access": at("/acces/"),
    "access, who is blocked": at("/acces/bloques/"),
    "access, emergencies": at("/acces/urgences/"),
    "the treating physician": card(f"professionnel/{KELLER.identifier.value}"),
    "somebody authorised": card(f"professionnel/{PAUL.identifier.value}"),
    "somebody blocked": card(f"professionnel/{DELORME.identifier.value}"),
    "somebody without access": card(f"professionnel/{HADDAD.identifier.value}"),
    "an establishment": card(f"etablissement/{CHU.identifier.value}"),
    "blocking": card(f"professionnel/{KELLER.identifier.value}", "bloquer/"),
    "a simulation to choose": at("/acces/que-verrait/"),
    "a simulation": at("/acces/que-verrait/?qui=metier-80"),
    "a simulation that finds a closed door": at(f"/acces/que-verrait/?qui=p-{DELORME.identifier.value}"),
    "a simulation of somebody to find": at("/acces/que-verrait/?nom=ha"),
    "a simulation on no day": at("/acces/que-verrait/?qui=aidant&le=demain"),
    "showing, to choose": at("/acces/montrer/"),
    "showing, nothing ticked": at("/acces/montrer/", 422, {"quoi": "choix", "minutes": "15"}),
    "showing the record": at("/acces/montrer/", sent={"quoi": "tout", "minutes": "15"}),
    "a showing that never was": at(f"/acces/montrer/{NEVER_WAS}/", 404),
    "finding somebody": at("/acces/chercher/"),
    "somebody found": at("/acces/chercher/?nom=ha"),
    "nobody found": at("/acces/chercher/?nom=zzzz"),
    "something that cannot be": at(f"/acces/medecin-traitant/{HADDAD.identifier.value}/", 403, {}),
    "no request yet": at("/demandes/"),
    "asking for a correction": of("camille-biologie-4", "corriger/"),
    "asking for a correction, nothing chosen": of("camille-biologie-4", "corriger/", status=422, sent={}),
    "my requests": of(
        "camille-biologie-4",
        "corriger/",
        sent={"demande": "correction", "raison": "wrong", "precision": "Date fausse."},
    ),
    "what was just done": at("/acces/urgences/", 200, {"samu": "on", "bris_de_glace": "on"}),
    "what can be taken back": of("camille-ordonnance", "masquer/", sent={}),
}
OF_A_NEW_RECORD = {
    "home": at("/accueil/"),
    "first visit": at("/premiere-visite/"),
    "my details": at("/mes-informations/"),
    "documents": at("/documents/"),
    "timeline": at("/frise/"),
    "vaccines": at("/vaccins/"),
    "prescriptions": at("/ordonnances/"),
    "reimbursements": at("/remboursements/"),
    "history": at("/historique/"),
    "history, a filter that keeps nothing": at("/historique/?filtre=urgence"),
    "access": at("/acces/"),
    "access, nobody blocked": at("/acces/bloques/"),
}


@pytest.fixture(scope="module")
def camille(window_of: WindowOf) -> Window:
    """Camille's window."""
    return window_of(CAMILLE)


@pytest.fixture(scope="module")
def zephyr(chromium: Browser, shared_site: str, shared_world: World) -> Iterator[Window]:
    """The window of somebody whose record has just been opened."""
    session = session_of_holder(shared_world.opens(ZEPHYR), "Zephyr Vide", shared_world)
    opened = window(chromium, shared_site, session)
    yield opened
    opened.page.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_as_it_must_be(camille: Window, shared_world: World, name: str) -> None:
    camille.shows(PAGES[name], shared_world, after="/acces/")


@pytest.mark.parametrize("name", OF_A_NEW_RECORD)
def test_a_page_of_a_new_record_is_as_it_must_be(zephyr: Window, shared_world: World, name: str) -> None:
    zephyr.shows(OF_A_NEW_RECORD[name], shared_world)


def test_on_a_phone_the_header_is_one_line_and_the_last_documents_are_three(camille: Window) -> None:
    camille.page.goto("/accueil/")
    shown = {}
    for width in (390, 1280):
        camille.page.set_viewport_size({"width": width, "height": 900})
        latest = camille.page.locator(".latest > li")
        shown[width] = [one.is_visible() for one in latest.all()]
    assert shown == {390: [True, True, True, False, False], 1280: [True] * 5}
    camille.page.set_viewport_size({"width": 390, "height": 900})
    header = camille.page.locator("header.top").bounding_box()
    assert header is not None
    assert header["height"] < 80
