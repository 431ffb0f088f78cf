"""A doctor says where they work today; a doctor leaves."""

from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client

from carnet.core.audit.events import Door
from carnet.doors.kit.step_cookie import LASTS
from carnet.ports.environment import Environment
from carnet.usecases.account.recognize_session import recognize_session
from tests.adapters.clocks import StoppedClock
from tests.adapters.identity_providers import (
    HOSPITAL,
    KELLER,
    OVER,
    Strange,
    asks,
    goes_and_is,
)
from tests.doors.professional_web.sign_in.browsing import (
    CHOOSE,
    COME_BACK,
    LEAVE,
    SESSION,
    SIGN_IN,
    STEP,
    begins,
    leaves_for,
    sends,
    signs_in,
    words,
)
from tests.installation import HOSPITAL as HOSPITAL_HERE
from tests.installation import KELLER as KELLER_HERE
from tests.usecases.sign_in_world import history_of_nobody


@pytest.mark.usefixtures("works_in_two")
def test_who_works_in_two_places_says_in_which_one_they_are(visitor: Client, env: Environment) -> None:
    answer = signs_in(visitor, suite="/pro/messages/")
    assert answer["Location"] == CHOOSE
    assert SESSION not in visitor.cookies
    page = visitor.get(CHOOSE)
    assert "Cabinet du Port" in words(page)
    assert "CHU des Deux-Rives" in words(page)
    assert KELLER.identifier not in visitor.cookies[STEP].value
    entered = sends(visitor, CHOOSE, lieu=HOSPITAL.identifier)
    assert entered["Location"] == "/pro/messages/"
    session = recognize_session(visitor.cookies[SESSION].value, env=replace(env, door=Door.PROFESSIONAL_SITE))
    assert session is not None
    assert session.actor == replace(KELLER_HERE, organization=HOSPITAL_HERE)


@pytest.mark.usefixtures("works_in_two")
def test_a_place_that_is_not_theirs_is_asked_again(visitor: Client) -> None:
    signs_in(visitor)
    visitor.get(CHOOSE)
    assert sends(visitor, CHOOSE, lieu="1440000305")["Location"] == CHOOSE
    assert sends(visitor, CHOOSE)["Location"] == CHOOSE
    assert SESSION not in visitor.cookies


@pytest.mark.usefixtures("works_in_two")
@pytest.mark.parametrize("change", ["another browser", "altered", "of the step before", "too late"])
def test_the_place_is_asked_of_who_was_recognised_and_of_nobody_else(
    visitor: Client, clock: StoppedClock, change: str
) -> None:
    begins(visitor)
    before = visitor.cookies[STEP].value
    signs_in(visitor)
    match change:
        case "another browser":
            del visitor.cookies[STEP]
        case "altered":
            visitor.cookies[STEP] = visitor.cookies[STEP].value[:-8] + "AAAAAAA="
        case "of the step before":
            visitor.cookies[STEP] = before
        case _:
            clock.instant += LASTS
    assert visitor.get(CHOOSE).status_code == 403
    assert sends(visitor, CHOOSE, lieu=HOSPITAL.identifier).status_code == 403
    assert SESSION not in visitor.cookies


def test_signing_out_ends_our_session_then_the_provider_s(visitor: Client, env: Environment) -> None:
    signs_in(visitor)
    token = visitor.cookies[SESSION].value
    visitor.get("/pro/")
    answer = sends(visitor, LEAVE)
    assert "Vous êtes déconnecté" in words(answer)
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert visitor.cookies[SESSION].value == ""
    assert recognize_session(token, env=replace(env, door=Door.PROFESSIONAL_SITE)) is None
    left = asks("GET", leaves_for(answer))
    assert left.status == 303
    assert left.location.startswith(OVER)
    over = visitor.get(urlsplit(left.location).path)
    assert "Plus personne n’est connecté" in words(over)
    assert [line[0] for line in history_of_nobody(env)] == ["sign-in", "sign-out"]


def test_signing_out_is_not_a_link_that_anybody_can_make_a_doctor_follow(visitor: Client) -> None:
    signs_in(visitor)
    assert visitor.get(LEAVE).status_code == 405
    assert visitor.post(LEAVE).status_code == 403
    assert visitor.get("/pro/").status_code == 200


def test_our_session_ends_even_when_the_provider_does_not_answer(
    visitor: Client, provider: Strange, clock: StoppedClock, capsys: pytest.CaptureFixture[str]
) -> None:
    signs_in(visitor)
    for _ in range(5):
        clock.instant += timedelta(minutes=14)
        assert visitor.get("/pro/").status_code == 200
    provider.described = {"issuer": "http://127.0.0.1:1"}
    answer = sends(visitor, LEAVE)
    assert "fermez le navigateur" in words(answer)
    assert "Refresh" not in answer
    assert visitor.get("/pro/").status_code == 302
    assert "identity provider cannot be used" in capsys.readouterr().err


def test_somebody_who_signs_in_again_on_the_same_browser_ends_the_session_before(
    visitor: Client, env: Environment
) -> None:
    signs_in(visitor)
    former = visitor.cookies[SESSION].value
    url = leaves_for(sends(visitor, SIGN_IN))
    assert visitor.get(COME_BACK, goes_and_is("keller", url)).status_code == 302
    assert visitor.cookies[SESSION].value != former
    assert recognize_session(former, env=replace(env, door=Door.PROFESSIONAL_SITE)) is None
