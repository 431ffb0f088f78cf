"""Points in time as health software writes them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.formats.cda.timestamps import PARIS, Precision, parse, parse_day, write


@pytest.mark.parametrize(
    ("written", "instant", "precision"),
    [
        ("2024", "2024-01-01T00:00:00+01:00", Precision.YEAR),
        ("202407", "2024-07-01T00:00:00+02:00", Precision.MONTH),
        ("20240714", "2024-07-14T00:00:00+02:00", Precision.DAY),
        ("2024071409", "2024-07-14T09:00:00+02:00", Precision.HOUR),
        ("202407140905", "2024-07-14T09:05:00+02:00", Precision.MINUTE),
        ("20240714090507", "2024-07-14T09:05:07+02:00", Precision.SECOND),
        ("20240714090507.123456789", "2024-07-14T09:05:07.123456+02:00", Precision.SECOND),
        ("20240714090507+0000", "2024-07-14T09:05:07+00:00", Precision.SECOND),
        ("202407140905-0300", "2024-07-14T09:05:00-03:00", Precision.MINUTE),
        ("20240714-1000", "2024-07-14T00:00:00-10:00", Precision.DAY),
    ],
)
def test_a_point_in_time_is_read_as_far_as_it_is_written(written: str, instant: str, precision: Precision) -> None:
    read = parse(written)
    assert read is not None
    assert (read.at.isoformat(), read.precision) == (instant, precision)


@pytest.mark.parametrize(
    "written",
    [
        *("", "24", "202", "20240", "20240230", "20241301", "00000101", "2024071425", "202407140960"),
        *("20240714T0905", "2024-07-14", "20240714090507+02", "20240714090507+1500", "20240714090507+0260"),
        *("２０２４", "20240714090507.", " 2024", "2024\n"),
        *("00010101", "00010101000000+0100", "99991231235959-0500"),
    ],
)
def test_what_is_no_point_in_time_is_not_guessed(written: str) -> None:
    assert parse(written) is None


@given(st.integers(-1_800_000_000, 4_000_000_000))
def test_an_instant_is_read_back_as_it_was_written(seconds: int) -> None:
    instant = datetime.fromtimestamp(seconds, UTC)
    read = parse(write(instant))
    assert read is not None
    assert (read.at, read.precision) == (instant, Precision.SECOND)


def test_the_hour_that_comes_twice_in_october_is_the_first_one() -> None:
    read = parse("20241027023000")
    assert read is not None
    assert read.at.utcoffset() == timedelta(hours=2)


@pytest.mark.parametrize(
    ("written", "other", "agrees"),
    [
        ("20240714090507+0200", datetime(2024, 7, 14, 7, 5, 7, tzinfo=UTC), True),
        ("20240714090507+0200", datetime(2024, 7, 14, 7, 5, 7, 900_000, tzinfo=UTC), True),
        ("20240714090507+0200", datetime(2024, 7, 14, 7, 5, 8, tzinfo=UTC), False),
        ("202407140905+0200", datetime(2024, 7, 14, 7, 5, 59, tzinfo=UTC), True),
        ("202407140905+0200", datetime(2024, 7, 14, 7, 6, tzinfo=UTC), False),
        ("20240714", datetime(2024, 7, 14, 0, 0, tzinfo=UTC), True),
        ("20240714", datetime(2024, 7, 14, 0, 0, tzinfo=PARIS), True),
        ("20240714", datetime(2024, 7, 16, 0, 0, tzinfo=PARIS), False),
        ("2024", datetime(2024, 12, 31, 12, 0, tzinfo=PARIS), True),
    ],
)
def test_two_times_agree_as_far_as_the_document_wrote_it(written: str, other: datetime, agrees: bool) -> None:
    read = parse(written)
    assert read is not None
    assert read.agrees_with(other) is agrees


def test_a_birthday_needs_its_day() -> None:
    assert parse_day("19550814") == date(1955, 8, 14)
    assert parse_day("195508") is None
    assert parse_day("19550800") is None
