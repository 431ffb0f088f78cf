"""What the worker does for accounts, with the rights that it has; and what happens when a gateway sleeps."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from carnet.doors.timer.schedule import SCHEDULE
from carnet.ports.messages import Channel, Message, MessageNotSentError
from carnet.usecases.account.change_contact import (
    ChangeAsked,
    ContactChanged,
    ask_contact_change,
    confirm_contact_change,
)
from carnet.usecases.account.close_access import AccessClosed, ClosingAsked, ask_closing_code, close_by_code
from carnet.usecases.account.counted_try import Blocked
from carnet.usecases.account.enter import SignedIn
from carnet.usecases.account.forget_ended_sign_ins import forget_ended_sign_ins
from carnet.usecases.account.resend_code import resend_code
from carnet.usecases.account.send_code import SEND_CODE
from carnet.usecases.account.set_up_app import AppToSetUp, set_up_app
from carnet.usecases.account.show_attempt import CodeSent, show_attempt
from tests.conftest import WrittenJobs
from tests.installation import CAMILLE, Installation
from tests.store.database import Database, point_django_at
from tests.usecases.account_world import proved, works_off
from tests.usecases.sign_in_world import Person, code_in, settles_in

NEW = "camille.neuve@example.org"


@pytest.fixture
def camille(installation: Installation) -> Person:
    """Camille, who chose her password yesterday."""
    return settles_in(
        installation, installation.opens(CAMILLE), identifier="camille.morel", password="les cerises de juin"
    )


@dataclass
class SleepyGateway:
    """A gateway that takes nothing by one channel, as when an operator's mail server is down."""

    asleep: Channel
    taken: list[Message] = field(default_factory=list)

    def send(self, message: Message) -> None:
        if message.channel is self.asleep:
            raise MessageNotSentError("the gateway sleeps")
        self.taken.append(message)


def as_worker(person: Person, database: Database) -> list[Message]:
    """The worker does everything that was promised, with its own rights in the database."""
    point_django_at(database.addresses.worker)
    left = works_off(person.env)
    point_django_at(database.addresses.app)
    return left


def test_the_worker_may_send_the_code_that_closes(camille: Person, database: Database) -> None:
    asked = ask_closing_code(camille.identifier, Channel.MAIL, env=camille.env)
    assert isinstance(asked, ClosingAsked)
    (message,) = [one for one in as_worker(camille, database) if "ferme" in one.body]
    assert close_by_code(asked.closing, code_in(message), env=camille.env) == AccessClosed()
    assert {one.address for one in as_worker(camille, database)} == {CAMILLE.mail, CAMILLE.phone}


def test_the_worker_may_send_the_codes_of_a_change_and_tell_the_old_address(
    camille: Person, database: Database
) -> None:
    session = proved(camille)
    as_worker(camille, database)
    assert ask_contact_change(session, Channel.MAIL, NEW, env=camille.env) is ChangeAsked.ASKED
    codes = {one.address: code_in(one) for one in as_worker(camille, database)}
    done = confirm_contact_change(session, new_code=codes[NEW], old_code=codes[CAMILLE.mail], env=camille.env)
    assert done is ContactChanged.DONE
    assert [one.address for one in as_worker(camille, database)] == [CAMILLE.mail]


def test_the_old_address_is_told_once(camille: Person) -> None:
    session = proved(camille)
    works_off(camille.env)
    ask_contact_change(session, Channel.MAIL, NEW, env=camille.env)
    codes = {one.address: code_in(one) for one in works_off(camille.env)}
    confirm_contact_change(session, new_code=codes[NEW], old_code=codes[CAMILLE.mail], env=camille.env)
    jobs = camille.env.jobs
    assert isinstance(jobs, WrittenJobs)
    jobs.promised *= 2
    assert len(works_off(camille.env)) == 1


def test_the_worker_forgets_what_counts_no_more(
    camille: Person, installation: Installation, database: Database
) -> None:
    session = proved(camille)
    assert isinstance(set_up_app(session, env=camille.env), AppToSetUp)
    ask_contact_change(session, Channel.MAIL, NEW, env=camille.env)
    ask_closing_code("personne.du.tout", Channel.MAIL, env=camille.env)

    def left() -> list[int]:
        tables = ("authenticator_app", "contact_change", "access_closing")
        with database.admin() as admin:
            rows = [admin.execute(f"select count(*) from {table}").fetchone() for table in tables]
        return [int(str(row[0])) for row in rows if row is not None]

    assert left() == [1, 1, 1]
    for after, expected in ((timedelta(minutes=14), [1, 1, 1]), (timedelta(hours=1), [0, 1, 0])):
        installation.at(camille.env.clock.now() + after)
        point_django_at(database.addresses.worker)
        forget_ended_sign_ins(env=camille.env)
        point_django_at(database.addresses.app)
        assert left() == expected
    installation.at(camille.env.clock.now() + timedelta(hours=23))
    point_django_at(database.addresses.worker)
    forget_ended_sign_ins(env=camille.env)
    point_django_at(database.addresses.app)
    assert left() == [0, 0, 0]


def test_when_mails_do_not_leave_the_page_says_so_and_sms_do(camille: Person, installation: Installation) -> None:
    works_off(camille.env)
    gateway = SleepyGateway(Channel.MAIL)
    env = replace(camille.env, messages=gateway)
    laptop = camille.browser()
    assert isinstance(laptop.tries(camille.identifier, camille.password), CodeSent)
    attempt = laptop.attempt
    assert attempt is not None
    kinds = {job.name: job for job in SCHEDULE}
    jobs = env.jobs
    assert isinstance(jobs, WrittenJobs)
    (promised,) = [given for name, given in jobs.promised if name == SEND_CODE]
    with pytest.raises(MessageNotSentError):
        kinds[SEND_CODE].run(env, promised)
    shown = show_attempt(attempt, device=None, env=env)
    assert isinstance(shown, CodeSent)
    assert shown.is_late
    assert shown.other is Channel.SMS
    installation.at(env.clock.now() + timedelta(seconds=30))
    again = resend_code(attempt, channel=Channel.SMS, device=None, env=env)
    assert isinstance(again, CodeSent)
    kinds[SEND_CODE].run(env, promised)
    (message,) = gateway.taken
    assert message.address == CAMILLE.phone
    later = show_attempt(attempt, device=None, env=env)
    assert isinstance(later, CodeSent)
    assert not later.is_late
    assert isinstance(laptop.confirms(code_in(message)), SignedIn)


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=1)])
def test_a_clock_put_back_opens_nothing_that_was_closed(
    camille: Person, installation: Installation, back: timedelta
) -> None:
    now: datetime = camille.env.clock.now()
    session = proved(camille)
    camille.fails_on(camille.browser(), 3)
    installation.at(now - back)
    assert isinstance(camille.browser().tries(camille.identifier, camille.password), Blocked)
    assert not isinstance(set_up_app(session, env=camille.env), AppToSetUp), "a session opened in the future is none"
    installation.at(now + timedelta(minutes=15))
    assert isinstance(camille.browser().tries(camille.identifier, camille.password), CodeSent)


def test_a_number_that_no_change_has_sends_nothing(camille: Person) -> None:
    kinds = {job.name: job for job in SCHEDULE}
    nothing = str(UUID(int=404))
    assert kinds["send-change-code"].run(camille.env, {"change": nothing, "side": "new"}) is False
    assert kinds["announce-contact-change"].run(camille.env, {"change": nothing}) is False
    assert kinds["send-closing-code"].run(camille.env, {"closing": nothing, "channel": "mail"}) is False
    assert kinds["tell-account"].run(camille.env, {"account": nothing, "kind": "new-device"}) is False
