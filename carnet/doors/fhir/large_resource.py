"""A resource that holds a document, written as it leaves: its base64 by pieces, never whole in memory."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from carnet.doors.fhir.media_types import Format
from carnet.doors.fhir.wish import Wish
from carnet.formats.base64_pieces import in_base64
from carnet.formats.fhir.write import write_json
from carnet.formats.fhir.xml_write import write_xml

PLACE: Final = "\ue000"
"""Stands for the base64 while a resource is written: a character that no media type and no id has."""


def write_around(
    resource: dict[str, Any], wish: Wish, *, pieces: Iterable[bytes], size: int
) -> tuple[int, Iterator[bytes]]:
    """Write a resource in which ``PLACE`` stands where the base64 of ``pieces`` belongs, ``size`` bytes in all.

    Returns how many bytes the whole has, and those bytes. A resource that is an answer, as Binary is, is never cut:
    the part of it that is wished for is all of it.
    """
    is_xml = wish.format is Format.XML
    written = write_xml(resource, pretty=wish.pretty) if is_xml else write_json(resource, pretty=wish.pretty)
    before, _, after = written.partition(PLACE.encode())
    return len(before) + 4 * -(-size // 3) + len(after), _written(before, pieces, after)


def _written(before: bytes, pieces: Iterable[bytes], after: bytes) -> Iterator[bytes]:
    yield before
    yield from in_base64(pieces)
    yield after
