"""Telling people what is owed to them: once, by the channel that they gave, at a decent hour."""

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

import pytest

from carnet.core.access.actors import Holder
from carnet.core.documents.selection import Criteria
from carnet.core.identifiers import NOBODYS_RECORD, RecordId
from carnet.ports.messages import Message, MessageNotSentError
from carnet.store import notices
from carnet.store.context import within
from carnet.usecases.notices.send_notice import send_due_notices, send_notice
from carnet.usecases.reading.list_documents import list_documents
from tests.conftest import NOON
from tests.installation import CAMILLE, GEORGES, HADDAD, HOSPITAL_SOFTWARE, KELLER, Installation, note
from tests.store.database import Database, point_django_at
from tests.usecases.looking import owed, promised, sent

NIGHT, MORNING = NOON.replace(hour=22), (NOON + timedelta(days=1)).replace(hour=7)


def the_promise(here: Installation) -> tuple[RecordId, UUID]:
    """The record and the number of the last notice that a job was promised for."""
    _, arguments = promised(here)[-1]
    return RecordId(UUID(arguments["record"])), UUID(arguments["notice"])


def test_a_notice_leaves_once_and_says_nothing_of_the_person(installation: Installation) -> None:
    installation.opens(CAMILLE)
    installation.receives(CAMILLE, note(CAMILLE, by=HADDAD), from_=HOSPITAL_SOFTWARE)
    record, notice = the_promise(installation)
    assert send_notice(record, notice, env=installation.env)
    assert not send_notice(record, notice, env=installation.env)
    ((channel, address, body),) = sent(installation)
    assert (channel, address) == ("mail", CAMILLE.mail)
    for secret in ("MOREL", "Camille", "séjour", CAMILLE.identifiers[0].value, "http"):
        assert secret.casefold() not in body.casefold()


def test_who_gave_a_phone_only_gets_an_sms_and_who_gave_nothing_gets_nothing(
    installation: Installation, database: Database
) -> None:
    for person in (replace(CAMILLE, mail=""), replace(GEORGES, mail="", phone="")):
        record = installation.opens(person)
        installation.receives(person, note(person, by=HADDAD), from_=HOSPITAL_SOFTWARE)
        assert send_notice(*the_promise(installation), env=installation.env)
        assert record
    assert [(channel, address) for channel, address, _ in sent(installation)] == [("sms", CAMILLE.phone)]
    assert [was_sent for _, _, was_sent in owed(database)] == [True, True]


def test_a_document_of_the_night_is_told_in_the_morning(installation: Installation, database: Database) -> None:
    installation.opens(CAMILLE)
    installation.at(NIGHT)
    installation.receives(CAMILLE, note(CAMILLE, by=HADDAD), from_=HOSPITAL_SOFTWARE)
    point_django_at(database.addresses.worker)
    assert send_due_notices(env=installation.env) == 0
    installation.at(MORNING)
    assert send_due_notices(env=installation.env) == 1
    assert send_due_notices(env=installation.env) == 0
    assert len(sent(installation)) == 1


def test_a_notice_asked_for_before_its_hour_waits(installation: Installation, database: Database) -> None:
    record = installation.opens(CAMILLE)
    installation.at(NIGHT)
    with within(record):
        notices.owe(record, notice=UUID(int=5), kind="new-document", created_at=NIGHT, due_at=MORNING)
    assert not send_notice(record, UUID(int=5), env=installation.env)
    assert [was_sent for _, _, was_sent in owed(database)] == [False]


@dataclass(slots=True)
class SilentGateway:
    """A gateway that takes nothing."""

    asked: int = 0

    def send(self, message: Message) -> None:
        self.asked += 1
        raise MessageNotSentError(message.channel.value)


def test_a_notice_that_no_gateway_took_is_still_owed(installation: Installation, database: Database) -> None:
    installation.opens(CAMILLE)
    installation.receives(CAMILLE, note(CAMILLE, by=HADDAD), from_=HOSPITAL_SOFTWARE)
    gateway = SilentGateway()
    with pytest.raises(MessageNotSentError):
        send_notice(*the_promise(installation), env=replace(installation.env, messages=gateway))
    assert gateway.asked == 1
    assert [was_sent for _, _, was_sent in owed(database)] == [False]
    assert send_notice(*the_promise(installation), env=installation.env)


def test_a_notice_of_nobody_is_done_with_and_nobody_is_told(installation: Installation, database: Database) -> None:
    with within(NOBODYS_RECORD):
        notices.owe(NOBODYS_RECORD, notice=UUID(int=6), kind="new-document", created_at=NOON, due_at=NOON)
    assert send_notice(NOBODYS_RECORD, UUID(int=6), env=installation.env)
    assert sent(installation) == []
    assert [was_sent for _, _, was_sent in owed(database)] == [True]


def test_the_first_reading_of_each_professional_is_told_and_no_other(
    installation: Installation, database: Database
) -> None:
    record = installation.opens(CAMILLE)
    for who in (KELLER, HADDAD):
        installation.authorizes(record, who)
        for _ in range(2):
            list_documents(record, criteria=Criteria(), actor=who, env=installation.env)
    list_documents(record, criteria=Criteria(), actor=Holder(record), env=installation.env)
    assert [kind for kind, _, _ in owed(database)] == ["first-access"] * 2
