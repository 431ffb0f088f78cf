"""HTTP ↔ FHIR: a request read once, an answer written once, with the headers that health data needs."""

import gzip
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from carnet.core.access.actors import Actor
from carnet.core.defects import Defect
from carnet.core.documents.content import LargeContent
from carnet.doors.fhir.media_types import FHIR_JSON, Format, MediaType
from carnet.doors.fhir.wish import Wish
from carnet.formats.fhir.read import parse_json
from carnet.formats.fhir.subset import cut
from carnet.formats.fhir.write import write_json
from carnet.formats.fhir.xml_read import parse_fhir_xml
from carnet.formats.fhir.xml_write import write_xml
from carnet.ports.environment import Environment

__all__ = ["FHIR_JSON", "FhirRequest", "FhirResponse", "Parameters", "base_url_of", "number_of", "write"]

Parameters = Mapping[str, tuple[str, ...]]

LEAST_COMPRESSED: Final = 1024
"""Shorter answers are sent as they are: compressing them would save nothing."""

_VERSION_TAG: Final = re.compile(r'(?:W/)?"([0-9]{1,9})"')
_REQUEST_NUMBER: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")


@dataclass(frozen=True, slots=True)
class FhirRequest:
    """What a transaction needs of a request. ``parameters``: of the query and of a ``_search`` form together.

    ``body``: without its large documents, which are ``contents``, by what stands for each of them in it. ``sent``: what
    the body is; ``wish``: how the answer is wanted. ``headers``: by their lower-case names.
    """

    method: str
    path: str
    arguments: Mapping[str, str]
    parameters: Parameters
    body: bytes
    contents: Mapping[str, LargeContent]
    headers: Mapping[str, str]
    base_url: str
    actor: Actor
    env: Environment
    sent: MediaType
    wish: Wish

    @property
    def is_strict(self) -> bool:
        """Whether the client asks that unknown search parameters be refused (``Prefer: handling=strict``)."""
        return "handling=strict" in self.headers.get("prefer", "").replace(" ", "")

    @property
    def version_tags(self) -> tuple[str, ...]:
        """The versions that ``If-Match`` names: the change is wanted of one of them only (RFC 9110 13.1.1)."""
        return tuple(_VERSION_TAG.findall(self.headers.get("if-match", "")))

    def read_resource(self) -> dict[str, Any] | Defect:
        """Read the resource that the body holds, in the format that its Content-Type says; else its one defect."""
        return parse_fhir_xml(self.body) if self.sent.format is Format.XML else parse_json(self.body)


@dataclass(frozen=True, slots=True)
class FhirResponse:
    """What a transaction answers: a resource, or raw bytes that stream, which are of ``content_type``.

    ``wish``: how a resource is written, once that is known; until then as errors are. ``is_unreadable``: what was sent
    could not be read as what the address takes, and no use case has heard of it: the entrance writes that down.
    """

    status: int
    resource: dict[str, Any] | None = None
    stream: Iterable[bytes] | None = None
    content_type: str = FHIR_JSON
    headers: Mapping[str, str] = field(default_factory=dict)
    wish: Wish | None = None
    is_unreadable: bool = False


def base_url_of(request: HttpRequest) -> str:
    """Give the base URL of this door, as the client reached it."""
    return request.build_absolute_uri("/fhir")


def number_of(request: HttpRequest) -> str:
    """Give the number that the client gave its request (X-Request-Id); nothing when it is none that we send back."""
    number = request.headers.get("X-Request-Id", "")
    return number if _REQUEST_NUMBER.fullmatch(number) else ""


def write(answer: FhirResponse, request: HttpRequest, *, otherwise: Wish) -> HttpResponseBase:
    """Write an answer. Nothing of it may be stored by anybody on the way.

    ``otherwise``: how it is written when it does not say so itself. A resource is compressed for whoever takes gzip;
    bytes that stream leave as they were deposited. The client's own number of the request comes back with it
    (hl7.org/fhir/R4/http.html#custom).
    """
    response: HttpResponseBase
    if answer.stream is not None:
        response = StreamingHttpResponse(answer.stream, status=answer.status, content_type=answer.content_type)
        response["Content-Disposition"] = "attachment"
        response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    elif answer.resource is None:
        response = HttpResponse(status=answer.status)
        del response["Content-Type"]
    else:
        response = _write_resource(answer.status, answer.resource, answer.wish or otherwise, request)
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    if number := number_of(request):
        response["X-Request-Id"] = number
    for name, value in answer.headers.items():
        response[name] = value
    return response


def _write_resource(status: int, resource: dict[str, Any], wish: Wish, request: HttpRequest) -> HttpResponse:
    part = cut(resource, wish.subset)
    body = write_xml(part, pretty=wish.pretty) if wish.format is Format.XML else write_json(part, pretty=wish.pretty)
    compressed = len(body) >= LEAST_COMPRESSED and _takes_gzip(request.headers.get("Accept-Encoding", ""))
    if compressed:
        body = gzip.compress(body, compresslevel=5, mtime=0)
    response = HttpResponse(body, status=status, content_type=f"{wish.format.value}; charset=utf-8")
    if wish.format is Format.XML:
        # A browser would show XHTML inside of it: a narrative never acts.
        response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    if compressed:
        response["Content-Encoding"] = "gzip"
    return response


def _takes_gzip(accepted: str) -> bool:
    for one in accepted.lower().split(","):
        name, _, weight = one.partition(";")
        if name.strip() in ("gzip", "x-gzip"):
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
