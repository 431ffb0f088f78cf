"""Until when somebody may read: a day that she chose, none at all, or no longer."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.doors.patient_web.test_access import card, heading
from tests.journeys.sessions import client_of
from tests.journeys.world import World
from tests.markup import faults_of, texts_of
from tests.people import BENALI, CAMILLE, CHU, HADDAD, KELLER


def words(client: Client, path: str) -> str:
    """What a page says."""
    page = client.get(path).content.decode()
    assert faults_of(page) == []
    return " ".join(" ".join(texts_of(page, "main")).split())


def test_she_lets_somebody_in_until_a_day(camille: Client, world: World) -> None:
    camille.post(card(HADDAD, "autoriser/"), {"fin": "2026-11-23"})
    assert "Il s’arrête après le 23 novembre 2026." in words(camille, card(HADDAD))
    assert "jusqu’au 23 novembre 2026" in words(camille, "/acces/")
    world.passes(timedelta(days=2, hours=10))  # 23 November, 23:00 in Paris
    assert "Accès autorisé" in heading(client_of(CAMILLE, world), card(HADDAD))
    world.passes(timedelta(hours=1))
    assert "Aucun accès" in heading(client_of(CAMILLE, world), card(HADDAD))


def test_without_a_day_there_is_no_end_and_she_may_set_one_later(camille: Client) -> None:
    camille.post(card(CHU, "autoriser/"), {"fin": ""})
    assert "Il n’a pas de fin." in words(camille, card(CHU))
    camille.post(card(CHU, "autoriser/"), {"fin": "2027-01-31"})
    assert "Il s’arrête après le 31 janvier 2027." in words(camille, card(CHU))


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2026-11-20", "Cette date est passée. Choisissez-en une à venir."),
        ("2026-02-30", "Cette date n’existe pas. Choisissez-la ou laissez vide."),
        ("demain", "Cette date n’existe pas."),
    ],
)
def test_a_day_that_cannot_be_is_told_beside_its_field_and_lets_nobody_in(camille: Client, day: str, told: str) -> None:
    answer = camille.post(card(HADDAD, "autoriser/"), {"fin": day})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page
    assert faults_of(page) == []
    assert "Aucun accès" in heading(camille, card(HADDAD))


def test_she_takes_a_yes_back_and_nobody_is_blocked(camille: Client) -> None:
    done = camille.post(card(KELLER, "retirer/"), follow=True)
    assert "Accès retiré. Votre accord sera redemandé." in done.content.decode()
    assert "Aucun accès" in heading(camille, card(KELLER))
    assert "Médecin traitant" not in heading(camille, card(KELLER)), "the status ended with the yes"
    camille.post(card(KELLER, "autoriser/"))
    assert "Médecin traitant" not in heading(camille, card(KELLER))


def test_several_treating_physicians_if_she_wishes(camille: Client) -> None:
    page = words(camille, card(BENALI))
    assert "Garder aussi Dr Anne Keller" in page
    camille.post(f"/acces/medecin-traitant/{BENALI.identifier.value}/", {"garder": "oui"})
    for doctor in (BENALI, KELLER):
        assert "Médecin traitant" in heading(camille, card(doctor))


def test_the_history_says_what_she_took_back(camille: Client, world: World) -> None:
    camille.post(card(KELLER, "retirer/"))
    assert "Vous avez retiré l’accès de Dr Anne Keller" in words(camille, "/historique/")
    assert world.record(CAMILLE)
