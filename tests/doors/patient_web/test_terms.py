"""New terms of use: nothing before they are accepted, and nothing lost when they are refused."""

import pytest
from django.test import Client

from carnet.store.context import within
from carnet.store.models import TermsAcceptanceRow
from tests.doors.patient_web.sign_in_forms import address_after, sends, text_of
from tests.journeys.sessions import client_of
from tests.journeys.world import World
from tests.people import CAMILLE, SIMONE


@pytest.fixture
def simone(world: World) -> Client:
    """Simone, signed in: her record is of 2012."""
    return client_of(SIMONE, world)


def accepted(world: World) -> list[tuple[str, str]]:
    with within(world.record(SIMONE)):
        return list(TermsAcceptanceRow.objects.order_by("at").values_list("version", "way"))


def test_simone_sees_the_new_terms_before_anything_else(simone: Client, world: World) -> None:
    assert accepted(world) == [("2011-01", "assisted-opening")]
    for path in ("/accueil/", "/documents/", "/historique/", "/compte/mot-de-passe/"):
        assert address_after(simone.get(path)).startswith("/conditions/?suite=")
    assert address_after(simone.post("/acces/urgences/", {"samu": "on"})) == "/conditions/"
    assert "Les conditions ont changé" in text_of(simone.get("/conditions/"))
    assert "Fermer votre dossier" in text_of(simone.get("/conditions/"))


def test_once_she_has_accepted_she_goes_where_she_wanted_and_is_not_asked_again(simone: Client, world: World) -> None:
    answer = sends(
        simone, "/conditions/?suite=/documents/", to="/conditions/", reponse="accepter", lu="oui", suite="/documents/"
    )
    assert address_after(answer) == "/documents/"
    assert simone.get("/documents/").status_code == 200
    assert accepted(world) == [("2011-01", "assisted-opening"), ("2018-11", "sign-in")]
    assert address_after(simone.get("/conditions/")) == "/accueil/"
    lines = [(line.action.value, line.outcome.value, line.detail) for line in world.trace(SIMONE)]
    assert ("terms", "done", "2018-11") in lines
    assert "Vous avez accepté les conditions d’utilisation" in text_of(simone.get("/historique/"))


def test_the_same_form_sent_twice_is_one_acceptance(simone: Client, world: World) -> None:
    for _ in range(2):
        simone.post("/conditions/", {"reponse": "accepter", "lu": "oui"})
    assert len(accepted(world)) == 2


def test_a_box_left_empty_accepts_nothing(simone: Client, world: World) -> None:
    answer = sends(simone, "/conditions/", reponse="accepter")
    assert answer.status_code == 422
    assert "Cochez cette case si vous acceptez les conditions." in text_of(answer)
    assert len(accepted(world)) == 1


def test_refusing_signs_her_out_says_what_it_means_and_is_written_down(simone: Client, world: World) -> None:
    answer = sends(simone, "/conditions/", reponse="refuser")
    assert address_after(answer) == "/conditions/refusees/"
    assert "Rien n’est perdu." in text_of(simone.get("/conditions/refusees/"))
    assert simone.get("/accueil/").status_code == 302
    assert len(accepted(world)) == 1
    assert [(line.action.value, line.outcome.value) for line in world.trace(SIMONE)][-1] == ("terms", "refused")


def test_somebody_who_has_accepted_them_is_asked_nothing(world: World) -> None:
    assert client_of(CAMILLE, world).get("/accueil/").status_code == 200


@pytest.mark.usefixtures("world")
def test_anybody_may_read_them_in_both_languages() -> None:
    visitor = Client(SERVER_NAME="localhost")
    assert "Personne ne peut exiger votre dossier" in text_of(visitor.get("/conditions/texte/"))
    visitor.post("/langue/", {"langue": "en"})
    assert "Nobody may demand your record" in text_of(visitor.get("/conditions/texte/"))
