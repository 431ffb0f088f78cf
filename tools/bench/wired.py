"""What goes over the wire between a browser and the server, counted byte by byte: whoever asks, for whatever reason."""

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

_PIECE = 65536
_REQUEST = re.compile(rb"^(?:GET|HEAD|POST) \S+ HTTP/1\.1\r$", re.MULTILINE)


@dataclass(slots=True)
class Wire:
    """A loopback port before the server's. ``sent``: bytes of all answers, headers included, since ``forget``."""

    port: int
    sent: int = 0
    requests: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def forget(self) -> None:
        """Count from here on."""
        with self._lock:
            self.sent = self.requests = 0

    def carries(self, piece: bytes, *, is_answer: bool) -> None:
        """Count a piece that passes. A browser sends the first line of a request in one piece."""
        with self._lock:
            if is_answer:
                self.sent += len(piece)
            else:
                self.requests += len(_REQUEST.findall(piece))


@contextmanager
def wired(server: int) -> Iterator[Wire]:
    """Listen on a free port and pass everything on to the server's. ``server``: its port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        wire = Wire(listener.getsockname()[1])
        threading.Thread(target=_listen, args=(listener, server, wire), daemon=True).start()
        yield wire
        listener.shutdown(socket.SHUT_RDWR)


def _listen(listener: socket.socket, server: int, wire: Wire) -> None:
    with suppress(OSError):  # the listener is shut: nobody connects any more
        while True:
            browser, _ = listener.accept()
            behind = socket.create_connection(("127.0.0.1", server))
            for source, target, is_answer in ((browser, behind, False), (behind, browser, True)):
                threading.Thread(target=_pass_on, args=(source, target, wire, is_answer), daemon=True).start()


def _pass_on(source: socket.socket, target: socket.socket, wire: Wire, is_answer: bool) -> None:
    with suppress(OSError):  # either side has gone: so does the other
        while piece := source.recv(_PIECE):
            wire.carries(piece, is_answer=is_answer)
            target.sendall(piece)
    for one in (source, target):
        with suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
