"""Which answer of this door says what the next request needs: the links of its OpenAPI description.

A number that was found or made leads to what is asked by that number; a patient who was found, to what is about them.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from carnet.doors.fhir.router import ROUTES, Route

_Json = dict[str, Any]
FOUND: Final = "$response.body#/entry/0/resource/id"
"""Of the first of those that a search found."""
MADE: Final = "$response.body#/id"


def operation_of(route: Route) -> str:
    """Name the operation of a route, as links and generated clients name it."""
    return re.sub(r"\W+", "-", f"{route.method} {route.path or 'base'}".lower()).strip("-")


def links_of(route: Route, search_parameters: Mapping[str, Iterable[str]]) -> _Json:
    """Give the links of a successful answer, by their names; none when nothing follows from it.

    ``search_parameters``: the names that each type of resource is searched by.
    """
    where = {"search-type": FOUND, "create": MADE}.get(route.interaction)
    if where is None:
        return {}
    links = {
        operation_of(other): {"operationId": operation_of(other), "parameters": {"id": where}}
        for other in ROUTES
        if other.resource == route.resource and other.path.startswith(f"{route.resource}/{{id}}")
    }
    if route.resource == "Patient" and route.interaction == "search-type":
        links |= {
            operation_of(other): {"operationId": operation_of(other), "parameters": {"patient": where}}
            for other in ROUTES
            if (other.method, other.interaction) == ("GET", "search-type")
            and "patient" in search_parameters.get(other.resource, ())
        }
    return links
