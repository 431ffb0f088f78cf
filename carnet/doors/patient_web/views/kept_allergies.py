"""« Allergies visibles aux urgences »: what the person kept when they masked a document, and letting it go."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from carnet.core.access.decision import Refusal
from carnet.core.identifiers import DocumentId
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.patient_web.page import actor_of, done, page, record_of, refused
from carnet.usecases.confidentiality.keep_allergies import AllergiesKept, forget_allergies, list_kept_allergies


@require_GET
def kept_allergies(request: SignedInRequest) -> HttpResponse:
    """List what stays visible in emergencies."""
    match list_kept_allergies(record_of(request), actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case AllergiesKept(kept=kept):
            rows = [{"document": one.document, "lines": one.lines, "at": one.kept_at} for one in kept]
            return page(request, "kept_allergies.html", {"rows": rows}, current="acces")


@require_POST
def forget(request: SignedInRequest, document_id: UUID) -> HttpResponse:
    """Let what was kept of a document go."""
    answer = forget_allergies(record_of(request), DocumentId(document_id), actor=actor_of(request), env=request.env)
    if isinstance(answer, Refusal):
        return refused(request, answer)
    return done(reverse("patient-kept-allergies"), _("Ces lignes ne sont plus visibles en urgence."))
