"""Signing in: a password, a code, a session, and the lines that it leaves."""

from dataclasses import replace
from datetime import timedelta

import pytest

from carnet.core.access.actors import Holder
from carnet.ports.messages import Channel
from carnet.usecases.account.counted_try import Blocked, IncorrectCredentials
from carnet.usecases.account.enter import SignedIn
from carnet.usecases.account.recognize_session import recognize_session
from carnet.usecases.account.resend_code import resend_code
from carnet.usecases.account.show_attempt import CodeSent, NoWayToSend
from carnet.usecases.account.sign_in import sign_in
from tests.installation import CAMILLE, GEORGES, Installation
from tests.usecases.sign_in_world import (
    WRONG,
    Browser,
    Person,
    code_in,
    history_of,
    is_now,
    sends_what_was_promised,
    settles_in,
)

NOBODY = "personne.du.tout"


@pytest.fixture
def camille(installation: Installation) -> Person:
    """Camille, who chose her password yesterday and gets her codes by mail."""
    record = installation.opens(CAMILLE)
    return settles_in(installation, record, identifier="camille.morel", password="les cerises de juin")


def sent_code(answer: object) -> CodeSent:
    """The code that an answer must announce."""
    assert isinstance(answer, CodeSent), answer
    return answer


def passes(installation: Installation, time: timedelta) -> None:
    """Time passes."""
    installation.at(installation.env.clock.now() + time)


def another_than(code: str) -> str:
    """A code that was not sent."""
    return f"{(int(code) + 1) % 10**6:06d}"


def test_camille_signs_in_with_her_password_and_the_code_that_she_receives(camille: Person) -> None:
    browser = camille.browser()
    told = sent_code(browser.tries(camille.identifier, camille.password))
    assert (told.channel, told.address, told.other) == (Channel.MAIL, "c…@example.org", Channel.SMS)
    (message,) = sends_what_was_promised(camille.env)
    assert (message.channel, message.address) == (Channel.MAIL, CAMILLE.mail)
    signed_in = browser.confirms(code_in(message))
    assert isinstance(signed_in, SignedIn)
    assert not signed_in.must_change_password
    session = recognize_session(signed_in.session, env=camille.env)
    assert session is not None
    assert (session.actor, session.account) == (Holder(camille.record), camille.account)
    assert session.shown_name == "Camille Morel"


def test_the_message_says_the_code_and_neither_a_name_nor_a_link(camille: Person) -> None:
    camille.browser().tries(camille.identifier, camille.password)
    (message,) = sends_what_was_promised(camille.env)
    told = f"{message.subject} {message.body}"
    assert code_in(message).isdigit()
    for word in ("camille", "morel", "http", "://", "santé", "médical", camille.identifier):
        assert word not in told.lower()


def test_georges_gets_his_code_by_sms_without_a_subject(installation: Installation) -> None:
    record = installation.opens(CAMILLE)
    person = settles_in(installation, record, identifier="camille", password="les cerises de juin", channel=Channel.SMS)
    told = sent_code(person.browser().tries(person.identifier, person.password))
    assert (told.channel, told.address) == (Channel.SMS, "…00")
    (message,) = sends_what_was_promised(person.env)
    assert (message.channel, message.address, message.subject) == (Channel.SMS, CAMILLE.phone, "")


@pytest.mark.parametrize("typed", ["Camille.Morel", " camille.morel ", "CAMILLE.MOREL"])
def test_an_identifier_may_be_typed_in_any_case(camille: Person, typed: str) -> None:
    sent_code(camille.browser().tries(typed, camille.password))


@pytest.mark.parametrize("typed", ["Les cerises de juin", "les cerises de juin ", "", "les cerises de jui", WRONG])
def test_a_password_is_right_to_the_letter_or_wrong(camille: Person, typed: str) -> None:
    assert camille.browser().tries(camille.identifier, typed) == IncorrectCredentials(2)


def test_somebody_without_any_address_left_is_told_to_call(installation: Installation) -> None:
    record = installation.opens(CAMILLE)
    person = settles_in(installation, record, identifier="camille", password="les cerises de juin")
    is_now(replace(CAMILLE, mail=""), person)
    assert person.browser().tries(person.identifier, person.password) == NoWayToSend()
    assert history_of(record, person.env)[-1] == ("sign-in", "refused", "unidentified", "no-address")


def test_each_step_of_camille_is_a_line_of_her_history(camille: Person, installation: Installation) -> None:
    before = len(history_of(camille.record, camille.env))
    browser = camille.browser()
    camille.fails_on(browser)
    told = sent_code(browser.tries(camille.identifier, camille.password))
    passes(installation, timedelta(seconds=30))
    resend_code(told.attempt, channel=Channel.SMS, device=None, env=camille.env)
    code = code_in(sends_what_was_promised(camille.env)[0])
    browser.confirms(another_than(code))
    browser.confirms(code)
    camille.usual_browser()
    assert history_of(camille.record, camille.env)[before:] == [
        ("sign-in", "refused", "unidentified", "wrong-password"),
        ("sign-in-code", "done", "holder", "mail"),
        ("sign-in-code", "done", "holder", "sms"),
        ("sign-in", "refused", "unidentified", "wrong-code"),
        ("sign-in", "done", "holder", "new-device"),
        ("sign-in-code", "done", "holder", "mail"),
        ("sign-in", "done", "holder", "new-device"),
    ]
    browser.signs_in(camille.identifier, camille.password)
    assert history_of(camille.record, camille.env)[-1] == ("sign-in", "done", "holder", "known-device")


def test_what_is_new_is_told_from_the_sign_in_before(camille: Person, installation: Installation) -> None:
    visits = []
    for _ in range(3):
        visits.append(camille.env.clock.now())
        session = recognize_session(camille.usual_browser().session or "", env=camille.env)
        assert session is not None
        passes(installation, timedelta(days=2))
        seen = session.previous_visit
    assert seen == visits[1]


def test_a_family_shares_a_device_and_each_has_a_counter_of_their_own(
    camille: Person, installation: Installation
) -> None:
    georges_record = installation.opens(replace(GEORGES, mail="georges@example.org"))
    georges = settles_in(installation, georges_record, identifier="georges", password="la mer en novembre")
    tablet = camille.usual_browser()
    of_camille = tablet.device
    tablet.signs_in(georges.identifier, georges.password)
    assert tablet.device == of_camille, "the device is the same for both"
    georges.fails_on(tablet, 3)
    assert isinstance(georges.fails_on(tablet), Blocked)
    sent_code(tablet.tries(camille.identifier, camille.password))


def test_a_token_that_was_planted_in_a_browser_is_never_taken_over(camille: Person) -> None:
    browser = Browser(camille.env, device="a token that somebody else knows")
    browser.signs_in(camille.identifier, camille.password)
    assert browser.device != "a token that somebody else knows"


def test_sign_in_needs_no_device(camille: Person) -> None:
    sent_code(sign_in(camille.identifier, camille.password, device="", env=camille.env))
