"""What a sealed value opens with, and what it does not."""

from dataclasses import dataclass, replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.core.identifiers import RecordId
from carnet.store.sealing import Purpose, SealBrokenError, seal, unseal

CAMILLES = RecordId(UUID(int=1))
A_ROW = UUID(int=2).bytes


@dataclass(frozen=True, slots=True)
class Place:
    """The key, and where a value was put."""

    record_key: bytes = bytes(32)
    purpose: Purpose = Purpose.PERSON
    record: RecordId = CAMILLES
    row: bytes = A_ROW

    def seal(self, plain: bytes) -> bytes:
        """Put a value there."""
        return seal(
            plain,
            record_key=self.record_key,
            purpose=self.purpose,
            record=self.record,
            row=self.row,
            nonce=bytes(12),
        )

    def unseal(self, sealed: bytes) -> bytes:
        """Take a value from there."""
        return unseal(sealed, record_key=self.record_key, purpose=self.purpose, record=self.record, row=self.row)


HERE = Place()


@given(st.binary(max_size=200), st.sampled_from(Purpose), st.uuids(), st.binary(min_size=16, max_size=16))
def test_a_value_is_opened_as_it_was_sealed(plain: bytes, purpose: Purpose, record: UUID, row: bytes) -> None:
    place = Place(purpose=purpose, record=RecordId(record), row=row)
    sealed = place.seal(plain)
    assert place.unseal(sealed) == plain
    assert len(sealed) == len(plain) + 29


@pytest.mark.parametrize(
    "elsewhere",
    [
        replace(HERE, record_key=b"\1" * 32),
        replace(HERE, purpose=Purpose.EVENT),
        replace(HERE, record=RecordId(UUID(int=3))),
        replace(HERE, row=UUID(int=4).bytes),
    ],
    ids=["another key", "another column", "another record", "another row"],
)
def test_a_value_opens_nowhere_else(elsewhere: Place) -> None:
    with pytest.raises(SealBrokenError):
        elsewhere.unseal(HERE.seal(b"EXEMPLE Camille"))


@given(st.integers(0, 43), st.integers(1, 255))
def test_an_altered_value_does_not_open(position: int, difference: int) -> None:
    sealed = bytearray(HERE.seal(b"EXEMPLE Camille"))
    assert len(sealed) == 44
    sealed[position] ^= difference
    with pytest.raises(SealBrokenError):
        HERE.unseal(bytes(sealed))


def test_a_broken_seal_says_nothing_of_the_value() -> None:
    with pytest.raises(SealBrokenError) as broken:
        HERE.unseal(HERE.seal(b"EXEMPLE Camille") + b"\0")
    assert "EXEMPLE" not in str(broken.value)


@pytest.mark.parametrize("size", [0, 16, 31, 33])
def test_a_key_of_another_size_seals_nothing(size: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        replace(HERE, record_key=bytes(size)).seal(b"EXEMPLE Camille")
