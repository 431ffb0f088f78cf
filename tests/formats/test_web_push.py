"""Notifications as browsers open them: the example of RFC 8291, and the word of the sender."""

from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, derive_private_key

from carnet.formats.web_push import (
    LONGEST,
    is_public_point,
    public_point,
    read_base64url,
    seal_for_browser,
    sender_word,
)
from tests.conftest import NOON

# RFC 8291, section 5 and appendix A.
PLAIN = b"When I grow up, I want to be a watermelon"
ONCE = derive_private_key(
    int.from_bytes(read_base64url("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw") or b"", "big"), SECP256R1()
)
BROWSER = (
    read_base64url("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4") or b""
)
SECRET = read_base64url("BTBZMqHH6r4Tts7J_aSIgg") or b""
SALT = read_base64url("DGv6ra1nlYgDCS1FRnbzlw") or b""
SEALED = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_y"
    "l95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def test_the_example_of_the_specification_is_sealed_as_it_is_there() -> None:
    assert seal_for_browser(PLAIN, browser=BROWSER, secret=SECRET, once=ONCE, salt=SALT) == read_base64url(SEALED)


def test_a_text_that_does_not_fit_is_not_cut() -> None:
    with pytest.raises(ValueError, match="bytes at most"):
        seal_for_browser(b"x" * (LONGEST + 1), browser=BROWSER, secret=SECRET, once=ONCE, salt=SALT)


@pytest.mark.parametrize("point", [b"", BROWSER[:-1], b"\x04" + bytes(64)])
def test_what_is_no_point_of_the_curve_is_no_key(point: bytes) -> None:
    assert is_public_point(BROWSER)
    assert not is_public_point(point)


@pytest.mark.parametrize("text", ["é", "a", "@@@@", "AB"])
def test_what_is_no_base64url_is_not_read(text: str) -> None:
    assert read_base64url(text) is None


def test_the_word_of_the_sender_counts_for_that_push_service_alone() -> None:
    word = sender_word("https://push.example.org/a/b?c", key=ONCE, contact="https://carnet.example.org", at=NOON)
    scheme, _, rest = word.partition(" ")
    token, key = (part.partition("=")[2] for part in rest.split(", "))
    ignored: Any = {"verify_exp": False}
    claims = jwt.decode(
        token, ONCE.public_key(), algorithms=["ES256"], audience="https://push.example.org", options=ignored
    )
    assert scheme == "vapid"
    assert claims["sub"] == "https://carnet.example.org"
    assert 0 < claims["exp"] - NOON.timestamp() <= 24 * 3600
    assert read_base64url(key) == public_point(ONCE.public_key())
