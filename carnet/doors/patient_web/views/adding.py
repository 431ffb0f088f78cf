"""Adding documents of one's own (P10): choose or write, look before it is added, add."""

from datetime import date
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from carnet.core.access.decision import Refusal
from carnet.core.documents.draft import Draft
from carnet.core.identifiers import DocumentId
from carnet.doors.kit.document_content import show_preview
from carnet.doors.kit.drawn_pages import with_drawn_pages
from carnet.doors.kit.scan import read_looking
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.patient_web.adding_words import FAULTS, KINDS, MOST_DRAFTS, TOO_LARGE, faults_of, title_of
from carnet.doors.patient_web.draft_form import Typed, first_guess, read_typed, view_of, wish_of, with_unsaid
from carnet.doors.patient_web.page import actor_of, done, page, record_of, refused
from carnet.formats.cda.timestamps import PARIS
from carnet.usecases.adding.add_documents import NamesAnother, NothingToAdd, add_documents
from carnet.usecases.adding.keep_files import NOTE_NAME, Kept, SentFile, keep_files
from carnet.usecases.adding.look_at_drafts import (
    DraftPage,
    DraftRemoved,
    Drafts,
    list_drafts,
    remove_draft,
    see_draft,
)
from carnet.usecases.adding.upload_file import NoSuchDraft
from carnet.usecases.feeding.deposit_documents import AlreadyThere, Deposited, Rejected

FILES, SCANS, PHOTO, NOTE, REMOVE = "fichiers", "imagerie", "photo", "note", "retirer"


@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest) -> HttpResponse:
    """Choose files, take a photograph or write a note; what could be kept is then looked at."""
    if request.method == "GET":
        match list_drafts(record_of(request), actor=actor_of(request), env=request.env):
            case Refusal() as refusal:
                return refused(request, refusal)
            case Drafts(ready=ready, unfinished=unfinished):
                return _form(request, waiting=len(ready), unfinished=unfinished)
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
        fault = _("C’est trop lourd en une fois. Envoyez moins de fichiers.")
        return _form(request, fault=fault, note=request.POST.get(NOTE, ""))
    sent = [
        SentFile(one.name or "", one.read()) for name in (FILES, SCANS, PHOTO) for one in request.FILES.getlist(name)
    ]
    note = request.POST.get(NOTE, "")
    if not sent and not note.strip():
        return _form(request, fault=_("Choisissez un fichier ou écrivez une note."))
    match keep_files(record_of(request), sent, note=note, actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case Kept(refused=()):
            return HttpResponseRedirect(reverse("patient-add-check"))
        case Kept(waiting=waiting, refused=outside):
            kept_here = note if any(one.name == NOTE_NAME for one in outside) else ""
            return _form(request, outside=faults_of(outside), waiting=waiting, note=kept_here)


@require_http_methods(["GET", "POST"])
def check(request: SignedInRequest) -> HttpResponse:
    """Look at what waits, give it a title, a kind and a date; then add all of it, or take one away."""
    if request.method == "POST" and REMOVE in request.POST:
        return _remove(request, request.POST[REMOVE])
    typed = read_typed(request.POST.dict(), today=_today(request))
    if request.method == "GET" or any(one.faults for one in typed.values()):
        return _look(request, typed)
    return _add(request, typed)


@with_drawn_pages
@require_GET
def draft(request: SignedInRequest, draft_id: UUID) -> HttpResponse:
    """Show one file as the document that it would become."""
    looking = read_looking(request.GET)
    match see_draft(record_of(request), draft_id, actor=actor_of(request), env=request.env, looking=looking):
        case Refusal() as refusal:
            return refused(request, refusal)
        case NoSuchDraft():
            return page(request, "absent.html", status=404)
        case DraftPage(draft=one, preview=preview):
            context = {
                "title": title_of(one.name),
                **show_preview(preview, request.GET),
            }
            return page(request, "draft.html", context, current="documents")


def _form(
    request: SignedInRequest,
    *,
    fault: str = "",
    note: str = "",
    outside: list[dict[str, str]] | None = None,
    waiting: int = 0,
    unfinished: tuple[Draft, ...] = (),
) -> HttpResponse:
    context = {
        "fault": fault,
        "faults": [(FILES, fault)] if fault else [],
        "outside": outside or [],
        "waiting": waiting,
        "unfinished": [
            {"id": one.id, "name": one.name, "percent": 100 * one.received // one.size} for one in unfinished
        ],
        "too_large": FAULTS[TOO_LARGE],
        "most": MOST_DRAFTS,
        "note": note,
    }
    return page(request, "add.html", context, current="documents", status=422 if fault or outside else 200)


def _today(request: SignedInRequest) -> date:
    return request.env.clock.now().astimezone(PARIS).date()


def _look(request: SignedInRequest, typed: dict[UUID, Typed]) -> HttpResponse:
    match list_drafts(record_of(request), actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case Drafts(ready=()):
            return HttpResponseRedirect(reverse("patient-add"))
        case Drafts(ready=ready, of_another=another):
            today = _today(request)
            views = [
                view_of(one, typed.get(one.id) or first_guess(one, today=today), is_of_another=one.id in another)
                for one in ready
            ]
            context = {
                "drafts": views,
                "kinds": KINDS,
                "today": today.isoformat(),
                "faults": [(f"{field}-{view.id}", fault) for view in views for field, fault in view.faults.items()],
            }
            return page(request, "add_check.html", context, current="documents", status=422 if typed else 200)


def _add(request: SignedInRequest, typed: dict[UUID, Typed]) -> HttpResponse:
    now = request.env.clock.now()
    wishes = {number: wish_of(one, now=now) for number, one in typed.items()}
    there = reverse("patient-documents")
    match add_documents(record_of(request), wishes, actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case Rejected():
            return done(reverse("patient-add-check"), _("Rien n’a été ajouté. Retirez un fichier, puis réessayez."))
        case AlreadyThere():
            return done(there, _("C’était déjà ajouté."))
        case NamesAnother(drafts=another):
            return _look(request, with_unsaid(typed, another))
        case NothingToAdd():
            return done(there, _("Ces fichiers n’attendaient plus : rien n’a été ajouté cette fois."))
        case Deposited(documents=documents, receipts=receipts) if any(one.replaces for one in receipts):
            return done(_one_or_all(documents), _("Document corrigé. La version d’avant est gardée."))
        case Deposited(documents=documents):
            said = ngettext("{count} document ajouté.", "{count} documents ajoutés.", len(documents))
            return done(there, said.format(count=len(documents)), undo=_undo(documents))


def _one_or_all(documents: tuple[DocumentId, ...]) -> str:
    return reverse("patient-document", args=documents) if len(documents) == 1 else reverse("patient-documents")


def _undo(documents: tuple[DocumentId, ...]) -> str:
    """Give the way back from one document: each deletes what they brought themselves."""
    return reverse("patient-delete", args=[documents[0]]) if len(documents) == 1 else ""


def _remove(request: SignedInRequest, sent: str) -> HttpResponse:
    try:
        number = UUID(sent)
    except ValueError:
        return page(request, "absent.html", status=404)
    match remove_draft(record_of(request), number, actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case DraftRemoved() | NoSuchDraft():
            return done(reverse("patient-add-check"), _("Fichier retiré. Il n’a pas été ajouté."))
