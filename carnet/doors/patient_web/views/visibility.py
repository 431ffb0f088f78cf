"""Who can see a document: its levels, one named professional, the secret."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from carnet.core.access.actors import Holder
from carnet.core.access.decision import Refusal
from carnet.core.documents.hiding import Hiding
from carnet.core.identifiers import DocumentId, PractitionerId
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.patient_web.levels import show_level
from carnet.doors.patient_web.page import actor_of, done, page, record_of, refused
from carnet.doors.patient_web.shown import describe_role, show_document
from carnet.usecases.confidentiality.hide_from_professional import (
    HiddenFrom,
    UnknownProfessional,
    hide_from_professional,
    show_to_professional,
)
from carnet.usecases.confidentiality.keep_secret import SecrecyChanged, keep_secret, lift_secret
from carnet.usecases.confidentiality.related_documents import related_documents
from carnet.usecases.confidentiality.see_visibility import (
    NoDocument,
    SeenVisibility,
    SomebodyNamed,
    see_visibility,
)
from carnet.usecases.family.hide_from_carers import hide_from_carers, show_to_carers
from carnet.usecases.reading.shown_document import ShownDocument


@require_GET
def visibility(request: SignedInRequest, document_id: UUID) -> HttpResponse:
    """Show who can see a document, and every way of changing it."""
    record, actor, words = record_of(request), actor_of(request), request.GET.get("nom", "").strip()
    match see_visibility(record, DocumentId(document_id), words=words, actor=actor, env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case NoDocument():
            return page(request, "absent.html", status=404)
        case SeenVisibility(document=found) as seen:
            context = {
                "document": show_document(found, since=None),
                "level": show_level(found),
                "id": document_id,
                "words": words,
                "hidden_from_carers": Hiding.FROM_CARERS in found.hidings,
                "is_holder": isinstance(actor, Holder),
                "hidden_from": [_person(one) for one in seen.hidden_from],
                "others": [_person(one) for one in seen.others],
            }
            return page(request, "visibility.html", context, current="documents")


@require_http_methods(["GET", "POST"])
def secret(request: SignedInRequest, document_id: UUID) -> HttpResponse:
    """Say what the secret does, then keep it."""
    if request.method == "GET":
        found = _find(request, document_id)
        if not isinstance(found, ShownDocument):
            return found
        return page(request, "secret.html", {"document": show_document(found, since=None)}, current="documents")
    answer = keep_secret(record_of(request), DocumentId(document_id), actor=actor_of(request), env=request.env)
    undo = reverse("patient-lift-secret", args=[document_id])
    return _changed(request, answer, document_id, _("Document secret. Vous et son auteur êtes seuls à le voir."), undo)


@require_POST
def lift(request: SignedInRequest, document_id: UUID) -> HttpResponse:
    """Lift the secret."""
    answer = lift_secret(record_of(request), DocumentId(document_id), actor=actor_of(request), env=request.env)
    undo = reverse("patient-secret", args=[document_id])
    return _changed(request, answer, document_id, _("Ce document n’est plus secret."), undo)


@require_POST
def hide(request: SignedInRequest, document_id: UUID, identifier: str) -> HttpResponse:
    """Hide a document from one professional."""
    answer = hide_from_professional(
        record_of(request),
        DocumentId(document_id),
        PractitionerId(identifier),
        actor=actor_of(request),
        env=request.env,
    )
    if isinstance(answer, UnknownProfessional):
        return page(request, "absent.html", status=404)
    undo = reverse("patient-show-to", args=[document_id, identifier])
    return _changed(request, answer, document_id, _("Document caché à cette personne, même en urgence."), undo)


@require_POST
def show(request: SignedInRequest, document_id: UUID, identifier: str) -> HttpResponse:
    """Hide a document from that professional no longer."""
    answer = show_to_professional(
        record_of(request),
        DocumentId(document_id),
        PractitionerId(identifier),
        actor=actor_of(request),
        env=request.env,
    )
    undo = reverse("patient-hide-from", args=[document_id, identifier])
    return _changed(request, answer, document_id, _("Document montré de nouveau à cette personne."), undo)


@require_POST
def carers(request: SignedInRequest, document_id: UUID) -> HttpResponse:
    """« Ne pas montrer à mes aidants », or show it to them again."""
    hides, record, document = request.POST.get("aidants") == "non", record_of(request), DocumentId(document_id)
    if hides:
        answer = hide_from_carers(record, document, actor=actor_of(request), env=request.env)
    else:
        answer = show_to_carers(record, document, actor=actor_of(request), env=request.env)
    if isinstance(answer, Refusal):
        return refused(request, answer)
    said = _("Vos aidants ne voient plus ce document.") if hides else _("Vos aidants voient de nouveau ce document.")
    return done(reverse("patient-visibility", args=[document_id]), said)


def _person(one: SomebodyNamed) -> dict[str, str]:
    return {"identifier": one.identifier.value, "name": one.name, "role": describe_role(one.profession, "", "")}


def _find(request: SignedInRequest, document_id: UUID) -> ShownDocument | HttpResponse:
    answer = related_documents(record_of(request), DocumentId(document_id), actor=actor_of(request), env=request.env)
    if isinstance(answer, Refusal):
        return refused(request, answer)
    return answer.document if answer.document is not None else page(request, "absent.html", status=404)


def _changed(
    request: SignedInRequest, answer: HiddenFrom | SecrecyChanged | Refusal, document_id: UUID, said: str, undo: str
) -> HttpResponse:
    if isinstance(answer, Refusal):
        return refused(request, answer)
    return done(reverse("patient-visibility", args=[document_id]), said, undo=undo)
