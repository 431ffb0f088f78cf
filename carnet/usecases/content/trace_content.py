"""Trace what the desk publishes: acts about nobody, written down in nobody's record like every other."""

from carnet.core.access.actors import Actor
from carnet.core.audit.events import AuditEvent, Outcome, SecurityAct, party
from carnet.core.identifiers import NOBODYS_RECORD
from carnet.ports.environment import Environment
from carnet.usecases.account.holder import key_of
from carnet.usecases.trace import append


def trace_content(*, actor: Actor, detail: str, env: Environment, outcome: Outcome = Outcome.DONE) -> None:
    """Write one line down. Inside ``within(NOBODYS_RECORD)``. ``detail``: which banner or text, in which version."""
    event = AuditEvent(
        id=env.chance.identifier(),
        record=NOBODYS_RECORD,
        at=env.clock.now(),
        action=SecurityAct.CONTENT_PUBLICATION,
        outcome=outcome,
        actor=party(actor),
        door=env.door,
        detail=detail,
    )
    append(event, key_of(NOBODYS_RECORD), env=env)
