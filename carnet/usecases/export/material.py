"""What the files of an export are made of, once it was decided."""

from collections.abc import Iterator
from dataclasses import dataclass

from carnet.core.record.export import Part, RecordExport
from carnet.usecases.reading.read_everything import Everything
from carnet.usecases.reading.shown_document import ShownDocument


class GivenUpError(RuntimeError):
    """Whoever asked has removed it meanwhile: nothing more is prepared."""


@dataclass(frozen=True, slots=True)
class Material:
    """What one export holds. ``contents``: each document that may be opened, with its bytes, to be gone through once.

    ``sizes``: of each, in bytes. ``parts``: those of what was asked that are theirs.
    """

    one: RecordExport
    everything: Everything
    contents: Iterator[tuple[ShownDocument, Iterator[bytes]]]
    sizes: tuple[int, ...]
    parts: frozenset[Part]

    @property
    def count(self) -> int:
        """How many documents may be opened."""
        return len(self.sizes)
