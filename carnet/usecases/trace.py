"""The fourth movement of every use case: write down what was decided, before anything leaves."""

from dataclasses import replace
from uuid import UUID

from carnet.core.access.decision import Decision
from carnet.core.audit.events import AuditEvent, Party, event_of
from carnet.core.identifiers import DocumentId
from carnet.ports.environment import Environment
from carnet.ports.keyring import WrappedKey
from carnet.store import access_log

SALT_SIZE = 16
NONCE_SIZE = 12


def write_down(
    decision: Decision,
    wrapped_key: WrappedKey,
    *,
    env: Environment,
    documents: tuple[DocumentId, ...] = (),
    concerned: Party | None = None,
    reason: str = "",
    detail: str = "",
    is_defective: bool = False,
    event: UUID | None = None,
    secret_visit: UUID | None = None,
) -> bytes:
    """Trace a decision within the present transaction and give the opened key of its record (32 bytes).

    ``event``: the number of the line, when rows written before it already name it; else a new one. The others
    complete the line, as ``AuditEvent`` explains them. No trace, no act: whatever follows must come after this call,
    and nothing may leave before the transaction has committed.
    """
    line = event_of(
        decision,
        event=event if event is not None else env.chance.identifier(),
        door=env.door,
        documents=documents,
        concerned=concerned,
        reason=reason,
        detail=detail,
        is_defective=is_defective,
        secret_visit=secret_visit,
    )
    return append(line, wrapped_key, env=env)


def append(event: AuditEvent, wrapped_key: WrappedKey, *, env: Environment) -> bytes:
    """Trace a line that no decision of access made, and give the opened key of its record."""
    record_key = env.keyring.open_record_key(wrapped_key, record=event.record.bytes)
    line = replace(event, request=env.request)
    access_log.append(
        line, record_key=record_key, salt=env.chance.secret(SALT_SIZE), nonce=env.chance.secret(NONCE_SIZE)
    )
    return record_key
