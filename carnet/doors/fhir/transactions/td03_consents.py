"""TD0.3 and ITI-108 (IHE PCF): one's own access declared and given up; one consent read, as its asker may know it."""

from carnet.core.access.decision import Refusal
from carnet.core.consent.authorization import AuthorizationStatus
from carnet.core.defects import Defect
from carnet.core.identifiers import NOBODYS_RECORD, PatientIdentifier, PractitionerId, RecordId
from carnet.doors.fhir.http import FhirRequest, FhirResponse
from carnet.doors.fhir.identifiers import read_record_id
from carnet.doors.fhir.mapping.consent import (
    Statement,
    consent_id,
    grantee_of,
    read_statement,
    write_consent,
    write_listed,
)
from carnet.doors.fhir.outcome import issue, not_found, of_defects, of_refusal, of_unreadable, outcome
from carnet.formats.fhir.validate import validate
from carnet.usecases.consent.list_consents import ListedConsents, list_consents
from carnet.usecases.consent.state_own_access import OwnAccess, state_own_access


def declare(request: FhirRequest) -> FhirResponse:
    """Answer ``POST Consent``: 201 and the access as it holds now, or why it does not."""
    stated = _read(request)
    if isinstance(stated, FhirResponse):
        return stated
    return _state(request, stated, created=stated.gives)


def restate(request: FhirRequest) -> FhirResponse:
    """Answer ``PUT Consent/ID``: the yes renewed, or given up."""
    stated = _read(request)
    if isinstance(stated, FhirResponse):
        return stated
    record = _record_of_own(request)
    if not isinstance(stated.patient, PatientIdentifier) and stated.patient != record:
        problem, remedy = "This consent is about another person.", "Send the patient of the consent that you read here."
        return of_defects((Defect("another-patient", "Consent.patient", problem, remedy),))
    return _state(request, stated, at=record, created=False)


def give_up(request: FhirRequest) -> FhirResponse:
    """Answer ``DELETE Consent/ID``: one's own access is given up, and may be asked for anew."""
    record = _record_of_own(request)
    return _state(request, Statement(record, gives=False, person_is_present=False), at=record, created=False)


def read(request: FhirRequest) -> FhirResponse:
    """Answer ``GET Consent/ID``."""
    number = request.arguments["id"]
    record = read_record_id(number.partition("-")[0])
    match list_consents(record or NOBODYS_RECORD, actor=request.actor, env=request.env):
        case Refusal() as refusal:
            return of_refusal(refusal) if record else not_found()
        case ListedConsents() as listed:
            written = write_listed(listed, request.actor, at=request.env.clock.now())
            found = next((one for one in written if one["id"] == number), None)
            return FhirResponse(200, found) if found is not None else not_found()


def _record_of_own(request: FhirRequest) -> RecordId:
    """Tell in which record the consent of an address is; that of another professional leads nowhere, as an unknown one.

    What is stated is one's own access: it must not end, or begin, by the name of somebody else's.
    """
    number, own = request.arguments["id"], grantee_of(request.actor)
    record = read_record_id(number.partition("-")[0])
    if record is None or (isinstance(own, PractitionerId) and number != consent_id(record, own)):
        return NOBODYS_RECORD
    return record


def _read(request: FhirRequest) -> Statement | FhirResponse:
    resource = request.read_resource()
    if isinstance(resource, Defect):
        return of_defects((resource,), status=400)
    defects = validate(resource)
    if not defects and resource["resourceType"] != "Consent":
        problem, remedy = "This address takes a Consent.", "Send a Consent about your own access."
        defects = (Defect("unexpected-resource", "resourceType", problem, remedy),)
    if defects:
        return of_unreadable(defects)
    stated = read_statement(resource, request.actor, accepts_test=request.env.accepts_test_identifiers)
    return of_unreadable(stated) if isinstance(stated, tuple) else stated


def _state(request: FhirRequest, stated: Statement, *, created: bool, at: RecordId | None = None) -> FhirResponse:
    """Act, and write what holds now. ``at``: the record of the address, where the address is that of a consent."""
    own = grantee_of(request.actor)
    answer = state_own_access(
        stated.patient,
        within_record=at,
        gives=stated.gives,
        person_is_present=stated.person_is_present,
        actor=request.actor,
        env=request.env,
    )
    match answer:
        case Refusal() as refusal:
            return of_refusal(refusal)
        case OwnAccess(record, _, None):
            text = "Your access has ended. It may be asked for anew."
            return outcome(200, [issue("informational", "access-ended", text, severity="information")])
        case OwnAccess(record, _, authorization) if own is not None and authorization is not None:
            status = AuthorizationStatus.VALID.value
            written = write_consent(record, own, status=status, at=authorization.given_at, until=authorization.ends_at)
            location = f"{request.base_url}/Consent/{consent_id(record, own)}"
            return FhirResponse(201 if created else 200, written, headers={"Location": location})
        case _:
            raise RuntimeError("an access was given to nobody")
