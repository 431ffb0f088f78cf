"""A call to the SAMU – Centre 15: the regulating doctor opens a record by the number of the call."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from carnet.core.access.decision import Refusal
from carnet.core.identifiers import RecordId
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.professional_web.page import done, page, professional_of, refused
from carnet.usecases.emergency.answer_samu_call import CallAnswered, CallNumberMissing, answer_samu_call


@require_http_methods(["GET", "POST"])
def samu(request: SignedInRequest, record: UUID) -> HttpResponse:
    """Answer a call, or another one about the same person."""
    call = request.POST.get("appel", "")
    context: dict[str, object] = {"record": record, "call": call, "error": ""}
    if request.method == "GET":
        return page(request, "samu.html", context, current="patients")
    match answer_samu_call(RecordId(record), call=call, actor=professional_of(request), env=request.env):
        case CallNumberMissing():
            error = _("Saisissez le numéro de l’appel : quatre chiffres au moins, sans phrase.")
            return page(request, "samu.html", {**context, "error": error}, current="patients", status=422)
        case Refusal() as refusal:
            return refused(request, refusal)
        case CallAnswered():
            message = _("Dossier ouvert pour cet appel. La personne est prévenue.")
            return done(reverse("pro-record", args=[record]), message)
