"""People without a record, the letters and mails that reach them, and what they type to open theirs."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from carnet.core.audit.events import Door
from carnet.core.identifiers import NOBODYS_RECORD, RecordId
from carnet.demo.insured import everybody
from carnet.infra.insured_register import FileInsuredRegister, write_register
from carnet.infra.messages import FileOutbox
from carnet.ports.environment import Environment
from carnet.ports.insured_register import Insured
from carnet.ports.messages import Channel, Message
from carnet.store import letters, records
from carnet.store.context import within
from carnet.store.records import RecordPerson
from carnet.usecases.notices.owe_notice import SEND_NOTICE
from carnet.usecases.notices.send_notice import send_notice
from carnet.usecases.opening.ask_creation_code import ISSUE_CREATION_CODE, CodeAsked, ask_creation_code
from carnet.usecases.opening.begin_opening import OpeningAnswer, OpeningBegun, begin_opening
from carnet.usecases.opening.choose_boxes import BoxesChosen, choose_boxes
from carnet.usecases.opening.finish_opening import FinishAnswer, finish_opening
from carnet.usecases.opening.issue_creation_code import SUBJECT, issue_creation_code
from carnet.usecases.opening.show_opening import OpeningShown, show_opening
from carnet.usecases.opening.verify_contact import (
    SEND_CONTACT_CODE,
    ContactAsked,
    ContactVerified,
    choose_contact,
    confirm_contact,
    send_contact_code,
)
from carnet.usecases.record.find_record import find_record
from tests.adapters.clocks import StoppedClock
from tests.conftest import WrittenJobs
from tests.store.database import Database, point_django_at


def where_people_are_insured(env: Environment, folder: Path, people: Iterable[Insured] = ()) -> Environment:
    """The outside world as the patient site sees it, with a register of insured people."""
    path = folder / "insured.jsonl"
    write_register(path, people or everybody())
    return replace(env, door=Door.PATIENT_SITE, insured_register=FileInsuredRegister(path))


def does_the_jobs(env: Environment, database: Database) -> list[Message]:
    """The worker, with its own role, does what was promised of openings; what left is given, oldest first."""
    jobs, outbox = env.jobs, env.messages
    assert isinstance(jobs, WrittenJobs)
    assert isinstance(outbox, FileOutbox)
    before = len(outbox.outbox())
    point_django_at(database.addresses.worker)
    for job, given in jobs.promised:
        if job == ISSUE_CREATION_CODE:
            issue_creation_code(UUID(given["request"]), env=env)
        if job == SEND_CONTACT_CODE:
            send_contact_code(UUID(given["opening"]), env=env)
        if job == SEND_NOTICE:
            send_notice(RecordId(UUID(given["record"])), UUID(given["notice"]), env=env)
    jobs.promised.clear()
    point_django_at(database.addresses.app)
    return [sent.message for sent in outbox.outbox()[before:]]


def letter_codes(env: Environment) -> list[tuple[tuple[str, ...], str]]:
    """The creation codes printed since the last time: to whom, and the code."""
    batch = env.chance.identifier()
    with within(NOBODYS_RECORD):
        letters.take_for_printing(batch, most=50, at=env.clock.now())
    printed = letters.in_batch(batch, keyring=env.keyring)
    return [(one.content.lines, one.content.values["code"]) for one in printed if one.kind == "creation-code"]


@dataclass(slots=True)
class Applying:
    """Somebody who opens their record online, with their card in hand."""

    env: Environment
    database: Database
    person: Insured
    token: str = ""

    @property
    def number(self) -> str:
        """What stands on the card."""
        return self.person.identifier.value

    def asks_for_a_code(self) -> list[Message]:
        """The numbers of the card are typed; what leaves by mail is given."""
        assert ask_creation_code(self.number, self.person.cards[0], env=self.env) == CodeAsked()
        return [one for one in does_the_jobs(self.env, self.database) if one.subject == SUBJECT]

    def receives_a_code(self) -> str:
        """By mail or by letter."""
        mails = self.asks_for_a_code()
        return mails[0].body.split()[0] if mails else letter_codes(self.env)[-1][1]

    def types(self, code: str, *, number: str | None = None, serial: str | None = None) -> OpeningAnswer:
        """The first step."""
        answer = begin_opening(number or self.number, serial or self.person.cards[0], code, env=self.env)
        if isinstance(answer, OpeningBegun):
            self.token = answer.token
        return answer

    def begins(self) -> None:
        """The first step, without a mistake."""
        answer = self.types(self.receives_a_code())
        assert isinstance(answer, OpeningBegun), answer

    def gives_a_contact(self, channel: Channel = Channel.MAIL, typed: str = "manon@example.org") -> str:
        """The second step; the code that arrives is given."""
        assert choose_contact(self.token, channel, typed, env=self.env) == ContactAsked()
        (message,) = does_the_jobs(self.env, self.database)
        assert message.address == self.shows().address
        return message.body.split()[0]

    def verifies(self) -> None:
        """The second step, without a mistake."""
        assert confirm_contact(self.token, self.gives_a_contact(), env=self.env) == ContactVerified()

    def leaves_the_boxes(self, *, samu: bool = True, break_the_glass: bool = True) -> None:
        """The third step."""
        chosen = choose_boxes(self.token, samu=samu, break_the_glass=break_the_glass, env=self.env)
        assert chosen == BoxesChosen()

    def reaches_the_terms(self) -> None:
        """Everything before the last step."""
        self.begins()
        self.verifies()
        self.leaves_the_boxes()

    def finishes(self, *, accepts: bool = True) -> FinishAnswer:
        """The last step."""
        return finish_opening(self.token, accepts=accepts, language="fr", env=self.env)

    def shows(self) -> OpeningShown:
        """What the page shows now."""
        shown = show_opening(self.token, env=self.env)
        assert isinstance(shown, OpeningShown), shown
        return shown


def passes(applying: Applying, time: timedelta) -> None:
    """Time passes."""
    clock = applying.env.clock
    assert isinstance(clock, StoppedClock)
    clock.instant += time


def person_of(applying: Applying) -> RecordPerson:
    """Who the record says that they are."""
    env = applying.env
    record = find_record(applying.person.identifier, env=env)
    with within(record):
        wrapped = records.wrapped_key(record)
        assert wrapped is not None
        found = records.person(record, record_key=env.keyring.open_record_key(wrapped, record=record.bytes))
    assert found is not None
    return found
