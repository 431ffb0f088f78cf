"""Requests to the support desk: what each may see of them, their deadlines, and how they end."""

from dataclasses import replace
from datetime import timedelta

import pytest

from carnet.core.access.actors import Holder
from carnet.core.audit.events import Door
from carnet.core.identifiers import NOBODYS_RECORD, RecordId
from carnet.core.support.authority import NotDone
from carnet.core.support.requests import (
    LETTERS,
    Outcome,
    Proof,
    RequestKind,
    RequestState,
    due_at,
    read_receipt_number,
    receipt_number,
)
from carnet.ports.environment import Environment
from carnet.store import notices, support_requests
from carnet.store.context import within
from carnet.store.models import SupportRequestRow
from carnet.usecases.support.close_request import close_request
from carnet.usecases.support.escalate_late_requests import escalate_late_requests
from carnet.usecases.support.forget_desk_proofs import forget_desk_proofs
from carnet.usecases.support.list_requests import Queue, list_requests
from carnet.usecases.support.note_proofs import note_proofs
from carnet.usecases.support.open_request import RequestOpened, open_request
from carnet.usecases.support.read_request import RequestOpenedByDesk, read_request
from carnet.usecases.support.take_request import take_request
from tests.adapters.clocks import NOON, StoppedClock
from tests.installation import CAMILLE, KELLER, Installation
from tests.store.database import Database
from tests.usecases.support.desk import ALI, INES, ODILE, at_the_desk, desk_lines, passes, the_worker

WRITTEN = {"text": "Le Dr Keller a écrit diabète à tort", "reply_to": "camille@example.org"}


@pytest.fixture
def env(env: Environment) -> Environment:
    return at_the_desk(replace(env, clock=StoppedClock()))


@pytest.fixture
def camille(env: Environment) -> RecordId:
    here = Installation(env)
    here.knows_everybody()
    return here.opens(CAMILLE)


def asks(
    env: Environment, record: RecordId | None = None, kind: RequestKind = RequestKind.RECTIFICATION
) -> RequestOpened:
    """Somebody asks something of the desk."""
    actor = Holder(record) if record is not None else None
    return open_request(kind, record=record, written=WRITTEN, actor=actor, env=replace(env, door=Door.PATIENT_SITE))


def queue(env: Environment, kind: RequestKind | None = None) -> Queue:
    found = list_requests(kind=kind, actor=ALI, env=env)
    assert isinstance(found, Queue)
    return found


@pytest.mark.parametrize("kind", RequestKind)
def test_every_kind_of_request_has_a_deadline_within_a_month(kind: RequestKind) -> None:
    assert timedelta(days=1) <= due_at(kind, opened_at=NOON) - NOON <= timedelta(days=30)


def test_a_number_is_read_however_it_is_dictated() -> None:
    number = receipt_number(bytes(range(16)))
    assert len(number) == 9
    assert set(number) - {"-"} <= set(LETTERS)
    assert read_receipt_number(f" {number.lower().replace('-', ' ')} ") == number
    for nonsense in ("", "1234", "0OIL-0000", "ABCD-EFGH-JKLM"):
        assert read_receipt_number(nonsense) is None
    with pytest.raises(ValueError, match="random bytes"):
        receipt_number(b"short")


def test_the_person_gets_a_number_and_the_request_stands_in_their_history(env: Environment, camille: RecordId) -> None:
    opened = asks(env, camille)
    assert opened.due_at == NOON + timedelta(days=30)
    assert desk_lines(camille, env) == [("desk-request", "done", "holder", "rectification")]
    kept = support_requests.of_number(opened.number)
    assert kept is not None
    assert (kept.id, kept.record, kept.state, kept.has_text) == (opened.id, camille, RequestState.WAITING, True)


def test_somebody_who_is_not_known_may_ask_too(env: Environment) -> None:
    asks(env, kind=RequestKind.CONTACT)
    assert [one.kind for one in queue(env).requests] == [RequestKind.CONTACT]
    assert desk_lines(NOBODYS_RECORD, env) == [("desk-request", "done", "unidentified", "contact")]


def test_an_agent_sees_a_number_a_kind_and_dates_and_nothing_that_was_written(
    env: Environment, camille: RecordId
) -> None:
    opened = asks(env, camille)
    seen = read_request(opened.id, actor=ALI, env=env)
    assert isinstance(seen, RequestOpenedByDesk)
    assert seen.written == {}
    assert "diabète" not in repr(seen)
    assert [line[0] for line in desk_lines(camille, env)] == ["desk-request"]


def test_the_reviewer_reads_what_was_written_and_the_person_is_told_of_it(env: Environment, camille: RecordId) -> None:
    opened = asks(env, camille)
    seen = read_request(opened.id, actor=ODILE, env=env)
    assert isinstance(seen, RequestOpenedByDesk)
    assert seen.written == WRITTEN
    assert desk_lines(camille, env)[-1] == ("desk-request-read", "done", "reviewer", "rectification")


def test_what_was_written_does_not_stand_in_the_database(env: Environment, camille: RecordId) -> None:
    opened = asks(env, camille)
    row = SupportRequestRow.objects.get(id=opened.id)
    assert b"Keller" not in bytes(row.sealed)


def test_the_most_urgent_comes_first_and_one_kind_can_be_looked_at(env: Environment, camille: RecordId) -> None:
    asks(env, camille)
    asks(env, kind=RequestKind.CONTACT)
    asks(env, camille, RequestKind.SOMEBODY_ELSE)
    assert [one.kind.value for one in queue(env).requests] == ["somebody-else", "contact", "rectification"]
    assert [one.kind.value for one in queue(env, RequestKind.CONTACT).requests] == ["contact"]


def test_a_request_that_waits_too_long_is_late_and_said_to_be_once(
    env: Environment, camille: RecordId, database: Database
) -> None:
    asks(env, camille, RequestKind.ACCOUNT)
    passes(env, timedelta(days=2) - timedelta(minutes=1))
    assert queue(env).late == 0
    with the_worker(database):
        assert escalate_late_requests(env=env) == 0
        passes(env, timedelta(minutes=1))
        assert (escalate_late_requests(env=env), escalate_late_requests(env=env)) == (1, 0)
    assert queue(env).late == 1
    assert desk_lines(camille, env)[-1] == ("desk-request-late", "done", "clockwork", "")


def test_a_colleague_may_take_over_and_both_are_named_in_turn(env: Environment) -> None:
    opened = asks(env, kind=RequestKind.CONTACT)
    take_request(opened.id, actor=ALI, env=env)
    assert queue(env).requests[0].taken_by == "ali"
    take_request(opened.id, actor=INES, env=env)
    assert queue(env).requests[0].taken_by == "ines"


def test_a_closed_request_stays_closed_and_the_person_is_told_that_an_answer_waits(
    env: Environment, camille: RecordId
) -> None:
    opened = asks(env, camille)
    close_request(opened.id, Outcome.DONE, actor=ALI, env=env)
    assert queue(env).requests == ()
    assert desk_lines(camille, env)[-1] == ("desk-request-closed", "done", "support", "done")
    with within(camille):
        assert notices.was_owed(camille, kind="desk-answer")
    for again in (
        close_request(opened.id, Outcome.REFUSED, actor=ALI, env=env),
        take_request(opened.id, actor=ALI, env=env),
        note_proofs(opened.id, [Proof.CARD], actor=ALI, env=env),
    ):
        assert again is NotDone.ALREADY_DECIDED


def test_proofs_are_codes_and_go_thirty_days_after_the_request_closed(
    env: Environment, camille: RecordId, database: Database
) -> None:
    opened = asks(env, camille, RequestKind.COPY_ON_PAPER)
    note_proofs(opened.id, [Proof.CARD, Proof.IDENTITY_DOCUMENT], actor=ALI, env=env)
    passes(env, timedelta(days=60))
    with the_worker(database):
        assert forget_desk_proofs(env=env) == 0
    close_request(opened.id, Outcome.DONE, actor=ALI, env=env)
    with the_worker(database):
        passes(env, timedelta(days=29))
        assert forget_desk_proofs(env=env) == 0
        passes(env, timedelta(days=1))
        assert forget_desk_proofs(env=env) == 1
    kept = support_requests.of_id(opened.id)
    assert kept is not None
    assert kept.proofs == ()


def test_nobody_else_touches_the_queue_and_each_try_is_traced(env: Environment, camille: RecordId) -> None:
    opened = asks(env, camille)
    for stranger in (Holder(camille), KELLER):
        assert list_requests(actor=stranger, env=env) is NotDone.NOT_THIS_ROLE
        assert read_request(opened.id, actor=stranger, env=env) is NotDone.NOT_THIS_ROLE
        assert take_request(opened.id, actor=stranger, env=env) is NotDone.NOT_THIS_ROLE
        assert close_request(opened.id, Outcome.DONE, actor=stranger, env=env) is NotDone.NOT_THIS_ROLE
    assert note_proofs(opened.id, [], actor=ODILE, env=env) is NotDone.NOT_THIS_ROLE
    assert [line[:2] for line in desk_lines(NOBODYS_RECORD, env)] == [("desk-refusal", "refused")] * 9
