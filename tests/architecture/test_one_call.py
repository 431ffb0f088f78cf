"""A door makes one call: a reading, or an act; an act that was refused may be followed by what is shown again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import carnet
from tests.architecture.paths import Door

DOORS = Path(carnet.__file__).parent / "doors"
SHOWS = ("show_", "list_", "read_", "follow_", "look_up_", "related_", "open_case", "recognize_card")
"""How the use cases begin that show what stands, for a page to be shown again."""
ACTS_ALL_THE_SAME = {"show_record"}
"""Showing one's record to somebody is an act."""

EXPLAINED: dict[str, str] = {
    "fhir.transactions.td01_open_record.open_here": (
        "who it is comes before the record, as at a counter; where the card is lacking, it is asked for"
    ),
    "patient_web.views.applications.authorize": (
        "nothing is kept of what an application asks: its request is read again before an answer is taken"
    ),
    "patient_web.views.simulation.simulation": "beside the simulation, a name is looked for in the directory",
    "professional_web.counter.card_context": "the demonstration has cards at hand; elsewhere a reader is challenged",
    "support_web.views.content_banners.change": "a banner that was withdrawn is not written again",
    "support_web.views.content_texts.text": "a text is shown with its versions, whatever is done with it",
}


def several() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each way through a view on which it makes several calls."""
    for path in sorted(DOORS.rglob("*.py")):
        door = Door(path)
        module = ".".join(path.relative_to(DOORS).with_suffix("").parts)
        for view in door.views() if door.use_cases else ():
            yield from ((f"{module}.{view}", way) for way in sorted(door.ways(view)) if len(way) > 1)


def is_an_act_and_its_page_again(way: tuple[str, ...]) -> bool:
    acts = [one in ACTS_ALL_THE_SAME or not one.startswith(SHOWS) for one in way]
    return acts == [True, False]


@pytest.fixture(scope="module")
def unusual() -> list[tuple[str, tuple[str, ...]]]:
    return [(view, way) for view, way in several() if not is_an_act_and_its_page_again(way)]


def test_a_door_makes_one_call_or_says_why_it_makes_more(unusual: list[tuple[str, tuple[str, ...]]]) -> None:
    assert [(view, way) for view, way in unusual if view not in EXPLAINED] == []


def test_no_explanation_is_out_of_date(unusual: list[tuple[str, tuple[str, ...]]]) -> None:
    assert sorted(EXPLAINED.keys() - {view for view, _way in unusual}) == []
