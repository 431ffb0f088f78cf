"""The glass: a written reason, an end, and the person told."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from carnet.core.access.decision import Refusal
from carnet.core.identifiers import RecordId
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.professional_web.page import done, page, professional_of, refused
from carnet.usecases.emergency.break_the_glass import GlassBroken, ReasonTooShort, break_the_glass
from carnet.usecases.emergency.close_emergency_access import close_emergency_access


@require_http_methods(["GET", "POST"])
def emergency(request: SignedInRequest, record: UUID) -> HttpResponse:
    """Break the glass, or renew it with a new reason."""
    context: dict[str, object] = {"record": record, "reason": request.POST.get("motif", ""), "error": ""}
    if request.method == "GET":
        return page(request, "emergency.html", context, current="patients")
    match break_the_glass(
        RecordId(record), reason=request.POST.get("motif", ""), actor=professional_of(request), env=request.env
    ):
        case ReasonTooShort(at_least):
            error = _("Écrivez le motif en %(count)d caractères au moins.") % {"count": at_least}
            return page(request, "emergency.html", {**context, "error": error}, current="patients", status=422)
        case Refusal() as refusal:
            return refused(request, refusal)
        case GlassBroken():
            return done(reverse("pro-record", args=[record]), _("Accès en urgence ouvert. La personne est prévenue."))


@require_POST
def close(request: SignedInRequest, record: UUID) -> HttpResponse:
    """Close the emergency access before its end."""
    answer = close_emergency_access(RecordId(record), actor=professional_of(request), env=request.env)
    if isinstance(answer, Refusal):
        return refused(request, answer)
    return done(reverse("pro-home"), _("Accès en urgence refermé."))
