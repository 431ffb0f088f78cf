"""Trace a deposit that could not even be read: nobody knows yet whose record it was for."""

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.audit.events import AuditEvent, Outcome, party
from carnet.core.defects import Defect
from carnet.core.identifiers import NOBODYS_RECORD
from carnet.ports.environment import Environment
from carnet.store import facts
from carnet.store.context import within
from carnet.usecases.trace import append


def trace_unreadable_deposit(defects: tuple[Defect, ...], *, actor: Actor, env: Environment) -> None:
    """Write down, in nobody's record, that somebody sent something with these defects: their codes, nothing of it."""
    with within(NOBODYS_RECORD):
        at = env.clock.now()
        gathered = facts.about_record(
            NOBODYS_RECORD, action=Action.DEPOSIT_DOCUMENTS, actor=actor, at=at, policy=env.policy
        )
        event = AuditEvent(
            id=env.chance.identifier(),
            record=NOBODYS_RECORD,
            at=at,
            action=Action.DEPOSIT_DOCUMENTS,
            outcome=Outcome.DEFECTIVE,
            actor=party(actor),
            door=env.door,
            detail=" ".join(sorted({defect.code for defect in defects})),
        )
        append(event, gathered.wrapped_key, env=env)
