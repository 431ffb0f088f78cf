"""The three emergency choices, made by the person and set by a professional beside them."""

import pytest
from django.test import Client

from tests.journeys.sessions import client_of
from tests.journeys.world import World
from tests.markup import faults_of
from tests.people import CAMILLE, HADDAD, HUGO, KELLER

ALL_NO = {"samu": "non", "danger": "non", "masques": "non", "present": "oui"}


def path(world: World) -> str:
    return f"/pro/dossiers/{world.record(CAMILLE)}/choix-d-urgence/"


@pytest.fixture
def keller(world: World) -> Client:
    return client_of(KELLER, world)


def test_nothing_is_ticked_before_she_has_answered(keller: Client, world: World) -> None:
    page = keller.get(path(world)).content.decode()
    assert page.count('type="radio"') == 6
    assert "checked" not in page
    assert faults_of(page) == []


def test_her_answers_hold_at_once_and_stand_in_her_history(keller: Client, world: World) -> None:
    assert keller.post(path(world), ALL_NO, follow=True).status_code == 200
    refused = client_of(HADDAD, world).post(
        f"/pro/dossiers/{world.record(CAMILLE)}/urgence/", {"motif": "Perte de connaissance, seule chez elle"}
    )
    assert "Aucun accès en urgence à ce dossier. Continuez sans lui." in refused.content.decode()
    set_by = [line for line in world.trace(CAMILLE) if line.action.value == "choose-emergency-access"][-1]
    assert (set_by.actor.identifier, set_by.detail) == (KELLER.identifier.value, "none")


@pytest.mark.parametrize("left_out", ["samu", "danger", "masques", "present"])
def test_an_answer_that_is_missing_is_asked_for_and_changes_nothing(
    keller: Client, world: World, left_out: str
) -> None:
    before = len(world.trace(CAMILLE))
    answer = keller.post(path(world), {name: said for name, said in ALL_NO.items() if name != left_out})
    assert answer.status_code == 422
    assert len(world.trace(CAMILLE)) == before


def test_who_is_not_authorised_sets_nothing(world: World) -> None:
    assert client_of(HADDAD, world).post(path(world), ALL_NO).status_code == 403
    assert client_of(HUGO, world).post(path(world), ALL_NO).status_code == 302, "he is"
