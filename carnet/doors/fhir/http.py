"""HTTP ↔ FHIR: a request read once, an answer written once, with the headers that health data needs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from carnet.core.access.actors import Actor
from carnet.ports.environment import Environment

FHIR_JSON = "application/fhir+json"
Parameters = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class FhirRequest:
    """What a transaction needs of a request. ``parameters``: of the query and of a ``_search`` form together."""

    method: str
    path: str
    arguments: Mapping[str, str]
    parameters: Parameters
    body: bytes
    headers: Mapping[str, str]
    base_url: str
    actor: Actor
    env: Environment

    @property
    def is_strict(self) -> bool:
        """Whether the client asks that unknown search parameters be refused (``Prefer: handling=strict``)."""
        return "handling=strict" in self.headers.get("prefer", "").replace(" ", "")


@dataclass(frozen=True, slots=True)
class FhirResponse:
    """What a transaction answers: a resource, or raw bytes that stream."""

    status: int
    resource: dict[str, Any] | None = None
    stream: Iterable[bytes] | None = None
    content_type: str = FHIR_JSON
    headers: Mapping[str, str] = field(default_factory=dict)


def base_url_of(request: HttpRequest) -> str:
    """Give the base URL of this door, as the client reached it."""
    return request.build_absolute_uri("/fhir")


def write(answer: FhirResponse) -> HttpResponseBase:
    """Write an answer. Nothing of it may be stored by anybody on the way."""
    response: HttpResponseBase
    if answer.stream is not None:
        response = StreamingHttpResponse(answer.stream, status=answer.status, content_type=answer.content_type)
        response["Content-Disposition"] = "attachment"
        response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    else:
        body = b"" if answer.resource is None else orjson.dumps(answer.resource)
        response = HttpResponse(body, status=answer.status, content_type=f"{answer.content_type}; charset=utf-8")
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    for name, value in answer.headers.items():
        response[name] = value
    return response
