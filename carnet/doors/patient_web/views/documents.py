"""Documents: the list by category (P7), one document (P8), masking (P9), its file."""

from uuid import UUID

from csp.decorators import csp_update
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from carnet.core.access.decision import Refusal
from carnet.core.documents.entry import DocumentStatus
from carnet.core.documents.selection import Criteria
from carnet.core.identifiers import DocumentId
from carnet.core.vocabulary.shelves import shelves
from carnet.doors.kit.attachment import EXTENSIONS, attachment, weigh
from carnet.doors.kit.document_html import safe_html
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.patient_web.page import done, holder_of, page, refused
from carnet.doors.patient_web.shown import describe_role, show_document
from carnet.formats.preview import PagesPreview, TextPreview
from carnet.usecases.confidentiality.mask_document import (
    NotAnnouncedYet,
    VisibilityChanged,
    mask_document,
    unmask_document,
)
from carnet.usecases.reading.list_documents import ListedDocuments, list_documents
from carnet.usecases.reading.open_document import DocumentPage, open_document
from carnet.usecases.reading.read_document import OpenedDocument, read_document
from carnet.usecases.reading.shown_document import ShownDocument

DATA = ["data:"]
"""The pages of a PDF stand in the page itself: nothing of a document has an address of its own to be kept or shared."""

STATUSES = frozenset({DocumentStatus.CURRENT, DocumentStatus.ARCHIVED})


@require_GET
def documents(request: SignedInRequest) -> HttpResponse:
    """List the documents, by category; the address holds the filter."""
    since = request.web_session.previous_visit
    answer = list_documents(
        holder_of(request).record, criteria=Criteria(statuses=STATUSES), actor=holder_of(request), env=request.env
    )
    match answer:
        case Refusal() as refusal:
            return refused(request, refusal)
        case ListedDocuments(documents=found):
            views = [show_document(shown, since=since) for shown in found]
            views.sort(key=lambda view: view.date, reverse=True)
            wanted = request.GET.get("categorie", "")
            counts = {code: sum(view.shelf == code for view in views) for code in shelves()}
            choices = [{"href": "?", "label": _("Tout"), "count": len(views), "current": wanted not in counts}]
            choices += [
                {"href": f"?categorie={code}", "label": shelf.label, "count": counts[code], "current": code == wanted}
                for code, shelf in shelves().items()
                if counts[code]
            ]
            kept = [view for view in views if wanted not in counts or view.shelf == wanted]
            context = {"documents": kept, "choices": choices, "is_filtered": wanted in counts}
            return page(request, "documents.html", context, current="documents")


@csp_update({"img-src": DATA})  # type: ignore[arg-type]  # it is typed for views that take no argument of their address
@require_GET
def document(request: SignedInRequest, document_id: UUID) -> HttpResponse:
    """Show one document, readable, with who opened it."""
    answer = open_document(
        holder_of(request).record, DocumentId(document_id), actor=holder_of(request), env=request.env
    )
    match answer:
        case Refusal() as refusal:
            return refused(request, refusal)
        case DocumentPage(shown=shown, preview=preview, openings=openings):
            view = show_document(shown, since=None)
            action = "patient-unmask" if view.is_masked else "patient-mask"
            context = {
                "document": view,
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
    match read_document(holder_of(request).record, DocumentId(document_id), actor=holder_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case OpenedDocument() as opened:
            return attachment(opened)


@require_http_methods(["GET", "POST"])
def mask(request: SignedInRequest, document_id: UUID) -> HttpResponse:
    """Say what masking does, then mask (P9)."""
    if request.method == "GET":
        found = _find(request, document_id)
        if not isinstance(found, ShownDocument):
            return found
        view = show_document(found, since=None)
        return page(request, "mask.html", {"document": view}, current="documents")
    answer = mask_document(
        holder_of(request).record, DocumentId(document_id), actor=holder_of(request), env=request.env
    )
    undo = reverse("patient-unmask", args=[document_id])
    return _changed(request, answer, document_id, _("Document masqué. Les professionnels ne le voient plus."), undo)


@require_POST
def unmask(request: SignedInRequest, document_id: UUID) -> HttpResponse:
    """Show a masked document again."""
    answer = unmask_document(
        holder_of(request).record, DocumentId(document_id), actor=holder_of(request), env=request.env
    )
    undo = reverse("patient-mask", args=[document_id])
    message = _("Document visible de nouveau pour les professionnels autorisés.")
    return _changed(request, answer, document_id, message, undo)


def _find(request: SignedInRequest, document_id: UUID) -> ShownDocument | HttpResponse:
    answer = list_documents(holder_of(request).record, criteria=Criteria(), actor=holder_of(request), env=request.env)
    if isinstance(answer, Refusal):
        return refused(request, answer)
    found = next((shown for shown in answer.documents if shown.document == document_id), None)
    return found if found is not None else page(request, "absent.html", status=404)


def _changed(
    request: SignedInRequest,
    answer: VisibilityChanged | NotAnnouncedYet | Refusal,
    document_id: UUID,
    message: str,
    undo: str,
) -> HttpResponse:
    match answer:
        case Refusal() as refusal:
            return refused(request, refusal)
        case VisibilityChanged():
            return done(reverse("patient-document", args=[document_id]), message, undo=undo)
        case NotAnnouncedYet():
            return page(request, "absent.html", status=404)
