"""What the schedule promises of a turn that goes wrong: the turns that follow are not held back by it."""

from procrastinate.contrib.django import app

from carnet.config.tasks import AGAIN
from carnet.doors.timer.schedule import SCHEDULE


def test_what_comes_back_within_minutes_never_waits_for_another_try_of_what_went_wrong() -> None:
    soon = [job.name for job in SCHEDULE if job.comes_back_soon]
    assert "compose-copies" in soon
    assert [name for name in soon if app.tasks[name].retry_strategy is not None] == []


def test_what_is_promised_once_or_comes_at_night_is_tried_again() -> None:
    others = [job.name for job in SCHEDULE if not job.comes_back_soon]
    assert "compose-copies" not in others
    assert [name for name in others if app.tasks[name].retry_strategy is not AGAIN] == []
