"""An OpenAPI 3.1 description of this door, generated from the table of routes as the CapabilityStatement is.

It says paths, parameters, media types and the shape of errors. What a resource holds is said by FHIR and its profiles.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from carnet.doors.fhir.media_types import FORM, JSON_PATCH, Format
from carnet.doors.fhir.openapi_links import links_of, operation_of
from carnet.doors.fhir.router import ROUTES, Route
from carnet.formats.fhir.subset import Summary

FHIR_TYPES: Final = tuple(one.value for one in Format)
_Json = dict[str, Any]

_TEXT: Final[_Json] = {"type": "string"}
_ANSWER: Final[tuple[_Json, ...]] = (
    {"name": "_format", "in": "query", "schema": {"type": "string", "enum": ["json", "xml", *FHIR_TYPES]}},
    {"name": "_pretty", "in": "query", "schema": {"type": "string", "enum": ["true", "false"]}},
    {"name": "_summary", "in": "query", "schema": {"type": "string", "enum": [one.value for one in Summary]}},
    {"name": "_elements", "in": "query", "schema": _TEXT},
    {"name": "X-Request-Id", "in": "header", "schema": {"type": "string", "pattern": "^[A-Za-z0-9._-]{1,64}$"}},
)
_OUTCOME: Final[_Json] = {
    "type": "object",
    "required": ["resourceType", "issue"],
    "properties": {
        "resourceType": {"const": "OperationOutcome"},
        "issue": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["severity", "code", "details", "diagnostics"],
                "properties": {
                    "severity": {"enum": ["fatal", "error", "warning", "information"]},
                    "code": _TEXT,
                    "details": {"type": "object", "description": "The stable code of docs/doors/errors.md."},
                    "diagnostics": {"type": "string", "description": "What is wrong, and what to do."},
                    "expression": {"type": "array", "items": _TEXT, "description": "Where it stands (FHIRPath)."},
                },
            },
        },
    },
}


def openapi_description(base_url: str, search_parameters: Mapping[str, Iterable[str]]) -> _Json:
    """Describe what this server answers. ``search_parameters``: the names that each type of resource is searched by."""
    paths: dict[str, _Json] = {
        "/metadata": {"get": _operation("metadata", "CapabilityStatement", (), security=False)},
    }
    for route in ROUTES:
        operation = _of_route(route, search_parameters)
        paths.setdefault(f"/{route.path}", {})[route.method.lower()] = operation
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Carnet – FHIR R4",
            "version": "4.0.1",
            "description": "PDSm 3.1 (IHE MHD 4.2) and the draft « PDSm pour le DMP ».",
        },
        "servers": [{"url": base_url}],
        "paths": paths,
        "components": {
            "schemas": {
                "Resource": {"type": "object", "required": ["resourceType"], "properties": {"resourceType": _TEXT}},
                "OperationOutcome": _OUTCOME,
            },
            "responses": {
                "Error": {"description": "What is wrong, and what to do.", "content": _content("OperationOutcome")}
            },
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _of_route(route: Route, search_parameters: Mapping[str, Iterable[str]]) -> _Json:
    names = re.findall(r"\{(\w+)\}", route.path)
    parameters: list[_Json] = [{"name": name, "in": "path", "required": True, "schema": _TEXT} for name in names]
    searched_by = search_parameters.get(route.resource, ())
    if route.interaction == "search-type" and route.method == "GET":
        parameters += [{"name": name, "in": "query", "schema": _TEXT} for name in sorted(searched_by)]
    described = _operation(operation_of(route), route.transaction, parameters, security=True)
    if route.answers_bytes:
        described["responses"]["200"]["content"]["*/*"] = {"schema": {"type": "string", "format": "binary"}}
    if route.interaction in ("read", "vread") and not route.answers_bytes:
        described["responses"]["304"] = {"description": "The version of If-None-Match is still the one."}
    if route.interaction == "create":
        described["responses"]["201"] = {"description": "It was recorded.", "content": _content("Resource")}
    if route.interaction == "operation":
        described["responses"]["201"] = {"description": "It was done.", "content": _content("Resource")}
    links = links_of(route, search_parameters)
    if links:
        described["responses"]["201" if route.interaction == "create" else "200"]["links"] = links
    if route.method in ("POST", "PUT", "PATCH"):
        described["requestBody"] = {"required": not route.reads_form, "content": _taken(route)}
    return described


def _operation(number: str, summary: str, parameters: Iterable[_Json], *, security: bool) -> _Json:
    return {
        "operationId": number,
        "summary": summary,
        "parameters": [*parameters, *_ANSWER],
        "security": [{"token": []}] if security else [],
        "responses": {
            "200": {"description": "The answer.", "content": _content("Resource")},
            "default": {"$ref": "#/components/responses/Error"},
        },
    }


def _taken(route: Route) -> _Json:
    if route.reads_form:
        return {FORM: {"schema": {"type": "object"}}}
    sent = _content("Resource")
    return {JSON_PATCH: {"schema": {"type": "array"}}, **sent} if route.method == "PATCH" else sent


def _content(schema: str) -> _Json:
    """Give a body in each format: the shape is that of the JSON; XML says the same."""
    as_json, as_xml = FHIR_TYPES
    return {
        as_json: {"schema": {"$ref": f"#/components/schemas/{schema}"}},
        as_xml: {"schema": _TEXT},
    }
