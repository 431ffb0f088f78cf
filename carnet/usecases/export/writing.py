"""What a door lends to the preparation of an export: its words and its format, which no use case knows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from carnet.formats.folder.index import AccessRow, OwnLine, ToldLine
from carnet.usecases.reading.read_everything import Everything
from carnet.usecases.reading.shown_document import ShownDocument


@dataclass(frozen=True, slots=True)
class Binary:
    """A document as a resource of its own: what stands before and after its bytes, which are written in base 64."""

    before: bytes
    after: bytes


class ExportWriter(Protocol):
    """Handed over by ``carnet.config``: FHIR as its door writes it, sentences as the site says them."""

    def resources(self, everything: Everything, *, base_url: str) -> Iterator[Mapping[str, Any]]:
        """Write all that was read as FHIR resources."""
        ...

    def address(self, resource: Mapping[str, Any], *, base_url: str) -> str:
        """Give the address of one of these resources, as the door gives it."""
        ...

    def binary(self, document: ShownDocument) -> Binary:
        """Write what stands around the bytes of a document in its ``Binary``, on one line."""
        ...

    def lines(self, everything: Everything) -> tuple[ToldLine, ...]:
        """Say each line of the history in words, in the order given."""
        ...

    def own_words(self, everything: Everything) -> tuple[OwnLine, ...]:
        """Say in words what stands in « Ma santé », and who wrote it."""
        ...

    def accesses(self, everything: Everything) -> tuple[AccessRow, ...]:
        """Say in words who may read the record, and who may not."""
        ...
