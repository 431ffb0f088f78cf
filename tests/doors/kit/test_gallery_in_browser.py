"""Every component in a real browser, in every state."""

import pytest
from playwright.sync_api import expect

from tests.browser import axe, no_sideways_scroll, see, small_targets, title_is_heading
from tests.doors.conftest import NewPage
from tests.for_everyone import suits_everyone


@pytest.mark.parametrize("path", ["/ui/", "/ui/pro/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_component_has_a_fault_that_a_machine_can_find(
    new_page: NewPage, path: str, width: int, scheme: str
) -> None:
    page, seen = new_page(width=width, scheme=scheme)
    page.goto(path)
    axe(page, only_colours=scheme == "dark")  # the light of the same width has had every rule
    title_is_heading(page)
    no_sideways_scroll(page)
    assert small_targets(page) == []
    see(page, f"gallery{path.replace('/', '_')}{width}_{scheme}")
    seen.assert_calm()


def test_a_summary_of_faults_is_announced_first_and_leads_to_its_field(new_page: NewPage) -> None:
    page, _seen = new_page()
    page.goto("/ui/")
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="Saisissez une adresse").click()
    expect(page.locator("#gallery-email")).to_be_focused()


def test_a_password_can_be_read_before_it_is_sent(new_page: NewPage) -> None:
    page, _seen = new_page()
    page.goto("/ui/")
    field = page.get_by_label("Mot de passe", exact=True)
    field.fill("un mot de passe")
    page.get_by_role("button", name="Afficher le mot de passe").click()
    expect(field).to_have_attribute("type", "text")
    page.get_by_role("button", name="Masquer le mot de passe").click()
    expect(field).to_have_attribute("type", "password")


def test_a_code_pasted_with_spaces_is_accepted(new_page: NewPage) -> None:
    page, _seen = new_page()
    page.goto("/ui/")
    code = page.get_by_label("Code à usage unique")
    code.fill("12 34 56")
    expect(code).to_have_value("123456")


def test_a_button_that_needs_a_script_is_not_there_without_it(new_page: NewPage) -> None:
    page, _seen = new_page(javascript=False)
    page.goto("/ui/")
    expect(page.get_by_role("button", name="Afficher le mot de passe")).to_have_count(0)
    expect(page.get_by_text("jusqu’à 13 h 02")).to_be_visible()


def test_the_bottom_bar_hides_nothing_that_has_the_focus(new_page: NewPage) -> None:
    page, _seen = new_page(height=700)
    page.goto("/ui/")
    bar = page.locator(".tab-bar").bounding_box()
    assert bar is not None
    for _ in range(40):
        page.keyboard.press("Tab")
        hidden = page.evaluate(
            """top => { const e = document.activeElement; if (e.closest('.tab-bar')) return false;
            const box = e.getBoundingClientRect(); return box.top >= top - 2; }""",
            bar["y"],
        )
        assert not hidden, page.evaluate("document.activeElement.outerHTML.slice(0, 120)")


def test_phones_have_a_bar_below_and_computers_a_menu_above(new_page: NewPage) -> None:
    page, _seen = new_page(width=390)
    page.goto("/ui/")
    expect(page.get_by_role("navigation", name="Raccourcis")).to_be_visible()
    expect(page.get_by_role("navigation", name="Principale")).to_be_hidden()
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(page.get_by_role("navigation", name="Raccourcis")).to_be_hidden()
    expect(page.get_by_role("navigation", name="Principale")).to_be_visible()


@pytest.mark.parametrize("path", ["/ui/", "/ui/pro/"])
def test_every_component_suits_whoever_changes_its_text_its_colours_or_its_motion(new_page: NewPage, path: str) -> None:
    page, _seen = new_page()
    page.goto(path)
    suits_everyone(page)


def test_forced_colours_keep_what_the_colours_said(new_page: NewPage) -> None:
    page, _seen = new_page(width=1280)
    page.emulate_media(forced_colors="active")
    page.goto("/ui/")
    edge = page.evaluate("getComputedStyle(document.querySelector('.document.is-new')).borderInlineStartWidth")
    assert edge == "5px"
    see(page, "gallery_forced_colours")


def test_paper_keeps_the_content_and_leaves_the_menus(new_page: NewPage) -> None:
    page, _seen = new_page(width=1280)
    page.emulate_media(media="print")
    page.goto("/ui/")
    expect(page.locator(".top-nav")).to_be_hidden()
    expect(page.locator(".foot")).to_be_hidden()
    expect(page.get_by_text("Résultats de prise de sang")).to_be_visible()
