"""How sure an agent is now of the person whose account it is, and the refusal of what that does not allow."""

from datetime import timedelta

from django.db import transaction

from carnet.core.access.actors import Actor
from carnet.core.audit.events import SecurityAct, party
from carnet.core.identifiers import RecordId
from carnet.core.support.authority import Assurance, DeskAct, NotDone, why_not
from carnet.ports.environment import Environment
from carnet.store import account_people, identity_checks
from carnet.store.identity_checks import IdentityCheck
from carnet.usecases.support.desk_trace import trace_alone, trace_at_desk

TRACED_AS: dict[DeskAct, SecurityAct] = {
    DeskAct.UNLOCK: SecurityAct.DESK_UNLOCK,
    DeskAct.END_SESSIONS: SecurityAct.SESSIONS_END,
    DeskAct.SUSPEND: SecurityAct.DESK_SUSPENSION,
    DeskAct.REISSUE: SecurityAct.ACCESS_REISSUE,
    DeskAct.CHECK_IDENTITY: SecurityAct.DESK_IDENTITY_CHECK,
}
"""What a refusal is traced as; any other is a refusal of the desk's."""


def assurance_now(record: RecordId, *, actor: Actor, env: Environment) -> Assurance:
    """Tell how sure this very agent is now; what a colleague verified is theirs."""
    return identity_checks.assurance_of(record, agent=party(actor).identifier, at=env.clock.now())


def keep_assurance(
    record: RecordId, assurance: Assurance, proofs: tuple[str, ...], *, lasts: timedelta, actor: Actor, env: Environment
) -> None:
    """Write down that an agent is that sure from now on, and by what (codes). Inside a transaction."""
    at = env.clock.now()
    check = IdentityCheck(
        env.chance.identifier(), record, party(actor).identifier, assurance, proofs, at=at, until=at + lasts
    )
    identity_checks.add(check)


def refusal_at_desk(record: RecordId, act: DeskAct, *, actor: Actor, env: Environment) -> NotDone | None:
    """Say why an agent may not do this to this account now, having traced it; None when they may.

    Inside ``within(record)``. What is asked about a record that never was is traced among the lines of nobody's, once
    this transaction is over.
    """
    refusal = why_not(actor, act, assurance_now(record, actor=actor, env=env))
    if refusal is None:
        return None
    traced = TRACED_AS.get(act, SecurityAct.DESK_REFUSAL)
    if account_people.key_of_history(record) is not None:
        trace_at_desk(record, traced, actor=actor, env=env, detail=refusal.value, is_refused=True)
    else:
        transaction.on_commit(lambda: _trace_nobodys(traced, refusal, actor, env))
    return refusal


def _trace_nobodys(traced: SecurityAct, refusal: NotDone, actor: Actor, env: Environment) -> None:
    trace_alone(traced, actor=actor, env=env, detail=refusal.value, is_refused=True)
