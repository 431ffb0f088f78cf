"""The queue of requests (D1), and one request: taken, proved, closed."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from carnet.core.access.actors import Reviewer
from carnet.core.record.paper_copy import CopyFor, CopyStage, PaperCopy
from carnet.core.support.authority import NotDone
from carnet.core.support.requests import Outcome, Proof, Request, RequestKind, RequestState
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.support_web.page import desk_of, done, not_for_this_role, not_found, page
from carnet.doors.support_web.words import (
    COPIES_FOR,
    COPY_STAGES,
    KINDS,
    NO_COPY,
    NOT_ANSWERED,
    OUTCOMES,
    PROOFS,
    PURPOSES,
    STATES,
    WRITTEN,
)
from carnet.usecases.copies.ask_copy_at_desk import NoCopy
from carnet.usecases.copies.decide_copy import order_for_heirs, order_on_proofs
from carnet.usecases.support.answer_message import MessageAnswered, NotAnswered, answer_message
from carnet.usecases.support.close_request import close_request
from carnet.usecases.support.list_requests import list_requests
from carnet.usecases.support.note_proofs import note_proofs
from carnet.usecases.support.read_request import RequestOpenedByDesk, read_request
from carnet.usecases.support.take_request import take_request


@require_GET
def queue(request: SignedInRequest) -> HttpResponse:
    """List what waits, the most urgent first; one kind of it stands in the address."""
    wanted = request.GET.get("nature", "")
    kind = next((one for one in RequestKind if one.value == wanted), None)
    found = list_requests(kind=kind, actor=desk_of(request), env=request.env)
    if isinstance(found, NotDone):
        return not_for_this_role(request)
    rows = [_row(one) | {"is_late": one.is_late(at=found.at)} for one in found.requests]
    kinds = [{"value": one.value, "label": KINDS[one], "chosen": one is kind} for one in RequestKind]
    context = {"rows": rows, "late": found.late, "kinds": kinds, "kind": kind}
    return page(request, "requests.html", context, current="requests")


@require_GET
def one(request: SignedInRequest, request_id: UUID) -> HttpResponse:
    """Show one request: to the reviewer, what was written too."""
    return show_request(request, request_id)


@require_POST
def take(request: SignedInRequest, request_id: UUID) -> HttpResponse:
    """Deal with it from now on."""
    answer = take_request(request_id, actor=desk_of(request), env=request.env)
    return _answer(request, answer, request_id, _("Vous vous occupez de cette demande."))


@require_POST
def prove(request: SignedInRequest, request_id: UUID) -> HttpResponse:
    """Note which proofs were seen."""
    sent = set(request.POST.getlist("preuve"))
    proofs = [one for one in Proof if one.value in sent]
    answer = note_proofs(request_id, proofs, actor=desk_of(request), env=request.env)
    return _answer(request, answer, request_id, _("Preuves notées."))


@require_http_methods(["POST"])
def close(request: SignedInRequest, request_id: UUID) -> HttpResponse:
    """Close it, once said how it ended."""
    outcome = next((one for one in Outcome if one.value == request.POST.get("issue")), None)
    if outcome is None:
        return show_request(request, request_id, error=_("Dites comment la demande se termine."))
    answer = close_request(request_id, outcome, actor=desk_of(request), env=request.env)
    return _answer(request, answer, request_id, _("Demande close. La personne est prévenue."))


@require_POST
def order_copy(request: SignedInRequest, request_id: UUID) -> HttpResponse:
    """Accept the copy that is asked for: an agent on the proofs, the reviewer on the heirs' purpose."""
    desk = desk_of(request)
    decide = order_for_heirs if isinstance(desk, Reviewer) else order_on_proofs
    answer = decide(request_id, actor=desk, env=request.env)
    match answer:
        case NoCopy():
            return show_request(request, request_id, copy_error=NO_COPY[answer])
        case NotDone.NOT_THIS_ROLE:
            return not_for_this_role(request)
        case NotDone():
            return not_found(request)
        case PaperCopy():
            return done(reverse("desk-request", args=[request_id]), _("Copie acceptée. Elle se prépare."))


@require_POST
def answer(request: SignedInRequest, request_id: UUID) -> HttpResponse:
    """Answer by mail somebody who has no record here, or did not say so."""
    words, is_reread = request.POST.get("reponse", ""), "relu" in request.POST
    said = answer_message(request_id, words, is_reread=is_reread, actor=desk_of(request), env=request.env)
    match said:
        case NotAnswered():
            return show_request(request, request_id, answer_error=NOT_ANSWERED[said])
        case NotDone.NOT_THIS_ROLE:
            return not_for_this_role(request)
        case NotDone():
            return not_found(request)
        case MessageAnswered():
            return done(reverse("desk-request", args=[request_id]), _("Réponse envoyée."))


def show_request(
    request: SignedInRequest,
    request_id: UUID,
    *,
    error: str = "",
    copy_error: str | Promise = "",
    answer_error: str | Promise = "",
) -> HttpResponse:
    """Show one request; a fault of one of its forms makes the answer 422."""
    found = read_request(request_id, actor=desk_of(request), env=request.env)
    if not isinstance(found, RequestOpenedByDesk):
        return not_for_this_role(request) if found is NotDone.NOT_THIS_ROLE else not_found(request)
    asked = found.request
    context = {
        "one": _row(asked) | {"is_late": asked.is_late(at=request.env.clock.now())},
        "written": [(WRITTEN.get(name, name), text) for name, text in found.written.items()],
        "is_open": asked.state is not RequestState.CLOSED,
        "proofs": [
            {"value": proof.value, "label": label, "chosen": proof in asked.proofs}
            for proof, label in PROOFS.items()
            if proof is not Proof.SIGN_IN
        ],
        "copy": _copy(found.copy) if found.copy is not None else None,
        "outcomes": [{"value": outcome.value, "label": label} for outcome, label in OUTCOMES.items()],
        "error": error,
        "copy_error": copy_error,
        "answer_error": answer_error,
        "answer": request.POST.get("reponse", ""),
        "may_answer": asked.record is None and bool(found.written) and asked.state is not RequestState.CLOSED,
    }
    status = 422 if error or copy_error or answer_error else 200
    return page(request, "request.html", context, current="requests", status=status)


def _answer(request: SignedInRequest, answer: Request | NotDone, request_id: UUID, said: str) -> HttpResponse:
    match answer:
        case NotDone.NOT_THIS_ROLE:
            return not_for_this_role(request)
        case NotDone():
            return not_found(request)
        case Request():
            return done(reverse("desk-request", args=[request_id]), said)


def _copy(copy: PaperCopy) -> dict[str, Any]:
    return {
        "made_for": COPIES_FOR[copy.made_for],
        "purpose": PURPOSES[copy.purpose] if copy.purpose is not None else "",
        "stage": COPY_STAGES[copy.stage],
        "waits": copy.stage is CopyStage.RECEIVED,
        "is_for_heirs": copy.made_for is CopyFor.HEIRS,
    }


def _row(one: Request) -> dict[str, Any]:
    return {
        "id": one.id,
        "number": one.number,
        "kind": KINDS[one.kind],
        "state": STATES[one.state],
        "outcome": OUTCOMES[one.outcome] if one.outcome is not None else "",
        "opened_at": one.opened_at,
        "due_at": one.due_at,
        "closed_at": one.closed_at,
        "taken_by": one.taken_by,
        "has_text": one.has_text,
        "answered_at": one.answered_at,
        "is_escalated": one.escalated_at is not None,
        "proofs": [PROOFS[proof] for proof in one.proofs],
    }


urlpatterns = [
    path("assistance/", queue, name="desk-home"),
    path("assistance/demandes/<uuid:request_id>/", one, name="desk-request"),
    path("assistance/demandes/<uuid:request_id>/prendre/", take, name="desk-request-take"),
    path("assistance/demandes/<uuid:request_id>/preuves/", prove, name="desk-request-proofs"),
    path("assistance/demandes/<uuid:request_id>/clore/", close, name="desk-request-close"),
    path("assistance/demandes/<uuid:request_id>/repondre/", answer, name="desk-request-answer"),
    path("assistance/demandes/<uuid:request_id>/copie/", order_copy, name="desk-request-copy"),
]
