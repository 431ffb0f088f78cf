"""What the product answers is what the two worlds ask: a route or a parameter that nobody asks makes this fail.

To mend it, say in ``fhir.py`` or ``pages.py`` how the new route is asked, with the ids of what is hidden in its address
where it takes any.
"""

import ast
from collections import Counter
from pathlib import Path
from pkgutil import iter_modules

from django.urls import get_resolver

from carnet.config.page_routes import page_routes
from carnet.doors.fhir import audit_search, search_parameters
from carnet.doors.fhir.router import ROUTES
from carnet.doors.fhir.transactions import (
    everything,
    export,
    iti66_find_document_lists,
    iti108_find_consents,
    subscriptions,
    td02_check_record,
)
from carnet.doors.kit.paths import API
from tests.two_worlds import fhir, fhir_history, fhir_subscriptions, fhir_values, fhir_whole, kinds, pages

OAUTH = {"oauth-authorize", "oauth-token", "oauth-revoke", "oauth-introspect", "oauth-authorization-server"}
ASKED_AROUND = {"health", "fhir-base", "fhir", "smart-configuration", *OAUTH}
"""The addresses below ``API``, as ``fhir.AROUND`` asks them beside the table of the FHIR door."""
MARKS = {"each_reader", "each_kind"}
"""By which a test file takes the modules of ``kinds`` that it asks about."""


def test_every_route_of_the_fhir_door_is_asked() -> None:
    assert {(route.method, route.path) for route in ROUTES} == {*fhir.READINGS, *fhir.ACTS}


def test_every_parameter_of_every_search_is_asked() -> None:
    assert set(fhir_values.DOCUMENTS) == search_parameters.KNOWN
    assert set(fhir_values.LISTS) == iti66_find_document_lists.KNOWN
    assert set(fhir_values.CONSENTS) == iti108_find_consents.KNOWN
    assert set(fhir_history.HISTORY) == audit_search.KNOWN
    assert set(fhir_values.RECORD) == td02_check_record.KNOWN
    assert set(fhir_whole.EVERYTHING) == everything.KNOWN
    assert set(fhir_whole.EXPORT) == export.KNOWN
    assert set(fhir_subscriptions.FOUND) == subscriptions.KNOWN
    assert not search_parameters.KNOWN & set(fhir_values.NOT_KNOWN_YET)


def test_every_page_is_asked() -> None:
    assert {route.path for route in page_routes()} == set(pages.PAGES)


def test_no_other_door_of_software_is_forgotten() -> None:
    below = tuple(prefix.removeprefix("/") for prefix in API)
    patterns = get_resolver().url_patterns
    named = {getattr(one, "name", None) for one in patterns if str(one.pattern).removeprefix("^").startswith(below)}
    assert named == ASKED_AROUND


def test_every_module_of_kinds_is_asked_about_by_one_file() -> None:
    taken: Counter[tuple[str, str]] = Counter()
    for file in Path(__file__).parent.glob("test_*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id=mark), args=args) if mark in MARKS:
                    taken.update((mark, one.id) for one in args if isinstance(one, ast.Name))
    assert taken == Counter((mark, one.name) for mark in MARKS for one in iter_modules(kinds.__path__))
