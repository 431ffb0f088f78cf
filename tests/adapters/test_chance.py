"""What nobody can guess."""

import pytest

from carnet.infra.chance import SystemChance
from carnet.ports.chance import Chance


@pytest.fixture
def chance() -> Chance:
    return SystemChance()


def test_no_two_documents_get_one_identifier(chance: Chance) -> None:
    assert len({chance.identifier() for _ in range(1000)}) == 1000


def test_every_bit_of_an_identifier_is_drawn(chance: Chance) -> None:
    drawn = [chance.identifier().int for _ in range(200)]
    ever_set, always_set = 0, (1 << 128) - 1
    for number in drawn:
        ever_set |= number
        always_set &= number
    # A version 4 UUID would keep six bits always the same.
    assert (ever_set, always_set) == ((1 << 128) - 1, 0)


def test_a_secret_has_the_size_that_was_asked_and_never_comes_back(chance: Chance) -> None:
    assert len(chance.secret(32)) == 32
    assert chance.secret(32) != chance.secret(32)


@pytest.mark.parametrize("size", [0, -1])
def test_nobody_gets_an_empty_secret(chance: Chance, size: int) -> None:
    with pytest.raises(ValueError, match="at least one byte"):
        chance.secret(size)
