"""The history of a person: written once, sealed, read back as it was, verifiable line by line."""

from dataclasses import replace
from datetime import UTC, timedelta, timezone

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.core.access.actions import Action
from carnet.core.audit.events import AccessMode, AuditEvent, Door, Outcome, Party, SecurityAct
from carnet.core.audit.leaf import leaf
from carnet.core.identifiers import NOBODYS_RECORD, RecordId
from carnet.infra.keyring import FileKeyring
from carnet.store import access_log, records
from carnet.store.context import within
from carnet.store.sealing import SealBrokenError
from tests.store.database import Database
from tests.store.statements import counted
from tests.store.world import CHANCE, NOON, OpenRecord, a_line, trace

# PostgreSQL and JSON keep every text but a lone surrogate.
texts = st.text(st.characters(exclude_categories=["Cs"]))
parties = st.builds(Party, kind=texts, identifier=texts, profession=texts, specialty=texts, organization=texts)
events = st.builds(
    AuditEvent,
    id=st.uuids(),
    record=st.uuids().map(RecordId),
    at=st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=2))])),
    action=st.sampled_from([*Action, *SecurityAct]),
    outcome=st.sampled_from(Outcome),
    actor=parties,
    door=st.sampled_from(Door),
    mode=st.sampled_from(AccessMode),
    purpose=texts,
    rules=st.lists(texts).map(tuple),
    documents=st.lists(st.uuids()).map(tuple),
    concerned=st.none() | parties,
    reason=texts,
    detail=texts,
)


@given(events)
def test_any_line_is_read_back_as_it_was_written(event: AuditEvent) -> None:
    kept = orjson.loads(orjson.dumps(access_log.event_to_json(event)))
    assert access_log.event_from_json(kept) == event


def test_the_history_is_read_newest_first(camille: OpenRecord) -> None:
    lines = [a_line(camille.id, at=NOON + timedelta(minutes=minute)) for minute in (2, 0, 1)]
    for line in lines:
        with within(camille.id):
            trace(line, camille.key)
    with within(camille.id):
        assert access_log.read(camille.id, record_key=camille.key) == [lines[0], lines[2], lines[1]]


def test_two_lines_of_one_instant_are_read_last_written_first(camille: OpenRecord) -> None:
    lines = [a_line(camille.id), a_line(camille.id)]
    for line in lines:
        with within(camille.id):
            trace(line, camille.key)
    with within(camille.id):
        assert access_log.read(camille.id, record_key=camille.key) == lines[::-1]


def test_a_line_is_written_by_one_insert(camille: OpenRecord) -> None:
    with within(camille.id), counted() as statements:
        trace(a_line(camille.id), camille.key)
    (statement,) = statements
    assert statement.split()[:3] == ["insert", "into", "audit_event"]


def test_the_history_says_nothing_to_who_steals_the_table(database: Database, camille: OpenRecord) -> None:
    with within(camille.id):
        trace(replace(a_line(camille.id), reason="Douleur thoracique"), camille.key)
    with database.admin() as admin:
        rows = admin.execute("select audit_event::text, body from audit_event").fetchall()
    ((text, body),) = rows
    assert isinstance(body, bytes)
    for word in ("Douleur", "list-documents", "899700000017"):
        assert word not in str(text)
        assert word.encode() not in body


def test_one_line_can_be_verified_alone(camille: OpenRecord) -> None:
    line = a_line(camille.id)
    with within(camille.id):
        written = trace(line, camille.key)
        kept = access_log.read_line(camille.id, line.id)
        assert access_log.read_line(camille.id, CHANCE.identifier()) is None
    assert kept is not None
    assert kept.leaf == written == leaf(kept.salt, kept.body)
    assert kept.at == line.at


def test_the_history_does_not_open_once_the_key_of_the_record_is_gone(
    camille: OpenRecord, keyring: FileKeyring
) -> None:
    line = a_line(camille.id)
    with within(camille.id):
        trace(line, camille.key)
    another = keyring.open_record_key(keyring.new_record_key(record=camille.id.bytes), record=camille.id.bytes)
    with within(camille.id), pytest.raises(SealBrokenError):
        access_log.read(camille.id, record_key=another)
    with within(camille.id):
        kept = access_log.read_line(camille.id, line.id)
    assert kept is not None
    assert kept.leaf == leaf(kept.salt, kept.body), "the line still proves itself"


def test_an_attempt_on_no_record_is_traced_where_it_will_be_found(nobody: bytes) -> None:
    unknown = RecordId(CHANCE.identifier())
    line = a_line(NOBODYS_RECORD)
    with within(unknown):
        trace(line, nobody)
        assert access_log.read(NOBODYS_RECORD, record_key=nobody) == []
    with within(NOBODYS_RECORD):
        assert access_log.read(NOBODYS_RECORD, record_key=nobody) == [line]
        assert records.person(NOBODYS_RECORD, record_key=nobody) is None
