"""What a professional does with a document: announce, archive, mask at the person's request, delete what they wrote."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TypeAlias
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from carnet.core.access.decision import Refusal
from carnet.core.identifiers import DocumentId, RecordId
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.professional_web.page import done, page, professional_of, refused
from carnet.doors.professional_web.shown import show_row
from carnet.usecases.confidentiality.announce_document import Announced, NothingToAnnounce, announce_document
from carnet.usecases.confidentiality.list_own_set_aside import OwnSetAside, list_own_set_aside
from carnet.usecases.confidentiality.mask_document import (
    NotAnnouncedYet,
    VisibilityChanged,
    mask_document,
    unmask_document,
)
from carnet.usecases.confidentiality.set_aside_document import return_document
from carnet.usecases.feeding.archive_document import NotShelvable, archive_document, unarchive_document
from carnet.usecases.feeding.delete_document import delete_document


@dataclass(frozen=True, slots=True)
class Question:
    """A page that says what an act does before it is done. ``statement``: what must be ticked; ``further``: may be."""

    title: str | Promise
    points: tuple[str | Promise, ...]
    submit: str | Promise
    icon: str
    statement: str | Promise = ""
    further: str | Promise = ""
    kind: str = "primary"


ASKED_BY_THE_PERSON = gettext_lazy("La personne est avec moi et le demande.")

ANNOUNCING = Question(
    title=gettext_lazy("Rendre visible à la personne"),
    points=(
        gettext_lazy("La personne verra ce document dès maintenant."),
        gettext_lazy("Vous ne pourrez pas revenir en arrière."),
    ),
    submit=gettext_lazy("Rendre visible à la personne"),
    icon="eye",
    statement=gettext_lazy("J’ai annoncé ce document à la personne."),
    further=gettext_lazy("Elle est avec moi."),
)
MASKING = Question(
    title=gettext_lazy("Masquer à la demande de la personne"),
    points=(
        gettext_lazy("Les autres professionnels ne verront plus ce document, ni qu’il existe."),
        gettext_lazy("Son auteur, son déposant et le médecin traitant le verront encore."),
        gettext_lazy("Vous-même, sauf à l’un de ces titres, ne le verrez plus."),
    ),
    submit=gettext_lazy("Masquer"),
    icon="eye-off",
    statement=ASKED_BY_THE_PERSON,
)
UNMASKING = Question(
    title=gettext_lazy("Rendre visible à la demande de la personne"),
    points=(
        gettext_lazy("Les professionnels autorisés verront de nouveau ce document."),
        gettext_lazy("La personne en est prévenue."),
    ),
    submit=gettext_lazy("Rendre visible"),
    icon="eye",
    statement=ASKED_BY_THE_PERSON,
)
DELETING = Question(
    title=gettext_lazy("Supprimer votre document"),
    points=(
        gettext_lazy("Plus personne ne le verra, vous non plus."),
        gettext_lazy("La suppression est définitive. L’historique en garde la trace."),
    ),
    submit=gettext_lazy("Supprimer pour toujours"),
    icon="trash-2",
    kind="danger",
)
ANSWERING = Question(
    title=gettext_lazy("Ce document est bien celui de la personne"),
    points=(
        gettext_lazy("La personne a dit que ce document n’est pas à elle. Vérifiez de qui il parle avant de répondre."),
        gettext_lazy("Il reprend sa place dans le dossier, avec la visibilité qu’il avait."),
    ),
    submit=gettext_lazy("Remettre dans le dossier"),
    icon="undo-2",
    statement=gettext_lazy("J’ai vérifié : ce document concerne bien cette personne."),
)


@require_GET
def set_aside(request: SignedInRequest, record: UUID) -> HttpResponse:
    """List what this author wrote and the person set aside."""
    match list_own_set_aside(RecordId(record), actor=professional_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case OwnSetAside(documents=documents):
            context = {"rows": [show_row(one) for one in documents]}
            return page(request, "set_aside.html", context, current="messages")


Act: TypeAlias = Callable[[SignedInRequest, RecordId, DocumentId], HttpResponse | Refusal]
View: TypeAlias = Callable[[SignedInRequest, UUID, UUID], HttpResponse]


def asks_first(question: Question) -> Callable[[Act], View]:
    """Make a page that says what an act does, and does it once it is confirmed with what must be ticked."""

    def page_of(act: Act) -> View:
        @require_http_methods(["GET", "POST"])
        @wraps(act)
        def view(request: SignedInRequest, record: UUID, document_id: UUID) -> HttpResponse:
            if request.method == "POST" and (not question.statement or "dit" in request.POST):
                answer = act(request, RecordId(record), DocumentId(document_id))
                return refused(request, answer) if isinstance(answer, Refusal) else answer
            error = _("Cochez la case pour continuer.") if request.method == "POST" else ""
            context = {
                "question": question,
                "back": reverse("pro-document", args=[record, document_id]),
                "error": error,
                "further": "aussi" in request.POST,
            }
            return page(request, "act.html", context, current="patients", status=422 if error else 200)

        return view

    return page_of


@asks_first(ANNOUNCING)
def announce(request: SignedInRequest, record: RecordId, document: DocumentId) -> HttpResponse | Refusal:
    """Make visible to the person what was announced to them."""
    answer = announce_document(
        record,
        document,
        person_is_present="aussi" in request.POST,
        actor=professional_of(request),
        env=request.env,
    )
    match answer:
        case Refusal():
            return answer
        case NothingToAnnounce():
            return _there(record, document, _("La personne voyait déjà ce document."))
        case Announced():
            return _there(record, document, _("La personne voit maintenant ce document."))


@require_POST
def archive(request: SignedInRequest, record: UUID, document_id: UUID) -> HttpResponse:
    """Put a document away."""
    answer = archive_document(
        RecordId(record), DocumentId(document_id), actor=professional_of(request), env=request.env
    )
    if isinstance(answer, Refusal):
        return refused(request, answer)
    if isinstance(answer, NotShelvable):
        return _there(record, document_id, _("Cette version a été remplacée : archivez la plus récente."))
    undo = reverse("pro-unarchive", args=[record, document_id])
    return _there(record, document_id, _("Document archivé."), undo=undo)


@require_POST
def unarchive(request: SignedInRequest, record: UUID, document_id: UUID) -> HttpResponse:
    """Take a document out again."""
    answer = unarchive_document(
        RecordId(record), DocumentId(document_id), actor=professional_of(request), env=request.env
    )
    if isinstance(answer, Refusal):
        return refused(request, answer)
    undo = reverse("pro-archive", args=[record, document_id])
    return _there(record, document_id, _("Document désarchivé."), undo=undo)


@asks_first(MASKING)
def mask(request: SignedInRequest, record: RecordId, document: DocumentId) -> HttpResponse | Refusal:
    """Mask a document at the request of the person, present."""
    answer = mask_document(record, document, person_asks=True, actor=professional_of(request), env=request.env)
    match answer:
        case Refusal():
            return answer
        case NotAnnouncedYet():
            return _back(record, _("Ce document attend son annonce : il ne peut pas être masqué avant."))
        case VisibilityChanged():
            return _back(record, _("Document masqué."))


@asks_first(UNMASKING)
def unmask(request: SignedInRequest, record: RecordId, document: DocumentId) -> HttpResponse | Refusal:
    """Show a masked document again, at the request of the person, present."""
    answer = unmask_document(record, document, person_asks=True, actor=professional_of(request), env=request.env)
    return answer if isinstance(answer, Refusal) else _back(record, _("Document visible. La personne est prévenue."))


@asks_first(DELETING)
def delete(request: SignedInRequest, record: RecordId, document: DocumentId) -> HttpResponse | Refusal:
    """Delete a document that this professional wrote."""
    answer = delete_document(record, document, actor=professional_of(request), env=request.env)
    return answer if isinstance(answer, Refusal) else _out(_("Document supprimé."))


@asks_first(ANSWERING)
def answer_theirs(request: SignedInRequest, record: RecordId, document: DocumentId) -> HttpResponse | Refusal:
    """Answer that a document set aside is the person's."""
    answer = return_document(record, document, actor=professional_of(request), env=request.env)
    return answer if isinstance(answer, Refusal) else _out(_("Document remis dans le dossier."))


def _there(record: UUID, document_id: UUID, said: str, *, undo: str = "") -> HttpResponse:
    """Go on to the document, which its author reads even without access to the record."""
    return done(reverse("pro-document", args=[record, document_id]), said, undo=undo)


def _back(record: UUID, said: str) -> HttpResponse:
    """Go on to the record: whoever masks a document may not see it any more."""
    return done(reverse("pro-record", args=[record]), said)


def _out(said: str) -> HttpResponse:
    """Go where even a stranger to the record may go: an author acts without access to it."""
    return done(reverse("pro-messages"), said)
