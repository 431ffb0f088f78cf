"""Read what the desk did to an account: the very lines that its person reads in their history (D8)."""

from dataclasses import dataclass
from datetime import datetime

from carnet.core.access.actors import Actor
from carnet.core.audit.audience import is_act_of_the_desk
from carnet.core.audit.events import AuditEvent, Outcome, SecurityAct
from carnet.core.identifiers import RecordId
from carnet.core.support.authority import DeskAct, NotDone
from carnet.ports.environment import Environment
from carnet.store import access_log
from carnet.store.context import within
from carnet.usecases.account.holder import key_of
from carnet.usecases.support.assurance import refusal_at_desk


@dataclass(frozen=True, slots=True)
class DeskLine:
    """One act of the desk. ``by``: the name under which the agent is known."""

    at: datetime
    act: SecurityAct
    by: str
    is_refused: bool


def read_desk_journal(record: RecordId, *, actor: Actor, env: Environment) -> tuple[DeskLine, ...] | NotDone:
    """List the acts of the desk on somebody's account, the newest first, for an agent who has looked them up."""
    with within(record):
        refusal = refusal_at_desk(record, DeskAct.SEE_ACCOUNT, actor=actor, env=env)
        if refusal is not None:
            return refusal
        record_key = env.keyring.open_record_key(key_of(record), record=record.bytes)
        return tuple(line for event in access_log.read(record, record_key=record_key) for line in _of_the_desk(event))


def _of_the_desk(event: AuditEvent) -> tuple[DeskLine, ...]:
    if not is_act_of_the_desk(event) or not isinstance(event.action, SecurityAct):
        return ()
    return (DeskLine(event.at, event.action, event.actor.identifier, event.outcome is Outcome.REFUSED),)
