"""Which documents tell the same story as one that somebody is about to mask."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest

from carnet.core.documents.stay import Traces, same_story
from carnet.core.identifiers import DocumentId, OrganizationId

HOSPITAL, PRACTICE, INSURER = OrganizationId("1440000289"), OrganizationId("1440000297"), OrganizationId("1440000001")


def on(day: str, hour: str = "10:00") -> datetime:
    """An instant of a day in Paris."""
    return datetime.fromisoformat(f"{day}T{hour}:00+01:00")


def traces(number: int, **changes: Any) -> Traces:
    """A report of a stay from 3 to 6 November at the hospital, in a deposit of its own, unless said otherwise."""
    usual = Traces(
        id=DocumentId(UUID(int=number)),
        type_code="34112-3",
        submission=UUID(int=100 + number),
        places=frozenset({HOSPITAL}),
        service_start=on("2026-11-03"),
        service_stop=on("2026-11-06"),
        replaces=None,
    )
    return replace(usual, **changes)


REPORT = traces(1)


def numbers(found: list[Traces]) -> list[int]:
    """Which ones, by the numbers that the tests gave them."""
    return [one.id.int for one in found]


@pytest.mark.parametrize(
    ("other", "is_related"),
    [
        (traces(2), True),
        (traces(2, service_start=on("2026-11-06", "23:00"), service_stop=None), True),
        (traces(2, service_start=on("2026-11-07"), service_stop=None), False),
        (traces(2, service_start=on("2026-11-01"), service_stop=on("2026-11-02")), False),
        (traces(2, service_start=None, service_stop=None), False),
        (traces(2, places=frozenset({PRACTICE})), False),
        (traces(2, places=frozenset({PRACTICE, HOSPITAL})), True),
        (traces(2, places=frozenset({PRACTICE}), service_start=None, submission=REPORT.submission), True),
        (traces(2, type_code="REMB", places=frozenset({INSURER})), True),
        (traces(2, type_code="REMB", places=frozenset({INSURER}), service_start=on("2026-12-01")), False),
        (traces(2, places=frozenset(), service_start=None, replaces=REPORT.id), True),
    ],
)
def test_one_stay_one_deposit_or_one_chain_of_versions_tells_the_same_story(other: Traces, is_related: bool) -> None:
    assert same_story(REPORT, [REPORT, other]) == ([other] if is_related else [])


def test_the_versions_of_a_document_go_with_it_as_far_as_they_are_known() -> None:
    far = on("2020-01-01")
    first = traces(2, service_start=far, service_stop=None)
    second = traces(3, service_start=far, service_stop=None, replaces=first.id)
    third = traces(4, service_start=far, service_stop=None, replaces=second.id, places=frozenset())
    asked = traces(1, replaces=third.id)
    assert numbers(same_story(asked, [third, second, first])) == [4, 3, 2]
    assert numbers(same_story(asked, [third, first])) == [4]


def test_midnight_in_paris_parts_two_days() -> None:
    evening = traces(1, service_start=on("2026-11-03", "23:30"), service_stop=None)
    morning = traces(2, service_start=on("2026-11-04", "00:30"), service_stop=None)
    assert same_story(evening, [morning]) == []
