"""Note what was seen of somebody's identity or right: codes only, destroyed 30 days after the request closes."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from carnet.core.access.actors import Actor
from carnet.core.support.authority import DeskAct, NotDone
from carnet.core.support.requests import Proof, Request, RequestState
from carnet.ports.environment import Environment
from carnet.store import support_requests
from carnet.usecases.support.desk_trace import is_refused_by_role


def note_proofs(request: UUID, proofs: Collection[Proof], *, actor: Actor, env: Environment) -> Request | NotDone:
    """Keep which proofs were seen for a request (product.md, « Support desk »): never a copy, never a number."""
    if is_refused_by_role(actor, DeskAct.NOTE_PROOFS, env=env):
        return NotDone.NOT_THIS_ROLE
    with transaction.atomic():
        held = support_requests.hold(request)
        if held is None:
            return NotDone.NOT_THERE
        if held.state is RequestState.CLOSED:
            return NotDone.ALREADY_DECIDED
        by_themselves = {Proof.SIGN_IN} & set(held.proofs)
        seen = (set(proofs) - {Proof.SIGN_IN}) | by_themselves  # no agent notes how somebody signed in
        support_requests.see_proofs(request, [one for one in Proof if one in seen])
    return held
