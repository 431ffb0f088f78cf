"""HTTP as any client speaks it: one request, one answer, over TLS with a certificate where there is one."""

import gzip
import http.client
import json
import ssl
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from carnet.formats.fhir.xml_read import parse_fhir_xml

Json = dict[str, Any]
FHIR_JSON: Final = "application/fhir+json"
FHIR_XML: Final = "application/fhir+xml"
FORM: Final = "application/x-www-form-urlencoded"
PATIENCE: Final = 60
"""Seconds that a server has to answer."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """No answer came. ``why``: what the machine says of it."""

    why: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. ``headers``: by their lower-case names. No answer at all has the status 0."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def media_type(self) -> str:
        """What the body is said to be, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def resource(self) -> Json:
        """Its resource, in whichever format it came; nothing when there is none that can be read."""
        if self.media_type == FHIR_XML:
            read = parse_fhir_xml(self.body)
            return read if isinstance(read, dict) else {}
        try:
            found = json.loads(self.body)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    @property
    def kind(self) -> str:
        """The type of its resource."""
        return str(self.resource.get("resourceType", ""))

    def entries(self, kind: str) -> list[Json]:
        """Give the resources of that type in its bundle."""
        entries = self.resource.get("entry", [])
        found = [one.get("resource", {}) for one in entries if isinstance(one, dict)]
        return [one for one in found if isinstance(one, dict) and one.get("resourceType") == kind]

    def is_outcome(self) -> bool:
        """Tell whether it is an OperationOutcome that says something is wrong, and what."""
        issues = self.resource.get("issue", [])
        told = [one for one in issues if isinstance(one, dict) and one.get("severity") in ("error", "fatal")]
        return self.kind == "OperationOutcome" and any(one.get("code") and one.get("diagnostics") for one in told)


@dataclass(frozen=True, slots=True)
class Trust:
    """What TLS needs: whose authority is believed (the machine's, unless named), and what certificate is shown."""

    authority: Path | None = None
    certificate: Path | None = None
    key: Path | None = None


THE_MACHINE: Final = Trust()
"""Whom the machine itself believes; no certificate is shown."""


def call(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str],
    body: bytes = b"",
    trust: Trust = THE_MACHINE,
) -> Answer | Unanswered:
    """Send one request; a redirection is an answer like another. Compressed bodies are given as they were before."""
    where = urlsplit(url)
    path = where.path + (f"?{where.query}" if where.query else "")
    try:
        connection = _connect(where.scheme, where.netloc, trust)
        try:
            connection.request(method, path or "/", body or None, dict(headers))
            response = connection.getresponse()
            content = response.read()
        finally:
            connection.close()
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Unanswered(f"{type(error).__name__}: {error}")
    told = {name.lower(): value for name, value in response.getheaders()}
    if told.get("content-encoding") == "gzip":
        try:
            content = gzip.decompress(content)
        except (OSError, EOFError, zlib.error):
            return Unanswered("the body is said to be gzip and is not")
    return Answer(response.status, told, content)


def form_of(pairs: Iterable[tuple[str, str]]) -> bytes:
    """Write a form."""
    return urlencode(list(pairs)).encode("ascii")


def _connect(scheme: str, netloc: str, trust: Trust) -> http.client.HTTPConnection:
    if scheme != "https":
        return http.client.HTTPConnection(netloc, timeout=PATIENCE)
    context = ssl.create_default_context(cafile=str(trust.authority) if trust.authority else None)
    if trust.certificate is not None:
        context.load_cert_chain(trust.certificate, trust.key)
    return http.client.HTTPSConnection(netloc, timeout=PATIENCE, context=context)
