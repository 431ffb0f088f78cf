"""Servers that do one thing wrong: each stands before a sound one and changes what goes through it."""

import http.client
import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from tests.quiet import Quiet

Json = dict[str, Any]
OF_THE_CONNECTION = {"connection", "transfer-encoding", "content-length", "keep-alive"}


@dataclass(slots=True)
class Passing:
    """A request and its answer, on their way. ``asked``: the headers that it came with."""

    method: str
    path: str
    sent: bytes
    asked: dict[str, str]
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def resource(self) -> Json:
        """What the body says in JSON, or nothing."""
        try:
            read = json.loads(self.body)
        except ValueError:
            return {}
        return read if isinstance(read, dict) else {}

    def says(self, resource: Json) -> None:
        """Say something else."""
        self.body = json.dumps(resource).encode()
        self.headers.setdefault("Content-Type", "application/fhir+json")


@dataclass(frozen=True, slots=True)
class Lie:
    """What a server does wrong. ``where``: the requests that it does so at, as ``METHOD /path``."""

    where: str
    after: Callable[[Passing], None] | None = None
    before: Callable[[Passing], None] | None = None

    def is_about(self, passing: Passing) -> bool:
        """Whether it is told at this request."""
        return re.search(self.where, f"{passing.method} {passing.path}") is not None


@contextmanager
def lying(site: int, *lies: Lie) -> Iterator[str]:
    """Serve what lies, before the site at that port; gives its address, without a last slash."""

    class Between(Quiet, BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def pass_on(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            passing = Passing(self.command, self.path, body, dict(self.headers.items()))
            told = [one for one in lies if one.is_about(passing)]
            for one in told:
                if one.before is not None:
                    one.before(passing)
            behind = http.client.HTTPConnection("127.0.0.1", site, timeout=60)
            kept = {name: value for name, value in passing.asked.items() if name.lower() not in OF_THE_CONNECTION}
            behind.request(passing.method, passing.path, passing.sent or None, kept)
            answer = behind.getresponse()
            passing.status, passing.body = answer.status, answer.read()
            passing.headers = {
                "-".join(part.capitalize() for part in name.split("-")): value
                for name, value in answer.getheaders()
                if name.lower() not in OF_THE_CONNECTION
            }
            behind.close()
            for one in told:
                if one.after is not None:
                    one.after(passing)
            self.send_response_only(passing.status)
            for name, value in passing.headers.items():
                self.send_header(name, value)
            if passing.status != 304:
                self.send_header("Content-Length", str(len(passing.body)))
            self.end_headers()
            self.wfile.write(passing.body if passing.status != 304 else b"")

    for method in ("GET", "POST", "PATCH", "PUT", "DELETE"):
        setattr(Between, f"do_{method}", Between.pass_on)

    with ThreadingHTTPServer(("127.0.0.1", 0), Between) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


# --- what may be done wrong -----------------------------------------------------------------------------------------


def accepts(where: str = "") -> Lie:
    """It answers 200 to whatever it should refuse."""

    def after(passing: Passing) -> None:
        if passing.status >= 400:
            passing.status = 200
            passing.says({"resourceType": "Bundle", "type": "searchset", "total": 0})

    return Lie(where, after)


def is_mute(where: str = "") -> Lie:
    """It refuses without a word."""

    def after(passing: Passing) -> None:
        if passing.status >= 400:
            passing.says({"resourceType": "OperationOutcome", "issue": []})

    return Lie(where, after)


def refuses(where: str) -> Lie:
    """It refuses what it should take."""

    def after(passing: Passing) -> None:
        passing.status = 422
        passing.says({"resourceType": "OperationOutcome", "issue": [{"severity": "error", "code": "invalid"}]})

    return Lie(where, after)


def says(where: str, change: Callable[[Json], Json]) -> Lie:
    """It says something else in its resource."""

    def after(passing: Passing) -> None:
        passing.says(change(passing.resource))

    return Lie(where, after)


def drops(where: str, header: str) -> Lie:
    """It leaves a header out."""

    def after(passing: Passing) -> None:
        passing.headers.pop(header, None)

    return Lie(where, after)


def hears_no(where: str, *headers: str) -> Lie:
    """It does not look at a header of the request."""

    def before(passing: Passing) -> None:
        passing.asked = {name: value for name, value in passing.asked.items() if name.lower() not in headers}

    return Lie(where, before=before)


def gives_tokens() -> Lie:
    """It gives a token to whoever asks."""

    def after(passing: Passing) -> None:
        if passing.status >= 400:
            passing.status = 200
            passing.says({"access_token": "given to anybody", "token_type": "Bearer", "expires_in": 60})

    return Lie("/oauth/token", after)


def keeps_all() -> Lie:
    """Whatever number is looked for, it has a document of that number."""

    def after(passing: Passing) -> None:
        number = parse_qs(passing.sent.decode()).get("identifier", [""])[0]
        if number:
            found = {"resourceType": "DocumentReference", "id": "kept", "masterIdentifier": {"value": number}}
            passing.says({"resourceType": "Bundle", "type": "searchset", "total": 1, "entry": [{"resource": found}]})

    return Lie("POST /fhir/DocumentReference/_search", after)


def loses_all(kind: str) -> Lie:
    """Whatever is looked for, it has nothing of that kind."""

    def change(_resource: Json) -> Json:
        return {"resourceType": "Bundle", "type": "searchset", "total": 0}

    return says(f"POST /fhir/{kind}/_search", change)
