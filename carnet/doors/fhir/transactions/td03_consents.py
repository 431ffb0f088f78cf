"""TD0.3 and ITI-108 (IHE PCF): one's own access declared and given up; who may see a record, as its asker may know."""

from typing import Any

from carnet.core.access.decision import Refusal
from carnet.core.consent.authorization import AuthorizationStatus
from carnet.core.defects import Defect
from carnet.core.identifiers import NOBODYS_RECORD, PractitionerId, RecordId
from carnet.doors.fhir.http import FhirRequest, FhirResponse
from carnet.doors.fhir.identifiers import read_record_id
from carnet.doors.fhir.mapping.consent import (
    Statement,
    consent_id,
    grantee_of,
    read_statement,
    write_blocked,
    write_consent,
    write_granted,
    write_own_authorization,
)
from carnet.doors.fhir.mapping.values import Json
from carnet.doors.fhir.outcome import ignored_parameters, issue, not_found, of_defects, of_refusal, outcome
from carnet.doors.fhir.search_parameters import SUBJECT, unknown_names
from carnet.doors.fhir.search_values import read_uri, split_values
from carnet.doors.fhir.subject import read_record
from carnet.doors.fhir.wish import ANSWER
from carnet.formats.fhir.validate import validate
from carnet.usecases.consent.list_consents import ListedConsents, list_consents
from carnet.usecases.consent.state_own_access import OwnAccess, state_own_access

KNOWN = frozenset({*ANSWER, *SUBJECT, "_id", "status", "actor", "actor.identifier", "actor:identifier"})


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
    return _state(request, Statement(_record_of_own(request), stated.gives, stated.person_is_present), created=False)


def give_up(request: FhirRequest) -> FhirResponse:
    """Answer ``DELETE Consent/ID``: one's own access is given up, and may be asked for anew."""
    return _state(request, Statement(_record_of_own(request), gives=False, person_is_present=False), created=False)


def find(request: FhirRequest) -> FhirResponse:
    """Answer ``GET Consent`` and ``POST Consent/_search``; ``status`` and ``actor`` narrow it down."""
    subject = read_record(request.parameters, accepts_test=request.env.accepts_test_identifiers)
    unknown = unknown_names(request.parameters, KNOWN, is_strict=request.is_strict)
    defects = [one for one in (subject, *unknown) if isinstance(one, Defect)]
    if defects or isinstance(subject, Defect):
        return of_defects(defects, status=400)
    match list_consents(subject, actor=request.actor, env=request.env):
        case Refusal() as refusal:
            return of_refusal(refusal)
        case ListedConsents() as listed:
            found = [one for one in _written(request, listed) if _is_asked(request, one)]
            entries: list[dict[str, Any]] = [
                {"fullUrl": f"{request.base_url}/Consent/{one['id']}", "resource": one, "search": {"mode": "match"}}
                for one in found
            ]
            entries += ignored_parameters(tuple(name for name in unknown if isinstance(name, str)))
            bundle = {"resourceType": "Bundle", "type": "searchset", "total": len(found)}
            return FhirResponse(200, {**bundle, "entry": entries} if entries else bundle)


def read(request: FhirRequest) -> FhirResponse:
    """Answer ``GET Consent/ID``."""
    number = request.arguments["id"]
    record = read_record_id(number.partition("-")[0])
    match list_consents(record or NOBODYS_RECORD, actor=request.actor, env=request.env):
        case Refusal() as refusal:
            return of_refusal(refusal) if record else not_found()
        case ListedConsents() as listed:
            found = next((one for one in _written(request, listed) if one["id"] == number), None)
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
        return of_defects(defects)
    stated = read_statement(resource, request.actor, accepts_test=request.env.accepts_test_identifiers)
    return of_defects(stated) if isinstance(stated, tuple) else stated


def _state(request: FhirRequest, stated: Statement, *, created: bool) -> FhirResponse:
    own = grantee_of(request.actor)
    answer = state_own_access(
        stated.patient,
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


def _written(request: FhirRequest, listed: ListedConsents) -> list[Json]:
    """Write every consent that the asker may know of; none where there is no record for them."""
    if listed.own is not None:
        if not listed.own.glimpse.exists or grantee_of(request.actor) is None:
            return []
        return [write_own_authorization(listed.own, request.actor, at=request.env.clock.now())]
    if listed.rights is None:
        return []
    granted = [write_granted(listed.record, one) for one in listed.rights.granted]
    return [*granted, *(write_blocked(listed.record, one) for one in listed.rights.blocked)]


def _is_asked(request: FhirRequest, consent: Json) -> bool:
    """Whether a consent answers to ``_id``, ``status`` and ``actor``: within each, one of its values."""
    named = {one["reference"]["identifier"]["value"] for one in consent["provision"].get("actor", [])}
    holds = {"_id": {consent["id"]}, "status": {consent["status"]}}
    holds |= dict.fromkeys(("actor", "actor.identifier", "actor:identifier"), named)
    return all(
        not values.isdisjoint(map(read_uri, split_values(text)))
        for name, values in holds.items()
        for text in request.parameters.get(name, ())
    )
