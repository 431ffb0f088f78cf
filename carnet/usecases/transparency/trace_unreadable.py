"""Trace a request whose body could not even be read: nobody knows whose record it was about."""

from collections.abc import Iterable

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.audit.events import AuditEvent, Outcome, party
from carnet.core.identifiers import NOBODYS_RECORD
from carnet.ports.environment import Environment
from carnet.store import facts
from carnet.store.context import within
from carnet.usecases.trace import append


def trace_unreadable(codes: Iterable[str], *, action: Action, actor: Actor, env: Environment) -> None:
    """Write down, in nobody's record, that somebody tried this and sent what has these defects, and nothing of it.

    ``codes``: of the defects; ``action``: what the address is for (product.md, « What must be true »: every attempt).
    """
    with within(NOBODYS_RECORD):
        at = env.clock.now()
        gathered = facts.about_record(NOBODYS_RECORD, action=action, actor=actor, at=at, policy=env.policy)
        event = AuditEvent(
            id=env.chance.identifier(),
            record=NOBODYS_RECORD,
            at=at,
            action=action,
            outcome=Outcome.DEFECTIVE,
            actor=party(actor),
            door=env.door,
            detail=" ".join(sorted(set(codes))),
        )
        append(event, gathered.wrapped_key, env=env)
