"""Sign-in and sign-out in a real browser, across two sites, with and without scripts."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import axe, no_sideways_scroll, see, small_targets, title_is_heading
from tests.doors.conftest import NewPage
from tests.doors.professional_web.sign_in.browsing import (
    CHOOSE,
    COME_BACK,
    SIGN_IN,
)


def presses(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


@pytest.mark.usefixtures("at_its_address")
@pytest.mark.parametrize("javascript", [True, False])
def test_in_a_browser_a_doctor_goes_to_the_provider_comes_back_and_leaves(
    new_page: NewPage, site: str, javascript: bool
) -> None:
    page, seen = new_page(width=1280, javascript=javascript)
    page.goto("/pro/messages/")
    presses(page, "Se connecter")
    page.wait_for_url("http://localhost:*/authorize?*")
    presses(page, "Dr Anne Keller")
    page.wait_for_url(f"{site}/pro/messages/")
    expect(page.locator(".sign-out")).to_contain_text("Anne Keller")
    presses(page, "Se déconnecter")
    page.wait_for_url(f"{site}/pro/connexion/fin/*")
    expect(page.locator("h1")).to_have_text("Vous êtes déconnecté")
    page.go_back()
    assert "Anne Keller" not in page.content()
    seen.assert_calm()


@pytest.mark.usefixtures("at_its_address", "works_in_two")
@pytest.mark.parametrize("width", [390, 1280])
def test_the_pages_have_no_fault_that_a_machine_can_find(new_page: NewPage, site: str, width: int) -> None:
    page, seen = new_page(width=width)

    def looks_right(name: str) -> None:
        axe(page)
        no_sideways_scroll(page)
        assert small_targets(page) == []
        see(page, f"pro_sign_in_{name}_{width}")

    page.goto(SIGN_IN)
    title_is_heading(page)
    looks_right("button")
    presses(page, "Se connecter")
    page.wait_for_url("http://localhost:*/authorize?*")
    looks_right("provider")
    presses(page, "Dr Anne Keller")
    page.wait_for_url(f"{site}{CHOOSE}")
    title_is_heading(page)
    looks_right("place")
    presses(page, "CHU des Deux-Rives")
    page.wait_for_url(f"{site}/pro/")
    presses(page, "Se déconnecter")
    page.wait_for_url(f"{site}/pro/connexion/fin/*")
    title_is_heading(page)
    looks_right("over")
    seen.assert_calm()
    page.goto(COME_BACK)
    title_is_heading(page)
    looks_right("failed")
