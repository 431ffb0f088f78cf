"""Sends notifications to addresses that others chose: over TLS, to public addresses only, following nothing."""

import http.client
import socket
import ssl
from collections.abc import Sequence
from datetime import timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from pathlib import Path
from threading import Timer
from typing import Final
from urllib.parse import SplitResult, urlsplit

from carnet.infra.loopback import is_loopback
from carnet.ports.web_hooks import NotTakenError

LONGEST_ADDRESS: Final = 2000
TRANSLATED: Final = tuple(map(ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")))
"""IPv6 addresses that a gateway turns into IPv4 ones, which could be inner (RFC 6052, 8215, 3056, 4380)."""


class PublicWebHooks:
    """The port of outgoing notifications, on the standard library.

    A name is looked up once, every address that it has must be public, and the connection goes to the very address that
    was looked at: a name that changes in between leads nowhere else (DNS rebinding). No proxy is taken from the
    environment. ``reaches_this_machine``: plain http to a loopback address is taken too, in the demonstration and in
    tests, and nothing else that is inner. ``certificate_authority``: a PEM file, when no public authority signs.
    """

    def __init__(self, *, reaches_this_machine: bool, certificate_authority: Path | None = None) -> None:
        self._reaches_this_machine = reaches_this_machine
        self._certificate_authority = certificate_authority

    def takes(self, address: str) -> bool:
        """Whether an address may be sent to, as far as it is written; see the port."""
        if len(address) > LONGEST_ADDRESS or not address.isascii() or not address.isprintable() or " " in address:
            return False
        try:
            parts = urlsplit(address)
            port = parts.port
        except ValueError:
            return False
        host = parts.hostname or ""
        if not host or parts.username is not None or parts.password is not None or parts.fragment or port == 0:
            return False
        if is_loopback(host):
            return self._reaches_this_machine and parts.scheme in ("http", "https")
        return parts.scheme == "https" and _may_be_public(host)

    def post(
        self, address: str, body: bytes, *, content_type: str, headers: Sequence[tuple[str, str]], within: timedelta
    ) -> None:
        """Send a body by POST; see the port."""
        if not self.takes(address):
            raise NotTakenError("the address is not one that notifications are sent to")
        parts, seconds = urlsplit(address), within.total_seconds()
        connection = self._connection(parts, seconds)
        try:
            connection.sock = self._connect(parts, seconds)
            # A server that answers byte by byte would be waited for as long as it wishes.
            deadline = Timer(seconds, _hang_up, (connection.sock,))
            deadline.daemon = True
            deadline.start()
            try:
                status = _exchange(connection, parts, body, content_type, headers)
            finally:
                deadline.cancel()
        except (OSError, http.client.HTTPException) as error:
            raise NotTakenError(f"the address did not answer: {type(error).__name__}") from None
        finally:
            connection.close()
        if status not in range(200, 300):
            raise NotTakenError(f"the address answered {status}", status=status)

    def _connection(self, parts: SplitResult, seconds: float) -> http.client.HTTPConnection:
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        if parts.scheme == "https":
            return http.client.HTTPSConnection(host, port, timeout=seconds)
        return http.client.HTTPConnection(host, port, timeout=seconds)

    def _connect(self, parts: SplitResult, seconds: float) -> socket.socket:
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        if not found or not all(self._is_outside(str(one[4][0]), host) for one in found):
            raise NotTakenError("the address leads inside")
        connected = socket.create_connection((str(found[0][4][0]), port), timeout=seconds)
        if parts.scheme != "https":
            return connected
        try:
            context = ssl.create_default_context(cafile=self._certificate_authority)
            return context.wrap_socket(connected, server_hostname=host)
        except BaseException:
            connected.close()
            raise

    def _is_outside(self, found: str, host: str) -> bool:
        address = ip_address(found.partition("%")[0])
        if self._reaches_this_machine and is_loopback(host):
            return address.is_loopback
        return _is_public(address)


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address is one of the Internet: not private, shared, local, multicast, reserved nor translated."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return _is_public(address.ipv4_mapped)
        if any(address in network for network in TRANSLATED):
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _may_be_public(host: str) -> bool:
    """Whether a host, as it is written, may be outside: a name with a dot, or a public address."""
    try:
        return _is_public(ip_address(host))
    except ValueError:
        return "." in host.strip(".")


def _hang_up(connected: socket.socket) -> None:
    try:
        connected.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it was over already


def _exchange(
    connection: http.client.HTTPConnection,
    parts: SplitResult,
    body: bytes,
    content_type: str,
    headers: Sequence[tuple[str, str]],
) -> int:
    """Send one request on the connection that is open, and give the status of the answer; its body is not read."""
    path = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    connection.putrequest("POST", path, skip_accept_encoding=True)
    for name, value in headers:
        connection.putheader(name, value)
    connection.putheader("Content-Type", content_type)
    connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body)
    return connection.getresponse().status
