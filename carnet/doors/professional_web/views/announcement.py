"""An announcement that needs more time: its delay is extended, once, with a written reason."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from carnet.core.access.decision import Refusal
from carnet.core.identifiers import DocumentId, RecordId
from carnet.doors.kit.dates import dense_date
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.professional_web.page import done, page, professional_of, refused
from carnet.usecases.confidentiality.extend_announcement import Extended, NoReasonGiven, extend_announcement


@require_http_methods(["GET", "POST"])
def extend(request: SignedInRequest, record: UUID, document_id: UUID) -> HttpResponse:
    """Ask why more time is needed, then give it."""
    back = reverse("pro-document", args=[record, document_id])
    context: dict[str, object] = {
        "back": back,
        "reason": request.POST.get("motif", ""),
        "error": "",
        "delay": request.env.announcement_delay,
    }
    if request.method == "GET":
        return page(request, "announce_later.html", context, current="patients")
    actor = professional_of(request)
    match extend_announcement(
        RecordId(record), DocumentId(document_id), reason=request.POST.get("motif", ""), actor=actor, env=request.env
    ):
        case NoReasonGiven(at_least):
            error = _("Écrivez le motif en %(count)d caractères au moins.") % {"count": at_least}
            return page(request, "announce_later.html", {**context, "error": error}, current="patients", status=422)
        case Refusal() as refusal:
            return refused(request, refusal)
        case Extended(due=due):
            day = dense_date(due)
            return done(back, _("Délai prolongé. Ce document attend jusqu’au {day}.").format(day=day))
