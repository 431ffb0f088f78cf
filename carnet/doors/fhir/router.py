"""The table of routes of this door: what is answered where, by which use case, asking which action.

It feeds the dispatch, the CapabilityStatement and docs/doors/fhir.md; a test checks it against the code.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from carnet.doors.fhir.document_routes import DOCUMENT_ROUTES
from carnet.doors.fhir.record_routes import RECORD_ROUTES
from carnet.doors.fhir.route import Route

__all__ = ["ROUTES", "NoSuchMethod", "NoSuchPath", "Route", "find_route"]

ROUTES: tuple[Route, ...] = (*DOCUMENT_ROUTES, *RECORD_ROUTES)


@dataclass(frozen=True, slots=True)
class NoSuchPath:
    """Nothing is answered at that path."""


@dataclass(frozen=True, slots=True)
class NoSuchMethod:
    """The path is known, with these methods only."""

    allowed: tuple[str, ...]


def find_route(method: str, path: str) -> tuple[Route, Mapping[str, str]] | NoSuchPath | NoSuchMethod:
    """Find the line that answers a request, and the arguments of its path, below the base, no slash at its ends.

    Whatever stands in the place of an id is an argument: a malformed id is answered like one that never was.
    """
    allowed: list[str] = []
    for route in ROUTES:
        found = re.fullmatch(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/_$][^/]*)", route.path.replace("$", r"\$")), path)
        if found is None:
            continue
        if route.method == method:
            return route, found.groupdict()
        allowed.append(route.method)
    return NoSuchMethod(tuple(sorted(set(allowed)))) if allowed else NoSuchPath()
