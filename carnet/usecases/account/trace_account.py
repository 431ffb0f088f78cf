"""Trace what happens to an account: in the history of its holder, or in nobody's when no account is known."""

from datetime import datetime

from carnet.core.audit.events import AuditEvent, Outcome, Party, SecurityAct
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.ports.keyring import WrappedKey
from carnet.store import records
from carnet.usecases.trace import append

HOLDER = Party("holder")
UNIDENTIFIED = Party("unidentified")
"""Somebody who has not proved who they are: perhaps the holder, perhaps not."""


def trace_account(
    record: RecordId,
    act: SecurityAct,
    *,
    at: datetime,
    env: Environment,
    by: Party = HOLDER,
    is_refused: bool = False,
    detail: str = "",
) -> bytes:
    """Write one line down, inside ``within(record)``, and give the opened key of the record (32 bytes).

    ``detail``: a code that says which device, which channel, or why it was refused.
    """
    event = AuditEvent(
        id=env.chance.identifier(),
        record=record,
        at=at,
        action=act,
        outcome=Outcome.REFUSED if is_refused else Outcome.DONE,
        actor=by,
        door=env.door,
        detail=detail,
    )
    return append(event, _key_of(record), env=env)


def _key_of(record: RecordId) -> WrappedKey:
    """Raises ``LookupError`` when the record is gone: an account does not outlive it."""
    wrapped = records.wrapped_key(record)
    if wrapped is None:
        raise LookupError("an account leads to a record that does not exist")
    return wrapped
