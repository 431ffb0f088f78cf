"""The outside world on 127.0.0.1: a mail server, an SMS gateway and a virus scanner, small and real."""

import contextlib
import json
import socket
import socketserver
import ssl
import struct
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.quiet import Quiet


@contextlib.contextmanager
def running(server: socketserver.BaseServer) -> Iterator[None]:
    """Serve in a thread until the test has ended."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass(frozen=True, slots=True)
class Certificate:
    """A self-signed certificate for 127.0.0.1: its own authority."""

    certificate: Path
    key: Path

    def server_context(self) -> ssl.SSLContext:
        """What a server needs to show it."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, self.key)
        return context


def make_certificate(folder: Path, address: str = "127.0.0.1") -> Certificate:
    """Make one that is valid around now, for the real clock of the TLS library."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "loopback")])
    now = datetime.now(UTC)  # noqa: TID251  the TLS library looks at the real clock, which is nobody's argument
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address(address))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    made = Certificate(folder / "certificate.pem", folder / "key.pem")
    made.certificate.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    made.key.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return made


@dataclass(slots=True)
class ReceivedMail:
    """What the mail server was handed."""

    sender: str
    recipients: list[str]
    content: bytes
    was_encrypted: bool
    login: str


@dataclass
class MailServer:
    """A mail server of some fifty lines. ``refused``: addresses that it does not know."""

    certificate: Certificate | None = None
    is_tls_from_the_start: bool = False
    refused: frozenset[str] = frozenset()
    says_goodbye: bool = True
    received: list[ReceivedMail] = field(default_factory=list)
    port: int = 0

    def __enter__(self) -> "MailServer":
        world = self

        class Session(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                with contextlib.suppress(OSError):
                    _MailSession(self.request, world).run()

        server = socketserver.TCPServer(("127.0.0.1", 0), Session)
        self.port = server.server_address[1]
        self._stack = contextlib.ExitStack()
        self._stack.enter_context(running(server))
        return self

    def __exit__(self, *exception: object) -> None:
        self._stack.close()


class _MailSession:
    def __init__(self, connection: socket.socket, server: MailServer) -> None:
        self.connection, self.server = connection, server
        self.is_encrypted = False
        self.login = self.sender = ""
        self.recipients: list[str] = []
        if server.is_tls_from_the_start:
            self.encrypt()
        self.file = self.connection.makefile("rb")

    def encrypt(self) -> None:
        assert self.server.certificate is not None
        self.connection = self.server.certificate.server_context().wrap_socket(self.connection, server_side=True)
        self.is_encrypted = True

    def say(self, line: str) -> None:
        self.connection.sendall(line.encode() + b"\r\n")

    def run(self) -> None:
        try:
            self.say("220 loopback")
            while (line := self.file.readline().decode().strip()) and not line.upper().startswith("QUIT"):
                self.obey(line)
            self.say("221 goodbye" if self.server.says_goodbye else "421 I am busy")
        finally:
            self.file.close()
            self.connection.close()

    def obey(self, line: str) -> None:
        verb, _, rest = line.partition(" ")
        match verb.upper():
            case "EHLO":
                offers = "STARTTLS" if self.server.certificate and not self.is_encrypted else "AUTH PLAIN"
                self.say(f"250-loopback\r\n250 {offers}")
            case "STARTTLS":
                self.say("220 go on")
                self.file.close()
                self.encrypt()
                self.file = self.connection.makefile("rb")
            case "AUTH":
                self.login = rest
                self.say("235 welcome")
            case "MAIL":
                self.sender = _address_in(rest)
                self.say("250 ok")
            case "RCPT":
                self.take_recipient(_address_in(rest))
            case "DATA":
                self.take_mail()
            case _:
                self.say("250 ok")

    def take_recipient(self, recipient: str) -> None:
        if recipient in self.server.refused:
            self.say(f"550 {recipient} is unknown")
        else:
            self.recipients.append(recipient)
            self.say("250 ok")

    def take_mail(self) -> None:
        self.say("354 go on")
        content = b""
        while (line := self.file.readline()) != b".\r\n":
            content += line
        mail = ReceivedMail(self.sender, self.recipients, content, self.is_encrypted, self.login)
        self.server.received.append(mail)
        self.say("250 taken")


def _address_in(words: str) -> str:
    return words[words.index("<") + 1 : words.index(">")]


class _WebServer(HTTPServer):
    def handle_error(self, *_words: object) -> None:
        """A client that hangs up is no news here."""


def web_server(answers: type[BaseHTTPRequestHandler], certificate: Certificate | None) -> HTTPServer:
    """A web server at a free port of this machine; over TLS with a certificate."""
    server = _WebServer(("127.0.0.1", 0), answers)
    if certificate:
        server.socket = certificate.server_context().wrap_socket(server.socket, server_side=True)
    return server


@dataclass
class SmsGateway:
    """An SMS gateway that takes what has the right token, and answers ``status``."""

    token: str
    status: int = 202
    certificate: Certificate | None = None
    received: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    port: int = 0

    def __enter__(self) -> "SmsGateway":
        world = self

        class Answers(Quiet, BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                is_known = self.headers["Authorization"] == f"Bearer {world.token}"
                if is_known:
                    world.received.append((self.path, body))
                self.send_response(world.status if is_known else 401)
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


@dataclass
class VirusScanner:
    """A clamd that knows INSTREAM. ``answer``: what it says, whatever it is sent, instead of looking.

    ``longest``: how many bytes it takes before it answers so and hangs up, as clamd does past ``StreamMaxLength``.
    """

    signature: bytes = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"
    answer: bytes | None = None
    longest: int = 1 << 30
    path: Path | None = None
    scanned: list[int] = field(default_factory=list)
    address: str = ""

    def __enter__(self) -> "VirusScanner":
        world = self

        class Session(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                with contextlib.suppress(OSError):
                    world.scan(self.request)

        server: socketserver.BaseServer
        if self.path:
            server = socketserver.UnixStreamServer(str(self.path), Session)
            self.address = f"unix://{self.path}"
        else:
            tcp = socketserver.TCPServer(("127.0.0.1", 0), Session)
            self.address = f"tcp://127.0.0.1:{tcp.server_address[1]}"
            server = tcp
        self._stack = contextlib.ExitStack()
        self._stack.enter_context(running(server))
        return self

    def __exit__(self, *exception: object) -> None:
        self._stack.close()

    def scan(self, connection: socket.socket) -> None:
        """Take one document and answer."""
        with connection.makefile("rb") as stream:
            assert stream.read(10) == b"zINSTREAM\0"
            content = b""
            while size := struct.unpack(">I", stream.read(4))[0]:
                content += stream.read(size)
                if len(content) > self.longest:
                    connection.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                    return
            self.scanned.append(len(content))
            found = b"stream: Eicar-Test-Signature FOUND\0" if self.signature in content else b"stream: OK\0"
            connection.sendall(found if self.answer is None else self.answer)
