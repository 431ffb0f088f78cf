"""The one-time code: how it is drawn and read, when it opens, how often it is sent."""

from collections import Counter
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.core.accounts.one_time_code import (
    CODE_LASTS,
    DIGITS,
    MOST_SENT,
    RANDOM_BYTES,
    RESEND_AFTER,
    SENT_WITHIN,
    TRIES,
    CodeFault,
    SentCode,
    draw,
    fault_of,
    first_code_from,
    next_code_from,
    read,
    tries_left,
)
from tests.adapters.clocks import NOON

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@given(st.binary(min_size=RANDOM_BYTES, max_size=RANDOM_BYTES))
def test_a_code_has_six_digits_and_is_read_as_it_was_sent(chance: bytes) -> None:
    code = draw(chance)
    assert len(code) == DIGITS
    assert read(code) == code


def test_a_code_keeps_its_leading_zeros() -> None:
    assert draw(bytes(RANDOM_BYTES)) == "000000"
    assert draw((1_000_042).to_bytes(RANDOM_BYTES)) == "000042"


def test_every_digit_of_a_code_is_as_likely_as_the_others() -> None:
    drawn = Counter(draw(number.to_bytes(RANDOM_BYTES)) for number in range(2_000_000, 2_001_000))
    assert len(drawn) == 1000


@pytest.mark.parametrize("size", [0, 3, RANDOM_BYTES - 1, RANDOM_BYTES + 1])
def test_a_code_is_drawn_from_enough_chance_and_no_other_quantity(size: int) -> None:
    with pytest.raises(ValueError, match="random bytes"):
        draw(bytes(size))


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("123456", "123456"),
        ("123 456", "123456"),
        (" 123456\n", "123456"),
        ("123\u00a0456", "123456"),
        ("123\u202f456", "123456"),
        ("123\u200b456", "123456"),
        ("123-456", "123456"),
        ("12345", None),
        ("1234567", None),
        ("12345a", None),
        ("١٢٣٤٥٦", None),
        ("²²²²²²", None),
        ("", None),
    ],
)
def test_a_code_is_read_however_it_was_pasted(typed: str, code: str | None) -> None:
    assert read(typed) == code


@given(st.text())
def test_whatever_is_typed_is_a_code_or_is_not(typed: str) -> None:
    code = read(typed)
    assert code is None or (len(code) == DIGITS and code.isdigit() and code.isascii())


EXPIRES = NOON + CODE_LASTS


@pytest.mark.parametrize(
    ("code", "at", "fault"),
    [
        (SentCode(is_right=True, expires_at=EXPIRES, tries=0), NOON, None),
        (SentCode(is_right=True, expires_at=EXPIRES, tries=4), EXPIRES - SECOND, None),
        (SentCode(is_right=True, expires_at=EXPIRES, tries=0), EXPIRES, CodeFault.EXPIRED),
        (SentCode(is_right=False, expires_at=EXPIRES, tries=0), EXPIRES, CodeFault.EXPIRED),
        (SentCode(is_right=False, expires_at=EXPIRES, tries=0), NOON, CodeFault.WRONG),
        (SentCode(is_right=False, expires_at=EXPIRES, tries=3), NOON, CodeFault.WRONG),
        (SentCode(is_right=False, expires_at=EXPIRES, tries=4), NOON, CodeFault.NO_TRY_LEFT),
        (SentCode(is_right=True, expires_at=EXPIRES, tries=5), NOON, CodeFault.NO_TRY_LEFT),
        # Nothing has left yet: nothing is right.
        (SentCode(is_right=False, expires_at=None, tries=0), NOON, CodeFault.WRONG),
        (SentCode(is_right=True, expires_at=None, tries=0), NOON, CodeFault.WRONG),
    ],
)
def test_a_code_opens_once_sent_before_it_expires_within_five_tries(
    code: SentCode, at: datetime, fault: CodeFault | None
) -> None:
    assert fault_of(code, at=at) == fault


def test_five_tries_and_no_more() -> None:
    assert [tries_left(tries) for tries in range(7)] == [5, 4, 3, 2, 1, 0, 0]


@pytest.mark.parametrize(
    ("asked", "last", "expected"),
    [
        ([0], 0, RESEND_AFTER),
        ([0, 31], 31, 31 * SECOND + RESEND_AFTER),
        ([0, 31, 62, 93], 93, 93 * SECOND + RESEND_AFTER),
        ([0, 31, 62, 93, 124], 124, SENT_WITHIN),
        ([124, 93, 62, 31, 0], 124, SENT_WITHIN),
        ([0, 300, 600, 880, 890], 890, 890 * SECOND + RESEND_AFTER),
    ],
)
def test_another_code_leaves_after_half_a_minute_and_five_leave_in_a_quarter_of_an_hour(
    asked: list[int], last: int, expected: timedelta
) -> None:
    times = [NOON + second * SECOND for second in asked]
    assert next_code_from(times, last=NOON + last * SECOND) == NOON + expected


def test_a_new_attempt_is_sent_its_code_at_once_unless_five_have_just_left() -> None:
    times = [NOON + minute * MINUTE for minute in range(5)]
    assert [first_code_from(times[:count]) for count in range(5)] == [None] * 5
    assert first_code_from(times) == NOON + SENT_WITHIN


@given(st.lists(st.integers(0, 3600), max_size=60))
def test_no_telephone_rings_more_than_five_times_in_a_quarter_of_an_hour(seconds: list[int]) -> None:
    sent: list[datetime] = []
    for second in sorted(seconds):
        at = NOON + timedelta(seconds=second)
        start = next_code_from(sent, last=sent[-1]) if sent else at
        if at >= start:
            sent.append(at)
    for first, sixth in zip(sent, sent[MOST_SENT:], strict=False):
        assert sixth - first >= SENT_WITHIN
    assert TRIES == 5
