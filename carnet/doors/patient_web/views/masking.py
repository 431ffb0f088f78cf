"""Masking a document (P9): what it does, what else tells the same story, and how it is undone."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from carnet.core.access.decision import Refusal
from carnet.core.identifiers import DocumentId
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.doors.kit.web import SignedInRequest, next_path
from carnet.doors.patient_web.page import actor_of, done, page, record_of, refused
from carnet.doors.patient_web.shown import show_document
from carnet.doors.patient_web.ways import way_back
from carnet.usecases.confidentiality.mask_document import (
    NotAnnouncedYet,
    VisibilityChanged,
    mask_document,
    unmask_document,
)
from carnet.usecases.confidentiality.related_documents import RelatedDocuments, related_documents

WITH = "avec"
"""The field that names, one by one, the other documents that an act bears on too."""

MOST_UNDONE = 20
"""Beyond, « Annuler » is left out: the address that it posts to would not fit in a cookie."""


@require_http_methods(["GET", "POST"])
def mask(request: SignedInRequest, document_id: UUID) -> HttpResponse:
    """Say what masking does and what else tells the same story, then mask (product.md, « Sharp edges », masking)."""
    if request.method == "GET":
        return _explain(request, document_id)
    answer = mask_document(
        record_of(request),
        DocumentId(document_id),
        also=_named(request.POST.getlist(WITH)),
        keeps_allergies=request.POST.get("allergie") == "oui",
        actor=actor_of(request),
        env=request.env,
    )
    said = _("Document masqué. Les professionnels ne le voient plus.")
    return _changed(request, answer, document_id, said, "patient-unmask")


@require_POST
def unmask(request: SignedInRequest, document_id: UUID) -> HttpResponse:
    """Show a masked document again, with those that had been masked with it."""
    answer = unmask_document(
        record_of(request),
        DocumentId(document_id),
        also=_named(request.GET.getlist(WITH)),
        actor=actor_of(request),
        env=request.env,
    )
    said = _("Document visible de nouveau pour les professionnels autorisés.")
    return _changed(request, answer, document_id, said, "patient-mask")


def _explain(request: SignedInRequest, document_id: UUID) -> HttpResponse:
    answer = related_documents(record_of(request), DocumentId(document_id), actor=actor_of(request), env=request.env)
    match answer:
        case Refusal() as refusal:
            return refused(request, refusal)
        case RelatedDocuments(document=None):
            return page(request, "absent.html", status=404)
        case RelatedDocuments(document=document, related=related, reimbursements=reimbursements) as found if document:
            visible = [
                one for one in related if Confidentiality.MASKED_TO_PROFESSIONALS not in one.entry.confidentiality
            ]
            paid = sum(one.document in reimbursements for one in visible)
            context = {
                "document": show_document(document, since=None),
                "back": next_path(request, otherwise=reverse("patient-document", args=[document_id])),
                "suite": next_path(request, otherwise=""),
                "field": WITH,
                "allergies": found.allergies,
                "related": [{"id": one.document, "shown": show_document(one, since=None)} for one in visible],
                "same_story": _same_story(len(visible) - paid, paid),
            }
            return page(request, "mask.html", context, current="documents")
        case _:
            raise RuntimeError("the document was just matched")


def _same_story(documents: int, reimbursements: int) -> str:
    """Say how much else tells the same story: « 4 autres documents et 2 remboursements parlent du même séjour. »."""
    others = ngettext("{count} autre document", "{count} autres documents", documents).format(count=documents)
    paid = ngettext("{count} remboursement", "{count} remboursements", reimbursements).format(count=reimbursements)
    if documents and reimbursements:
        return _("{others} et {paid} parlent du même séjour ou du même soin.").format(others=others, paid=paid)
    if not documents and not reimbursements:
        return ""
    return ngettext(
        "{what} parle du même séjour ou du même soin.",
        "{what} parlent du même séjour ou du même soin.",
        documents + reimbursements,
    ).format(what=others if documents else paid)


def _named(values: list[str]) -> tuple[DocumentId, ...]:
    """Read the documents that a form names; what is no number names none."""
    found = []
    for value in dict.fromkeys(values):
        try:
            found.append(DocumentId(UUID(value)))
        except ValueError:
            continue
    return tuple(found)


def _changed(
    request: SignedInRequest,
    answer: VisibilityChanged | NotAnnouncedYet | Refusal,
    document_id: UUID,
    said: str,
    undone_by: str,
) -> HttpResponse:
    match answer:
        case Refusal() as refusal:
            return refused(request, refusal)
        case NotAnnouncedYet():
            return page(request, "absent.html", status=404)
        case VisibilityChanged(also=also):
            with_it = "?" + "&".join(f"{WITH}={one}" for one in also) if also and undone_by == "patient-unmask" else ""
            undo = reverse(undone_by, args=[document_id]) + with_it + way_back(request, after="&" if with_it else "?")
            to = next_path(request, otherwise=reverse("patient-document", args=[document_id]))
            return done(to, said, undo=undo if len(also) <= MOST_UNDONE else "")
