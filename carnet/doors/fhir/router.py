"""The table of routes of this door: what is answered where, by which use case, asking which action.

It feeds the dispatch, the CapabilityStatement and docs/doors/fhir.md; a test checks it against the code.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from carnet.doors.fhir.document_routes import DOCUMENT_ROUTES
from carnet.doors.fhir.record_routes import RECORD_ROUTES
from carnet.doors.fhir.route import Route
from carnet.doors.fhir.subscription_routes import SUBSCRIPTION_ROUTES
from carnet.doors.fhir.whole_record_routes import WHOLE_RECORD_ROUTES

__all__ = ["ROUTES", "NoSuchMethod", "NoSuchPath", "Route", "find_route", "why_not", "withdrawn"]

ROUTES: tuple[Route, ...] = (*DOCUMENT_ROUTES, *RECORD_ROUTES, *WHOLE_RECORD_ROUTES, *SUBSCRIPTION_ROUTES)


WHY_NOT: Mapping[str, str] = {
    r"AuditEvent(/.*)?": "The history is written by this server alone: nothing in it is added, changed or removed.",
    r"Patient/[^/_$]+": "The identity is that of the INS, and no software changes it or removes it here (TD1.3).",
}
"""Address → why it takes no other method, where that is not plain."""

WITHDRAWN: Mapping[str, str] = {
    r"Patient/[^/]+/\$(reopen|reactivate)": "Reopening a record by software (TD1.2 of the DMP) was withdrawn on "
    "1 July 2021. The person reopens it on their own site, at a counter or by post.",
}
"""Address of what the DMP once offered → what takes its place. The same to everybody, whatever there is."""


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


def why_not(path: str) -> str:
    """Say why a known address takes no other method than it does; nothing where there is nothing to add."""
    return next((text for pattern, text in WHY_NOT.items() if re.fullmatch(pattern, path)), "")


def withdrawn(path: str) -> str:
    """Say what became of a transaction that the DMP withdrew; nothing for an address that never was."""
    return next((text for pattern, text in WITHDRAWN.items() if re.fullmatch(pattern, path)), "")
