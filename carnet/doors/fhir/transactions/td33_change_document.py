"""TD3.3a–d: a document masked or shown, announced, deleted, put away or taken out, by a patch of its metadata."""

from typing import assert_never

from carnet.core.access.decision import Refusal
from carnet.core.defects import Defect
from carnet.core.documents.wished import ReadWish
from carnet.core.identifiers import NO_DOCUMENT, NOBODYS_RECORD
from carnet.doors.fhir.http import FhirRequest, FhirResponse
from carnet.doors.fhir.identifiers import read_document_id
from carnet.doors.fhir.mapping.document_reference import write_document_reference
from carnet.doors.fhir.mapping.patch import (
    NOT_CHANGED_HERE,
    read_fhirpath_patch,
    read_json_patch,
    read_wish_of,
)
from carnet.doors.fhir.mapping.values import write_instant
from carnet.doors.fhir.media_types import JSON_PATCH
from carnet.doors.fhir.outcome import issue, not_found, of_defects, of_refusal, of_unreadable, outcome
from carnet.doors.fhir.search_values import read_uri
from carnet.doors.fhir.subject import read_record
from carnet.doors.fhir.wish import ANSWER
from carnet.formats.fhir.read import parse_json
from carnet.formats.fhir.validate import validate
from carnet.usecases.confidentiality.change_document import (
    AnotherVersion,
    Changed,
    NotUnderstood,
    Numbered,
    SeveralDocuments,
    Which,
    change_document,
)
from carnet.usecases.confidentiality.mask_document import NotAnnouncedYet
from carnet.usecases.family.hide_from_representatives import AlreadyShown
from carnet.usecases.feeding.archive_document import NotShelvable

KNOWN = ANSWER | {"identifier", "patient", "patient.identifier"}
PRESENT = "person-present"
"""The header by which a professional states that the person is there, able to answer, and asks for the change."""


def change(request: FhirRequest) -> FhirResponse:
    """Answer ``PATCH DocumentReference/ID``."""
    place = read_document_id(request.arguments["id"])
    wish = _read_wish(request)
    if isinstance(wish, FhirResponse):
        return wish
    answer = _change(request, place or (NOBODYS_RECORD, NO_DOCUMENT), wish)
    return answer if place or answer.status not in (403, 404) else not_found()


def change_numbered(request: FhirRequest) -> FhirResponse:
    """Answer ``PATCH DocumentReference?identifier=SYSTEM|NUMBER`` (FHIR R4, « conditional patch »).

    Without ``patient``, the document is looked for among those that the one who asks has deposited.
    """
    wish = _read_wish(request)
    which = _read_number(request)
    if isinstance(which, tuple):
        return of_defects(which, status=400)
    if isinstance(wish, FhirResponse):
        return wish
    answer = _change(request, which, wish)
    # Where no patient is named, a number that leads nowhere and one that leads to what is hidden are answered alike.
    return not_found() if which.record is None and answer.status == 403 and _tells_nothing(answer) else answer


def _tells_nothing(answer: FhirResponse) -> bool:
    issues = (answer.resource or {}).get("issue", [])
    return any(one["details"]["coding"][0]["code"] == "no-access" for one in issues)


def _read_number(request: FhirRequest) -> Numbered | tuple[Defect, ...]:
    parameters = request.parameters
    unknown = [name for name in sorted(parameters) if name not in KNOWN]
    problem = "A change names its document by identifier, and may name its patient: nothing else."
    remedy = (
        "Send PATCH [base]/DocumentReference?identifier=SYSTEM|NUMBER, with patient or patient.identifier beside it."
    )
    defects = [Defect("unknown-search-parameter", name, problem, remedy) for name in unknown]
    numbers = [read_uri(text) for text in parameters.get("identifier", ())]
    if len(numbers) != 1 or not numbers[0]:
        defects.append(Defect("one-identifier", "identifier", problem, remedy))
    if "patient" not in parameters and "patient.identifier" not in parameters:
        return tuple(defects) or Numbered(numbers[0])
    record = read_record(parameters, accepts_test=request.env.accepts_test_identifiers)
    if isinstance(record, Defect):
        return (*defects, record)
    return tuple(defects) or Numbered(numbers[0], record)


def _read_wish(request: FhirRequest) -> ReadWish | FhirResponse:
    """Read the patch that the body holds: JSON Patch, or Parameters for a FHIRPath Patch."""
    if request.sent.name == JSON_PATCH or request.body.lstrip()[:1] == b"[":
        # Read with the care that a resource gets: no key twice, no number too long, not too deep.
        read = parse_json(b'{"patch":' + request.body + b"}")
        if isinstance(read, Defect):
            return of_defects((read,), status=400)
        operations = read_json_patch(read.get("patch") if len(read) == 1 else None)
    else:
        resource = request.read_resource()
        if isinstance(resource, Defect):
            return of_defects((resource,), status=400)
        defects = validate(resource)
        if not defects and resource["resourceType"] != "Parameters":
            problem, remedy = "A patch is no resource of this type.", "Send a JSON Patch, or Parameters."
            defects = (Defect("unexpected-resource", "resourceType", problem, remedy),)
        if defects:
            return of_unreadable(defects)
        operations = read_fhirpath_patch(resource)
    found = tuple(one for one in operations if isinstance(one, Defect))
    return of_unreadable(found) if found else read_wish_of([one for one in operations if not isinstance(one, Defect)])


def _change(request: FhirRequest, which: Which, wish: ReadWish) -> FhirResponse:
    answer = change_document(
        which,
        wish,
        versions=_versions(request),
        person_asks=request.headers.get(PRESENT, "").strip().lower() == "true",
        actor=request.actor,
        env=request.env,
    )
    match answer:
        case Changed():
            return _changed(request, answer)
        case Refusal() as refusal:
            return of_refusal(refusal)
        case NotUnderstood(defects):
            is_elsewhere = any(defect.code == NOT_CHANGED_HERE for defect in defects)
            refused = of_defects(defects, status=405 if is_elsewhere else 422)
            return FhirResponse(405, refused.resource, headers={"Allow": "GET, PATCH"}) if is_elsewhere else refused
        case AnotherVersion():
            text = "The document has another version than the one in If-Match. Read it again, then decide."
            return outcome(412, [issue("conflict", "version-differs", text)])
        case SeveralDocuments():
            text = "Several documents of this record have this number. Send the id of the one that you mean."
            return outcome(412, [issue("multiple-matches", "several-documents", text)])
        case NotAnnouncedYet():
            text = "The document waits for its announcement: it cannot be masked before (EX_2.1-1050)."
            return outcome(422, [issue("business-rule", "not-announced-yet", text)])
        case NotShelvable():
            text = "An older version goes with the one that replaced it: put that one away."
            return outcome(422, [issue("business-rule", "older-version", text)])
        case AlreadyShown(at):
            text = f"A representative was shown this document, or told of it, on {write_instant(at)}."
            return outcome(409, [issue("conflict", "already-shown", text)])
        case _:
            assert_never(answer)


def _versions(request: FhirRequest) -> tuple[str, ...]:
    """Give the versions that ``If-Match`` names; what is no version of ours matches none."""
    if request.headers.get("if-match", "*").strip() == "*":
        return ()
    return request.version_tags or ("",)


def _changed(request: FhirRequest, changed: Changed) -> FhirResponse:
    shown = changed.shown
    if shown is None:
        text = "The document is deleted." if changed.is_deleted else "The document is changed."
        return outcome(200, [issue("informational", "changed", text, severity="information")])
    resource = write_document_reference(shown, base_url=request.base_url)
    if changed.is_deleted:
        # No profile of IHE knows a document that is deleted: it follows FHIR alone.
        meta = {name: value for name, value in resource["meta"].items() if name != "profile"}
        return FhirResponse(200, {**resource, "meta": meta, "status": "entered-in-error"})
    return FhirResponse(200, resource, headers={"ETag": f'W/"{shown.version}"'})
