"""Documents: the list by category (P7), one document (P8), its file."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from carnet.core.access.actions import Action
from carnet.core.access.decision import Refusal
from carnet.core.documents.draft import is_put_right_here
from carnet.core.documents.entry import DocumentStatus
from carnet.core.identifiers import DocumentId
from carnet.core.results.reports import is_told_in_words
from carnet.doors.kit.attachment import attachment
from carnet.doors.kit.document_content import show_document_content
from carnet.doors.kit.drawn_pages import with_drawn_pages
from carnet.doors.kit.preferences import keep_preferences, read_preferences
from carnet.doors.kit.scan import read_looking
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.patient_web.document_list import LaidOut, lay_out, lines_of
from carnet.doors.patient_web.levels import show_level
from carnet.doors.patient_web.list_wish import LIST, SELECTED, read_way_back, read_wish
from carnet.doors.patient_web.page import actor_of, page, record_of, refused
from carnet.doors.patient_web.searched_words import open_words, seal_words
from carnet.doors.patient_web.shown import describe_role, show_document
from carnet.doors.patient_web.told_words import gathered_with
from carnet.formats.media_types import CDA
from carnet.usecases.reading.browse_documents import FoundDocuments, Glance, browse_documents
from carnet.usecases.reading.come_to_document import WaitingResult, come_to_document
from carnet.usecases.reading.open_document import DocumentPage
from carnet.usecases.reading.open_file import open_file
from carnet.usecases.reading.read_document import OpenedDocument, read_document

LINE = "document-"
"""Before the number of a document: the name of its line in the list."""

WANTED = "lire"
"""In the address of a document: « Le lire maintenant » was chosen."""


@require_GET
def documents(request: SignedInRequest) -> HttpResponse:
    """List the documents, or those that hold the words looked for; the address holds filters, order and page."""
    typed = open_words(request)
    wish = read_wish(request.GET, usual=read_preferences(request))

    def laid_out(found: Sequence[Glance]) -> LaidOut:
        return lay_out(found, wish, now=request.env.clock.now())

    answer = browse_documents(record_of(request), typed, lay_out=laid_out, actor=actor_of(request), env=request.env)
    match answer:
        case Refusal() as refusal:
            return refused(request, refusal)
        case FoundDocuments(layout=layout, documents=found, with_a_doctor=with_a_doctor, to_check=to_check):
            context = {
                **layout.context,
                "documents": lines_of(found, since=request.web_session.previous_visit),
                "typed": typed,
                "everything": wish.but(sealed=""),
                "with_a_doctor": with_a_doctor,
                "to_check": to_check,
                "stop_choosing_here": f"{request.path}{layout.context['stop_choosing']}",
                "take_selection": f"{reverse('patient-downloads')}?{SELECTED}=oui",
            }
            return page(request, "documents.html", context, current="documents")


@require_POST
def find(request: SignedInRequest) -> HttpResponse:
    """Go to the list of what holds the words of the form, and answers to its filters; keep its order and number."""
    usual = read_preferences(request)
    wish = read_wish(request.POST, usual=usual)
    address = wish.but(sealed=seal_words(request, request.POST.get("mots", "")))
    response = HttpResponseRedirect(f"{reverse('patient-documents')}{address}")
    keep_preferences(response, replace(usual, order=wish.sorts_by, per_page=wish.shown_number))
    return response


@with_drawn_pages
@require_GET
def document(request: SignedInRequest, document_id: UUID) -> HttpResponse:
    """Show one document, readable, with who opened it; a grave result once it is wanted."""
    answer = come_to_document(
        record_of(request),
        DocumentId(document_id),
        actor=actor_of(request),
        env=request.env,
        is_wanted=WANTED in request.GET,
        looking=read_looking(request.GET),
    )
    match answer:
        case Refusal() as refusal:
            return refused(request, refusal)
        case WaitingResult(shown=shown):
            context = {
                "document": show_document(shown, since=None),
                "wanted": WANTED,
                "back": _back(request, document_id),
                "liste": request.GET.get(LIST, ""),
            }
            return page(request, "waiting_result.html", context, current="documents")
        case DocumentPage(shown=shown, may=may, openings=openings, is_selected=is_selected):
            level = show_level(shown)
            action = "patient-unmask" if level.is_masked else "patient-mask"
            context = {
                "document": show_document(shown, since=None),
                "level": level,
                "id": document_id,
                "back": _back(request, document_id),
                "here": request.get_full_path(),
                "is_selected": is_selected,
                "is_own": Action.DELETE_DOCUMENT in may,
                "may_correct": Action.REPLACE_DOCUMENT in may
                and is_put_right_here(shown.entry, shown.status)
                and answer.file.media_type != CDA,
                "before": shown.replaces,
                "may_mask": not may.isdisjoint({Action.MASK_DOCUMENT, Action.UNMASK_DOCUMENT}),
                "may_archive": not may.isdisjoint({Action.ARCHIVE_DOCUMENT, Action.UNARCHIVE_DOCUMENT}),
                "may_set_aside": Action.SET_ASIDE_DOCUMENT in may,
                "is_superseded": shown.status is DocumentStatus.SUPERSEDED,
                "awaits_check": shown.awaits_check,
                "of_same_examination": [show_document(one, since=None) for one in answer.of_same_examination],
                **show_document_content(
                    answer,
                    request.GET,
                    file=reverse("patient-content", args=[document_id]),
                    original=reverse("patient-file", args=[document_id]),
                ),
                "gathered": gathered_with(shown),
                "is_told_in_words": is_told_in_words(shown.entry.type_code, shown.entry.events),
                "change": reverse(action, args=[document_id]),
                "openings": [
                    {
                        "who": line.name,
                        "role": describe_role(line.event.actor.profession, "", line.structure),
                        "at": line.event.at,
                    }
                    for line in openings
                ],
            }
            return page(request, "document.html", context, current="documents")


def _back(request: SignedInRequest, document_id: UUID) -> str:
    """Give the list as it was left, at the line of the document (interface.md 6.2)."""
    wish = read_way_back(request.GET, usual=read_preferences(request))
    address = wish.address() if wish.way_here() else ""
    return f"{reverse('patient-documents')}{address}#{LINE}{document_id}"


@require_GET
def file(request: SignedInRequest, document_id: UUID) -> HttpResponseBase:
    """Hand the file over."""
    match read_document(record_of(request), DocumentId(document_id), actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case OpenedDocument() as opened:
            return attachment(opened)


@require_GET
def content(request: SignedInRequest, document_id: UUID) -> HttpResponseBase:
    """Hand over the letter that a document holds, as a person keeps it; its page reads a PDF from here too."""
    match open_file(record_of(request), DocumentId(document_id), actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case OpenedDocument() as opened:
            return attachment(opened)
