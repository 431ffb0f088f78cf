"""The desk's figures: how much, how much in time, and never of fewer than eleven."""

from datetime import timedelta

import pytest

from carnet.core.support.figures import Counted, figures_of, shown
from carnet.core.support.requests import RequestKind
from tests.adapters.clocks import NOON

DUE = NOON + timedelta(days=2)


def requests(count: int, *, answered: int = 0, in_time: int = 0) -> list[Counted]:
    """So many requests about accounts, of which some were answered, some of these in time."""
    return [
        Counted(
            RequestKind.ACCOUNT,
            NOON,
            DUE,
            None if number >= answered else (DUE if number < in_time else DUE + timedelta(minutes=1)),
        )
        for number in range(count)
    ]


@pytest.mark.parametrize(("count", "said"), [(0, None), (1, None), (10, None), (11, 11), (5000, 5000)])
def test_ten_are_never_said_and_eleven_are(count: int, said: int | None) -> None:
    assert shown(count) == said


def test_every_kind_has_its_line_and_there_is_no_total() -> None:
    figures = figures_of(requests(30))
    assert [one.kind for one in figures] == list(RequestKind)
    assert [one.opened for one in figures] == [30, *[None] * (len(RequestKind) - 1)]


@pytest.mark.parametrize(
    ("answered", "in_time", "share"),
    [(10, 10, None), (11, 11, 100), (20, 19, 95), (30, 1, 5), (30, 0, 0), (100, 97, 95)],
)
def test_the_share_in_time_is_of_eleven_answers_at_least_and_rounded(
    answered: int, in_time: int, share: int | None
) -> None:
    (figure, *_) = figures_of(requests(200, answered=answered, in_time=in_time))
    assert figure.in_time == share
