"""The front of the sandbox: speaks TLS, asks for a certificate, and hands both over to the site as a proxy would."""

import base64
import http.client
import socket
import ssl
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

from carnet.demo.sandbox.certificates import CERTIFICATE, CERTIFICATE_KEY

HOST: Final = "127.0.0.1"
CALLS_FROM: Final = "127.0.0.2"
"""The address that the settings of the sandbox name as that of the proxy (CARNET_PROXIES)."""
LARGEST: Final = 160 * 1024 * 1024
PATIENCE: Final = 60
_OURS: Final = frozenset({"client-cert", "x-forwarded-proto", "x-forwarded-for", "forwarded"})
_OF_THE_CONNECTION: Final = frozenset({"connection", "keep-alive", "transfer-encoding", "content-length", "upgrade"})


class Front(ThreadingHTTPServer):
    """The front itself. ``site``: the port of the site on this machine."""

    daemon_threads = True

    def __init__(self, port: int, *, site: int, authority: Path, server: Path) -> None:
        """Take a port. ``authority``, ``server``: the folders of their certificates. Raises ``OSError`` when taken."""
        super().__init__((HOST, port), _Forward)
        self.site = site
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.load_cert_chain(server / CERTIFICATE, server / CERTIFICATE_KEY)
        context.load_verify_locations(authority / CERTIFICATE)
        context.verify_mode = ssl.CERT_OPTIONAL
        # The handshake belongs to the thread of its connection: a silent visitor keeps nobody else waiting.
        self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)

    def handle_error(self, request: socket.socket | tuple[bytes, socket.socket], client_address: object) -> None:
        """Leave out what a visitor does to their own connection: a certificate that is not ours, a line cut."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


class _Forward(BaseHTTPRequestHandler):
    server: Front
    protocol_version = "HTTP/1.1"
    timeout = PATIENCE

    def log_message(self, *_words: object) -> None:
        """Write nothing: an address may name a person."""

    def _forward(self) -> None:
        announced = self.headers.get("Content-Length", "0")
        if not announced.isdecimal() or int(announced) > LARGEST or "Transfer-Encoding" in self.headers:
            self.close_connection = True
            self.send_error(411)
            return
        body = self.rfile.read(int(announced))
        site = http.client.HTTPConnection(HOST, self.server.site, timeout=PATIENCE, source_address=(CALLS_FROM, 0))
        try:
            site.request(self.command, self.path, body, self._handed_over())
            answer = site.getresponse()
            content = answer.read()
        except OSError:
            self.close_connection = True
            self.send_error(502)
            return
        finally:
            site.close()
        self.send_response_only(answer.status, answer.reason)
        for name, value in answer.getheaders():
            if name.lower() not in _OF_THE_CONNECTION:
                self.send_header(name, value)
        if answer.status not in (204, 304):
            length = answer.getheader("Content-Length", "0") if self.command == "HEAD" else str(len(content))
            self.send_header("Content-Length", length)
        self.end_headers()
        self.wfile.write(content)

    def _handed_over(self) -> dict[str, str]:
        """Give the headers for the site: what only a proxy may say is said by us, whatever came (RFC 9440 2.4)."""
        kept = {name: value for name, value in self.headers.items() if name.lower() not in _OURS | _OF_THE_CONNECTION}
        kept["X-Forwarded-Proto"] = "https"
        shown = self.connection.getpeercert(binary_form=True) if isinstance(self.connection, ssl.SSLSocket) else None
        if shown:
            kept["Client-Cert"] = f":{base64.b64encode(shown).decode('ascii')}:"
        return kept

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _forward  # noqa: N815  the library's names


def serve(port: int, *, site: int, folder: Path) -> None:
    """Answer until the process is ended. ``folder``: that of the sandbox. Raises ``OSError`` when the port is taken."""
    with Front(port, site=site, authority=folder / "authority", server=folder / "server") as front:
        front.serve_forever()
