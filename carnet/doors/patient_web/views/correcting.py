"""Putting right what the person added (P10): its title, its category, its day, or its file."""

from uuid import UUID

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from carnet.core.access.decision import Refusal
from carnet.core.identifiers import DocumentId
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.patient_web.adding_words import FAULTS, KINDS, TOO_LARGE, why_not
from carnet.doors.patient_web.draft_form import Typed, read_typed, wish_of
from carnet.doors.patient_web.page import actor_of, done, page, record_of, refused
from carnet.doors.patient_web.shown import date_of
from carnet.formats.cda.timestamps import PARIS
from carnet.usecases.adding.correct_document import (
    Correctable,
    NotCorrectable,
    NotReplaced,
    correct_document,
    replace_file,
    see_correctable,
)
from carnet.usecases.adding.keep_files import Kept, SentFile
from carnet.usecases.feeding.deposit_documents import AlreadyThere, Deposited, Rejected
from carnet.usecases.reading.shown_document import ShownDocument

FILE, CHANGE = "fichier", "changer"


@require_http_methods(["GET", "POST"])
def correct(request: SignedInRequest, document_id: UUID) -> HttpResponse:
    """Show what is said of a document of one's own, then keep it as a new version."""
    if request.method == "POST" and CHANGE in request.POST:
        return _change_file(request, document_id)
    now = request.env.clock.now()
    typed = read_typed(request.POST.dict(), today=now.astimezone(PARIS).date()).get(document_id)
    if request.method == "GET" or typed is None or typed.faults:
        return _form(request, document_id, typed)
    there = reverse("patient-document", args=[document_id])
    match correct_document(
        record_of(request),
        DocumentId(document_id),
        wish_of(typed, now=now),
        actor=actor_of(request),
        env=request.env,
    ):
        case Refusal() as refusal:
            return refused(request, refusal)
        case NotCorrectable() | AlreadyThere() | Rejected():
            return done(there, _("Rien n’a changé : ce document a déjà été corrigé, ou rangé."))
        case Deposited(documents=documents):
            corrected = reverse("patient-document", args=[documents[0]])
            return done(corrected, _("Document corrigé. La version d’avant est gardée."))


def _change_file(request: SignedInRequest, document_id: UUID) -> HttpResponse:
    """Keep the file that will replace the other, then have it looked at."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
        return _form(request, document_id, None, file_fault=str(FAULTS[TOO_LARGE]))
    chosen = request.FILES.get(FILE)
    if chosen is None:
        return _form(request, document_id, None, file_fault=_("Choisissez un fichier."))
    file = SentFile(chosen.name or "", chosen.read())
    match replace_file(record_of(request), DocumentId(document_id), file, actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case NotCorrectable():
            return page(request, "absent.html", status=404)
        case NotReplaced(shown=shown, refused=outside):
            return _show(request, shown, None, file_fault=why_not(outside))
        case Kept():
            return HttpResponseRedirect(reverse("patient-add-check"))


def _form(request: SignedInRequest, document_id: UUID, typed: Typed | None, *, file_fault: str = "") -> HttpResponse:
    match see_correctable(record_of(request), DocumentId(document_id), actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case NotCorrectable():
            return page(request, "absent.html", status=404)
        case Correctable(shown=shown):
            return _show(request, shown, typed, file_fault=file_fault)


def _show(request: SignedInRequest, shown: ShownDocument, typed: Typed | None, *, file_fault: str) -> HttpResponse:
    now = Typed(shown.entry.title, shown.entry.type_code.value, date_of(shown).astimezone(PARIS).date())
    said = typed or now
    context = {
        "id": shown.document,
        "was": shown.entry.title,
        "one": {
            "id": shown.document,
            "title": said.title,
            "type_code": said.type_code,
            "day": said.day.isoformat() if said.day is not None else "",
            "faults": said.faults,
        },
        "kinds": KINDS,
        "file_fault": file_fault,
        "faults": [
            *((f"{field}-{shown.document}", fault) for field, fault in said.faults.items()),
            *([(FILE, file_fault)] if file_fault else []),
        ],
    }
    status = 422 if typed is not None or file_fault else 200
    return page(request, "correct.html", context, current="documents", status=status)
