"""The pages of acts with the person there, and of a call to the SAMU: accessible, calm, as wide as their window."""

import pytest

from carnet.usecases.emergency.answer_samu_call import CallAnswered, answer_samu_call
from tests.doors.professional_web.test_every_page_in_chromium import of, shows
from tests.journeys.every_page import Window, at
from tests.journeys.fixtures import WindowOf
from tests.journeys.world import NEVER_WAS, World
from tests.people import BENALI, CAMILLE, CHU, FERRAND, GEORGES, KELLER, NADIA

SUCCESSOR = f"medecin-traitant/{BENALI.identifier.value}/"
SOUGHT = {"appel": "20261121-0042", "naissance": "1984-03-12"}
FOR_KELLER = {
    "with the person": of(CAMILLE, "avec-la-personne/"),
    "whom to block": of(CAMILLE, "bloquer/"),
    "whom to block, found": of(CAMILLE, "bloquer/?nom=ha"),
    "whom to block, nobody": of(CAMILLE, "bloquer/?nom=zzzz"),
    "blocking somebody": of(CAMILLE, f"bloquer/professionnel/{BENALI.identifier.value}/"),
    "blocking everybody there": of(CAMILLE, f"bloquer/etablissement/{CHU.identifier.value}/"),
    "blocking alone": of(CAMILLE, f"bloquer/professionnel/{BENALI.identifier.value}/", 422, {}),
    "blocking a stranger": of(CAMILLE, "bloquer/professionnel/8997/", 404),
    "who comes next": of(CAMILLE, "medecin-traitant/?nom=benali"),
    "how she agrees": of(CAMILLE, SUCCESSOR),
    "a paper of tomorrow": of(CAMILLE, SUCCESSOR, 422, {"preuve": "papier", "signe-le": "2026-11-22"}),
    "her code": of(CAMILLE, f"{SUCCESSOR}{NEVER_WAS}/"),
    "her code, wrong": of(CAMILLE, f"{SUCCESSOR}{NEVER_WAS}/", 422, {"code": "000000"}),
    "emergency choices": of(CAMILLE, "choix-d-urgence/"),
    "emergency choices, half made": of(CAMILLE, "choix-d-urgence/", 422, {"samu": "non"}),
    "closing": of(CAMILLE, "fermer/"),
    "closing alone": of(CAMILLE, "fermer/", 422, {}),
    "with what is archived": of(CAMILLE, "?anciens=oui"),
}
FOR_FERRAND = {
    "in what right, for a regulator": of(GEORGES, "motif/"),
    "a call": of(GEORGES, "samu/"),
    "a call without a number": of(GEORGES, "samu/", 422, {"appel": "12"}),
    "a record open for a call": of(NADIA),
    "a search": at("/pro/samu/"),
    "a search that lacks everything": at("/pro/samu/", 422, {}),
    "somebody found": at("/pro/samu/", 200, {**SOUGHT, "nom": "Morel"}),
    "nobody found": at("/pro/samu/", 200, {**SOUGHT, "nom": "Inconnu"}),
}


@pytest.fixture(scope="module")
def keller(window_of: WindowOf) -> Window:
    """The window of Camille's treating physician."""
    return window_of(KELLER)


@pytest.fixture(scope="module")
def ferrand(window_of: WindowOf, shared_world: World) -> Window:
    """The window of a regulating doctor, during a call about Nadia."""
    answered = answer_samu_call(
        shared_world.record(NADIA), call="20261121-0042", actor=FERRAND.actor, env=shared_world.env
    )
    assert isinstance(answered, CallAnswered)
    return window_of(FERRAND)


@pytest.mark.parametrize("name", FOR_KELLER)
def test_a_page_is_as_it_must_be(keller: Window, shared_world: World, name: str) -> None:
    shows(keller, FOR_KELLER[name], shared_world)


@pytest.mark.parametrize("name", FOR_FERRAND)
def test_a_page_of_a_call_is_as_it_must_be(ferrand: Window, shared_world: World, name: str) -> None:
    shows(ferrand, FOR_FERRAND[name], shared_world)
