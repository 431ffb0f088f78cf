"""What the person does with a document besides reading it: put it away, delete their own, say that it is not theirs."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from carnet.core.access.decision import Refusal
from carnet.core.identifiers import DocumentId
from carnet.doors.kit.web import SignedInRequest, next_path
from carnet.doors.patient_web.page import actor_of, done, page, record_of, refused
from carnet.doors.patient_web.shown import show_document
from carnet.doors.patient_web.ways import way_back
from carnet.usecases.confidentiality.related_documents import related_documents
from carnet.usecases.confidentiality.set_aside_document import return_document, set_aside_document
from carnet.usecases.feeding.archive_document import NotShelvable, Shelved, archive_document, unarchive_document
from carnet.usecases.feeding.delete_document import delete_document


@require_POST
def archive(request: SignedInRequest, document_id: UUID) -> HttpResponse:
    """Put a document away."""
    answer = archive_document(record_of(request), DocumentId(document_id), actor=actor_of(request), env=request.env)
    undo = reverse("patient-unarchive", args=[document_id])
    return _moved(request, answer, document_id, _("Document rangé. Il reste dans « Archivés »."), undo)


@require_POST
def unarchive(request: SignedInRequest, document_id: UUID) -> HttpResponse:
    """Take a document out again."""
    answer = unarchive_document(record_of(request), DocumentId(document_id), actor=actor_of(request), env=request.env)
    undo = reverse("patient-archive", args=[document_id])
    return _moved(request, answer, document_id, _("Document ressorti."), undo)


@require_http_methods(["GET", "POST"])
def not_mine(request: SignedInRequest, document_id: UUID) -> HttpResponse:
    """Say what setting aside does, then set aside."""
    if request.method == "GET":
        return _ask(request, document_id, "not_mine.html")
    answer = set_aside_document(record_of(request), DocumentId(document_id), actor=actor_of(request), env=request.env)
    if isinstance(answer, Refusal):
        return refused(request, answer)
    undo = reverse("patient-return", args=[document_id])
    return done(reverse("patient-pending"), _("Document écarté. Son auteur est prévenu."), undo=undo)


@require_POST
def take_back(request: SignedInRequest, document_id: UUID) -> HttpResponse:
    """Bring back a document that was set aside by mistake."""
    answer = return_document(record_of(request), DocumentId(document_id), actor=actor_of(request), env=request.env)
    if isinstance(answer, Refusal):
        return refused(request, answer)
    return done(reverse("patient-document", args=[document_id]), _("Document remis dans le dossier."))


@require_http_methods(["GET", "POST"])
def delete(request: SignedInRequest, document_id: UUID) -> HttpResponse:
    """Say that deleting is final, then delete a document of one's own."""
    if request.method == "GET":
        return _ask(request, document_id, "delete.html")
    answer = delete_document(record_of(request), DocumentId(document_id), actor=actor_of(request), env=request.env)
    if isinstance(answer, Refusal):
        return refused(request, answer)
    return done(reverse("patient-documents"), _("Document supprimé."))


def _ask(request: SignedInRequest, document_id: UUID, template: str) -> HttpResponse:
    answer = related_documents(record_of(request), DocumentId(document_id), actor=actor_of(request), env=request.env)
    if isinstance(answer, Refusal):
        return refused(request, answer)
    if answer.document is None:
        return page(request, "absent.html", status=404)
    context = {"document": show_document(answer.document, since=None), "before": answer.document.replaces}
    return page(request, template, context, current="documents")


def _moved(
    request: SignedInRequest, answer: Shelved | NotShelvable | Refusal, document_id: UUID, said: str, undo: str
) -> HttpResponse:
    back = next_path(request, otherwise=reverse("patient-document", args=[document_id]))
    match answer:
        case Refusal() as refusal:
            return refused(request, refusal)
        case NotShelvable():
            message = _("Cette version a été remplacée : rangez la plus récente.")
            return done(back, message)
        case Shelved():
            return done(back, said, undo=undo + way_back(request))
