"""The way to reach somebody who opens their record: typed, verified, mistyped, and gateways that are down."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from carnet.core.accounts.one_time_code import CodeFault
from carnet.ports.messages import Channel, Message, MessageNotSentError
from carnet.store.models import (
    CreationCodeRow,
)
from carnet.usecases.account.confirm_code import CodeRefused, CodeUnreadable
from carnet.usecases.account.counted_try import IncorrectCredentials
from carnet.usecases.opening.forget_ended_openings import forget_ended_openings
from carnet.usecases.opening.show_opening import OpeningOver
from carnet.usecases.opening.verify_contact import (
    ContactAsked,
    ContactVerified,
    NotAnAddress,
    WaitUntil,
    choose_contact,
    confirm_contact,
    send_contact_code,
)
from tests.conftest import WrittenJobs
from tests.store.database import point_django_at
from tests.usecases.opening.opening_world import (
    Applying,
    does_the_jobs,
    passes,
    person_of,
)


@pytest.mark.parametrize("typed", ["manon", "manon@", "06 39", "", "manon@example.org, x@example.org"])
def test_what_is_no_address_is_told_at_once(manon: Applying, typed: str) -> None:
    manon.begins()
    for channel in Channel:
        assert choose_contact(manon.token, channel, typed, env=manon.env) == NotAnAddress()


def test_she_may_be_reached_by_telephone_alone(manon: Applying) -> None:
    manon.begins()
    code = manon.gives_a_contact(Channel.SMS, "06 39 98 00 42")
    assert confirm_contact(manon.token, code, env=manon.env) == ContactVerified()
    manon.leaves_the_boxes()
    manon.finishes()
    assert (person_of(manon).mail, person_of(manon).phone) == ("", "+33639980042")


def test_a_mistyped_address_is_replaced_and_its_code_opens_nothing(manon: Applying) -> None:
    manon.begins()
    lost = manon.gives_a_contact(typed="manno@example.org")
    passes(manon, timedelta(seconds=31))
    code = manon.gives_a_contact()
    assert confirm_contact(manon.token, lost, env=manon.env) == CodeRefused(CodeFault.WRONG, 4)
    assert confirm_contact(manon.token, code, env=manon.env) == ContactVerified()


def test_a_code_of_another_form_costs_no_try_and_an_old_one_is_said_to_be_old(manon: Applying) -> None:
    manon.begins()
    code = manon.gives_a_contact()
    assert confirm_contact(manon.token, "12 34", env=manon.env) == CodeUnreadable()
    passes(manon, timedelta(minutes=10))
    assert confirm_contact(manon.token, code, env=manon.env) == CodeRefused(CodeFault.EXPIRED, 5)


def test_five_wrong_codes_end_the_opening(manon: Applying) -> None:
    manon.begins()
    right = manon.gives_a_contact()
    wrong = "000000" if right != "000000" else "111111"
    answers = [confirm_contact(manon.token, wrong, env=manon.env) for _ in range(5)]
    assert [answer.tries_left for answer in answers if isinstance(answer, CodeRefused)] == [4, 3, 2, 1, 0]
    assert confirm_contact(manon.token, right, env=manon.env) == OpeningOver()


def test_another_code_waits_half_a_minute(manon: Applying) -> None:
    manon.begins()
    manon.gives_a_contact()
    answer = choose_contact(manon.token, Channel.MAIL, "other@example.org", env=manon.env)
    assert answer == WaitUntil(manon.env.clock.now() + timedelta(seconds=30))


def test_a_mail_server_that_is_down_is_said_plainly_and_tried_again(manon: Applying) -> None:
    manon.begins()
    down = replace(manon.env, messages=NobodyTakesIt())
    assert choose_contact(manon.token, Channel.MAIL, "manon@example.org", env=down) == ContactAsked()
    jobs = manon.env.jobs
    assert isinstance(jobs, WrittenJobs)
    opening = UUID(jobs.promised[-1][1]["opening"])
    with pytest.raises(MessageNotSentError):
        send_contact_code(opening, env=down)
    assert manon.shows().has_failed
    (mail,) = does_the_jobs(manon.env, manon.database)
    assert not manon.shows().has_failed
    assert confirm_contact(manon.token, mail.body.split()[0], env=manon.env) == ContactVerified()


def test_a_code_of_the_letter_that_has_lain_about_for_too_long_opens_nothing(manon: Applying) -> None:
    code = manon.receives_a_code()
    passes(manon, timedelta(days=45))
    assert manon.types(code) == IncorrectCredentials(2)
    point_django_at(manon.database.addresses.worker)
    forget_ended_openings(env=manon.env)
    assert not CreationCodeRow.objects.values("id").exists()


class NobodyTakesIt:
    """A gateway that is down."""

    def send(self, message: Message) -> None:
        del message
        raise MessageNotSentError("down")
