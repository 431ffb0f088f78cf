"""What the desk may say of people's requests on the telephone: their number, their kind, their dates, nothing else."""

from dataclasses import dataclass
from datetime import datetime

from carnet.core.access.actors import Actor
from carnet.core.claims.claim import receipt_of
from carnet.core.support.authority import DeskAct, NotDone
from carnet.ports.environment import Environment
from carnet.store import review_items
from carnet.usecases.support.desk_trace import is_refused_by_role

AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Receipt:
    """One request. ``is_with_reviewer``: whether it has left the author; ``is_late``: whether an answer is overdue."""

    number: str
    kind: str
    asked_at: datetime
    due_at: datetime
    is_with_reviewer: bool
    is_late: bool


@dataclass(frozen=True, slots=True)
class Receipts:
    """The requests that are not answered, the oldest first; 200 at most."""

    receipts: tuple[Receipt, ...]


def list_receipts(*, actor: Actor, env: Environment) -> Receipts | NotDone:
    """List them (product.md, « Support desk »: « agents see receipt number, date and kind of request »)."""
    if is_refused_by_role(actor, DeskAct.SEE_QUEUE, env=env):
        return NotDone.NOT_THIS_ROLE
    at = env.clock.now()
    return Receipts(
        tuple(
            Receipt(
                number=receipt_of(one.id),
                kind=one.kind,
                asked_at=one.asked_at,
                due_at=one.due_at,
                is_with_reviewer=one.from_at <= at,
                is_late=one.due_at <= at,
            )
            for one in review_items.receipts(most=AT_ONCE)
        )
    )
