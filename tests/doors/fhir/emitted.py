"""What no test of this door lets pass: a resource that FHIR, or the profile it is answered under, would refuse.

With CARNET_EMITTED=FOLDER, what was answered is kept there too, one resource of each shape, for other validators to
read (``make conformance``).
"""

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from carnet.core.defects import Defect
from carnet.formats.fhir.published import answer_departures
from carnet.formats.fhir.validate import validate

Json = dict[str, Any]

CODED = (".code", ".status", ".type", ".extension.url", ".profile", ".resourceType", ".method")
"""Where a value is a code or names a profile: two resources that differ there are two shapes."""


def faults(resource: Json, path: str) -> list[Defect]:
    """Say what is wrong with an answer: under FHIR R4, and under every profile that it or its parts stand for.

    ``path``: what was asked, below the base address of the door.
    """
    keep(resource)
    return [*validate(resource), *answer_departures(resource, path)]


def keep(resource: Json) -> None:
    """Keep a resource in the folder that CARNET_EMITTED names, if it names one and has none of that shape."""
    if folder := os.environ.get("CARNET_EMITTED"):
        digest = hashlib.sha256("\n".join(sorted(set(_shape(resource)))).encode()).hexdigest()[:16]
        kept = Path(folder) / f"{resource['resourceType']}-{digest}.json"
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(resource, ensure_ascii=False, sort_keys=True, default=str), encoding="utf-8")


def _shape(value: object, place: str = "") -> Iterator[str]:
    """Say which elements there are, and with which codes: what a validator judges, and none of the rest."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _shape(inner, f"{place}.{name}")
    elif isinstance(value, list):
        for inner in value:
            yield from _shape(inner, place)
    else:
        yield f"{place}={value}" if place.endswith(CODED) else place
