"""What is new in the SQL of a request each time it is sent: found by sending it twice, drawn anew by pgbench."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from tools.bench.wire import Statement

_NUMBERS = '"deposit_number"'
"""The table whose key is a digest: the only bytes that no two rows may share."""


@dataclass(frozen=True, slots=True)
class Fresh:
    """How the values that are new each time are written in a script: ``written``, by value; ``drawn``: variables."""

    written: Mapping[object, str]
    drawn: int

    @classmethod
    def nothing(cls) -> "Fresh":
        """Say that nothing is new: as when something is read."""
        return cls({}, 0)

    def setting(self) -> list[str]:
        """Write the commands by which pgbench draws the numbers that everything new is made from."""
        return [rf"\set fresh{number} random(1, 9223372036854775807)" for number in range(self.drawn)]


def fresh_of(first: Sequence[Statement], second: Sequence[Statement]) -> Fresh:
    """Compare two runs of the same request: give how what differs in ``second``, and is a key, is written.

    An identifier that stands in several statements is the same in all of them. Dates, sealed bytes and addresses of
    bytes may be the same each time: no key holds them.
    """
    written: dict[object, str] = {}
    for before, after in zip(first, second, strict=True):
        for old, new in zip(_values(before), _values(after), strict=True):
            key = plain(new)
            if plain(old) == key or not isinstance(key, Hashable) or key in written:
                continue
            number = f":fresh{len(written)}::bigint"
            if isinstance(key, UUID):
                written[key] = f"lpad(to_hex({number}), 32, '0')::uuid"
            elif isinstance(key, str) and key.startswith("urn:"):
                # A colon would begin a variable of pgbench, even between quotes.
                written[key] = f"('urn' || chr(58) || 'oid' || chr(58) || '2.25.' || {number})"
            elif isinstance(key, bytes) and _NUMBERS in after.sql:
                written[key] = f"sha256(int8send({number}))"
    return Fresh(written, len(written))


def plain(value: object) -> object:
    """Give a value as it was before Django wrapped it for the driver."""
    return bytes(value.obj) if type(value).__name__ == "Binary" and hasattr(value, "obj") else value


def _values(statement: Statement) -> Iterator[object]:
    values = statement.values or ()
    yield from values.values() if isinstance(values, Mapping) else values
