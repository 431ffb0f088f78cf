"""A ZIP written as it goes: what is put into it never stands in memory as a whole."""

import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime

from carnet.core.record.majority import PARIS

LEVEL = 3
"""Of deflate: text shrinks well by it, and what is compressed already costs little."""
OWNER_ONLY = 0o600 << 16


class _Sink:
    """Takes what the archive writes until it is given on. It cannot be rewound, so that sizes follow the contents."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes, /) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Do nothing: what was written is given on by ``drain``."""

    def close(self) -> None:
        """Do nothing: what is left is given on by ``drain``."""

    def drain(self) -> bytes:
        given = b"".join(self._pieces)
        self._pieces.clear()
        return given


def zip_stream(files: Iterable[tuple[str, Iterable[bytes]]], *, at: datetime) -> Iterator[bytes]:
    """Write a ZIP (APPNOTE 6.3, with Zip64) of these files, in their order, piece by piece.

    ``files``: the path of each inside of the archive, with « / », and its content in pieces, which is asked for when
    its turn has come. ``at``: the date that each bears, in Paris.
    """
    sink = _Sink()
    local = at.astimezone(PARIS)
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive:
        for path, pieces in files:
            entry = zipfile.ZipInfo(path, local.timetuple()[:6])
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, OWNER_ONLY
            with archive.open(entry, "w", force_zip64=True) as written:
                for piece in pieces:
                    written.write(piece)
                    if given := sink.drain():
                        yield given
    yield sink.drain()
