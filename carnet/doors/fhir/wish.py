"""How a client wants its answer: the format, indented or not, the whole of the resources or a part of them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from carnet.core.defects import Defect
from carnet.doors.fhir.media_types import FHIR_JSON, FHIR_XML, Format, read_accept, read_media_type
from carnet.formats.fhir.subset import WHOLE, Subset, Summary

ANSWER: Final = frozenset({"_format", "_pretty", "_summary", "_elements"})
"""Parameters of the answer, which every interaction knows (hl7.org/fhir/R4/http.html#parameters)."""

MOST_ELEMENTS: Final = 50

NAMES_OF_FHIR: Final = frozenset({FHIR_JSON, FHIR_XML, "application/json"})
"""Names that mean the resource and never the bytes: no document is JSON, many are XML."""

NOT_ACCEPTABLE: Final = Defect(
    "format-not-acceptable",
    "Accept",
    "None of the formats that you accept is one of this server, which answers in FHIR R4 (fhirVersion=4.0).",
    f"Send Accept: {FHIR_JSON} or {FHIR_XML}; or _format=json or _format=xml.",
)


@dataclass(frozen=True, slots=True)
class Wish:
    """How an answer is to be written.

    ``is_named``: whether the client asked for a FHIR format by its own name and takes nothing else, as whoever wants a
    Binary as a resource does (hl7.org/fhir/R4/binary.html).
    """

    format: Format = Format.JSON
    pretty: bool = False
    subset: Subset = WHOLE
    is_named: bool = False


def read_wish(
    parameters: Mapping[str, tuple[str, ...]], headers: Mapping[str, str], *, takes_bytes: bool = False
) -> Wish | Defect:
    """Read how the answer is wanted; a defect for what this server cannot do.

    ``headers``: by their lower-case names. ``_format`` counts for more than ``Accept``; without either, or where the
    client takes anything, it is answered in the format that it sent, JSON when it sent none. ``takes_bytes``: what is
    asked for has bytes of its own, which any ``Accept`` may mean.
    """
    named = _named_format(parameters, headers, takes_bytes=takes_bytes)
    if isinstance(named, Defect):
        return named
    pretty = parameters.get("_pretty", ("false",))[-1]
    if pretty not in ("true", "false"):
        return Defect("bad-pretty", "_pretty", "This is neither true nor false.", "Send _pretty=true, or leave it out.")
    subset = _read_subset(parameters)
    if isinstance(subset, Defect):
        return subset
    return replace(named, pretty=pretty == "true", subset=subset)


def preferred_wish(parameters: Mapping[str, tuple[str, ...]], headers: Mapping[str, str]) -> Wish:
    """Tell in which format an error is written: the one that was wanted where it is one of ours, else JSON."""
    named = _named_format(parameters, headers, takes_bytes=True)
    return Wish() if isinstance(named, Defect) else named


def _named_format(
    parameters: Mapping[str, tuple[str, ...]], headers: Mapping[str, str], *, takes_bytes: bool
) -> Wish | Defect:
    same = Wish(read_media_type(headers.get("content-type", "")).format or Format.JSON)
    if asked := parameters.get("_format", ()):
        # A space stands where a query had an unescaped plus sign.
        wanted = read_media_type(asked[-1].replace("fhir ", "fhir+")).format
        return NOT_ACCEPTABLE if wanted is None else Wish(wanted, is_named=True)
    accepted = read_accept(headers.get("accept", ""))
    takes_anything = any(one.name == "*/*" for one in accepted)
    for one in accepted:
        if one.name in ("*/*", "application/*"):
            return same
        if one.format is not None:
            return Wish(one.format, is_named=not takes_anything and one.name in NAMES_OF_FHIR)
    return same if takes_bytes or not headers.get("accept", "").strip() else NOT_ACCEPTABLE


def _read_subset(parameters: Mapping[str, tuple[str, ...]]) -> Subset | Defect:
    summary = parameters.get("_summary", ("false",))[-1]
    try:
        wanted = Summary(summary)
    except ValueError:
        known = ", ".join(one.value for one in Summary)
        return Defect("bad-summary", "_summary", "This is no summary of FHIR R4.", f"Send one of: {known}.")
    names = tuple(name for text in parameters.get("_elements", ()) for name in text.split(",") if name)
    if names and wanted is not Summary.FALSE:
        problem = "Both a summary and a choice of elements are asked for."
        return Defect("bad-elements", "_elements", problem, "Send _summary or _elements, not both.")
    if len(names) > MOST_ELEMENTS:
        problem = f"More than {MOST_ELEMENTS} elements are named."
        return Defect("bad-elements", "_elements", problem, "Name fewer elements, or ask for all.")
    return Subset(wanted, frozenset(names))
