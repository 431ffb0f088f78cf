"""What a client may ask of an answer beside its format: nothing that it has already, nothing that it has no use for."""

import re
from dataclasses import replace
from typing import Final

from carnet.doors.fhir.http import FhirRequest, FhirResponse
from carnet.doors.fhir.outcome import issue, outcome

_RETURN: Final = re.compile(r"\breturn\s*=\s*(minimal|representation|OperationOutcome)\b")
_TAG: Final = re.compile(r'(?:W/)?"([^"]*)"')
WRITING: Final = ("create", "update", "patch")


def as_preferred(answer: FhirResponse, request: FhirRequest, interaction: str) -> FhirResponse:
    """Give the answer that ``If-None-Match`` and ``Prefer: return=`` ask for, everything having been done already.

    ``interaction``: the FHIR one. A reading of the version that the client has is 304: decided, traced, and without a
    body. What was written is answered by itself, unless the client asks for no body (``minimal``) or an
    OperationOutcome. Sources: hl7.org/fhir/R4/http.html#cread and #ops; RFC 7240 (Preference-Applied).
    """
    if interaction in ("read", "vread") and answer.status == 200:
        tag = answer.headers.get("ETag", "")
        known = request.headers.get("if-none-match", "")
        if tag and (known.strip() == "*" or _TAG.findall(tag)[0] in _TAG.findall(known)):
            return FhirResponse(304, headers={"ETag": tag})
        return answer
    asked = asked_return(request)
    if interaction not in WRITING or answer.status not in (200, 201) or not asked:
        return answer
    headers = {**answer.headers, **applied(asked)}
    match asked:
        case "minimal":
            return replace(answer, resource=None, headers=headers)
        case "OperationOutcome":
            is_new = answer.status == 201 or interaction != "create"
            text = "What was sent was recorded." if is_new else "It was there already; nothing was recorded again."
            told = [issue("informational", "recorded" if is_new else "known", text, severity="information")]
            return outcome(answer.status, told, headers)
        case _:
            return replace(answer, headers=headers)


def asked_return(request: FhirRequest) -> str:
    """Tell what ``Prefer: return=`` asks for: ``minimal``, ``representation``, ``OperationOutcome``, or nothing."""
    asked = _RETURN.search(request.headers.get("prefer", ""))
    return asked[1] if asked is not None else ""


def applied(asked: str) -> dict[str, str]:
    """Give the header that says which preference was followed (RFC 7240 3); none when nothing was asked."""
    return {"Preference-Applied": f"return={asked}"} if asked else {}
