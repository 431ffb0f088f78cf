"""Says which published profiles an answer of a FHIR server is held to, and where it departs from them."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from carnet.core.defects import Defect
from carnet.formats.fhir.published.departures import declared, departures

_Json = Mapping[str, Any]

ALWAYS: Final[Mapping[str, str]] = MappingProxyType(
    {"DocumentReference": "mhd-minimal-document", "List": "mhd-minimal-submission", "Consent": "pcf-consent"}
)
"""The profile that each resource of these types follows, whatever it says of itself."""

FOUND: Final[Mapping[str, str]] = MappingProxyType(
    {"DocumentReference": "mhd-documents-found", "List": "mhd-lists-found"}
)
"""The profile of an answer to a search of these types (ITI-67, ITI-66)."""

FOLDER: Final = "PartialFolderContentNotProcessed"
"""A folder that is not kept is told to its sender: it has no location, which IHE asks of each entry."""


def answer_departures(resource: _Json, path: str) -> tuple[Defect, ...]:
    """Say where an answer, or a resource in it, departs from the profiles that it stands for.

    ``resource``: a valid one (``validate``). ``path``: what was asked, below the base address. Held are the profiles
    that a resource names in ``meta.profile`` and the tables have, and those of MHD and PCF for its type; nothing of a
    subset (``SUBSETTED``), which is none of them, nor of a document that was just deleted, which no profile knows.
    """
    return tuple(
        defect
        for part in _parts(resource)
        for name in sorted(_profiles(part, path))
        for defect in departures(part, name)
    )


def _parts(resource: _Json) -> Iterator[_Json]:
    yield resource
    for name in ("entry", "parameter"):
        for item in resource.get(name, []) if resource["resourceType"] in ("Bundle", "Parameters") else []:
            if "resource" in item:
                yield from _parts(item["resource"])


def _profiles(resource: _Json, path: str) -> set[str]:
    if any(tag.get("code") == "SUBSETTED" for tag in resource.get("meta", {}).get("tag", [])):
        return set()
    kind = resource["resourceType"]
    named = set(declared(resource))
    if kind in ALWAYS and resource.get("status") != "entered-in-error":
        named.add(ALWAYS[kind])
    if kind != "Bundle":
        return named
    asked = path.partition("?")[0].partition("/")[0]
    if resource.get("type") == "transaction-response" and FOLDER not in str(resource):
        named.add("mhd-deposit-answered")
    # Whoever asks for no total asks for another answer than IHE's.
    if resource.get("type") == "searchset" and asked in FOUND and "total" in resource:
        named.add(FOUND[asked])
    return named
