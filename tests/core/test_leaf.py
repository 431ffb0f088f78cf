"""What a line of the history weighs in the transparency log."""

from hashlib import sha256

import pytest

from carnet.core.audit.leaf import LEAF_SIZE, SALT_SIZE, leaf
from carnet.core.audit.transparency import root

A_SALT = bytes(range(SALT_SIZE))
A_SEALED_BODY = b"the reading of Dr Keller, sealed"


def test_the_leaf_of_a_reading_is_the_published_formula() -> None:
    assert leaf(A_SALT, A_SEALED_BODY) == sha256(b"\x00" + A_SALT + A_SEALED_BODY).digest()
    assert len(leaf(A_SALT, A_SEALED_BODY)) == LEAF_SIZE


def test_two_identical_readings_do_not_look_alike_in_the_log() -> None:
    assert leaf(A_SALT, A_SEALED_BODY) != leaf(A_SALT[::-1], A_SEALED_BODY)


def test_a_changed_line_no_longer_gives_its_leaf() -> None:
    assert leaf(A_SALT, A_SEALED_BODY + b".") != leaf(A_SALT, A_SEALED_BODY)


@pytest.mark.parametrize("size", [0, SALT_SIZE - 1, SALT_SIZE + 1])
def test_a_byte_cannot_slide_from_the_body_into_the_salt(size: int) -> None:
    with pytest.raises(ValueError, match="the salt of a leaf has 16 bytes"):
        leaf(bytes(size), A_SEALED_BODY)


def test_the_leaf_of_one_event_is_the_root_of_a_log_that_holds_nothing_else() -> None:
    assert root([leaf(A_SALT, A_SEALED_BODY)]) == leaf(A_SALT, A_SEALED_BODY)
