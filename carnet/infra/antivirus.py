"""The antivirus: ClamAV where the operator runs one, none otherwise."""

import socket
import struct
from urllib.parse import urlsplit

from carnet.core.documents.content import Content, pieces_of
from carnet.infra.loopback import is_loopback

_TIMEOUT = 60.0
"""Seconds given to the scanner for each step: a document of 100 MB takes it a while."""

_PIECE = 256 * 1024
_LONGEST_ANSWER = 4096
_LIMIT_PASSED = "Heuristics.Limits.Exceeded"


class AntivirusUnavailableError(RuntimeError):
    """The scanner gave no answer on a document, which must therefore not enter."""


class ClamdAntivirus:
    """Asks a ``clamd`` daemon, by its INSTREAM command (man clamd, « COMMANDS »).

    ``address``: ``unix:///run/clamav/clamd.ctl``, or ``tcp://127.0.0.1:3310``. Since clamd knows no encryption, TCP
    leads no further than this machine; ``ValueError`` otherwise. In clamd.conf, ``StreamMaxLength``, ``MaxFileSize``
    and ``MaxScanSize`` must be 100M at least (product.md, « Documents »), and ``AlertExceedsMax yes``: without it
    clamd says OK of what it did not read to the end.
    """

    def __init__(self, address: str, *, timeout: float = _TIMEOUT) -> None:
        parts = urlsplit(address)
        self._timeout = timeout
        self._path = parts.path if parts.scheme == "unix" else ""
        self._host = parts.hostname or ""
        self._port = parts.port or 0
        is_tcp = parts.scheme == "tcp" and is_loopback(self._host) and self._port > 0
        if not self._path.startswith("/") and not is_tcp:
            raise ValueError("clamd is reached by unix:///path/of/its/socket, or by tcp://127.0.0.1:port")

    def is_clean(self, content: Content) -> bool:
        """Whether the scanner found nothing. Raises ``AntivirusUnavailableError`` unless it plainly said so."""
        try:
            with self._connected() as connection:
                answer = _ask(connection, content)
        except OSError as error:
            raise AntivirusUnavailableError(f"clamd did not answer: {type(error).__name__}") from error
        if answer == "stream: OK":
            return True
        if answer.startswith("stream: ") and answer.endswith(" FOUND") and _LIMIT_PASSED not in answer:
            return False
        raise AntivirusUnavailableError("clamd did not examine a document to its end: see its log and its limits")

    def _connected(self) -> socket.socket:
        if self._path:
            connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            connection.settimeout(self._timeout)
            try:
                connection.connect(self._path)
            except BaseException:
                connection.close()
                raise
            return connection
        return socket.create_connection((self._host, self._port), timeout=self._timeout)


class NoAntivirus:
    """Used where no antivirus is configured (product.md: « antivirus where one is configured »)."""

    def is_clean(self, *_: object, **__: object) -> bool:
        """Find nothing, since nothing is looked for."""
        return True


def _ask(connection: socket.socket, content: Content) -> str:
    try:
        connection.sendall(b"zINSTREAM\0")
        for piece in pieces_of(content, _PIECE):
            connection.sendall(struct.pack(">I", len(piece)))
            connection.sendall(piece)
        connection.sendall(struct.pack(">I", 0))
    except (BrokenPipeError, ConnectionResetError):
        # Past its limits clamd answers and hangs up while we still send: it may have said why.
        pass
    answer = b""
    while b"\0" not in answer and len(answer) < _LONGEST_ANSWER:
        received = connection.recv(_LONGEST_ANSWER)
        if not received:
            break
        answer += received
    return answer.partition(b"\0")[0].decode("utf-8", errors="replace")
