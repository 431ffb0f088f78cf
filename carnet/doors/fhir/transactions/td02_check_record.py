"""TD0.2: whether a record exists, whether it can be fed, and the asker's own authorisation."""

from typing import Any

from carnet.core.access.decision import Refusal
from carnet.core.defects import Defect
from carnet.doors.fhir.http import FhirRequest, FhirResponse
from carnet.doors.fhir.mapping.checked_patient import write_checked_patient
from carnet.doors.fhir.mapping.consent import write_own_authorization
from carnet.doors.fhir.outcome import ignored_parameters, of_defects, of_refusal
from carnet.doors.fhir.search_parameters import unknown_names
from carnet.doors.fhir.subject import read_record
from carnet.doors.fhir.transactions import td05_find_by_traits
from carnet.doors.fhir.transactions.td05_find_by_traits import TRAITS, asks_by_traits
from carnet.doors.fhir.wish import ANSWER
from carnet.usecases.record.check_record import CheckedRecord, check_record

KNOWN = ANSWER | {"identifier", "_id"} | TRAITS


def look_up(request: FhirRequest) -> FhirResponse:
    """Answer ``GET Patient?identifier=`` and ``POST Patient/_search``: no Patient, or one that tells no trait.

    The identity that the asker knows is the one that counts (EX_0.2-1020): we send back the identifier they sent.
    """
    if asks_by_traits(request):
        return td05_find_by_traits.find(request)
    subject = read_record(
        request.parameters,
        accepts_test=request.env.accepts_test_identifiers,
        by_identifier="identifier",
        by_id="_id",
    )
    unknown = unknown_names(request.parameters, KNOWN, is_strict=request.is_strict)
    defects = [one for one in (subject, *unknown) if isinstance(one, Defect)]
    if defects or isinstance(subject, Defect):
        return of_defects(defects, status=400)
    match check_record(subject, actor=request.actor, env=request.env):
        case Refusal() as refusal:
            return of_refusal(refusal)
        case CheckedRecord() as checked:
            warnings = ignored_parameters(tuple(name for name in unknown if isinstance(name, str)))
            return FhirResponse(200, _bundle(request, checked, warnings))


def _bundle(request: FhirRequest, checked: CheckedRecord, warnings: list[dict[str, Any]]) -> dict[str, Any]:
    glimpse = checked.glimpse
    bundle: dict[str, Any] = {"resourceType": "Bundle", "type": "searchset", "total": int(glimpse.exists)}
    if not glimpse.exists:
        return {**bundle, "entry": warnings} if warnings else bundle
    patient = write_checked_patient(checked)
    consent = write_own_authorization(checked, request.actor, at=request.env.clock.now())
    return {
        **bundle,
        "entry": [
            {
                "fullUrl": f"{request.base_url}/Patient/{patient['id']}",
                "resource": patient,
                "search": {"mode": "match"},
            },
            {
                "fullUrl": f"{request.base_url}/Consent/{consent['id']}",
                "resource": consent,
                "search": {"mode": "include"},
            },
            *warnings,
        ],
    }
