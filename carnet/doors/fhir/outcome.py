"""Refusals and defects → OperationOutcome. Each issue says where, which rule, and what to do."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, assert_never
from uuid import NAMESPACE_URL, uuid5

from carnet.core.access.decision import Refusal, Told
from carnet.core.defects import Defect
from carnet.doors.fhir.http import FhirResponse
from carnet.doors.fhir.names import CARNET

ERROR_CODES = f"{CARNET.removesuffix('StructureDefinition/')}CodeSystem/errors"


def issue(code: str, details: str, text: str, *, where: str = "", severity: str = "error") -> dict[str, Any]:
    """Write one issue. ``code``: of IssueType; ``details``: ours (docs/doors/errors.md); ``where``: FHIRPath."""
    written: dict[str, Any] = {
        "severity": severity,
        "code": code,
        "details": {"coding": [{"system": ERROR_CODES, "code": details}]},
        "diagnostics": text,
    }
    return {**written, "expression": [where]} if where else written


def outcome(status: int, issues: list[dict[str, Any]], headers: dict[str, str] | None = None) -> FhirResponse:
    """Answer with an OperationOutcome."""
    return FhirResponse(status, {"resourceType": "OperationOutcome", "issue": issues}, headers=headers or {})


def of_defects(defects: Iterable[Defect], *, status: int = 422) -> FhirResponse:
    """Answer to an input with defects: all of them, each with its remedy."""
    return outcome(
        status,
        [issue("invalid", defect.code, f"{defect.problem} {defect.remedy}", where=defect.where) for defect in defects],
    )


def of_unreadable(defects: Iterable[Defect], *, status: int = 422) -> FhirResponse:
    """Answer to what cannot be read as what the address takes, before anything was decided; it is written down."""
    return replace(of_defects(defects, status=status), is_unreadable=True)


def codes_of(answer: FhirResponse) -> tuple[str, ...]:
    """Give the stable codes that an answer tells."""
    issues = (answer.resource or {}).get("issue", ())
    return tuple(one["details"]["coding"][0]["code"] for one in issues)


def of_refusal(refusal: Refusal) -> FhirResponse:
    """Answer to a refusal with the words that its asker may read, and nothing of its cause."""
    told = refusal.told
    match told:
        case Told.NOT_FOUND:
            return not_found()
        case (
            Told.NO_ACCESS
            | Told.NO_EMERGENCY_ACCESS
            | Told.NOT_ALLOWED
            | Told.OPPOSED
            | Told.NOT_FEEDABLE
            | Told.ALREADY_OPEN
            | Told.CARD_NEEDED
            | Told.REPRESENTATIVE_NEEDED
            | Told.NOT_AN_AUTHORIZED_DOCTOR
            | Told.LIFT_THE_BLOCK_FIRST
            | Told.WITH_A_DOCTOR
            | Told.BOTH_PARENTS
            | Told.KEPT_TEN_YEARS
            | Told.SECRET_VISIT
            | Told.VISIT_FIRST
            | Told.PRESENCE_NEEDED
            | Told.EXTENDED_ALREADY
            | Told.ADULTS_ONLY
            | Told.REGIME_NOT_ONLINE
            | Told.NOT_OFFERED_YET
            | Told.NOT_CONFIRMED
            | Told.CODE_OPENS_NOTHING
            | Told.OPENED_ALREADY
        ):
            return outcome(403, [issue("forbidden", told.name.lower().replace("_", "-"), told.value)])
        case Told.BEYOND_ITS_SCOPES:
            header = {"WWW-Authenticate": 'Bearer realm="carnet", error="insufficient_scope"'}  # RFC 6750 3.1
            return outcome(403, [issue("forbidden", "insufficient-scope", told.value)], header)
        case Told.RECORD_CLOSED:
            return outcome(403, [issue("business-rule", "record-closed", told.value)])
        case _:
            assert_never(told)


def ignored_parameters(names: tuple[str, ...]) -> list[dict[str, Any]]:
    """Write the entry of a searchset that tells which parameters were ignored; none when all were known."""
    if not names:
        return []
    text = f"Ignored, since this server does not know them: {', '.join(names)}."
    warning = {
        "resourceType": "OperationOutcome",
        "issue": [issue("not-supported", "ignored-search-parameter", text, severity="warning")],
    }
    # IHE MHD wants a fullUrl of every entry; the same words have the same one.
    return [{"fullUrl": uuid5(NAMESPACE_URL, text).urn, "resource": warning, "search": {"mode": "outcome"}}]


def not_found() -> FhirResponse:
    """Answer to what is not there, or must look as if it were not."""
    return outcome(404, [issue("not-found", "not-found", Told.NOT_FOUND.value)])
