"""What a card reader signs: believed when it is its own, whole, fresh; and not otherwise."""

from datetime import datetime, timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from carnet.formats.card_statement import (
    ALGORITHM,
    CLOCK_SKEW,
    FRESH_FOR,
    TYPE,
    read_public_key,
    verify_statement,
    write_statement,
)
from carnet.ports.card_reader import CardAnswer, CardFault, CardReading
from tests.conftest import NOON

KEY, OTHER = (Ed25519PrivateKey.from_private_bytes(bytes([fill] * 32)) for fill in (1, 2))
READERS = {"comptoir-1": KEY.public_key()}
CARD = ("4400000222", "190032A04108763")
CLAIMS = {"serial": CARD[0], "nir": CARD[1], "iat": int(NOON.timestamp()), "nonce": "a-challenge"}


def verified(statement: str, *, at: datetime = NOON) -> CardAnswer:
    return verify_statement(statement, READERS, at=at)


def signed(*, key: Any = KEY, algorithm: str = ALGORITHM, header: dict[str, Any] | None = None, **changes: Any) -> str:
    """A statement in which one thing is changed."""
    headers = {"kid": "comptoir-1", "typ": TYPE} | (header or {})
    return jwt.encode({**CLAIMS, **changes}, key, algorithm=algorithm, headers=headers)


def test_what_a_known_reader_signed_a_moment_ago_is_believed() -> None:
    statement = write_statement(KEY, reader="comptoir-1", card=CARD, at=NOON, challenge="a-challenge")
    assert verified(statement) == CardReading("comptoir-1", *CARD, NOON, "a-challenge", statement)
    assert CARD[1] not in repr(verified(statement)), "a reading that is logged names nobody"


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("", CardFault.UNREADABLE),
        ("bonjour", CardFault.UNREADABLE),
        ("a.b.c", CardFault.UNREADABLE),
        ("x" * 2001, CardFault.UNREADABLE),
        (signed(header={"kid": "ailleurs"}), CardFault.UNKNOWN_READER),
        (signed(header={"typ": "JWT"}), CardFault.MALFORMED),
        (signed(key=OTHER), CardFault.BROKEN_SIGNATURE),
        (signed(serial="12"), CardFault.MALFORMED),
        (signed(serial=4400000222), CardFault.MALFORMED),
        (signed(nir="190032A041087"), CardFault.MALFORMED),
        (signed(nonce=None), CardFault.MALFORMED),
        (signed(iat="midi"), CardFault.MALFORMED),
        (signed(iat=True), CardFault.MALFORMED),
        (signed()[:-8] + "AAAAAAAA", CardFault.BROKEN_SIGNATURE),
    ],
)
def test_anything_else_proves_nothing_and_says_why(statement: str, fault: CardFault) -> None:
    assert verified(statement) is fault


def test_the_algorithm_is_ours_never_the_statements() -> None:
    with_the_public_key = signed(key="a secret of thirty-two characters", algorithm="HS256")
    assert verified(with_the_public_key) is CardFault.MALFORMED
    assert verified(signed(key="", algorithm="none")) is CardFault.MALFORMED


@pytest.mark.parametrize(
    ("later", "is_believed"),
    [
        (FRESH_FOR, True),
        (FRESH_FOR + timedelta(seconds=1), False),
        (-CLOCK_SKEW, True),
        (-CLOCK_SKEW - timedelta(seconds=1), False),
    ],
)
def test_a_reading_proves_a_presence_for_a_quarter_of_an_hour(later: timedelta, is_believed: bool) -> None:
    answer = verified(signed(), at=NOON + later)
    assert isinstance(answer, CardReading) is is_believed
    assert is_believed or answer is CardFault.TOO_OLD


def test_only_an_ed25519_key_is_that_of_a_reader() -> None:
    def pem(key: Any) -> bytes:
        written: bytes = key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        return written

    read = read_public_key(pem(KEY.public_key()))
    assert read is not None
    assert read.public_bytes_raw() == KEY.public_key().public_bytes_raw()
    assert read_public_key(pem(ec.derive_private_key(7, ec.SECP256R1()).public_key())) is None
    assert read_public_key(b"not a key") is None
