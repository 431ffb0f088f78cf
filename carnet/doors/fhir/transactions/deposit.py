"""What both ways of depositing share: the body read and validated, the answer to what did not enter."""

from dataclasses import dataclass
from typing import Any, assert_never

from carnet.core.access.decision import Refusal
from carnet.core.defects import Defect
from carnet.core.documents.submission import Submission
from carnet.doors.fhir.http import FhirRequest, FhirResponse
from carnet.doors.fhir.mapping.submission import Reading
from carnet.doors.fhir.outcome import issue, of_defects, of_refusal, outcome
from carnet.formats.fhir.profiles import Profile, Severity, profile_defects
from carnet.formats.fhir.read import parse_json
from carnet.formats.fhir.validate import validate
from carnet.usecases.feeding.deposit_documents import AlreadyThere, Deposited, Rejected, deposit_documents
from carnet.usecases.feeding.trace_unreadable_deposit import trace_unreadable_deposit


@dataclass(frozen=True, slots=True)
class Body:
    """A resource that may be deposited, and what the profile would have wanted besides."""

    resource: dict[str, Any]
    warnings: tuple[Defect, ...]


def read_body(request: FhirRequest, resource_type: str, profile: Profile) -> Body | FhirResponse:
    """Read and validate the resource that a request carries; an answer when it has defects. The attempt is traced.

    What FHIR or the profile cannot do without is a defect; what the profile wants and we can do without is a warning.
    """
    resource = parse_json(request.body)
    if isinstance(resource, Defect):
        trace_unreadable_deposit((resource,), actor=request.actor, env=request.env)
        return of_defects((resource,), status=400)
    defects = validate(resource)
    if not defects and resource.get("resourceType") != resource_type:
        defects = (
            Defect(
                "unexpected-resource",
                "resourceType",
                f"This address takes a {resource_type}.",
                "Send a transaction Bundle to the base address, or a DocumentReference to /DocumentReference.",
            ),
        )
    departures = () if defects else profile_defects(resource, profile)
    defects = (*defects, *(one.defect for one in departures if one.severity is Severity.ERROR))
    if defects:
        trace_unreadable_deposit(defects, actor=request.actor, env=request.env)
        return of_defects(defects)
    return Body(resource, tuple(one.defect for one in departures if one.severity is Severity.WARNING))


def reading(request: FhirRequest) -> Reading:
    """Give what the reading of a deposit depends on besides the deposit."""
    env = request.env
    return Reading(env.accepts_test_identifiers, env.clock.now(), env.chance.identifier())


def deposit(request: FhirRequest, submission: Submission | tuple[Defect, ...]) -> Deposited | FhirResponse:
    """Deposit what was read, or answer why nothing entered."""
    if isinstance(submission, tuple):
        trace_unreadable_deposit(submission, actor=request.actor, env=request.env)
        return of_defects(submission)
    answer = deposit_documents(submission, actor=request.actor, env=request.env)
    match answer:
        case Deposited():
            return answer
        case Refusal() as refusal:
            return of_refusal(refusal)
        case Rejected(defects):
            return of_defects(defects)
        case AlreadyThere():
            text = "This uniqueId was already deposited by this structure. Nothing was stored again."
            return outcome(409, [issue("duplicate", "already-deposited", text)])
        case _:
            assert_never(answer)
