"""Alone with a minor: a visit that parents do not see, what waits to be sorted, what is hidden at their request."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from carnet.core.access.decision import Refusal
from carnet.core.identifiers import DocumentId, RecordId
from carnet.core.record.secret_visit import PERIOD_IN_DAYS, PeriodOutOfBounds
from carnet.doors.kit.dates import dense_datetime
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.professional_web.page import done, page, professional_of, refused
from carnet.doors.professional_web.shown import show_row
from carnet.usecases.family.consult_minor import MinorConsulted, consult_minor
from carnet.usecases.family.end_secret_visit import end_secret_visit
from carnet.usecases.family.hide_from_representatives import (
    AlreadyShown,
    HiddenFromRepresentatives,
    hide_from_representatives,
)
from carnet.usecases.family.open_secret_visit import SecretVisitOpened, open_secret_visit
from carnet.usecases.family.require_a_doctor import require_a_doctor
from carnet.usecases.family.sort_held_document import NotHeld, Sorted, sort_held_document
from carnet.usecases.reading.shown_document import ShownDocument


@require_GET
def minor(request: SignedInRequest, record: UUID) -> HttpResponse:
    """Show what is kept from the representatives; to one who may not read, how a visit is opened, and nothing else."""
    match consult_minor(RecordId(record), actor=professional_of(request), env=request.env):
        case Refusal():
            return page(request, "minor_visit.html", _visit_form(record), current="patients")
        case MinorConsulted() as consulted:
            context = {
                **_visit_form(record),
                "is_minor": consulted.is_minor,
                "visit_until": consulted.visit_until,
                "held_until": consulted.held_until,
                "held": [_row(one) for one in consulted.held],
                "seen": [_row(one) for one in consulted.seen],
                "with_a_doctor": [_row(one) for one in consulted.with_a_doctor],
            }
            return page(request, "minor.html", context, current="patients")


@require_http_methods(["GET", "POST"])
def open_visit(request: SignedInRequest, record: UUID) -> HttpResponse:
    """Open a visit with the consent of the minor; until then nothing is read, and representatives learn nothing."""
    if request.method == "GET":
        return page(request, "minor_visit.html", _visit_form(record), current="patients")
    typed = request.POST.get("jours", "")
    days = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 4 else 0
    if "accord" not in request.POST:
        error = _("Sans l’accord de la personne mineure, il n’y a pas de visite secrète. Cochez la case.")
        context = {**_visit_form(record), "days": typed, "error": error}
        return page(request, "minor_visit.html", context, current="patients", status=422)
    answer = open_secret_visit(
        RecordId(record), minor_consents=True, days=days, actor=professional_of(request), env=request.env
    )
    match answer:
        case Refusal() as refusal:
            return refused(request, refusal)
        case PeriodOutOfBounds(most):
            fault = _("Choisissez de 1 à %(most)d jours.") % {"most": most}
            context = {**_visit_form(record), "days": typed, "days_error": fault}
            return page(request, "minor_visit.html", context, current="patients", status=422)
        case SecretVisitOpened():
            return done(_minor(record), _("Visite secrète ouverte."))


@require_POST
def end_visit(request: SignedInRequest, record: UUID) -> HttpResponse:
    """End one's visit; whoever has no other right reads nothing any more."""
    answer = end_secret_visit(RecordId(record), actor=professional_of(request), env=request.env)
    if isinstance(answer, Refusal):
        return refused(request, answer)
    return done(reverse("pro-home"), _("Visite secrète terminée."))


@require_POST
def sort(request: SignedInRequest, record: UUID, document_id: UUID) -> HttpResponse:
    """Show a held document to the representatives, or hide it from them for good."""
    answer = sort_held_document(
        RecordId(record),
        DocumentId(document_id),
        show=request.POST.get("choix") == "montrer",
        actor=professional_of(request),
        env=request.env,
    )
    match answer:
        case Refusal() as refusal:
            return refused(request, refusal)
        case NotHeld():
            return done(_minor(record), _("Ce document était déjà trié."))
        case Sorted(is_shown=True):
            return done(_minor(record), _("Document montré aux représentants légaux."))
        case Sorted():
            return done(_minor(record), _("Document caché aux représentants légaux."))


@require_POST
def hide(request: SignedInRequest, record: UUID, document_id: UUID) -> HttpResponse:
    """Hide a document from the representatives at the minor's request, or say plainly why it is too late."""
    answer = hide_from_representatives(
        RecordId(record),
        DocumentId(document_id),
        minor_asks="demande" in request.POST,
        actor=professional_of(request),
        env=request.env,
    )
    match answer:
        case Refusal() as refusal:
            return refused(request, refusal)
        case AlreadyShown(at=at, by_alert=True):
            said = _("Trop tard pour le cacher : une alerte l’a annoncé, %(when)s.") % {"when": dense_datetime(at)}
            return done(_minor(record), said)
        case AlreadyShown(at=at):
            said = _("Trop tard pour le cacher : un représentant l’a vu, %(when)s.") % {"when": dense_datetime(at)}
            return done(_minor(record), said)
        case HiddenFromRepresentatives():
            return done(_minor(record), _("Document caché aux représentants légaux."))


@require_POST
def with_a_doctor(request: SignedInRequest, record: UUID, document_id: UUID) -> HttpResponse:
    """Keep a document for a reading beside a doctor."""
    answer = require_a_doctor(
        RecordId(record),
        DocumentId(document_id),
        minor_asks="demande" in request.POST,
        actor=professional_of(request),
        env=request.env,
    )
    if isinstance(answer, Refusal):
        return refused(request, answer)
    return done(_minor(record), _("Les représentants légaux le liront avec un médecin."))


def _minor(record: UUID) -> str:
    return reverse("pro-minor", args=[record])


def _visit_form(record: UUID) -> dict[str, object]:
    return {"record": record, "days": PERIOD_IN_DAYS, "error": "", "days_error": ""}


def _row(shown: ShownDocument) -> dict[str, object]:
    """Put a document in a row, with the number by which its forms name it."""
    return {"row": show_row(shown), "document": shown.document}
