"""What a professional does with the person beside them (S9): their own access, and the way to the other acts."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from carnet.core.access.decision import Refusal
from carnet.core.consent.authorization import AuthorizationStatus
from carnet.core.identifiers import RecordId
from carnet.core.record.closing import ClosingReason
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.professional_web.page import done, page, professional_of, refused
from carnet.usecases.consent.declare_consent import declare_consent
from carnet.usecases.consent.withdraw_authorization import give_up_access
from carnet.usecases.record.check_record import CheckedRecord, check_record
from carnet.usecases.record.close_record import close_record


@require_GET
def with_person(request: SignedInRequest, record: UUID) -> HttpResponse:
    """Show what this professional may do at the request of the person who is present."""
    match check_record(RecordId(record), actor=professional_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case CheckedRecord(glimpse=seen):
            if seen.authorization is not AuthorizationStatus.VALID or not seen.is_feedable:
                return HttpResponseRedirect(reverse("pro-reason", args=[record]))
            context = {"record": record, "is_treating": seen.is_treating_physician}
            return page(request, "with_person.html", context, current="patients")


@require_POST
def renew(request: SignedInRequest, record: UUID) -> HttpResponse:
    """Declare again that the person, present, consents: their yes lasts on."""
    answer = declare_consent(
        RecordId(record), person_is_present="present" in request.POST, actor=professional_of(request), env=request.env
    )
    if isinstance(answer, Refusal):
        return refused(request, answer)
    return done(reverse("pro-record", args=[record]), _("Accord de la personne enregistré."))


@require_POST
def give_up(request: SignedInRequest, record: UUID) -> HttpResponse:
    """End one's own access: the person takes their yes back."""
    answer = give_up_access(RecordId(record), actor=professional_of(request), env=request.env)
    if isinstance(answer, Refusal):
        return refused(request, answer)
    return done(reverse("pro-home"), _("Vous n’avez plus accès à ce dossier."))


@require_http_methods(["GET", "POST"])
def close(request: SignedInRequest, record: UUID) -> HttpResponse:
    """Say what closing does, then close the record at the person's request."""
    context: dict[str, object] = {"record": record, "error": ""}
    if request.method == "GET":
        return page(request, "close.html", context, current="patients")
    if "present" not in request.POST:
        error = _("Seule la personne, présente, peut demander la fermeture. Cochez la case.")
        return page(request, "close.html", {**context, "error": error}, current="patients", status=422)
    answer = close_record(
        RecordId(record),
        reason=ClosingReason.HOLDER_ASKS.value,
        person_is_present=True,
        actor=professional_of(request),
        env=request.env,
    )
    if isinstance(answer, Refusal):
        return refused(request, answer)
    return done(reverse("pro-home"), _("Dossier fermé. La personne est prévenue et peut le rouvrir."))
