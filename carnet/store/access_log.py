"""The trace: ``append`` is the only writer of the audit table, and nothing in the store changes what it wrote."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from carnet.core.access.actions import Action
from carnet.core.audit.events import AccessMode, AuditEvent, Door, Outcome, Party, SecurityAct
from carnet.core.audit.leaf import leaf
from carnet.core.identifiers import DocumentId, RecordId
from carnet.store import statement
from carnet.store.sealing import Purpose, seal, unseal

_INSERT = """
    insert into audit_event (record_id, id, at, salt, body, leaf)
    values (%(record)s, %(id)s, %(at)s, %(salt)s, %(body)s, %(leaf)s)
"""
_READ = """
    select id, body from audit_event
    where record_id = %(record)s and (%(since)s::timestamptz is null or at > %(since)s)
    order by at desc, xid desc, id desc
"""
_READ_BACK = """
    select id, body from audit_event where record_id = %(record)s and at <= %(until)s
    order by at desc, xid desc, id desc
"""
_READ_LEAF = "select leaf from audit_event where record_id = %(record)s and id = %(id)s"
_READ_LINE = """
    select at, salt, body, leaf from audit_event where record_id = %(record)s and id = %(id)s
"""


@dataclass(frozen=True, slots=True)
class TracedLine:
    """One line as it is stored: all that is needed to verify it, sealed or not, against a checkpoint.

    ``leaf`` is to be equal to ``carnet.core.audit.leaf.leaf(salt, body)``.
    """

    at: datetime
    salt: bytes
    body: bytes
    leaf: bytes


def append(event: AuditEvent, *, record_key: bytes, salt: bytes, nonce: bytes) -> bytes:
    """Write one line down, in one INSERT, and give its leaf (32 bytes). Call it inside ``within``.

    ``record_key``: the opened key of ``event.record`` (nobody's, for an attempt on no record). ``salt``: 16 fresh
    random bytes, ``nonce``: 12. The body is the JSON of the event sealed under that key. No trace, no act: whoever
    acts calls this before the transaction commits (product.md, « What must be true », 3).
    """
    body = seal(
        orjson.dumps(event_to_json(event)),
        record_key=record_key,
        purpose=Purpose.EVENT,
        record=event.record,
        row=event.id.bytes,
        nonce=nonce,
    )
    event_leaf = leaf(salt, body)
    statement.run(
        _INSERT,
        {"record": event.record, "id": event.id, "at": event.at, "salt": salt, "body": body, "leaf": event_leaf},
    )
    return event_leaf


def read(record: RecordId, *, record_key: bytes, since: datetime | None = None) -> list[AuditEvent]:
    """Read the history of a record, newest first. Call it inside ``within(record)``.

    ``since``: only what came after that instant; the whole of it without. Nothing here says who may see which line:
    that is decided on the events. Raises ``SealBrokenError`` when a line does not open with this key.
    """
    rows = statement.run(_READ, {"record": record, "since": since})
    return [_opened(record, identifier, body, record_key=record_key) for identifier, body in rows]


def read_back(record: RecordId, *, record_key: bytes, until: datetime) -> Iterator[AuditEvent]:
    """Go back through a history from an instant on, that one included: each line is opened when it is come to.

    Call it inside ``within(record)``. Raises ``SealBrokenError`` at the line that does not open with this key.
    """
    rows = statement.run(_READ_BACK, {"record": record, "until": until})
    return (_opened(record, identifier, body, record_key=record_key) for identifier, body in rows)


def _opened(record: RecordId, identifier: UUID, body: bytes, *, record_key: bytes) -> AuditEvent:
    plain = unseal(body, record_key=record_key, purpose=Purpose.EVENT, record=record, row=identifier.bytes)
    return event_from_json(orjson.loads(plain))


def read_line(record: RecordId, event: UUID) -> TracedLine | None:
    """Read one line as it is stored, to verify it; None when the record has no such line."""
    rows = statement.run(_READ_LINE, {"record": record, "id": event})
    return TracedLine(*rows[0]) if rows else None


def read_leaf(record: RecordId, event: UUID) -> bytes | None:
    """Read the leaf of one line, to find its place in the tree; None when the record has no such line."""
    rows = statement.run(_READ_LEAF, {"record": record, "id": event})
    return bytes(rows[0][0]) if rows else None


def _party_to_json(party: Party) -> list[str]:
    return [party.kind, party.identifier, party.profession, party.specialty, party.organization]


# Looked up, not made: a history has thousands of lines, each with the same few words.
_ACTS: dict[str, Action | SecurityAct] = {act.value: act for act in (*Action, *SecurityAct)}
_OUTCOMES = {outcome.value: outcome for outcome in Outcome}
_DOORS = {door.value: door for door in Door}
_MODES = {mode.value: mode for mode in AccessMode}


def event_to_json(event: AuditEvent) -> dict[str, Any]:
    """Write an event as it is sealed: every field, none invented."""
    return {
        "id": str(event.id),
        "record": str(event.record),
        "at": event.at.isoformat(),
        "action": event.action.value,
        "outcome": event.outcome.value,
        "actor": _party_to_json(event.actor),
        "door": event.door.value,
        "mode": event.mode.value,
        "purpose": event.purpose,
        "rules": list(event.rules),
        "documents": [str(document) for document in event.documents],
        "concerned": _party_to_json(event.concerned) if event.concerned is not None else None,
        "reason": event.reason,
        "detail": event.detail,
        "secret_visit": str(event.secret_visit) if event.secret_visit is not None else None,
        "software": event.software,
        "request": event.request,
    }


def event_from_json(kept: Mapping[str, Any]) -> AuditEvent:
    """Read an event that ``event_to_json`` wrote."""
    return AuditEvent(
        id=UUID(kept["id"]),
        record=RecordId(UUID(kept["record"])),
        at=datetime.fromisoformat(kept["at"]),
        action=_ACTS[kept["action"]],
        outcome=_OUTCOMES[kept["outcome"]],
        actor=Party(*kept["actor"]),
        door=_DOORS[kept["door"]],
        mode=_MODES[kept["mode"]],
        purpose=kept["purpose"],
        rules=tuple(kept["rules"]),
        documents=tuple(DocumentId(UUID(document)) for document in kept["documents"]),
        concerned=Party(*kept["concerned"]) if kept["concerned"] is not None else None,
        reason=kept["reason"],
        detail=kept["detail"],
        # Lines of before secret visits were kept do not name any.
        secret_visit=UUID(visit) if (visit := kept.get("secret_visit")) is not None else None,
        software=kept.get("software", ""),  # lines of before applications had bounds name none
        request=kept.get("request", ""),  # nor did they keep the number of a request
    )
