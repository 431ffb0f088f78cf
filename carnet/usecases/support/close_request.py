"""Close a request: the person is told that an answer waits for them, and their history says so."""

from datetime import datetime
from uuid import UUID

from carnet.core.access.actors import Actor
from carnet.core.audit.events import SecurityAct
from carnet.core.identifiers import NOBODYS_RECORD
from carnet.core.record.paper_copy import CopyStage
from carnet.core.support.authority import DeskAct, NotDone
from carnet.core.support.requests import Outcome, Request, RequestState
from carnet.ports.environment import Environment
from carnet.store import paper_copies, support_requests
from carnet.store.context import within
from carnet.usecases.notices.owe_notice import owe_notice
from carnet.usecases.support.desk_trace import is_refused_by_role, trace_at_desk


def close_request(request: UUID, outcome: Outcome, *, actor: Actor, env: Environment) -> Request | NotDone:
    """Close a request that is open. ``outcome``: how it ended, which stands in the person's history as a code.

    The person is told by their channel, or by a neutral letter when they have none, in words that say nothing of it.
    """
    if is_refused_by_role(actor, DeskAct.CLOSE_REQUEST, env=env):
        return NotDone.NOT_THIS_ROLE
    found = support_requests.of_id(request)
    if found is None:
        return NotDone.NOT_THERE
    at = env.clock.now()
    with within(found.record or NOBODYS_RECORD):
        held = support_requests.hold(request)
        if held is None or held.state is RequestState.CLOSED:
            return NotDone.ALREADY_DECIDED
        support_requests.close(request, outcome, at=at)
        _stop_copy(request, outcome, at)
        trace_at_desk(found.record, SecurityAct.DESK_REQUEST_CLOSED, actor=actor, env=env, detail=outcome.value)
        if found.record is not None:
            owe_notice(found.record, kind="desk-answer", at=at, env=env)
    return held


def _stop_copy(request: UUID, outcome: Outcome, at: datetime) -> None:
    """Stop the copy that the request asked for: refused, given up, or closed before anybody ordered it."""
    copy = paper_copies.of_request(request)
    if copy is not None and (outcome is not Outcome.DONE or copy.stage is CopyStage.RECEIVED):
        paper_copies.stop(copy.id, at=at)
