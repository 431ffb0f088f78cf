"""Who the person of a record is, as whoever reads the record may know: their traits and their numbers, no contact."""

from dataclasses import dataclass

from carnet.core.identifiers import PatientIdentifier, RecordId
from carnet.core.people import IdentityTraits
from carnet.store import records


@dataclass(frozen=True, slots=True, repr=False)
class ShownPerson:
    """The five strict traits and the name in use; ``identifiers``: the INS first, then the secondary ones."""

    record: RecordId
    traits: IdentityTraits
    identifiers: tuple[PatientIdentifier, ...]

    def __repr__(self) -> str:
        """Hide the person."""
        return "ShownPerson(…)"


def shown_person(record: RecordId, *, record_key: bytes) -> ShownPerson:
    """Read who the person is. Inside ``within(record)``, once the record may be read; raises when nobody is there."""
    person = records.person(record, record_key=record_key)
    if person is None:
        raise RuntimeError("a record that may be read has no person")
    return ShownPerson(record, person.traits, person.identifiers)
