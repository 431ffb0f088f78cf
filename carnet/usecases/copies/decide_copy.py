"""Decide a copy that was asked for: the desk on the proofs; for heirs, a doctor on why they ask."""

from uuid import UUID

from carnet.core.access.actors import Actor
from carnet.core.identifiers import NOBODYS_RECORD
from carnet.core.record.paper_copy import CopyFor, CopyStage, PaperCopy, are_enough
from carnet.core.support.authority import DeskAct, NotDone
from carnet.core.support.requests import RequestState
from carnet.ports.environment import Environment
from carnet.store import paper_copies, support_requests
from carnet.store.context import within
from carnet.usecases.copies.ask_copy_at_desk import NoCopy
from carnet.usecases.copies.keep_copy import order_copy
from carnet.usecases.support.desk_trace import is_refused_by_role


def order_on_proofs(request: UUID, *, actor: Actor, env: Environment) -> PaperCopy | NoCopy | NotDone:
    """Let a copy be composed because the proofs that were noted are enough (product.md, « A copy on paper »).

    For heirs an agent only notes proofs: what they ask for is a doctor's to decide.
    """
    if is_refused_by_role(actor, DeskAct.ORDER_COPY, env=env):
        return NotDone.NOT_THIS_ROLE
    return _order(request, by_a_doctor=False, actor=actor, env=env)


def order_for_heirs(request: UUID, *, actor: Actor, env: Environment) -> PaperCopy | NoCopy | NotDone:
    """Let a copy be composed for heirs: a doctor finds their purpose lawful (product.md, « Death »; CSP L1110-4 V).

    What the person kept secret is never in it. To refuse, the request is closed as refused.
    """
    if is_refused_by_role(actor, DeskAct.DECIDE_HEIRS, env=env):
        return NotDone.NOT_THIS_ROLE
    return _order(request, by_a_doctor=True, actor=actor, env=env)


def _order(request: UUID, *, by_a_doctor: bool, actor: Actor, env: Environment) -> PaperCopy | NoCopy | NotDone:
    asked = paper_copies.of_request(request)
    with within(asked.record if asked is not None else NOBODYS_RECORD):
        held = support_requests.hold(request)
        copy = paper_copies.hold(asked.id) if asked is not None else None
        if held is None or copy is None:
            return NotDone.NOT_THERE
        if held.state is RequestState.CLOSED or copy.stage is not CopyStage.RECEIVED:
            return NotDone.ALREADY_DECIDED
        if (copy.made_for is CopyFor.HEIRS) is not by_a_doctor:
            return NoCopy.DOCTOR_DECIDES
        if not are_enough(held.proofs, copy.made_for):
            return NoCopy.PROOFS
        if not env.print_house.is_there:
            return NoCopy.NO_PRINT_HOUSE
        order_copy(copy, actor=actor, env=env)
    return copy
