"""What waits for a second pair of eyes: confirmed by another agent, from a session of their own, or given up."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from carnet.core.support.authority import NotDone
from carnet.core.support.second_pair import NotConfirmed
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.support_web.page import desk_of, done, not_for_this_role, page
from carnet.doors.support_web.words import ACTS, NOT_CONFIRMED
from carnet.usecases.support.confirm_proposal import confirm_proposal, drop_proposal
from carnet.usecases.support.list_proposals import list_proposals


@require_GET
def proposals(request: SignedInRequest) -> HttpResponse:
    """List them, one's own apart."""
    return _show(request)


@require_POST
def confirm(request: SignedInRequest, proposal: UUID) -> HttpResponse:
    """Confirm what a colleague proposed."""
    answer = confirm_proposal(proposal, actor=desk_of(request), env=request.env)
    if answer is NotConfirmed.NOT_THIS_ROLE:
        return not_for_this_role(request)
    if isinstance(answer, NotConfirmed):
        return _show(request, error=str(NOT_CONFIRMED[answer]))
    return done(reverse("desk-proposals"), _("Confirmé, et fait."))


@require_POST
def drop(request: SignedInRequest, proposal: UUID) -> HttpResponse:
    """Give a proposal up."""
    answer = drop_proposal(proposal, actor=desk_of(request), env=request.env)
    if answer is NotConfirmed.NOT_THIS_ROLE:
        return not_for_this_role(request)
    if isinstance(answer, NotConfirmed):
        return _show(request, error=str(NOT_CONFIRMED[answer]))
    return done(reverse("desk-proposals"), _("Abandonné : rien n’est fait."))


def _show(request: SignedInRequest, *, error: str = "") -> HttpResponse:
    found = list_proposals(actor=desk_of(request), env=request.env)
    if isinstance(found, NotDone):
        return not_for_this_role(request)
    rows = [
        {
            "id": one.proposal.id,
            "act": ACTS[one.proposal.act],
            "by": one.proposal.proposed_by,
            "at": one.proposal.proposed_at,
            "until": one.proposal.expires_at,
            "is_own": one.is_own,
        }
        for one in found
    ]
    status = 409 if error else 200
    return page(request, "proposals.html", {"rows": rows, "error": error}, current="proposals", status=status)


urlpatterns = [
    path("assistance/a-deux/", proposals, name="desk-proposals"),
    path("assistance/a-deux/<uuid:proposal>/confirmer/", confirm, name="desk-proposal-confirm"),
    path("assistance/a-deux/<uuid:proposal>/abandonner/", drop, name="desk-proposal-drop"),
]
