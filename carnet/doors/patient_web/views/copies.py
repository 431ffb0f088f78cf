"""Asking for a copy on paper, by the person or by who represents them: it is followed among the requests."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from carnet.core.access.decision import Refusal
from carnet.doors.kit.session import token_of
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.patient_web.page import actor_of, done, page, record_of, refused
from carnet.doors.patient_web.proving import first
from carnet.usecases.account.who_is_here import NobodyHere, ProofNeeded
from carnet.usecases.copies.ask_for_copy import AddressDoesNotFit, CopyForm, CopyUnderWay, ask_for_copy, begin_copy
from carnet.usecases.support.open_request import RequestOpened

ADDRESS = "adresse"


@require_http_methods(["GET", "POST"])
def ask(request: SignedInRequest) -> HttpResponse:
    """Ask where it goes, then hand the request to the desk."""
    token, record, actor = token_of(request) or "", record_of(request), actor_of(request)
    if request.method == "GET":
        form = begin_copy(token, record, actor=actor, env=request.env)
        return _form(request, form.address) if isinstance(form, CopyForm) else first(form, then=request.path)
    typed = request.POST.get(ADDRESS, "")
    match ask_for_copy(token, record, typed, actor=actor, env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case ProofNeeded() | NobodyHere() as needed:
            return first(needed, then=request.path)
        case AddressDoesNotFit():
            fault = _("Écrivez le nom, puis l’adresse : de deux à six lignes, de 60 caractères au plus.")
            return _form(request, typed, fault)
        case CopyUnderWay():
            return done(reverse("patient-claims"), _("Vous l’aviez déjà demandée."))
        case RequestOpened():
            return done(reverse("patient-claims"), _("Copie demandée."))


def _form(request: SignedInRequest, typed: str, fault: str = "") -> HttpResponse:
    context = {"typed": typed, "fault": fault, "faults": [(ADDRESS, fault)] if fault else []}
    return page(request, "copy.html", context, current="documents", status=422 if fault else 200)
