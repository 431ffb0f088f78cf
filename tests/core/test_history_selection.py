"""Whose acts, where, of what kind, when: what a line of the history answers to."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from carnet.core.access.actions import Action
from carnet.core.audit.events import AuditEvent, Door, Outcome, Party
from carnet.core.audit.kinds import ActKind, kind_of
from carnet.core.audit.security_acts import SecurityAct
from carnet.core.audit.selection import LineCriteria, author_key
from carnet.core.documents.selection import Span
from carnet.core.identifiers import RecordId

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
HADDAD = Party("professional", "899700000001", "10", "SM54", "990000001")
HER_READING = AuditEvent(
    uuid.UUID(int=1), RecordId(uuid.UUID(int=2)), NOON, Action.READ_DOCUMENT, Outcome.DONE, HADDAD, Door.FHIR
)
OF_HERS = LineCriteria("professional-899700000001", "990000001", ActKind.READING, Span(NOON, NOON + timedelta(days=1)))
OF_THE_RECORD_AS_A_WHOLE = {
    Action.OPEN_RECORD,
    Action.CLOSE_RECORD,
    Action.REOPEN_RECORD,
    Action.ERASE_RECORD,
    Action.KEEP_RECORD,
    Action.RECORD_DEATH,
    Action.UNDO_DEATH,
    Action.RECORD_EMANCIPATION,
    Action.RECORD_PROTECTION,
}


def test_a_line_answers_to_what_it_is() -> None:
    assert LineCriteria().keeps(HER_READING)
    assert OF_HERS.keeps(HER_READING)


@pytest.mark.parametrize(
    "other",
    [
        replace(HER_READING, actor=replace(HADDAD, identifier="899700000002")),
        replace(HER_READING, actor=replace(HADDAD, organization="990000002")),
        replace(HER_READING, action=Action.DEPOSIT_DOCUMENTS),
        replace(HER_READING, at=NOON - timedelta(seconds=1)),
        replace(HER_READING, at=NOON + timedelta(days=1)),
    ],
    ids=["somebody else", "elsewhere", "another act", "before", "after"],
)
def test_a_line_that_differs_in_one_thing_is_left_out(other: AuditEvent) -> None:
    assert not OF_HERS.keeps(other)


def test_agents_of_the_desk_are_one_author_and_professionals_are_each_their_own() -> None:
    assert author_key(Party("support", "agent-7")) == author_key(Party("support", "agent-8")) == "support"
    assert author_key(HADDAD) == "professional-899700000001"
    assert author_key(Party("holder")) == "holder"


def test_every_act_has_its_kind_and_only_what_befalls_the_whole_record_is_told_as_such() -> None:
    assert {act for act in Action if kind_of(act) is ActKind.RECORD} == OF_THE_RECORD_AS_A_WHOLE
    assert {kind_of(act) for act in (*Action, *SecurityAct)} == set(ActKind)
