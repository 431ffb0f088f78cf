"""A page that somebody leaves open: they are asked in time, and what it showed leaves the screen (WCAG 2.2.1)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from carnet.core.accounts.session import LIFETIMES
from carnet.core.audit.events import Door
from carnet.doors.kit.session import cookie_name
from carnet.ports.environment import Environment
from carnet.usecases.account.open_provider_session import open_provider_session
from tests.browser import axe, see
from tests.doors.conftest import NewPage
from tests.installation import KELLER, Installation


@pytest.fixture
def left_open(sites: Environment, site: str, new_page: NewPage) -> Page:
    """A page of Dr Keller's, just opened, in a browser whose time the test moves."""
    Installation(sites).knows_everybody()
    token = open_provider_session(KELLER, shown_name="Dr A. Keller", env=replace(sites, door=Door.PROFESSIONAL_SITE))
    page, _seen = new_page(width=1280)
    page.context.add_cookies([{"name": cookie_name(Door.PROFESSIONAL_SITE), "value": token, "url": site}])
    page.clock.install()
    page.goto("/pro/messages/")
    return page


def test_two_minutes_before_the_end_the_person_is_asked(left_open: Page) -> None:
    left_open.clock.fast_forward("12:30")
    expect(left_open.get_by_role("dialog")).to_be_hidden()
    left_open.clock.fast_forward("00:40")
    expect(left_open.get_by_role("dialog", name="Toujours là ?")).to_be_visible()
    expect(left_open.get_by_role("button", name="Rester connecté")).to_be_focused()
    axe(left_open)
    see(left_open, "session_ending", whole=False)


def test_whoever_is_still_there_stays(left_open: Page) -> None:
    left_open.clock.fast_forward("13:10")
    left_open.get_by_role("button", name="Rester connecté").click()
    expect(left_open.get_by_role("dialog")).to_be_hidden()
    left_open.clock.fast_forward("12:00")
    expect(left_open.get_by_role("dialog")).to_be_hidden()
    assert left_open.url.endswith("/pro/messages/")


def test_what_a_script_was_answered_counts_as_being_there(left_open: Page) -> None:
    left_open.clock.fast_forward("12:00")
    left_open.evaluate("document.dispatchEvent(new Event('carnet:answered'))")
    left_open.clock.fast_forward("12:00")
    expect(left_open.get_by_role("dialog")).to_be_hidden()
    assert left_open.url.endswith("/pro/messages/")


def test_whoever_has_gone_leaves_nothing_on_the_screen(left_open: Page) -> None:
    left_open.clock.fast_forward("15:05")
    left_open.wait_for_url("**/session-terminee/?suite=%2Fpro%2Fmessages%2F")
    expect(left_open.get_by_role("heading", level=1)).to_have_text("Votre session est terminée")


def test_the_page_says_the_minutes_that_the_rule_says() -> None:
    assert {lifetime.idle for lifetime in LIFETIMES.values()} == {timedelta(minutes=15)}
