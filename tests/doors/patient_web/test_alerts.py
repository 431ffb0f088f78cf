"""My alerts on their page: chosen, tried, never silent where they guard the record."""

import re

import pytest
from django.test import Client

from carnet.ports.environment import Environment
from tests.doors.patient_web.sign_in_forms import (
    IDENTIFIER,
    PASSWORD,
    address_after,
    html_of,
    sends,
    signs_in,
    text_of,
    told_after,
)
from tests.installation import CAMILLE, Installation
from tests.markup import faults_of
from tests.usecases.account_world import works_off
from tests.usecases.sign_in_world import Person, settles_in

PAGE = "/compte/alertes/"
GUARDED = {"first-access": "mail", "emergency-access": "mail", "change": "mail"}


@pytest.fixture
def camille(visitor: Client, sites: Environment) -> Person:
    """Camille, signed in."""
    here = Installation(sites)
    here.knows_everybody()
    person = settles_in(here, here.opens(CAMILLE), identifier=IDENTIFIER, password=PASSWORD)
    signs_in(visitor, person)
    return person


def ticked(html: str) -> set[str]:
    """The boxes that are ticked."""
    return set(re.findall(r'id="([a-z-]+)" name="[^"]*" value="[^"]*" checked', html))


@pytest.mark.usefixtures("camille")
def test_the_grid_shows_what_happens_as_long_as_nothing_was_chosen(visitor: Client) -> None:
    html = html_of(visitor.get(PAGE))
    events = ("new-document", "first-access", "emergency-access", "change", "answer")
    assert ticked(html) == {f"{event}-mail" for event in events}
    assert faults_of(html) == []
    assert "Choisir mes alertes" in text_of(visitor.get("/compte/"))


@pytest.mark.usefixtures("camille")
def test_what_was_chosen_is_shown_again_and_stands_in_the_history(visitor: Client) -> None:
    kept = sends(visitor, PAGE, **{**GUARDED, "new-document": "sms"})
    assert "Alertes enregistrées." in told_after(visitor, kept)
    assert ticked(html_of(visitor.get(PAGE))) == {
        "new-document-sms",
        "first-access-mail",
        "emergency-access-mail",
        "change-mail",
    }
    assert "Vous avez choisi vos alertes" in text_of(visitor.get("/historique/"))


@pytest.mark.usefixtures("camille")
def test_an_emergency_without_mail_nor_sms_is_sent_back_with_its_reason(visitor: Client) -> None:
    refused = sends(visitor, PAGE, **{**GUARDED, "emergency-access": "push"})
    assert refused.status_code == 422
    assert "cette alerte vous protège" in text_of(refused)
    assert faults_of(html_of(refused)) == []
    assert "emergency-access-mail" in ticked(html_of(visitor.get(PAGE)))


def test_a_test_message_leaves_once(visitor: Client, camille: Person) -> None:
    works_off(camille.env)
    assert "Message d’essai envoyé" in told_after(visitor, sends(visitor, PAGE, to=f"{PAGE}essai/"))
    assert "est déjà parti" in told_after(visitor, sends(visitor, PAGE, to=f"{PAGE}essai/"))
    assert [one.channel.value for one in works_off(camille.env)] == ["mail", "sms"]


@pytest.mark.usefixtures("camille")
def test_a_device_that_gives_no_address_is_told_so(visitor: Client) -> None:
    answer = sends(visitor, PAGE, to=f"{PAGE}appareil/", adresse="https://10.0.0.1/", cle="é", secret="")
    assert "ne peut pas recevoir vos alertes" in told_after(visitor, answer)
    answer = sends(visitor, PAGE, to=f"{PAGE}appareil/arreter/")
    assert "ne reçoit plus vos alertes" in told_after(visitor, answer)


def test_whose_session_has_ended_is_told_so(visitor: Client) -> None:
    assert address_after(visitor.get(PAGE)).startswith("/connexion/")
