"""Signing in: a password, a code, a session; and what somebody learns who has none of them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import argon2
import pytest

from carnet.core.access.actors import Holder
from carnet.core.accounts.one_time_code import CodeFault
from carnet.core.identifiers import RecordId
from carnet.ports.messages import Channel, Message, MessageNotSentError
from carnet.usecases.account import password_work
from carnet.usecases.account.confirm_code import CodeRefused, CodeUnreadable, SignedIn, confirm_code
from carnet.usecases.account.counted_try import Blocked, IncorrectCredentials
from carnet.usecases.account.recognize_session import recognize_session
from carnet.usecases.account.resend_code import TooSoon, resend_code
from carnet.usecases.account.send_code import send_code
from carnet.usecases.account.show_attempt import AttemptOver, CodeSent, NoWayToSend, show_attempt
from carnet.usecases.account.sign_in import sign_in
from tests.conftest import WrittenJobs
from tests.installation import CAMILLE, GEORGES, Installation
from tests.store.statements import counted
from tests.usecases.sign_in_world import (
    WRONG,
    Browser,
    Person,
    code_in,
    history_of,
    history_of_nobody,
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


def test_a_code_may_be_pasted_with_its_spaces(camille: Person) -> None:
    browser = camille.browser()
    browser.tries(camille.identifier, camille.password)
    code = code_in(sends_what_was_promised(camille.env)[0])
    assert isinstance(browser.confirms(f" {code[:3]} {code[3:]}\n"), SignedIn)


def test_what_is_no_code_costs_no_try(camille: Person) -> None:
    browser = camille.browser()
    browser.tries(camille.identifier, camille.password)
    code = code_in(sends_what_was_promised(camille.env)[0])
    assert [browser.confirms("12345") for _ in range(10)] == [CodeUnreadable()] * 10
    assert isinstance(browser.confirms(code), SignedIn)


def test_a_wrong_code_counts_down_and_the_fifth_ends_the_attempt(camille: Person) -> None:
    browser = camille.browser()
    browser.tries(camille.identifier, camille.password)
    code = code_in(sends_what_was_promised(camille.env)[0])
    wrong = [browser.confirms(another_than(code)) for _ in range(5)]
    assert wrong == [
        *(CodeRefused(CodeFault.WRONG, left) for left in (4, 3, 2, 1)),
        CodeRefused(CodeFault.NO_TRY_LEFT, 0),
    ]
    assert browser.confirms(code) == AttemptOver()
    assert camille.fails_on(browser) == IncorrectCredentials(1), "the attempt that was lost counts as a failure"


def test_a_code_expires_after_ten_minutes_and_another_one_opens(camille: Person, installation: Installation) -> None:
    browser = camille.browser()
    browser.tries(camille.identifier, camille.password)
    code = code_in(sends_what_was_promised(camille.env)[0])
    passes(installation, timedelta(minutes=10))
    assert browser.confirms(code) == CodeRefused(CodeFault.EXPIRED, 5)
    assert browser.attempt is not None
    sent_code(resend_code(browser.attempt, channel=None, device=None, env=camille.env))
    assert isinstance(browser.confirms(code_in(sends_what_was_promised(camille.env)[0])), SignedIn)


def test_a_code_is_good_once(camille: Person) -> None:
    browser = camille.browser()
    attempt = sent_code(browser.tries(camille.identifier, camille.password)).attempt
    code = code_in(sends_what_was_promised(camille.env)[0])
    browser.confirms(code)
    assert confirm_code(attempt, code, device=browser.device, env=camille.env) == AttemptOver()
    assert confirm_code(attempt, code, device=None, env=camille.env) == AttemptOver()


def test_a_code_is_good_on_the_device_that_asked_for_it(camille: Person) -> None:
    phone, stranger = camille.usual_browser(), camille.browser()
    attempt = sent_code(phone.tries(camille.identifier, camille.password)).attempt
    code = code_in(sends_what_was_promised(camille.env)[0])
    stranger.attempt = attempt
    assert stranger.confirms(code) == AttemptOver()
    assert isinstance(phone.confirms(code), SignedIn)


def test_a_code_opens_its_own_attempt_and_no_other(camille: Person) -> None:
    first, second = camille.browser(), camille.browser()
    codes = []
    for browser in (first, second):
        browser.tries(camille.identifier, camille.password)
        codes.append(code_in(sends_what_was_promised(camille.env)[0]))
    assert codes[0] != codes[1], "one chance in a million that this run is unlucky"
    assert first.confirms(codes[1]) == CodeRefused(CodeFault.WRONG, 4)
    assert isinstance(first.confirms(codes[0]), SignedIn)


def test_no_code_is_right_before_one_has_left(camille: Person) -> None:
    browser = camille.browser()
    browser.tries(camille.identifier, camille.password)
    assert browser.confirms("000000") == CodeRefused(CodeFault.WRONG, 4)


def test_an_attempt_waits_a_quarter_of_an_hour(camille: Person, installation: Installation) -> None:
    browser = camille.browser()
    attempt = sent_code(browser.tries(camille.identifier, camille.password)).attempt
    passes(installation, timedelta(minutes=15))
    assert sends_what_was_promised(camille.env) == [], "nothing leaves for an attempt that is over"
    assert show_attempt(attempt, device=None, env=camille.env) == AttemptOver()
    assert resend_code(attempt, channel=None, device=None, env=camille.env) == AttemptOver()
    assert browser.confirms("123456") == AttemptOver()


def test_an_attempt_that_never_was_leads_nowhere(camille: Person) -> None:
    assert confirm_code("never", "123456", device=None, env=camille.env) == AttemptOver()
    assert resend_code("never", channel=None, device=None, env=camille.env) == AttemptOver()
    assert show_attempt("never", device=None, env=camille.env) == AttemptOver()
    assert history_of_nobody(camille.env)[-1] == ("sign-in", "refused", "unidentified", "attempt-over")


def test_the_page_of_the_code_may_be_loaded_again(camille: Person) -> None:
    told = sent_code(camille.browser().tries(camille.identifier, camille.password))
    assert show_attempt(told.attempt, device=None, env=camille.env) == told


def test_another_code_is_sent_after_half_a_minute_by_the_channel_chosen(
    camille: Person, installation: Installation
) -> None:
    browser = camille.browser()
    told = sent_code(browser.tries(camille.identifier, camille.password))
    first = code_in(sends_what_was_promised(camille.env)[0])
    assert told.resend_at == camille.env.clock.now() + timedelta(seconds=30)
    assert resend_code(told.attempt, channel=None, device=None, env=camille.env) == TooSoon(told.resend_at)
    passes(installation, timedelta(seconds=30))
    again = sent_code(resend_code(told.attempt, channel=Channel.SMS, device=None, env=camille.env))
    assert (again.channel, again.address, again.other) == (Channel.SMS, "…00", Channel.MAIL)
    (message,) = sends_what_was_promised(camille.env)
    assert message.channel is Channel.SMS
    if first != code_in(message):
        assert browser.confirms(first) == CodeRefused(CodeFault.WRONG, 4), "the former one opens nothing any more"
    assert isinstance(browser.confirms(code_in(message)), SignedIn)


def test_the_channel_of_one_evening_is_not_that_of_the_account(camille: Person, installation: Installation) -> None:
    told = sent_code(camille.browser().tries(camille.identifier, camille.password))
    passes(installation, timedelta(seconds=30))
    resend_code(told.attempt, channel=Channel.SMS, device=None, env=camille.env)
    assert sent_code(camille.browser().tries(camille.identifier, camille.password)).channel is Channel.MAIL


def test_a_channel_that_the_person_does_not_have_is_refused(installation: Installation) -> None:
    record = installation.opens(CAMILLE)
    person = settles_in(installation, record, identifier="camille", password="les cerises de juin")
    is_now(replace(CAMILLE, phone=""), person)
    told = sent_code(person.browser().tries(person.identifier, person.password))
    assert told.other is None
    passes(installation, timedelta(seconds=30))
    assert resend_code(told.attempt, channel=Channel.SMS, device=None, env=person.env) == NoWayToSend()
    assert sends_what_was_promised(person.env) != [], "the first code is still on its way by mail"


def test_somebody_without_any_address_left_is_told_to_call(installation: Installation) -> None:
    record = installation.opens(CAMILLE)
    person = settles_in(installation, record, identifier="camille", password="les cerises de juin")
    is_now(replace(CAMILLE, mail=""), person)
    assert person.browser().tries(person.identifier, person.password) == NoWayToSend()
    assert history_of(record, person.env)[-1] == ("sign-in", "refused", "unidentified", "no-address")


def test_an_address_lost_while_the_code_was_on_its_way_sends_nothing(installation: Installation) -> None:
    record = installation.opens(CAMILLE)
    person = settles_in(installation, record, identifier="camille", password="les cerises de juin")
    told = sent_code(person.browser().tries(person.identifier, person.password))
    is_now(replace(CAMILLE, mail=""), person)
    assert sends_what_was_promised(person.env) == []
    assert show_attempt(told.attempt, device=None, env=person.env) == NoWayToSend()


def test_a_code_that_a_gateway_did_not_take_is_drawn_again(camille: Person) -> None:
    browser = camille.browser()
    browser.tries(camille.identifier, camille.password)
    jobs = camille.env.jobs
    assert isinstance(jobs, WrittenJobs)
    promised = list(jobs.promised)
    (message,) = sends_what_was_promised(camille.env)
    jobs.promised.extend(promised)
    assert sends_what_was_promised(camille.env) == [], "once it has left, doing the job again sends nothing"
    assert isinstance(browser.confirms(code_in(message)), SignedIn)
    jobs.promised.extend(promised)
    assert sends_what_was_promised(camille.env) == []


class FailingGateway:
    """A gateway that takes nothing."""

    def send(self, message: Message) -> None:  # noqa: ARG002  the signature is the port's
        raise MessageNotSentError("the gateway sleeps")


def test_a_gateway_that_sleeps_loses_nothing(camille: Person) -> None:
    browser = camille.browser()
    browser.tries(camille.identifier, camille.password)
    jobs = camille.env.jobs
    assert isinstance(jobs, WrittenJobs)
    ((_, given),) = jobs.promised
    with pytest.raises(MessageNotSentError):
        send_code(
            RecordId(UUID(given["record"])),
            UUID(given["attempt"]),
            env=replace(camille.env, messages=FailingGateway()),
        )
    (message,) = sends_what_was_promised(camille.env)
    assert isinstance(browser.confirms(code_in(message)), SignedIn)


# --- what somebody learns who has no account, or not the password -----------------------------------------------


@contextmanager
def verifications(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[int, int, int]]]:
    """The Argon2 verifications that are made, by their parameters: the library is listened to, not replaced."""
    made: list[tuple[int, int, int]] = []
    verify: Callable[..., Any] = argon2.PasswordHasher.verify

    def listening(self: argon2.PasswordHasher, hashed: str, password: str) -> Any:
        parameters = argon2.extract_parameters(hashed)
        made.append((parameters.time_cost, parameters.memory_cost, parameters.parallelism))
        return verify(self, hashed, password)

    with monkeypatch.context() as patch:
        patch.setattr(argon2.PasswordHasher, "verify", listening)
        yield made


def test_an_identifier_that_nobody_has_is_answered_in_the_same_words_to_the_end(camille: Person) -> None:
    for identifier in (camille.identifier, NOBODY):
        browser = camille.browser()
        answers = [browser.tries(identifier, WRONG) for _ in range(5)]
        until = camille.env.clock.now() + timedelta(minutes=15)
        assert answers == [IncorrectCredentials(2), IncorrectCredentials(1), *[Blocked(until)] * 3]


@pytest.mark.parametrize("times", [1, 4])
def test_the_same_work_is_done_whether_anybody_has_the_identifier(
    camille: Person, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    work: dict[str, tuple[list[tuple[int, int, int]], list[str]]] = {}
    for identifier in (camille.identifier, NOBODY):
        with verifications(monkeypatch) as made, counted() as statements:
            for _ in range(times):
                camille.browser().tries(identifier, WRONG)
        work[identifier] = made, [sql.split("'")[0] for sql in statements]
    assert work[camille.identifier] == work[NOBODY]
    assert len(work[NOBODY][0]) == min(times, 3), "nothing is verified while the account is closed"


def test_the_decoy_costs_what_a_password_costs_and_is_nobodys_password() -> None:
    assert not password_work._HASHER.check_needs_rehash(password_work._DECOY)
    assert not password_work.is_password("", "")


def test_what_a_stranger_tries_is_traced_in_nobodys_record(camille: Person) -> None:
    before = history_of(camille.record, camille.env)
    camille.browser().tries(NOBODY, WRONG)
    assert history_of_nobody(camille.env) == [("sign-in", "refused", "unidentified", "wrong-password")]
    assert history_of(camille.record, camille.env) == before


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


def test_answers_show_neither_tokens_nor_addresses(camille: Person) -> None:
    browser = camille.browser()
    told = sent_code(browser.tries(camille.identifier, camille.password))
    assert told.attempt not in repr(told)
    assert told.address not in repr(told)
    signed_in = browser.confirms(code_in(sends_what_was_promised(camille.env)[0]))
    assert isinstance(signed_in, SignedIn)
    assert signed_in.session not in repr(signed_in)
    assert signed_in.device not in repr(signed_in)


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
