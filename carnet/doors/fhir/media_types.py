"""The formats of this door – JSON and XML – and the names by which software asks for them and says what it sends."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

FHIR_JSON: Final = "application/fhir+json"
FHIR_XML: Final = "application/fhir+xml"
FORM: Final = "application/x-www-form-urlencoded"
JSON_PATCH: Final = "application/json-patch+json"


class Format(Enum):
    """How a resource is written."""

    JSON = FHIR_JSON
    XML = FHIR_XML


FORMATS: Final[Mapping[str, Format]] = {
    "json": Format.JSON,
    "application/json": Format.JSON,
    "text/json": Format.JSON,
    FHIR_JSON: Format.JSON,
    "xml": Format.XML,
    "application/xml": Format.XML,
    "text/xml": Format.XML,
    FHIR_XML: Format.XML,
}
"""hl7.org/fhir/R4/http.html, « Content Types and encodings »: what each name means, in a header or in ``_format``."""

VERSIONS: Final = frozenset({"4.0", "4.0.1"})
"""The values of ``fhirVersion`` that name FHIR R4; a type without it means what the server speaks."""

_WEIGHT: Final = re.compile(r"(0(\.[0-9]{0,3})?|1(\.0{0,3})?)")
MOST_RANGES: Final = 30
"""How many types of an Accept are read: no browser sends more than ten."""


@dataclass(frozen=True, slots=True)
class MediaType:
    """A media type as a header names it: lower-case, with its parameters. ``weight``: its ``q``, in an Accept."""

    name: str
    version: str = ""
    charset: str = ""
    weight: float = 1.0

    @property
    def format(self) -> Format | None:
        """The format of FHIR R4 that it names; nothing for another type, or another version of FHIR."""
        return None if self.version and self.version not in VERSIONS else FORMATS.get(self.name)


def read_media_type(text: str) -> MediaType:
    """Read one media type, its parameters and its weight (RFC 9110 8.3.1 and 12.5.1).

    What cannot be read as a weight weighs nothing: a range that is malformed is none.
    """
    name, *parts = text.split(";")
    parameters = {}
    for part in parts:
        key, _, value = part.partition("=")
        parameters[key.strip().lower()] = value.strip().strip('"')
    weight = parameters.get("q", "1")
    return MediaType(
        name.strip().lower(),
        parameters.get("fhirversion", ""),
        parameters.get("charset", "").lower(),
        float(weight) if _WEIGHT.fullmatch(weight) else 0.0,
    )


def read_accept(text: str) -> tuple[MediaType, ...]:
    """Read an Accept: the types that may be answered, the most wanted first, in their order where they weigh alike."""
    ranges = [read_media_type(part) for part in text.split(",")[:MOST_RANGES] if part.strip()]
    return tuple(sorted((one for one in ranges if one.weight > 0), key=lambda one: -one.weight))
