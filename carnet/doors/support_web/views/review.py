"""The reviewer's cases (D4): what nobody answered in time, contests, emergencies; and what the desk may say of them."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from carnet.core.access.decision import Refusal
from carnet.core.claims.claim import Did, receipt_of
from carnet.core.claims.who_answers import DECISIONS_OF
from carnet.core.emergency.review import EmergencyOutcome
from carnet.core.support.authority import NotDone
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.support_web.page import desk_of, done, not_for_this_role, not_found, page
from carnet.doors.support_web.review_words import DECISIONS, DONE, KINDS, OUTCOMES, WHY, said_act
from carnet.usecases.claims.answer_claim import AnswerDoesNotFit
from carnet.usecases.claims.list_receipts import list_receipts
from carnet.usecases.claims.review_claim import (
    ClaimDecided,
    MayNotAsk,
    ProfessionalQuestioned,
    decide_claim,
    question_professional,
)
from carnet.usecases.emergency.review_cases import (
    CaseClosed,
    OpenedCase,
    close_emergency_case,
    list_cases,
    open_case,
)


@require_GET
def cases(request: SignedInRequest) -> HttpResponse:
    """List the cases that are the reviewers' now, those due first."""
    found = list_cases(actor=desk_of(request), env=request.env)
    if isinstance(found, NotDone):
        return not_for_this_role(request)
    rows = [
        {
            "id": one.id,
            "number": receipt_of(one.id),
            "kind": KINDS[one.kind],
            "days": (found.at - one.from_at).days,
            "due_at": one.due_at,
            "is_late": one.due_at <= found.at,
        }
        for one in found.cases
    ]
    return page(request, "review_cases.html", {"rows": rows, "late": found.late}, current="reviews")


@require_GET
def case(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    """Open one case: what was written, and the lines that it is about."""
    return _show(request, case_id)


@require_POST
def close(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    """Close the case of an emergency."""
    outcome = next((one for one in EmergencyOutcome if one.value == request.POST.get("issue")), None)
    if outcome is None:
        return _show(request, case_id, error=_("Dites ce que vous avez trouvé."))
    match close_emergency_case(case_id, outcome=outcome, actor=desk_of(request), env=request.env):
        case CaseClosed():
            return done(reverse("desk-reviews"), _("Cas clos, sous votre nom."))
        case other:
            return _refuse(request, other)


@require_POST
def decide(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    """Answer a request."""
    did = next((one for one in Did if one.value == request.POST.get("issue")), None)
    if did is None:
        return _show(request, case_id, error=_("Dites ce que vous décidez."))
    words = request.POST.get("reponse", "")
    match decide_claim(case_id, did=did, words=words, actor=desk_of(request), env=request.env):
        case ClaimDecided():
            return done(reverse("desk-reviews"), _("Demande close. La personne est prévenue."))
        case AnswerDoesNotFit(at_least, at_most):
            return _show(request, case_id, error=_bounds(at_least, at_most))
        case other:
            return _refuse(request, other)


@require_POST
def question(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    """Ask the professional of a contested line."""
    words = request.POST.get("question", "")
    match question_professional(case_id, words=words, actor=desk_of(request), env=request.env):
        case ProfessionalQuestioned():
            return done(reverse("desk-review", args=[case_id]), _("Question envoyée."))
        case MayNotAsk():
            return _show(
                request, case_id, error=_("La personne n’a pas accepté qu’on l’interroge, ou c’est déjà fait.")
            )
        case AnswerDoesNotFit(at_least, at_most):
            return _show(request, case_id, error=_bounds(at_least, at_most))
        case other:
            return _refuse(request, other)


@require_GET
def receipts(request: SignedInRequest) -> HttpResponse:
    """List people's requests as the desk may know them: number, kind, dates."""
    found = list_receipts(actor=desk_of(request), env=request.env)
    if isinstance(found, NotDone):
        return not_for_this_role(request)
    rows = [
        {
            "number": one.number,
            "kind": KINDS[one.kind],
            "asked_at": one.asked_at,
            "due_at": one.due_at,
            "is_with_reviewer": one.is_with_reviewer,
            "is_late": one.is_late,
        }
        for one in found.receipts
    ]
    return page(request, "receipts.html", {"rows": rows}, current="receipts")


def _show(request: SignedInRequest, case_id: UUID, *, error: str = "") -> HttpResponse:
    found = open_case(case_id, actor=desk_of(request), env=request.env)
    if not isinstance(found, OpenedCase):
        return _refuse(request, found)
    context = {
        "case": {
            "id": found.item.id,
            "number": receipt_of(found.item.id),
            "kind": KINDS[found.item.kind],
            "asked_at": found.item.asked_at,
            "due_at": found.item.due_at,
            "is_late": found.item.due_at <= found.at,
        },
        "who": found.who.name.shown() if found.who is not None else "",
        "lines": [{"at": one.at, "act": said_act(one.action.value)} for one in found.lines],
        **_of_an_emergency(found),
        **_of_a_request(found),
        "error": error,
        "typed": request.POST.get("reponse", "") or request.POST.get("question", ""),
    }
    return page(request, "review_case.html", context, current="reviews", status=422 if error else 200)


def _of_an_emergency(found: OpenedCase) -> dict[str, Any]:
    if found.emergency is None:
        return {}
    access = found.emergency.access
    return {
        "is_emergency": True,
        "justification": found.emergency.justification,
        "opened_at": access.opened_at,
        "until": access.closed_at or access.until,
        "outcomes": [{"value": one.value, "label": label} for one, label in OUTCOMES.items()],
    }


def _of_a_request(found: OpenedCase) -> dict[str, Any]:
    claim = found.claim
    if claim is None:
        return {}
    return {
        "reason": WHY[claim.reason],
        "steps": [{"at": one.at, "did": DONE[one.did], "words": one.words} for one in claim.steps],
        "outcomes": [{"value": one.value, "label": DECISIONS[one]} for one in DECISIONS_OF[claim.kind]],
        "may_ask": claim.asks_the_other and all(step.did is not Did.QUESTIONED for step in claim.steps),
    }


def _bounds(at_least: int, at_most: int) -> str:
    return _("Écrivez votre réponse, en %(least)d à %(most)d caractères.") % {"least": at_least, "most": at_most}


def _refuse(request: SignedInRequest, answer: NotDone | Refusal) -> HttpResponse:
    if answer is NotDone.NOT_THIS_ROLE or isinstance(answer, Refusal):
        return not_for_this_role(request)
    return not_found(request)


urlpatterns: list[URLPattern] = [
    path("assistance/examens/", cases, name="desk-reviews"),
    path("assistance/examens/<uuid:case_id>/", case, name="desk-review"),
    path("assistance/examens/<uuid:case_id>/clore/", close, name="desk-review-close"),
    path("assistance/examens/<uuid:case_id>/decider/", decide, name="desk-review-decide"),
    path("assistance/examens/<uuid:case_id>/interroger/", question, name="desk-review-question"),
    path("assistance/suivi/", receipts, name="desk-receipts"),
]
