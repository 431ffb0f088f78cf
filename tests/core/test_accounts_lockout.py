"""Three failures, fifteen minutes, and who they count against."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.core.accounts.lockout import (
    CLOSED_FOR,
    DEVICES_NEVER_SEEN,
    NO_FAILURE,
    REMEMBERED_FOR,
    TRIES,
    ClosedUntil,
    Failures,
    MayTry,
    Standing,
    add_failure,
    scope_of,
    standing,
    take_back,
)
from tests.adapters.clocks import NOON

MINUTE = timedelta(minutes=1)
PHONE = b"the digest of Camille's telephone"

# Minutes after noon at which somebody fails, the minute of the question, and what stands then.
CASES: list[tuple[tuple[int, ...], int, Standing]] = [
    ((), 0, MayTry(3)),
    ((0,), 0, MayTry(2)),
    ((0, 1), 1, MayTry(1)),
    ((0, 1, 2), 2, ClosedUntil(NOON + 17 * MINUTE)),
    ((0, 1, 2), 16, ClosedUntil(NOON + 17 * MINUTE)),
    ((0, 1, 2), 17, MayTry(3)),
    ((0, 1, 2, 17), 17, MayTry(2)),
    ((0, 1, 2, 17, 18, 19), 20, ClosedUntil(NOON + 34 * MINUTE)),
    # Slow failures count together, until a day has passed since the last one.
    ((0, 600), 1200, MayTry(1)),
    ((0, 600, 1200), 1200, ClosedUntil(NOON + 1215 * MINUTE)),
    ((0,), 1439, MayTry(2)),
    ((0,), 1440, MayTry(3)),
    ((0, 1440), 1440, MayTry(2)),
]


def failed(minutes: tuple[int, ...]) -> Failures:
    """Somebody fails at these minutes."""
    failures = NO_FAILURE
    for minute in minutes:
        failures = add_failure(failures, at=NOON + minute * MINUTE)
    return failures


@pytest.mark.parametrize(("minutes", "asked", "expected"), CASES)
def test_an_account_closes_at_the_third_failure_and_opens_by_itself(
    minutes: tuple[int, ...], asked: int, expected: Standing
) -> None:
    assert standing(failed(minutes), at=NOON + asked * MINUTE) == expected


@pytest.mark.parametrize(
    ("device", "is_known", "scope"),
    [
        (None, False, DEVICES_NEVER_SEEN),
        (PHONE, False, DEVICES_NEVER_SEEN),
        (PHONE, True, PHONE),
    ],
)
def test_only_a_device_on_which_the_person_has_signed_in_counts_by_itself(
    device: bytes | None, is_known: bool, scope: bytes
) -> None:
    assert scope_of(device, is_known=is_known) == scope


@pytest.mark.parametrize("minutes", [(), (0,), (0, 1), (0, 1, 2)])
def test_a_right_try_counted_in_advance_leaves_what_was_before(minutes: tuple[int, ...]) -> None:
    before = failed(minutes[:-1])
    after = take_back(failed(minutes)) if minutes else take_back(before)
    at = NOON + 2 * MINUTE
    assert standing(after, at=at) == standing(before, at=at)


def test_nothing_is_tried_while_the_account_is_closed() -> None:
    with pytest.raises(ValueError, match="closed"):
        add_failure(failed((0, 0, 0)), at=NOON)


instants = st.lists(st.integers(0, 3 * 24 * 3600), max_size=40).map(
    lambda seconds: [NOON + timedelta(seconds=second) for second in sorted(seconds)]
)


@given(instants)
def test_nobody_ever_gets_a_fourth_try_within_fifteen_minutes_of_three_failures(tries: list[datetime]) -> None:
    failures, counted = NO_FAILURE, []
    for at in tries:
        if isinstance(standing(failures, at=at), MayTry):
            failures = add_failure(failures, at=at)
            counted.append(at)
    for first, _, third, *fourth in (counted[start : start + TRIES + 1] for start in range(len(counted) - 2)):
        assert not fourth or fourth[0] - first >= CLOSED_FOR or third - first >= REMEMBERED_FOR


@given(instants)
def test_the_tries_left_are_always_one_two_or_three(tries: list[datetime]) -> None:
    failures = NO_FAILURE
    for at in tries:
        match standing(failures, at=at):
            case MayTry(tries_left):
                assert 1 <= tries_left <= TRIES
                failures = add_failure(failures, at=at)
            case ClosedUntil(until):
                assert at < until <= at + CLOSED_FOR


@given(instants, st.integers(0, 3 * 24 * 3600))
def test_a_success_always_leaves_somebody_a_try(tries: list[datetime], later: int) -> None:
    failures = NO_FAILURE
    for at in tries:
        if isinstance(standing(failures, at=at), MayTry):
            failures = take_back(add_failure(failures, at=at))
    assert isinstance(standing(failures, at=NOON + timedelta(seconds=later)), MayTry)
