"""Say that one deals with a request, so that nobody else begins it."""

from uuid import UUID

from django.db import transaction

from carnet.core.access.actors import Actor
from carnet.core.audit.events import party
from carnet.core.support.authority import DeskAct, NotDone
from carnet.core.support.requests import Request, RequestState
from carnet.ports.environment import Environment
from carnet.store import support_requests
from carnet.usecases.support.desk_trace import is_refused_by_role


def take_request(request: UUID, *, actor: Actor, env: Environment) -> Request | NotDone:
    """Take a request that waits, or take it over from a colleague who is away. A closed one stays closed."""
    if is_refused_by_role(actor, DeskAct.TAKE_REQUEST, env=env):
        return NotDone.NOT_THIS_ROLE
    with transaction.atomic():
        held = support_requests.hold(request)
        if held is None:
            return NotDone.NOT_THERE
        if held.state is RequestState.CLOSED:
            return NotDone.ALREADY_DECIDED
        support_requests.take(request, by=party(actor).identifier)
    return held
