"""Papers handed over at a counter, with the person and their card: the notices that wait, an invitation for a carer."""

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from carnet.core.access.decision import Refusal
from carnet.core.record.carer import TooManyCarers
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.professional_web.counter import (
    card_context,
    counter_page,
    opener_of,
    refused_at_counter,
    said_of_card,
    statement_of,
)
from carnet.doors.professional_web.views.opening_account import why_not
from carnet.ports.card_reader import CardFault
from carnet.usecases.family.invite_at_counter import InvitationPaper, invite_at_counter
from carnet.usecases.letters.print_at_counter import NothingWaits, SheetOfNotices, print_at_counter
from carnet.usecases.record.hand_over_account import NotHandedOver

PAPER, NOTICES, INVITATION = "papier", "courriers", "invitation"


@require_http_methods(["GET", "POST"])
def hand_over(request: SignedInRequest) -> HttpResponse:
    """Ask which paper and for the card, then give the file to print; its name says nothing of what it is."""
    wanted = request.POST.get(PAPER, "")
    if request.method == "GET":
        return _ask(request)
    if wanted not in (NOTICES, INVITATION):
        return _ask(request, (PAPER, _("Choisissez le papier à remettre.")))
    if "present" not in request.POST:
        return _ask(request, ("present", _("Le papier se remet à la personne, présente.")))
    match _made(request, wanted):
        case CardFault() as fault:
            return _ask(request, ("carte", said_of_card(fault)))
        case NotHandedOver() as why:
            return counter_page(request, "opening_refused.html", {"told": why_not(why)}, status=403)
        case Refusal() as refusal:
            return refused_at_counter(request, refusal)
        case TooManyCarers(most):
            sentence = _("La personne a déjà {most} aidants ou invitations. Elle met fin à l’un d’eux d’abord.")
            return _ask(request, (PAPER, sentence.format(most=most)))
        case NothingWaits():
            return _ask(request, (PAPER, _("Rien n’attend cette personne : tout lui a été dit, ou est au courrier.")))
        case SheetOfNotices() | InvitationPaper() as paper:
            response = HttpResponse(paper.pdf, content_type="application/pdf")
            response["Content-Disposition"] = 'attachment; filename="a-remettre.pdf"'
            return response


def _made(
    request: SignedInRequest, wanted: str
) -> SheetOfNotices | InvitationPaper | NothingWaits | TooManyCarers | CardFault | NotHandedOver | Refusal:
    card, actor = statement_of(request), opener_of(request)
    if wanted == NOTICES:
        return print_at_counter(card, actor=actor, env=request.env)
    site = settings.CARNET_PUBLIC_URL.removeprefix("https://").removeprefix("http://")
    return invite_at_counter(card, site=site, actor=actor, env=request.env)


def _ask(request: SignedInRequest, fault: tuple[str, str] = ("", "")) -> HttpResponse:
    field, sentence = fault
    context = {
        **card_context(request),
        "faults": [fault] if sentence else [],
        "paper_fault": sentence if field == PAPER else "",
        "present_fault": sentence if field == "present" else "",
        "error": sentence if field == "carte" else "",
        "wanted": request.POST.get(PAPER, ""),
        "chosen_card": request.POST.get("carte", ""),
    }
    return counter_page(request, "counter_papers.html", context, status=422 if sentence else 200)
