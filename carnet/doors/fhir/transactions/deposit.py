"""What both ways of depositing share: the body read and validated, the answer to what did not enter."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, assert_never

from carnet.core.access.decision import Refusal
from carnet.core.defects import Defect
from carnet.core.documents.submission import Submission
from carnet.doors.fhir.http import FhirRequest, FhirResponse
from carnet.doors.fhir.identifiers import document_id_text
from carnet.doors.fhir.mapping.submission import Reading
from carnet.doors.fhir.outcome import issue, of_defects, of_refusal, outcome
from carnet.formats.fhir.profiles import Profile, Severity, profile_defects
from carnet.formats.fhir.validate import validate
from carnet.usecases.feeding.deposit_documents import AlreadyThere, Deposited, Rejected, deposit_documents
from carnet.usecases.feeding.trace_unreadable_deposit import trace_unreadable_deposit

ALREADY_THERE = "This uniqueId was already deposited by this structure. Nothing was stored again."


@dataclass(frozen=True, slots=True)
class Body:
    """A resource that may be deposited, and what the profile would have wanted besides."""

    resource: dict[str, Any]
    warnings: tuple[Defect, ...]


def read_body(
    request: FhirRequest, resource_type: str, profile_of: Callable[[dict[str, Any]], Profile]
) -> Body | FhirResponse:
    """Read and validate the resource that a request carries; an answer when it has defects. The attempt is traced.

    ``profile_of``: tells the profile that a valid one is checked by.

    What FHIR or the profile cannot do without is a defect; what the profile wants and we can do without is a warning.
    """
    resource = request.read_resource()
    if isinstance(resource, Defect):
        trace_unreadable_deposit((resource,), actor=request.actor, env=request.env)
        return of_defects((resource,), status=400)
    body = check_body(resource, resource_type, profile_of)
    if isinstance(body, Body):
        return body
    trace_unreadable_deposit(body, actor=request.actor, env=request.env)
    return of_defects(body)


def check_body(
    resource: dict[str, Any], resource_type: str, profile_of: Callable[[dict[str, Any]], Profile]
) -> Body | tuple[Defect, ...]:
    """Validate a resource that was sent to be deposited, or to be told whether it could be."""
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
    departures = () if defects else profile_defects(resource, profile_of(resource))
    defects = (*defects, *(one.defect for one in departures if one.severity is Severity.ERROR))
    return defects or Body(resource, tuple(one.defect for one in departures if one.severity is Severity.WARNING))


def reading(request: FhirRequest) -> Reading:
    """Give what the reading of a deposit depends on besides the deposit."""
    env = request.env
    return Reading(env.accepts_test_identifiers, env.clock.now(), env.chance.identifier(), request.contents)


def deposit(
    request: FhirRequest, submission: Submission | tuple[Defect, ...], *, may_be_there: bool = False
) -> Deposited | FhirResponse:
    """Deposit what was read, or answer why nothing entered.

    ``may_be_there``: a document that this structure deposited before is no conflict: 200 with its address, and nothing
    of what became of it, which its depositor may not see (hl7.org/fhir/R4/http.html#ccreate).
    """
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
        case AlreadyThere(record, (document, *_)) if may_be_there:
            location = f"{request.base_url}/DocumentReference/{document_id_text(record, document)}"
            return FhirResponse(200, headers={"Location": location})
        case AlreadyThere():
            return outcome(409, [issue("duplicate", "already-deposited", ALREADY_THERE)])
        case _:
            assert_never(answer)
