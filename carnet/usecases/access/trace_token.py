"""Trace what happens to tokens: issued, refused, presented when they no longer hold."""

from carnet.core.access.actions import Action
from carnet.core.access.actors import Clockwork
from carnet.core.audit.events import AuditEvent, Outcome, Party, SecurityAct
from carnet.core.identifiers import NOBODYS_RECORD
from carnet.ports.environment import Environment
from carnet.store import facts
from carnet.store.context import within
from carnet.usecases.trace import append


def trace_token(what: str, client_id: str, *, is_refused: bool, env: Environment) -> None:
    """Write down, in nobody's record, what happened to a token of this client."""
    with within(NOBODYS_RECORD):
        at = env.clock.now()
        gathered = facts.about_record(
            NOBODYS_RECORD, action=Action.CHECK_RECORD, actor=Clockwork("token"), at=at, policy=env.policy
        )
        event = AuditEvent(
            id=env.chance.identifier(),
            record=NOBODYS_RECORD,
            at=at,
            action=SecurityAct.SOFTWARE_ACCESS,
            outcome=Outcome.REFUSED if is_refused else Outcome.DONE,
            actor=Party("client", client_id),
            door=env.door,
            detail=what,
        )
        append(event, gathered.wrapped_key, env=env)
