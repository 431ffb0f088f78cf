"""``Patient/$export``: a record prepared as files of one resource a line (FHIR Bulk Data 2.0), for its person alone."""

from typing import Final
from uuid import UUID

from carnet.core.access.decision import Refusal
from carnet.core.defects import Defect
from carnet.core.record.export import ExportKind, ExportStage, Part, RecordExport, Wish
from carnet.doors.fhir.http import FhirRequest, FhirResponse, Parameters
from carnet.doors.fhir.identifiers import record_id_text
from carnet.doors.fhir.mapping.values import Json, write_instant
from carnet.doors.fhir.operation_input import read_input, record_of
from carnet.doors.fhir.outcome import issue, not_found, of_defects, of_refusal, outcome
from carnet.doors.fhir.transactions.everything import read_wanted
from carnet.formats.fhir.write import write_json
from carnet.usecases.export.ask_export import TooManyExports, ask_export
from carnet.usecases.export.asked import NoSuchExport
from carnet.usecases.export.fetch_export import FetchedFile, fetch_file
from carnet.usecases.export.follow_exports import look_at_export
from carnet.usecases.export.remove_export import ExportRemoved, remove_export
from carnet.usecases.reading.read_everything import Kind

KNOWN: Final = frozenset({"_type", "_since", "_outputFormat"})
NDJSON: Final = "application/fhir+ndjson"
FORMATS: Final = frozenset({NDJSON, "application/ndjson", "ndjson"})
BINARY: Final = "Binary"
RETRY_AFTER: Final = "10"
"""Seconds between two looks."""
PARTS: Final = {
    Kind.PERSON: Part.PERSON,
    Kind.ACCESS_RIGHTS: Part.ACCESS_RIGHTS,
    Kind.DEPOSITS: Part.DEPOSITS,
    Kind.DOCUMENTS: Part.DOCUMENTS,
    Kind.HEALTH: Part.HEALTH,
    Kind.HISTORY: Part.HISTORY,
}


def begin(request: FhirRequest) -> FhirResponse:
    """Answer ``GET`` and ``POST Patient/ID/$export``: 202, and where to look."""
    given = read_input(request, KNOWN)
    if isinstance(given, tuple):
        return of_defects(given, status=400)
    wish = _read_wish(request, given)
    if isinstance(wish, tuple):
        return of_defects(wish, status=400)
    match ask_export(record_of(request), wish, actor=request.actor, env=request.env):
        case Refusal() as refusal:
            return of_refusal(refusal)
        case TooManyExports():
            text = "As many exports as anybody may have are there already. Delete one, or wait until it expires."
            return outcome(429, [issue("throttled", "too-many-exports", text)], {"Retry-After": "3600"})
        case RecordExport() as one:
            return FhirResponse(202, headers={"Content-Location": _address(request, one)})


def look(request: FhirRequest) -> FhirResponse:
    """Answer ``GET Patient/ID/$export/JOB``: how far it has come, or the manifest."""
    job = _job(request)
    answer = look_at_export(record_of(request), job, actor=request.actor, env=request.env)
    match answer:
        case Refusal() as refusal:
            return of_refusal(refusal)
        case NoSuchExport():
            return not_found()
        case RecordExport() as one if one.stage is ExportStage.WAITING:
            progress = f"{one.done} of {one.total} documents" if one.total else "waiting"
            return FhirResponse(202, headers={"X-Progress": progress, "Retry-After": RETRY_AFTER})
        case RecordExport() as one if one.stage is ExportStage.FAILED:
            text = "This export could not be prepared. Delete it, and ask for it again."
            return outcome(500, [issue("exception", "export-failed", text)])
        case RecordExport() as one:
            body = write_json(_manifest(request, one))
            return FhirResponse(200, stream=[body], content_type="application/json", headers=_expiry(one))


def fetch(request: FhirRequest) -> FhirResponse:
    """Answer ``GET Patient/ID/$export/JOB/TYPE``: the file of one type, a resource a line."""
    job, name = _job(request), request.arguments["type"]
    match fetch_file(record_of(request), job, name, actor=request.actor, env=request.env):
        case Refusal() as refusal:
            return of_refusal(refusal)
        case NoSuchExport():
            return not_found()
        case FetchedFile() as found:
            headers = {"Content-Length": str(found.size), **_expiry(found.one)}
            return FhirResponse(200, stream=found.chunks, content_type=NDJSON, headers=headers)


def remove(request: FhirRequest) -> FhirResponse:
    """Answer ``DELETE Patient/ID/$export/JOB``: given up, or destroyed."""
    match remove_export(record_of(request), _job(request), actor=request.actor, env=request.env):
        case Refusal() as refusal:
            return of_refusal(refusal)
        case NoSuchExport():
            return not_found()
        case ExportRemoved():
            return FhirResponse(202)


def _read_wish(request: FhirRequest, given: Parameters) -> Wish | tuple[Defect, ...]:
    """Read what is wanted; the bytes of documents come along unless ``_type`` names other types only."""
    defects = []
    if "respond-async" not in request.headers.get("prefer", ""):
        problem = "An export is prepared while the client does something else."
        defects.append(Defect("export-is-asynchronous", "Prefer", problem, "Send Prefer: respond-async."))
    if any(one.replace(" ", "+") not in FORMATS for one in given.get("_outputFormat", ())):
        remedy = f"Leave it out, or send _outputFormat={NDJSON}."
        problem = "Exports are written as one resource a line, and in no other way."
        defects.append(Defect("unknown-output-format", "_outputFormat", problem, remedy))
    named = [one for text in given.get("_type", ()) for one in text.split(",") if one]
    others = tuple(one for one in named if one != BINARY)
    wanted = read_wanted({**given, "_type": others} if others else {**given, "_type": ()})
    if isinstance(wanted, tuple):
        defects += wanted
    if defects or isinstance(wanted, tuple):
        return tuple(defects)
    kinds = wanted.kinds if others or not named else frozenset[Kind]()
    parts = {PARTS[kind] for kind in kinds} | ({Part.CONTENTS} if BINARY in named or not named else set())
    asked = _query(given)
    address = f"{request.base_url}/Patient/{record_id_text(record_of(request))}/$export{asked}"
    return Wish(ExportKind.FHIR, frozenset(parts), request.base_url, wanted.since, address)


def _query(given: Parameters) -> str:
    pairs = "&".join(f"{name}={value}" for name, values in given.items() if name in KNOWN for value in values)
    return f"?{pairs}" if pairs else ""


def _job(request: FhirRequest) -> UUID:
    """Read the number of an export; what is no number is that of none."""
    try:
        return UUID(request.arguments["job"])
    except ValueError:
        return UUID(int=0)


def _address(request: FhirRequest, one: RecordExport) -> str:
    return f"{request.base_url}/Patient/{record_id_text(one.record)}/$export/{one.id}"


def _manifest(request: FhirRequest, one: RecordExport) -> Json:
    """Write it (FHIR Bulk Data 2.0, « Complete Status »). What changed after ``transactionTime`` may be missing."""
    files = one.prepared.files if one.prepared is not None else ()
    address = _address(request, one)
    return {
        "transactionTime": write_instant(one.asked_at),
        "request": one.wish.request,
        "requiresAccessToken": True,
        "output": [{"type": file.name, "url": f"{address}/{file.name}", "count": file.count} for file in files],
        "error": [],
    }


def _expiry(one: RecordExport) -> dict[str, str]:
    return {"Expires": f"{one.expires_at:%a, %d %b %Y %H:%M:%S} GMT"} if one.expires_at is not None else {}
