"""``$validate``: whether a deposit would enter, by the very code that deposits; nothing is stored of it."""

from collections.abc import Callable
from typing import Any, assert_never

from carnet.core.access.decision import Refusal
from carnet.core.defects import Defect
from carnet.core.documents.submission import Submission
from carnet.doors.fhir.http import FhirRequest, FhirResponse
from carnet.doors.fhir.mapping.submission import Reading, read_bundle, read_single
from carnet.doors.fhir.outcome import issue, of_defects, of_refusal, outcome
from carnet.doors.fhir.transactions.deposit import ALREADY_THERE, check_body, reading
from carnet.doors.fhir.transactions.iti65_provide_document_bundle import profile_of
from carnet.formats.fhir.profiles import Profile
from carnet.usecases.feeding.deposit_documents import AlreadyThere, Rejected
from carnet.usecases.feeding.validate_deposit import Sound, validate_deposit

Read = Callable[[dict[str, Any], Reading], Submission | tuple[Defect, ...]]

ONLY_CREATE = Defect(
    "unsupported-mode",
    "mode",
    "Only the creation of a deposit is checked here.",
    "Send mode=create, or leave it out.",
)
NO_RESOURCE = Defect(
    "missing-parameter",
    "Parameters.parameter",
    "No parameter « resource » holds what is to be checked.",
    "Send the resource by itself, or in a parameter named resource.",
)


def validate_document(request: FhirRequest) -> FhirResponse:
    """Answer ``POST DocumentReference/$validate``: what ITI-105 would say."""
    return _validate(request, "DocumentReference", lambda _resource: Profile.PDSM_SIMPLIFIED_PUBLISH, read_single)


def validate_bundle(request: FhirRequest) -> FhirResponse:
    """Answer ``POST Bundle/$validate``: what ITI-65 would say."""
    return _validate(request, "Bundle", profile_of, read_bundle)


def _validate(
    request: FhirRequest, resource_type: str, profile: Callable[[dict[str, Any]], Profile], read: Read
) -> FhirResponse:
    """Tell all that is wrong with a resource: 200 with an OperationOutcome.

    Source: hl7.org/fhir/R4/resource-operation-validate.html. What is refused for want of a right, or cannot be read
    at all, is answered as the deposit itself would be.
    """
    resource = _resource(request)
    if isinstance(resource, Defect):
        return of_defects((resource,), status=400)
    body = check_body(resource, resource_type, profile)
    if isinstance(body, tuple):
        return of_defects(body, status=200)
    submission = read(body.resource, reading(request))
    if isinstance(submission, tuple):
        return of_defects(submission, status=200)
    told = [
        issue("incomplete", one.code, f"{one.problem} {one.remedy}", where=one.where, severity="warning")
        for one in body.warnings
    ]
    answer = validate_deposit(submission, actor=request.actor, env=request.env)
    match answer:
        case Sound():
            text = "This deposit would enter now. Nothing was stored."
            return outcome(200, [issue("informational", "sound", text, severity="information"), *told])
        case Refusal() as refusal:
            return of_refusal(refusal)
        case Rejected(defects):
            return of_defects(defects, status=200)
        case AlreadyThere():
            return outcome(200, [issue("duplicate", "already-deposited", ALREADY_THERE), *told])
        case _:
            assert_never(answer)


def _resource(request: FhirRequest) -> dict[str, Any] | Defect:
    """Find the resource to check: the body itself, or the parameter ``resource`` of Parameters."""
    sent = request.read_resource()
    if isinstance(sent, Defect):
        return sent
    modes = list(request.parameters.get("mode", ()))
    if sent.get("resourceType") != "Parameters":
        return sent if set(modes) <= {"create"} else ONLY_CREATE
    listed = sent.get("parameter")
    parameters = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    modes += [str(one.get("valueCode")) for one in parameters if one.get("name") == "mode"]
    if not set(modes) <= {"create"}:
        return ONLY_CREATE
    held = [one.get("resource") for one in parameters if one.get("name") == "resource"]
    return held[0] if len(held) == 1 and isinstance(held[0], dict) else NO_RESOURCE
