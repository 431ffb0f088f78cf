"""Trace what happens to an account: in the history of its holder, or in nobody's when no account is known."""

from datetime import datetime

from carnet.core.audit.events import AuditEvent, Outcome, Party, SecurityAct, party
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.store.accounts import Account
from carnet.usecases.account.holder import key_of, own_actor
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
) -> None:
    """Write one line down, inside ``within(record)``. ``record``: or the history of an account without one.

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
    append(event, key_of(record), env=env)


def trace_own(
    account: Account, act: SecurityAct, *, at: datetime, env: Environment, is_refused: bool = False, detail: str = ""
) -> None:
    """Write down what the person of an account does to it, under their own name. Inside ``within(account.history)``."""
    by = party(own_actor(account))
    trace_account(account.history, act, at=at, env=env, by=by, is_refused=is_refused, detail=detail)
