"""The banner of the operator: on time, in both languages, and never in the way (scenario 25)."""

import json
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client, override_settings

from carnet.ports.environment import Environment
from tests.adapters.clocks import StoppedClock

FRENCH = "Vous ne pourrez pas ouvrir de dossier."
ENGLISH = "You will not be able to open a record."
SUNDAY = {
    "from": "2026-11-22T06:00:00+01:00",
    "until": "2026-11-22T08:00:00+01:00",
    "title": {"fr": "Maintenance dimanche matin.", "en": "Maintenance on Sunday morning."},
    "text": {"fr": FRENCH, "en": ENGLISH},
}


@pytest.fixture
def notices(tmp_path: Path) -> Iterator[Path]:
    """The list of the operator, with the maintenance of Sunday from 6 h to 8 h in France."""
    path = tmp_path / "notices.json"
    path.write_text(json.dumps([SUNDAY]), encoding="utf-8")
    with override_settings(CARNET_NOTICES=str(path)):
        yield path


def put_clock_at(env: Environment, instant: str) -> None:
    assert isinstance(env.clock, StoppedClock)
    env.clock.instant = datetime.fromisoformat(instant)


@pytest.mark.parametrize(
    ("hour", "is_shown"), [("05:59", False), ("06:00", True), ("07:59", True), ("08:00", False), ("12:00", False)]
)
@pytest.mark.usefixtures("notices")
def test_it_appears_and_disappears_on_time(visitor: Client, sites: Environment, hour: str, is_shown: bool) -> None:
    put_clock_at(sites, f"2026-11-22T{hour}:00+01:00")
    assert (FRENCH in visitor.get("/aide/").text) is is_shown


@pytest.mark.usefixtures("notices")
def test_it_speaks_the_language_of_the_page(visitor: Client, sites: Environment) -> None:
    put_clock_at(sites, "2026-11-22T07:00:00+01:00")
    visitor.cookies["affichage"] = "en.auto.normal"
    page = visitor.get("/aide/").text
    assert ENGLISH in page
    assert FRENCH not in page


def test_a_list_that_changes_is_read_again(notices: Path, visitor: Client, sites: Environment) -> None:
    put_clock_at(sites, "2026-11-22T07:00:00+01:00")
    assert FRENCH in visitor.get("/aide/").text
    notices.write_text("[]", encoding="utf-8")
    os.utime(notices, ns=(1, 1))
    assert FRENCH not in visitor.get("/aide/").text


@pytest.mark.parametrize(
    "unreadable",
    ["not json", "{}x", '[{"from": "2026-11-22"}]', json.dumps([SUNDAY | {"from": "2026-11-22T06:00:00"}])],
)
def test_a_list_that_cannot_be_read_keeps_no_page_from_opening(notices: Path, visitor: Client, unreadable: str) -> None:
    notices.write_text(unreadable, encoding="utf-8")
    assert visitor.get("/aide/").status_code == 200


@pytest.mark.usefixtures("notices")
def test_a_banner_is_part_of_the_page_and_not_a_window_over_it(visitor: Client, sites: Environment) -> None:
    put_clock_at(sites, "2026-11-22T07:00:00+01:00")
    assert '<section class="banner" aria-label="Information sur le service">' in visitor.get("/").text
