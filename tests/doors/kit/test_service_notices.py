"""The banner of the desk: on time, in both languages, and never in the way (scenario 25)."""

from datetime import datetime

import pytest
from django.db import connection
from django.test import Client

from carnet.core.content.banners import Function, Level
from carnet.ports.environment import Environment
from carnet.usecases.content.publish_banner import withdraw_banner
from tests.adapters.clocks import StoppedClock
from tests.banners import ALI, maintenance, published
from tests.store.statements import counted

FRENCH = "Vous ne pourrez pas ouvrir de dossier."
ENGLISH = "You will not be able to open a record."


def put_clock_at(env: Environment, instant: str) -> None:
    assert isinstance(env.clock, StoppedClock)
    env.clock.instant = datetime.fromisoformat(instant)


@pytest.mark.parametrize(
    ("hour", "is_shown"), [("06:59", False), ("07:00", True), ("07:59", True), ("08:00", False), ("12:00", False)]
)
def test_it_appears_and_disappears_on_time(visitor: Client, sites: Environment, hour: str, is_shown: bool) -> None:
    published(maintenance(), env=sites)
    put_clock_at(sites, f"2026-11-22T{hour}:00+01:00")
    assert (FRENCH in visitor.get("/aide/").text) is is_shown


def test_it_speaks_the_language_of_the_page(visitor: Client, sites: Environment) -> None:
    published(maintenance(), env=sites)
    put_clock_at(sites, "2026-11-22T07:30:00+01:00")
    visitor.cookies["affichage"] = "en.auto.normal"
    page = visitor.get("/aide/").text
    assert ENGLISH in page
    assert FRENCH not in page


def test_it_can_be_shown_before_it_begins(visitor: Client, sites: Environment) -> None:
    published(maintenance(shown_from="2026-11-21T14:00:00+01:00"), env=sites)
    put_clock_at(sites, "2026-11-21T15:00:00+01:00")
    assert FRENCH in visitor.get("/aide/").text


def test_it_is_gone_at_once_when_the_desk_takes_it_away(visitor: Client, sites: Environment) -> None:
    banner = published(maintenance(), env=sites)
    put_clock_at(sites, "2026-11-22T07:30:00+01:00")
    assert FRENCH in visitor.get("/aide/").text
    withdraw_banner(banner.id, banner.version, actor=ALI, env=sites)
    assert FRENCH not in visitor.get("/aide/").text


@pytest.mark.parametrize("level", list(Level), ids=lambda level: level.value)
def test_a_banner_is_part_of_the_page_and_not_a_window_over_it(
    visitor: Client, sites: Environment, level: Level
) -> None:
    published(maintenance(level=level), env=sites)
    put_clock_at(sites, "2026-11-22T07:30:00+01:00")
    expected = f'<section class="banner {level.value}" aria-label="Information sur le service">'
    assert expected in visitor.get("/").text


def test_what_the_desk_typed_is_text(visitor: Client, sites: Environment) -> None:
    published(maintenance(title="<b>gras</b>"), env=sites)
    put_clock_at(sites, "2026-11-22T07:30:00+01:00")
    page = visitor.get("/").text
    assert "<b>gras" not in page
    assert "&lt;b&gt;gras" in page


def test_a_page_asks_for_the_banners_once(visitor: Client, sites: Environment) -> None:
    published(maintenance(stops=Function.SIGN_IN), env=sites)
    visitor.get("/plan-du-site/")
    with counted() as statements:
        visitor.get("/plan-du-site/")
    assert len(statements) == 1


@pytest.mark.usefixtures("sites")
def test_a_page_opens_when_the_banners_cannot_be_read(visitor: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("set search_path = nowhere")
    answer = visitor.get("/hors-ligne/")
    connection.close()
    assert answer.status_code == 200
