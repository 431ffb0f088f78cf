"""Trace what is done or refused at the support desk, in the history of the person it concerns."""

from carnet.core.access.actors import Actor
from carnet.core.audit.events import SecurityAct, party
from carnet.core.identifiers import NOBODYS_RECORD, RecordId
from carnet.core.support.authority import DeskAct, may_do
from carnet.ports.environment import Environment
from carnet.store.context import within
from carnet.usecases.account.trace_account import trace_account


def trace_at_desk(
    record: RecordId | None,
    act: SecurityAct,
    *,
    actor: Actor,
    env: Environment,
    detail: str = "",
    is_refused: bool = False,
) -> None:
    """Write a line, inside ``within`` the record (nobody's for None). ``detail``: a code, never what was typed."""
    trace_account(
        record or NOBODYS_RECORD,
        act,
        at=env.clock.now(),
        env=env,
        by=party(actor),
        is_refused=is_refused,
        detail=detail,
    )


def is_refused_by_role(actor: Actor, act: DeskAct, *, env: Environment) -> bool:
    """Whether somebody's role keeps them from an act that concerns no person yet; a refusal is traced at once."""
    if may_do(actor, act):
        return False
    trace_alone(SecurityAct.DESK_REFUSAL, actor=actor, env=env, detail=act.value, is_refused=True)
    return True


def trace_alone(
    act: SecurityAct, *, actor: Actor, env: Environment, detail: str = "", is_refused: bool = False
) -> None:
    """Write, in a transaction of its own, a line that concerns nobody's history."""
    with within(NOBODYS_RECORD):
        trace_at_desk(None, act, actor=actor, env=env, detail=detail, is_refused=is_refused)
