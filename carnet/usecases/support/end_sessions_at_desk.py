"""Close every session of somebody who was recognised: a telephone lost in a train."""

from dataclasses import dataclass

from carnet.core.access.actors import Actor
from carnet.core.audit.events import SecurityAct
from carnet.core.identifiers import RecordId
from carnet.core.support.authority import DeskAct, NotDone
from carnet.ports.environment import Environment
from carnet.store import accounts, sign_ins, web_sessions
from carnet.store.context import within
from carnet.usecases.support.assurance import refusal_at_desk
from carnet.usecases.support.desk_trace import trace_at_desk


@dataclass(frozen=True, slots=True)
class SessionsEnded:
    """How many were open; none of them opens anything any more."""

    count: int


def end_sessions_at_desk(record: RecordId, *, actor: Actor, env: Environment) -> SessionsEnded | NotDone:
    """End the sessions of a holder and the sign-ins under way (product.md: « closing is easy »). Traced either way."""
    with within(record):
        refusal = refusal_at_desk(record, DeskAct.END_SESSIONS, actor=actor, env=env)
        if refusal is not None:
            return refusal
        account = accounts.of_history(record)
        if account is None:
            return NotDone.NOT_THERE
        sign_ins.end_attempts(account.id)
        ended = web_sessions.end_all_of(account.id, at=env.clock.now())
        trace_at_desk(record, SecurityAct.SESSIONS_END, actor=actor, env=env)
    return SessionsEnded(ended)
