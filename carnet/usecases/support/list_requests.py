"""List what waits at the support desk, the most urgent first (D1)."""

from dataclasses import dataclass
from datetime import datetime

from carnet.core.access.actors import Actor
from carnet.core.support.authority import DeskAct, NotDone
from carnet.core.support.requests import Request, RequestKind
from carnet.ports.environment import Environment
from carnet.store import support_requests
from carnet.usecases.support.desk_trace import is_refused_by_role

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Queue:
    """The requests that are not closed, and how many of them are late."""

    requests: tuple[Request, ...]
    late: int
    at: datetime


def list_requests(*, kind: RequestKind | None = None, actor: Actor, env: Environment) -> Queue | NotDone:
    """List the open requests, of one kind if told: number, kind, dates, who deals with them, and nothing of a person.

    200 at most. Refused to whoever is not of the desk.
    """
    if is_refused_by_role(actor, DeskAct.SEE_QUEUE, env=env):
        return NotDone.NOT_THIS_ROLE
    at = env.clock.now()
    found = tuple(support_requests.open_ones(kind=kind, most=MOST_SHOWN))
    return Queue(found, sum(one.is_late(at=at) for one in found), at)
