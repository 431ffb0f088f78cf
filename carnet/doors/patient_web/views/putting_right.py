"""Ask an author to correct or to withdraw a document (P8), and follow what became of each request."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from carnet.core.access.decision import Refusal
from carnet.core.claims.claim import REASONS, ClaimKind
from carnet.core.identifiers import DocumentId
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.patient_web.claim_words import WHY, show_claim, show_copy
from carnet.doors.patient_web.page import actor_of, done, page, record_of, refused
from carnet.doors.patient_web.shown import show_document
from carnet.usecases.claims.ask_rectification import (
    AlreadyAsked,
    IsTheirs,
    RectificationAsked,
    WordsDoNotFit,
    ask_rectification,
)
from carnet.usecases.claims.follow_claims import FollowedClaims, follow_claims
from carnet.usecases.confidentiality.related_documents import related_documents

WANTED = {
    ClaimKind.CORRECTION: gettext_lazy("Le corriger : une nouvelle version remplace celle-ci"),
    ClaimKind.DELETION: gettext_lazy("Le retirer du dossier"),
}


@require_http_methods(["GET", "POST"])
def ask(request: SignedInRequest, document_id: UUID) -> HttpResponse:
    """Say whom the request goes to and by when, then send it."""
    if request.method == "GET":
        return _form(request, document_id)
    kind = next((one for one in WANTED if one.value == request.POST.get("demande")), None)
    if kind is None:
        return _form(request, document_id, error=_("Choisissez ce que vous demandez."))
    answer = ask_rectification(
        record_of(request),
        DocumentId(document_id),
        kind=kind,
        reason=request.POST.get("raison", ""),
        words=request.POST.get("precision", ""),
        actor=actor_of(request),
        env=request.env,
    )
    match answer:
        case Refusal() as refusal:
            return refused(request, refusal)
        case WordsDoNotFit(at_most):
            error = _("Choisissez une raison, et écrivez %(count)d caractères au plus.") % {"count": at_most}
            return _form(request, document_id, error=error)
        case IsTheirs():
            return done(reverse("patient-document", args=[document_id]), _("Ce document est à vous : changez-le."))
        case AlreadyAsked():
            return done(reverse("patient-claims"), _("Vous l’aviez déjà demandé."))
        case RectificationAsked():
            return done(reverse("patient-claims"), _("Demande envoyée."))


@require_GET
def claims(request: SignedInRequest) -> HttpResponse:
    """Show every request, the last one first: who must answer now, by when, what was answered."""
    match follow_claims(record_of(request), actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case FollowedClaims() as found:
            context = {
                "claims": [show_claim(one) for one in found.claims],
                "copies": list(map(show_copy, found.copies)),
            }
            return page(request, "claims.html", context, current="historique")


def _form(request: SignedInRequest, document_id: UUID, *, error: str = "") -> HttpResponse:
    answer = related_documents(record_of(request), DocumentId(document_id), actor=actor_of(request), env=request.env)
    if isinstance(answer, Refusal):
        return refused(request, answer)
    if answer.document is None:
        return page(request, "absent.html", status=404)
    sent, why = request.POST.get("demande", ""), request.POST.get("raison", "")
    reasons = dict.fromkeys(reason for kind in WANTED for reason in REASONS[kind])
    context = {
        "document": show_document(answer.document, since=None),
        "wanted": [{"value": one.value, "label": label, "chosen": one.value == sent} for one, label in WANTED.items()],
        "reasons": [{"value": one.value, "label": WHY[one], "chosen": one.value == why} for one in reasons],
        "words": request.POST.get("precision", ""),
        "error": error,
    }
    return page(request, "ask_rectification.html", context, current="documents", status=422 if error else 200)
