"""The one-time code of a sign-in: on its way, typed, wrong, expired, asked for again."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from carnet.core.accounts.one_time_code import CodeFault
from carnet.core.identifiers import RecordId
from carnet.ports.messages import Channel, MessageNotSentError
from carnet.usecases.account.confirm_code import CodeRefused, CodeUnreadable, confirm_code
from carnet.usecases.account.counted_try import IncorrectCredentials
from carnet.usecases.account.enter import SignedIn
from carnet.usecases.account.resend_code import TooSoon, resend_code
from carnet.usecases.account.send_code import send_code
from carnet.usecases.account.show_attempt import AttemptOver, CodeSent, NoWayToSend, show_attempt
from tests.conftest import WrittenJobs
from tests.installation import CAMILLE, Installation
from tests.usecases.sign_in_world import (
    Person,
    code_in,
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

    def send(self, *_: object, **__: object) -> None:
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
