"""The public pages in a real browser: seen, heard, reached by the keyboard, without a connection, without scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import axe, no_sideways_scroll, see, small_targets, title_is_heading
from tests.doors.conftest import NewPage
from tests.for_everyone import suits_everyone

PAGES = (
    "/",
    "/aide/",
    "/accessibilite/",
    "/donnees/",
    "/mentions/",
    "/qui-peut-voir-quoi/",
    "/qui-peut-voir-quoi/regles/MSK-01/",
    "/qui-peut-voir-quoi/profils/",
    "/qui-peut-voir-quoi/profils/2018/",
    "/qui-peut-voir-quoi/profils/2018/2026/",
    "/decouvrir/",
    "/comment-ouvrir/",
    "/securite/",
    "/falc/",
    "/falc/dossier/",
    "/falc/qui-peut-voir/",
    "/falc/mes-droits/",
    "/falc/alertes/",
    "/falc/se-connecter/",
    "/droits-sans-ecran/",
    "/etat/",
    "/chiffres/",
    "/plan-du-site/",
    "/contact/",
    "/ouvrir/",
    "/conditions/texte/",
    "/aide/?q=code",
    "/hors-ligne/",
    "/session-terminee/",
    "/affichage/",
    "/n-existe-pas/",
)


@pytest.mark.parametrize(
    ("width", "scheme", "language"),
    [(width, scheme, "fr") for width in (320, 390, 1280) for scheme in ("light", "dark")] + [(390, "light", "en")],
)
def test_a_page_has_no_fault_that_a_machine_can_find(new_page: NewPage, width: int, scheme: str, language: str) -> None:
    page, seen = new_page(width=width, scheme=scheme, language=language)
    for path in PAGES:
        page.goto(path)
        if path == "/n-existe-pas/":
            seen.forget()  # the browser tells the console that the page answered 404
        axe(page, only_colours=scheme == "dark")  # the light of the same width has had every rule
        title_is_heading(page)
        no_sideways_scroll(page)
        assert small_targets(page) == []
        see(page, f"public{path.replace('/', '_')}{width}_{scheme}_{language}")
    seen.assert_calm()


def test_a_page_suits_whoever_changes_its_text_its_colours_or_its_motion_and_prints_it(new_page: NewPage) -> None:
    page, _seen = new_page()
    for path in PAGES:
        page.goto(path)
        suits_everyone(page)


def test_the_first_key_leads_to_the_content_and_every_focus_is_seen(new_page: NewPage) -> None:
    page, _seen = new_page(width=1280)
    page.goto("/")
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    for _ in range(25):
        page.keyboard.press("Tab")
        outlined = page.evaluate(
            """() => { const e = document.activeElement; if (!e || e === document.body) return true;
            const seen = one => parseFloat(getComputedStyle(one).outlineWidth) >= 2
              && getComputedStyle(one).outlineStyle !== 'none';
            const box = e.getBoundingClientRect();
            return (seen(e) || seen(e.closest('.doorway') || e)) && box.bottom > 0 && box.top < innerHeight; }"""
        )
        assert outlined, page.evaluate("document.activeElement.outerHTML.slice(0, 120)")


def test_everything_is_read_without_scripts(new_page: NewPage) -> None:
    page, seen = new_page(javascript=False)
    page.goto("/qui-peut-voir-quoi/")
    page.get_by_role("combobox", name="Métier").select_option("80")
    page.get_by_role("button", name="Voir").click()
    expect(page).to_have_url(re.compile(r"metier=80"))
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    seen.assert_calm()


def test_a_phone_without_a_connection_shows_the_numbers_to_call(new_page: NewPage) -> None:
    page, _seen = new_page()
    page.goto("/")
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    page.wait_for_function("caches.keys().then(names => names.length === 1)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.context.set_offline(True)
    page.goto("/accueil/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Vous n’êtes pas connecté à internet")
    expect(page.get_by_role("link", name="15", exact=True)).to_be_visible()
    kept = page.evaluate(
        """caches.keys().then(async names => (await (await caches.open(names[0])).keys())
        .map(request => new URL(request.url).pathname))"""
    )
    assert all(path == "/hors-ligne/" or path.startswith("/static/kit/") for path in kept)
    page.context.set_offline(False)
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre dossier médical, réuni et protégé")


def test_the_colours_that_somebody_chose_hold_against_those_of_the_device(new_page: NewPage) -> None:
    page, _seen = new_page(scheme="light")
    page.goto("/affichage/")
    page.get_by_label("Sombre").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("status")).to_have_text("Affichage modifié.")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(16, 25, 29)"


def test_nothing_of_a_page_is_cut_when_letters_and_lines_are_spread(new_page: NewPage) -> None:
    """WCAG 1.4.12: spacing that somebody sets for themselves."""
    page, _seen = new_page()
    for path in PAGES:
        page.goto(path)
        page.evaluate(
            """() => { for (const e of document.querySelectorAll('*')) Object.assign(e.style,
            {lineHeight: '1.5', letterSpacing: '0.12em', wordSpacing: '0.16em'}) }"""
        )
        no_sideways_scroll(page)
