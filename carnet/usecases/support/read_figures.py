"""Read the desk's figures: volumes, deadlines met, accounts closed by failures (D9)."""

from dataclasses import dataclass
from datetime import timedelta

from carnet.core.access.actors import Actor
from carnet.core.support.authority import DeskAct, NotDone
from carnet.core.support.figures import Counted, Figure, figures_of, shown
from carnet.core.support.requests import RequestKind
from carnet.ports.environment import Environment
from carnet.store import sign_ins, support_requests
from carnet.usecases.support.desk_trace import is_refused_by_role

LOOKS_BACK = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class DeskFigures:
    """Of the last 30 days. None in place of a count of fewer than eleven. ``closed_accounts``: after failures, now."""

    by_kind: tuple[Figure, ...]
    closed_accounts: int | None


def read_figures(*, actor: Actor, env: Environment) -> DeskFigures | NotDone:
    """Count what was asked of the desk. No figure is of fewer than eleven people (product.md, « Insurer »)."""
    if is_refused_by_role(actor, DeskAct.SEE_FIGURES, env=env):
        return NotDone.NOT_THIS_ROLE
    at = env.clock.now()
    counted = (
        Counted(RequestKind(kind), opened_at, due_at, closed_at)
        for kind, opened_at, due_at, closed_at in support_requests.counted(since=at - LOOKS_BACK)
    )
    return DeskFigures(figures_of(counted), shown(sign_ins.count_closed(at=at)))
