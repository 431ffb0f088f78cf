"""« À vérifier »: what somebody blocked has deposited, and what is set aside."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from carnet.core.access.decision import Refusal
from carnet.core.consent.grantee import Grantee
from carnet.core.identifiers import DocumentId, OrganizationId, PractitionerId
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.patient_web.page import actor_of, done, page, record_of, refused
from carnet.doors.patient_web.shown import show_document
from carnet.usecases.confidentiality.list_pending import Pending, list_pending
from carnet.usecases.consent.refuse_deposits import NotBlocked, refuse_deposits
from carnet.usecases.feeding.check_deposit import check_deposit


@require_GET
def pending(request: SignedInRequest) -> HttpResponse:
    """List what waits."""
    match list_pending(record_of(request), actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case Pending(to_check=to_check, aside=aside):
            context = {
                "to_check": [
                    {
                        "id": one.document,
                        "shown": show_document(one, since=None),
                        "cards": _cards(one.entry.written_by()),
                    }
                    for one in to_check
                ],
                "aside": [{"id": one.document, "at": one.deposited_at} for one in aside],
            }
            return page(request, "pending.html", context, current="documents")


@require_POST
def accept(request: SignedInRequest, document_id: UUID) -> HttpResponse:
    """Take a deposit into the record."""
    return _check(request, document_id, accepts=True, said=_("Document accepté."))


@require_POST
def refuse(request: SignedInRequest, document_id: UUID) -> HttpResponse:
    """Leave a deposit out of the record, for good."""
    return _check(request, document_id, accepts=False, said=_("Document refusé. Personne ne le voit plus."))


@require_POST
def deposits(request: SignedInRequest, kind: str, identifier: str) -> HttpResponse:
    """Refuse whatever somebody blocked would still deposit, or take it again."""
    grantee: Grantee = PractitionerId(identifier) if kind == "professionnel" else OrganizationId(identifier)
    refuses = request.POST.get("depots") == "refuses"
    answer = refuse_deposits(record_of(request), grantee, refuses=refuses, actor=actor_of(request), env=request.env)
    match answer:
        case Refusal() as refusal:
            return refused(request, refusal)
        case NotBlocked():
            said = _("Rien n’a changé : cette personne n’est pas bloquée.")
        case _:
            said = _("Ses prochains dépôts seront refusés.") if refuses else _("Ses dépôts seront de nouveau reçus.")
    return done(reverse("patient-person", args=[kind, identifier]), said)


def _check(request: SignedInRequest, document_id: UUID, *, accepts: bool, said: str) -> HttpResponse:
    answer = check_deposit(
        record_of(request),
        DocumentId(document_id),
        accepts=accepts,
        actor=actor_of(request),
        env=request.env,
    )
    if isinstance(answer, Refusal):
        return refused(request, answer)
    return done(reverse("patient-pending"), said)


def _cards(authors: frozenset[PractitionerId]) -> list[str]:
    return [
        reverse("patient-person", args=["professionnel", one.value])
        for one in sorted(authors, key=lambda one: one.value)
    ]
