"""Signing in with a real browser: with and without scripts, and without a fault that a machine can find."""

import re

import pytest
from playwright.sync_api import expect

from carnet.ports.environment import Environment
from tests.browser import axe, no_sideways_scroll, see, small_targets, title_is_heading
from tests.doors.conftest import NewPage
from tests.doors.patient_web.sign_in_forms import (
    IDENTIFIER,
    PASSWORD,
    code_for,
)
from tests.installation import CAMILLE, Installation
from tests.usecases.sign_in_world import (
    WRONG,
    Browser,
    Person,
    at_the_patient_site,
    code_in,
    handed_over,
    sends_what_was_promised,
    settles_in,
)


@pytest.fixture
def installation(sites: Environment) -> Installation:
    """The installation that the pages are served from."""
    here = Installation(sites)
    here.knows_everybody()
    return here


@pytest.fixture
def camille(installation: Installation) -> Person:
    """Camille, who chose her password yesterday."""
    return settles_in(installation, installation.opens(CAMILLE), identifier=IDENTIFIER, password=PASSWORD)


@pytest.mark.parametrize("javascript", [True, False])
def test_camille_signs_in_with_her_own_hands(new_page: NewPage, camille: Person, javascript: bool) -> None:
    page, seen = new_page(width=390, javascript=javascript)
    page.goto("/documents/")
    page.get_by_label("Identifiant").fill(camille.identifier)
    page.get_by_label("Mot de passe", exact=True).fill(camille.password)
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("Code à usage unique").wait_for()
    code = code_for(camille)
    page.get_by_label("Code à usage unique").fill(f"{code[:3]} {code[3:]}")
    page.get_by_role("button", name="Ouvrir mon dossier").click()
    expect(page).to_have_url(re.compile(r"/documents/$"))
    seen.assert_calm()


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_no_page_has_a_fault_that_a_machine_can_find(
    new_page: NewPage, installation: Installation, width: int, scheme: str
) -> None:
    record = installation.opens(CAMILLE)
    account = handed_over(installation, record)
    env = at_the_patient_site(installation.env)
    page, seen = new_page(width=width, scheme=scheme)

    def is_fine(name: str) -> None:
        axe(page)
        title_is_heading(page)
        no_sideways_scroll(page)
        assert small_targets(page) == []
        see(page, f"sign_in_{name}_{width}_{scheme}")

    for path in ("connexion/", "connexion/fin/", "mot-de-passe/oublie/"):
        page.goto(f"/{path}")
        is_fine(path.strip("/").replace("/", "_"))
    page.goto("/connexion/")
    for name in ("wrong", "wrong_again", "blocked"):
        page.get_by_label("Identifiant").fill("personne.du.tout")
        page.get_by_label("Mot de passe", exact=True).fill(WRONG)
        with page.expect_navigation():  # the page before has an alert too
            page.get_by_role("button", name="Continuer").click()
        expect(page.get_by_role("alert") if name != "blocked" else page.locator("h1")).to_be_visible()
        is_fine(name)
    page.goto("/connexion/")
    page.get_by_label("Identifiant").fill(account.identifier)
    page.get_by_label("Mot de passe", exact=True).fill(account.initial_password)
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_label("Code à usage unique")).to_be_visible()
    is_fine("code")
    with page.expect_navigation():
        page.get_by_role("button", name="Envoyer un autre code").click()
    is_fine("too_soon")
    page.get_by_label("Code à usage unique").fill(code_in(sends_what_was_promised(env)[0]))
    page.get_by_role("button", name="Ouvrir mon dossier").click()
    expect(page.get_by_label("Nouveau mot de passe")).to_be_visible()
    is_fine("password")
    page.get_by_label("Nouveau mot de passe").fill("court")
    page.get_by_role("button", name="Enregistrer et ouvrir mon dossier").click()
    expect(page.get_by_role("alert")).to_be_visible()
    is_fine("password_refused")
    seen.forget()  # the console tells that pages answered 422 and 429
    assert Browser(env).device is None
