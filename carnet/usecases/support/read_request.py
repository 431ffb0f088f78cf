"""Open one request: to an agent its number, its kind and its dates; to the reviewer what was written too."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from carnet.core.access.actors import Actor
from carnet.core.audit.events import SecurityAct
from carnet.core.identifiers import NOBODYS_RECORD
from carnet.core.record.paper_copy import PaperCopy
from carnet.core.support.authority import DeskAct, NotDone, may_do
from carnet.core.support.requests import Request
from carnet.ports.environment import Environment
from carnet.store import paper_copies, support_requests
from carnet.store.context import within
from carnet.usecases.support.desk_trace import is_refused_by_role, trace_at_desk


@dataclass(frozen=True, slots=True, repr=False)
class RequestOpenedByDesk:
    """A request, and what was written in it, by name; empty for an agent, who has no right to it.

    ``copy``: the copy on paper that it asks for, without whom it goes to.
    """

    request: Request
    written: Mapping[str, str] = field(default_factory=dict)
    copy: PaperCopy | None = None

    def __repr__(self) -> str:
        """Hide what was written."""
        return f"RequestOpenedByDesk({self.request.number})"


def read_request(request: UUID, *, actor: Actor, env: Environment) -> RequestOpenedByDesk | NotDone:
    """Open a request (product.md, « Support desk »: « free text … go encrypted to a reviewer »).

    That the reviewer read what somebody wrote is a line in that person's history.
    """
    if is_refused_by_role(actor, DeskAct.SEE_QUEUE, env=env):
        return NotDone.NOT_THIS_ROLE
    found = support_requests.of_id(request)
    if found is None:
        return NotDone.NOT_THERE
    copy = paper_copies.of_request(request)
    if not found.has_text or not may_do(actor, DeskAct.READ_WRITTEN):
        return RequestOpenedByDesk(found, copy=copy)
    with within(found.record or NOBODYS_RECORD):
        trace_at_desk(found.record, SecurityAct.DESK_REQUEST_READ, actor=actor, env=env, detail=found.kind.value)
    return RequestOpenedByDesk(found, support_requests.written(request, keyring=env.keyring), copy)
