"""The table of routes of this door: what is answered where, by which use case, asking which action.

It feeds the dispatch, the CapabilityStatement and docs/doors/fhir.md; a test checks it against the code.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.doors.fhir.http import FhirRequest, FhirResponse
from carnet.doors.fhir.transactions import (
    iti65_provide_document_bundle,
    iti67_find_document_references,
    iti68_retrieve_document,
    iti81_retrieve_audit_events,
    iti105_simplified_publish,
    td01_open_record,
    td02_check_record,
)


@dataclass(frozen=True, slots=True)
class Route:
    """One line of the table.

    ``path``: below the base address, with ``{id}`` for an id. ``interaction``: the FHIR one. ``use_case``: its module
    below ``carnet.usecases``. ``audit``: the action written in the trace.
    """

    method: str
    path: str
    transaction: str
    resource: str
    interaction: str
    use_case: str
    action: Action
    answer: Callable[[FhirRequest], FhirResponse]

    @property
    def reads_form(self) -> bool:
        """Whether parameters are also in its body, as those of a ``_search`` are (FHIR R4, « search by POST »)."""
        return self.path.endswith("/_search")

    @property
    def audit(self) -> str:
        """The event that the trace keeps of it: the action itself."""
        return self.action.value


ROUTES: tuple[Route, ...] = (
    Route(
        "POST",
        "",
        "ITI-65 · TD2, TD2.1",
        "",
        "transaction",
        "feeding.deposit_documents",
        Action.DEPOSIT_DOCUMENTS,
        iti65_provide_document_bundle.provide,
    ),
    Route(
        "POST",
        "DocumentReference",
        "ITI-105 · TD2",
        "DocumentReference",
        "create",
        "feeding.deposit_documents",
        Action.DEPOSIT_DOCUMENTS,
        iti105_simplified_publish.publish,
    ),
    Route(
        "GET",
        "DocumentReference",
        "ITI-67 · TD3.1a, TD3.1b",
        "DocumentReference",
        "search-type",
        "reading.list_documents",
        Action.LIST_DOCUMENTS,
        iti67_find_document_references.find,
    ),
    Route(
        "POST",
        "DocumentReference/_search",
        "ITI-67 · TD3.1a, TD3.1b",
        "DocumentReference",
        "search-type",
        "reading.list_documents",
        Action.LIST_DOCUMENTS,
        iti67_find_document_references.find,
    ),
    Route(
        "GET",
        "DocumentReference/{id}",
        "ITI-67 (read)",
        "DocumentReference",
        "read",
        "reading.show_document",
        Action.READ_DOCUMENT,
        iti68_retrieve_document.describe,
    ),
    Route(
        "GET",
        "Binary/{id}",
        "ITI-68 · TD3.2",
        "Binary",
        "read",
        "reading.read_document",
        Action.READ_DOCUMENT,
        iti68_retrieve_document.retrieve,
    ),
    Route(
        "GET",
        "Patient",
        "TD0.2",
        "Patient",
        "search-type",
        "record.check_record",
        Action.CHECK_RECORD,
        td02_check_record.look_up,
    ),
    Route(
        "POST",
        "Patient/_search",
        "TD0.2",
        "Patient",
        "search-type",
        "record.check_record",
        Action.CHECK_RECORD,
        td02_check_record.look_up,
    ),
    Route(
        "POST",
        "Patient/$open",
        "TD1.1 (withdrawn in 2021)",
        "Patient",
        "operation",
        "record.open_record",
        Action.OPEN_RECORD,
        td01_open_record.open_here,
    ),
    Route(
        "GET",
        "AuditEvent",
        "ITI-81",
        "AuditEvent",
        "search-type",
        "reading.read_access_history",
        Action.READ_ACCESS_HISTORY,
        iti81_retrieve_audit_events.find,
    ),
    Route(
        "POST",
        "AuditEvent/_search",
        "ITI-81",
        "AuditEvent",
        "search-type",
        "reading.read_access_history",
        Action.READ_ACCESS_HISTORY,
        iti81_retrieve_audit_events.find,
    ),
)


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
