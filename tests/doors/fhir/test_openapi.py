"""The OpenAPI description says what the table of routes holds, as a library that nobody here wrote reads it."""

import json
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from carnet.doors.fhir.router import ROUTES
from tests.doors.fhir.client import Software
from tests.installation import Installation


@pytest.fixture
def description(installation: Installation) -> dict[str, Any]:
    assert installation
    answer = Software(None).get("openapi.json")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/json")
    read: dict[str, Any] = json.loads(answer.body)
    return read


def test_every_route_is_described_with_its_formats_and_its_errors(description: dict[str, Any]) -> None:
    told = {
        (method.upper(), path.removeprefix("/")) for path, methods in description["paths"].items() for method in methods
    }
    assert told == {(route.method, route.path) for route in ROUTES} | {("GET", "metadata")}
    for methods in description["paths"].values():
        for operation in methods.values():
            assert operation["responses"]["default"] == {"$ref": "#/components/responses/Error"}
            assert {"application/fhir+json", "application/fhir+xml"} <= operation["responses"]["200"]["content"].keys()
    numbers = [one["operationId"] for methods in description["paths"].values() for one in methods.values()]
    assert len(numbers) == len(set(numbers))


def test_the_parameters_of_a_search_are_those_of_the_capability_statement(description: dict[str, Any]) -> None:
    (rest,) = Software(None).get("metadata").json["rest"]
    for resource in rest["resource"]:
        names = {one["name"] for one in resource.get("searchParam", ())}
        if not names:
            continue
        listed = description["paths"][f"/{resource['type']}"]["get"]["parameters"]
        assert names <= {one["name"] for one in listed}


def test_only_reading_it_is_answered(installation: Installation) -> None:
    assert installation
    answer = Software(None).post("openapi.json", {})
    assert (answer.status, answer.codes) == (405, ["unknown-method"])


def test_a_library_that_nobody_here_wrote_finds_nothing_wrong(description: dict[str, Any]) -> None:
    OpenAPIV31SpecValidator(description).validate()
    broken = {**description, "paths": {"no-slash": {}}}
    assert not OpenAPIV31SpecValidator(broken).is_valid()
