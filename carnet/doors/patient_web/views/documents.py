"""Documents: the list by category (P7), one document (P8), its file."""

from uuid import UUID

from csp.decorators import csp_update
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from carnet.core.access.actions import Action
from carnet.core.access.decision import Refusal
from carnet.core.documents.entry import DocumentStatus
from carnet.core.documents.selection import Criteria
from carnet.core.identifiers import DocumentId
from carnet.core.vocabulary.shelves import shelves
from carnet.doors.kit.attachment import EXTENSIONS, attachment, weigh
from carnet.doors.kit.document_html import safe_html
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.patient_web.levels import show_level
from carnet.doors.patient_web.page import actor_of, page, record_of, refused
from carnet.doors.patient_web.shown import describe_role, show_document
from carnet.formats.preview import PagesPreview, TextPreview
from carnet.usecases.reading.come_to_document import WaitingResult, come_to_document
from carnet.usecases.reading.list_documents import ListedDocuments, list_documents
from carnet.usecases.reading.open_document import DocumentPage
from carnet.usecases.reading.read_document import OpenedDocument, read_document

DATA = ["data:"]
"""The pages of a PDF stand in the page itself: nothing of a document has an address of its own to be kept or shared."""

WANTED = "lire"
"""In the address of a document: « Le lire maintenant » was chosen."""

STATUSES = frozenset({DocumentStatus.CURRENT, DocumentStatus.ARCHIVED})
ARCHIVED = "archives"
"""Where the list keeps what was put away, beside the categories."""


@require_GET
def documents(request: SignedInRequest) -> HttpResponse:
    """List the documents, by category; the address holds the filter."""
    since = request.web_session.previous_visit
    answer = list_documents(
        record_of(request), criteria=Criteria(statuses=STATUSES), actor=actor_of(request), env=request.env
    )
    match answer:
        case Refusal() as refusal:
            return refused(request, refusal)
        case ListedDocuments(documents=found, with_a_doctor=with_a_doctor):
            everything = [show_document(shown, since=since) for shown in found if not shown.awaits_check]
            everything.sort(key=lambda view: view.date, reverse=True)
            wanted = request.GET.get("categorie", "")
            away = [view for view in everything if view.is_archived]
            views = [view for view in everything if not view.is_archived]
            counts = {code: sum(view.shelf == code for view in views) for code in shelves()}
            chosen = wanted if wanted in counts or wanted == ARCHIVED else ""
            choices = [{"href": "?", "label": _("Tout"), "count": len(views), "current": not chosen}]
            choices += [
                {"href": f"?categorie={code}", "label": shelf.label, "count": counts[code], "current": code == wanted}
                for code, shelf in shelves().items()
                if counts[code]
            ]
            if away:
                filed = {"href": f"?categorie={ARCHIVED}", "label": _("Archivés"), "count": len(away)}
                choices.append(filed | {"current": chosen == ARCHIVED})
            kept = away if chosen == ARCHIVED else [view for view in views if not chosen or view.shelf == chosen]
            context = {
                "documents": kept,
                "choices": choices,
                "is_filtered": bool(chosen),
                "with_a_doctor": with_a_doctor,
                "to_check": sum(shown.awaits_check for shown in found),
            }
            return page(request, "documents.html", context, current="documents")


@csp_update({"img-src": DATA})  # type: ignore[arg-type]  # it is typed for views that take no argument of their address
@require_GET
def document(request: SignedInRequest, document_id: UUID) -> HttpResponse:
    """Show one document, readable, with who opened it; a grave result once it is wanted."""
    answer = come_to_document(
        record_of(request),
        DocumentId(document_id),
        actor=actor_of(request),
        env=request.env,
        is_wanted=WANTED in request.GET,
    )
    match answer:
        case Refusal() as refusal:
            return refused(request, refusal)
        case WaitingResult(shown=shown):
            context = {"document": show_document(shown, since=None), "wanted": WANTED}
            return page(request, "waiting_result.html", context, current="documents")
        case DocumentPage(shown=shown, may=may, preview=preview, openings=openings):
            level = show_level(shown)
            action = "patient-unmask" if level.is_masked else "patient-mask"
            context = {
                "document": show_document(shown, since=None),
                "level": level,
                "id": document_id,
                "is_own": Action.DELETE_DOCUMENT in may,
                "may_mask": not may.isdisjoint({Action.MASK_DOCUMENT, Action.UNMASK_DOCUMENT}),
                "may_archive": not may.isdisjoint({Action.ARCHIVE_DOCUMENT, Action.UNARCHIVE_DOCUMENT}),
                "may_set_aside": Action.SET_ASIDE_DOCUMENT in may,
                "is_superseded": shown.status is DocumentStatus.SUPERSEDED,
                "awaits_check": shown.awaits_check,
                "weight": weigh(shown.entry.size),
                "kind": EXTENSIONS.get(shown.entry.mime_type, "").upper(),
                "html": safe_html(preview),
                "pages": preview if isinstance(preview, PagesPreview) else None,
                "text": preview.text if isinstance(preview, TextPreview) else "",
                "change": reverse(action, args=[document_id]),
                "file": reverse("patient-file", args=[document_id]),
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


@require_GET
def file(request: SignedInRequest, document_id: UUID) -> HttpResponseBase:
    """Hand the file over."""
    match read_document(record_of(request), DocumentId(document_id), actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case OpenedDocument() as opened:
            return attachment(opened)
