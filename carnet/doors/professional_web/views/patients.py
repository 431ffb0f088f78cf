"""Find a patient by INS (S2), then say in what right the record is opened (S3)."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from carnet.core.access.actors import StructureKind
from carnet.core.access.decision import Refusal
from carnet.core.consent.authorization import AuthorizationStatus
from carnet.core.defects import Defect
from carnet.core.identifiers import PatientIdentifierSystem, RecordId, parse_patient_identifier
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.professional_web.page import done, page, professional_of, refused
from carnet.usecases.consent.declare_consent import declare_consent
from carnet.usecases.record.check_record import CheckedRecord, check_record

ALONE = "seul"
PRODUCTION = (PatientIdentifierSystem.INS_NIR, PatientIdentifierSystem.INS_NIA)
WORDS = {
    PatientIdentifierSystem.INS_NIR: "INS-NIR",
    PatientIdentifierSystem.INS_NIA: "INS-NIA",
    PatientIdentifierSystem.INS_NIR_TEST: gettext_lazy("INS-NIR de test"),
    PatientIdentifierSystem.INS_NIR_DEMO: gettext_lazy("INS-NIR de démonstration"),
}
FAULTS = {
    "malformed-ins": gettext_lazy("Saisissez les 15 caractères de l’INS, clé comprise."),
    "wrong-ins-key": gettext_lazy("La clé de cet INS ne correspond pas. Vérifiez le numéro sur la carte Vitale."),
}


def _authorities(request: SignedInRequest) -> list[dict[str, object]]:
    systems = list(PRODUCTION)
    if request.env.accepts_test_identifiers:
        systems = [PatientIdentifierSystem.INS_NIR_DEMO, PatientIdentifierSystem.INS_NIR_TEST, *systems]
    chosen = request.POST.get("autorite", systems[0].value)
    return [{"value": one.value, "label": WORDS[one], "chosen": one.value == chosen} for one in systems]


@require_http_methods(["GET", "POST"])
def find(request: SignedInRequest) -> HttpResponse:
    """Find a record by the INS that the professional knows. The number is sent in a form, never in an address."""
    is_samu = professional_of(request).structure_kind is StructureKind.SAMU
    context: dict[str, object] = {"authorities": _authorities(request), "ins": "", "error": "", "is_samu": is_samu}
    context["is_alone"] = ALONE in request.POST
    if request.method == "GET":
        return page(request, "find.html", context, current="patients")
    ins = request.POST.get("ins", "")
    identifier = parse_patient_identifier(
        request.POST.get("autorite", ""), ins, accepts_test=request.env.accepts_test_identifiers, where="ins"
    )
    if isinstance(identifier, Defect):
        error = FAULTS.get(identifier.code, gettext_lazy("Cet identifiant n’est pas un INS. Vérifiez-le."))
        return page(request, "find.html", {**context, "ins": ins, "error": error}, current="patients", status=422)
    alone = ALONE in request.POST
    match check_record(identifier, alone_with_a_minor=alone, actor=professional_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case CheckedRecord() as checked if not checked.glimpse.exists:
            return page(request, "no_record.html", {}, current="patients", status=404)
        case CheckedRecord(record=record) if alone:
            return HttpResponseRedirect(reverse("pro-minor-visit", args=[record]))
        case CheckedRecord(record=record, glimpse=seen):
            if seen.is_shown or (seen.authorization is AuthorizationStatus.VALID and seen.is_feedable):
                return HttpResponseRedirect(reverse("pro-record", args=[record]))
            return HttpResponseRedirect(reverse("pro-reason", args=[record]))


@require_GET
def reason(request: SignedInRequest, record: UUID) -> HttpResponse:
    """Ask in what right the record is opened: with the person, or in an emergency."""
    match check_record(RecordId(record), actor=professional_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case CheckedRecord(glimpse=seen):
            if not seen.exists:
                return page(request, "no_record.html", {}, current="patients", status=404)
            context = {
                "record": record,
                "is_expired": seen.authorization is AuthorizationStatus.EXPIRED,
                "is_closed": not seen.is_feedable,
                "is_samu": professional_of(request).structure_kind is StructureKind.SAMU,
            }
            return page(request, "reason.html", context, current="patients")


@require_POST
def consent(request: SignedInRequest, record: UUID) -> HttpResponse:
    """Declare that the person, present and able to answer, consents. Somebody who cannot answer leads to the glass."""
    answers = request.POST.get("repond")
    if answers == "non":
        return HttpResponseRedirect(reverse("pro-emergency", args=[record]))
    if answers == "confiance":
        return HttpResponseRedirect(reverse("pro-stay", args=[record]))
    error = ""
    if answers != "oui":
        error = _("Dites d’abord si la personne peut répondre.")
    elif "consent" not in request.POST:
        error = _("Cochez la case si la personne est d’accord.")
    if error:
        context = {"record": record, "error": error, "answers": answers == "oui"}
        return page(request, "reason.html", context, current="patients", status=422)
    answer = declare_consent(RecordId(record), person_is_present=True, actor=professional_of(request), env=request.env)
    if isinstance(answer, Refusal):
        return refused(request, answer)
    return done(reverse("pro-record", args=[record]), _("Accord de la personne enregistré."))
