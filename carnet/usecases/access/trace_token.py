"""Trace what happens to tokens: issued, refused, presented when they no longer hold."""

from dataclasses import replace

from carnet.core.access.actions import Action
from carnet.core.access.actors import Clockwork
from carnet.core.audit.events import AuditEvent, Outcome, Party, SecurityAct
from carnet.core.identifiers import NOBODYS_RECORD, RecordId
from carnet.ports.environment import Environment
from carnet.store import facts
from carnet.store.context import within
from carnet.usecases.account.holder import key_of
from carnet.usecases.trace import append


def trace_token(what: str, client_id: str, *, is_refused: bool, env: Environment) -> None:
    """Write down, in nobody's record, what happened to a token of this client."""
    with within(NOBODYS_RECORD):
        gathered = facts.about_record(
            NOBODYS_RECORD,
            action=Action.CHECK_RECORD,
            actor=Clockwork("token"),
            at=env.clock.now(),
            policy=env.policy,
        )
        event = _event(NOBODYS_RECORD, SecurityAct.SOFTWARE_ACCESS, what, Party("client", client_id), client_id, env)
        append(event if not is_refused else _refused(event), gathered.wrapped_key, env=env)


def trace_app(
    record: RecordId,
    act: SecurityAct,
    what: str,
    client_id: str,
    *,
    by: Party | None = None,
    is_refused: bool = False,
    env: Environment,
) -> None:
    """Write down, in the history of a record, what happens to an application there. Inside ``within(record)``.

    ``by``: who did it; None for the application itself. ``what``: a code that says more.
    """
    event = _event(record, act, what, by if by is not None else Party("client", client_id), client_id, env)
    append(event if not is_refused else _refused(event), key_of(record), env=env)


def _event(record: RecordId, act: SecurityAct, what: str, by: Party, client_id: str, env: Environment) -> AuditEvent:
    return AuditEvent(
        id=env.chance.identifier(),
        record=record,
        at=env.clock.now(),
        action=act,
        outcome=Outcome.DONE,
        actor=by,
        door=env.door,
        detail=what,
        software=client_id,
    )


def _refused(event: AuditEvent) -> AuditEvent:
    return replace(event, outcome=Outcome.REFUSED)
