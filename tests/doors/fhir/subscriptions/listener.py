"""The address of a subscriber, on this machine: it keeps what it is sent, and answers what it is told to."""

import contextlib
import json
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler
from typing import Any

from carnet.formats.fhir.validate import validate
from carnet.formats.fhir.xml_read import parse_fhir_xml
from tests.adapters.loopback_servers import Certificate, running, web_server
from tests.quiet import Quiet

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Received:
    """One request."""

    path: str
    headers: Message
    body: bytes

    @property
    def bundle(self) -> Json:
        """What it brought; it must be valid FHIR R4."""
        is_xml = self.headers["Content-Type"] == "application/fhir+xml"
        read = parse_fhir_xml(self.body) if is_xml else json.loads(self.body)
        assert isinstance(read, dict), read
        assert validate(read) == ()
        return read

    @property
    def state(self) -> dict[str, Any]:
        """Each parameter of its first entry by its name: its value, or the list of its events."""
        return state_of(self.bundle["entry"][0]["resource"])

    @property
    def kind(self) -> str:
        """Why it was sent."""
        return str(self.state["type"])


def state_of(parameters: Json) -> dict[str, Any]:
    """The parameters of a state by their names; under « events », what each event says."""
    state: dict[str, Any] = {"events": []}
    for one in parameters["parameter"]:
        if one["name"] == "notification-event":
            state["events"].append({part["name"]: _value(part) for part in one["part"]})
        else:
            state[one["name"]] = _value(one)
    return state


def _value(one: Json) -> Any:
    value = next(one[name] for name in one if name.startswith("value"))
    return value.get("reference", value) if isinstance(value, dict) else value


@dataclass
class Listener:
    """A web server of thirty lines. ``status``: what it answers; ``location``: with a redirection."""

    status: int = 200
    certificate: Certificate | None = None
    received: list[Received] = field(default_factory=list)
    port: int = 0

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"{'https' if self.certificate else 'http'}://127.0.0.1:{self.port}/hook?of=keller"

    @property
    def kinds(self) -> list[str]:
        """Why each notification came, in their order."""
        return [one.kind for one in self.received]

    @property
    def numbers(self) -> list[list[str]]:
        """The numbers of the events of each notification that brought some."""
        return [
            [event["event-number"] for event in one.state["events"]] for one in self.received if one.state["events"]
        ]

    def __enter__(self) -> "Listener":
        world = self

        class Answers(Quiet, BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                world.received.append(Received(self.path, self.headers, body))
                self.send_response(world.status)
                if 300 <= world.status < 400:
                    self.send_header("Location", "/elsewhere")
                self.end_headers()

        server = web_server(Answers, self.certificate)
        self.port = server.server_port
        self._stack = contextlib.ExitStack()
        self._stack.enter_context(running(server))
        return self

    def __exit__(self, *exception: object) -> None:
        self._stack.close()
