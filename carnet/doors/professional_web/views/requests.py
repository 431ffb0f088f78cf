"""What a person asks of those who wrote in their record, and what a reviewer asks about a contested access."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from carnet.core.access.decision import Refusal
from carnet.core.claims.claim import ClaimKind, Did, Reason
from carnet.core.identifiers import RecordId
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.professional_web.page import done, page, professional_of, refused
from carnet.doors.professional_web.shown import show_row
from carnet.usecases.claims.answer_claim import (
    AnswerDoesNotFit,
    AskedOfMe,
    ClaimAnswered,
    ClaimsForMe,
    NoSuchClaim,
    NotCorrectedYet,
    answer_claim,
    list_claims_for_me,
)
from carnet.usecases.claims.explain_access import (
    AccessExplained,
    NoSuchQuestion,
    QuestionsForMe,
    explain_access,
    list_questions,
)

KINDS: dict[ClaimKind, Promise] = {
    ClaimKind.CORRECTION: gettext_lazy("Correction demandée"),
    ClaimKind.DELETION: gettext_lazy("Suppression demandée"),
    ClaimKind.NOT_MINE: gettext_lazy("« Ce document n’est pas à moi »"),
}
WHY: dict[Reason, Promise] = {
    Reason.WRONG: gettext_lazy("contient une erreur"),
    Reason.INCOMPLETE: gettext_lazy("incomplet"),
    Reason.SOMEBODY_ELSE: gettext_lazy("d’une autre personne"),
    Reason.TWICE: gettext_lazy("en double"),
    Reason.HARMS: gettext_lazy("porte tort à la personne"),
    Reason.OTHERWISE: gettext_lazy("autre raison"),
}
ANSWERS = {
    Did.CORRECTED: gettext_lazy("Corrigé : la nouvelle version est déposée"),
    Did.REFUSED: gettext_lazy("Refusé, pour la raison écrite ci-dessous"),
    Did.TO_THE_STRUCTURE: gettext_lazy("Passer la main à un confrère de la structure"),
}
OF_NOT_MINE = (Did.TO_THE_STRUCTURE,)


@require_GET
def requests(request: SignedInRequest, record: UUID) -> HttpResponse:
    """List what this professional, or their structure, must answer in a record."""
    return _list(request, record)


@require_POST
def answer(request: SignedInRequest, record: UUID, claim: UUID) -> HttpResponse:
    """Answer one request."""
    did = next((one for one in ANSWERS if one.value == request.POST.get("reponse")), None)
    if did is None:
        return _list(request, record, at=claim, error=_("Choisissez une réponse."))
    written = request.POST.get("motif", "")
    match answer_claim(
        RecordId(record), claim, did=did, words=written, actor=professional_of(request), env=request.env
    ):
        case Refusal() as refusal:
            return refused(request, refusal)
        case NoSuchClaim():
            return page(request, "not_found.html", status=404)
        case NotCorrectedYet():
            return _list(request, record, at=claim, error=_("Déposez d’abord la nouvelle version du document."))
        case AnswerDoesNotFit(at_least, at_most):
            bounds = {"least": at_least, "most": at_most}
            error = _("Écrivez la raison, en %(least)d à %(most)d caractères.") % bounds
            return _list(request, record, at=claim, error=error)
        case ClaimAnswered():
            return done(reverse("pro-messages"), _("Réponse envoyée à la personne."))


@require_GET
def questions(request: SignedInRequest, record: UUID) -> HttpResponse:
    """Show what a reviewer asks about an access of one's own."""
    return _questions(request, record)


@require_POST
def explain(request: SignedInRequest, record: UUID, claim: UUID) -> HttpResponse:
    """Explain one's access to the reviewer."""
    match explain_access(
        RecordId(record), claim, words=request.POST.get("motif", ""), actor=professional_of(request), env=request.env
    ):
        case Refusal() as refusal:
            return refused(request, refusal)
        case NoSuchQuestion():
            return page(request, "not_found.html", status=404)
        case AnswerDoesNotFit(at_least, at_most):
            bounds = {"least": at_least, "most": at_most}
            error = _("Écrivez la raison, en %(least)d à %(most)d caractères.") % bounds
            return _questions(request, record, at=claim, error=error)
        case AccessExplained():
            return done(reverse("pro-messages"), _("Explication envoyée à l’examinateur."))


def _list(request: SignedInRequest, record: UUID, *, at: UUID | None = None, error: str = "") -> HttpResponse:
    match list_claims_for_me(RecordId(record), actor=professional_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case ClaimsForMe(claims=found):
            rows = [_row(request, one, error if one.claim.id == at else "") for one in found]
            context = {"record": record, "claims": rows}
            return page(request, "requests.html", context, current="messages", status=422 if error else 200)


def _row(request: SignedInRequest, asked: AskedOfMe, error: str) -> dict[str, object]:
    claim = asked.claim
    choices = OF_NOT_MINE if claim.kind is ClaimKind.NOT_MINE else tuple(ANSWERS)
    sent = request.POST.get("reponse", "") if error else ""
    return {
        "id": claim.id,
        "receipt": asked.receipt,
        "kind": KINDS[claim.kind],
        "reason": WHY[claim.reason],
        "words": claim.words,
        "asked_at": claim.asked_at,
        "until": claim.reviewer_from,
        "document": show_row(asked.document) if asked.document is not None else None,
        "document_id": asked.document.document if asked.document is not None else None,
        "is_author": asked.is_author,
        "answers": [{"value": one.value, "label": ANSWERS[one], "chosen": one.value == sent} for one in choices],
        "typed": request.POST.get("motif", "") if error else "",
        "error": error,
    }


def _questions(request: SignedInRequest, record: UUID, *, at: UUID | None = None, error: str = "") -> HttpResponse:
    match list_questions(RecordId(record), actor=professional_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case QuestionsForMe(questions=found):
            rows = [
                {
                    "id": one.claim,
                    "receipt": one.receipt,
                    "words": one.words,
                    "at": one.line.at if one.line is not None else None,
                    "typed": request.POST.get("motif", "") if one.claim == at else "",
                    "error": error if one.claim == at else "",
                }
                for one in found
            ]
            context = {"record": record, "questions": rows}
            return page(request, "questions.html", context, current="messages", status=422 if error else 200)


urlpatterns: list[URLPattern] = [
    path("pro/dossiers/<uuid:record>/demandes/", requests, name="pro-requests"),
    path("pro/dossiers/<uuid:record>/demandes/<uuid:claim>/", answer, name="pro-request-answer"),
    path("pro/dossiers/<uuid:record>/questions/", questions, name="pro-questions"),
    path("pro/dossiers/<uuid:record>/questions/<uuid:claim>/", explain, name="pro-explain"),
]
