"""What a browser keeps of somebody once they have signed out, and the alert that it shows, in a real Chromium."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from carnet.ports.environment import Environment
from tests.browser import browser
from tests.doors.conftest import NewPage
from tests.doors.patient_web.sign_in_forms import IDENTIFIER, PASSWORD, code_for
from tests.installation import CAMILLE, Installation
from tests.usecases.sign_in_world import Person, settles_in

KEPT = """async () => {
  const kept = [];
  for (const name of await caches.keys())
    for (const one of await (await caches.open(name)).keys()) kept.push(new URL(one.url).pathname);
  const databases = await indexedDB.databases();
  return { caches: kept, databases: databases.length, local: localStorage.length, session: sessionStorage.length };
}"""
SHOWN = """async () => {
  const worker = await navigator.serviceWorker.ready;
  for (let left = 200; left > 0; left -= 1) {
    const all = await worker.getNotifications();
    if (all.length > 0) return all.map(one => one.body);
    await new Promise(go => setTimeout(go, 50));
  }
  return [];
}"""
"""What the notifications say, as soon as there is one; the worker takes its time to show it."""


@pytest.fixture
def camille(sites: Environment) -> Person:
    """Camille, who chose her password yesterday."""
    here = Installation(sites)
    here.knows_everybody()
    return settles_in(here, here.opens(CAMILLE), identifier=IDENTIFIER, password=PASSWORD)


def signs_in(page: Page, camille: Person) -> None:
    """With her own hands."""
    page.goto("/connexion/")
    page.get_by_label("Identifiant").fill(camille.identifier)
    page.get_by_label("Mot de passe", exact=True).fill(camille.password)
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("Code à usage unique").wait_for()
    page.get_by_label("Code à usage unique").fill(code_for(camille))
    page.get_by_role("button", name="Ouvrir mon dossier").click()
    page.wait_for_url("**/accueil/")


def is_nobodys(kept: dict[str, Any]) -> bool:
    """Whether the caches hold the offline page and files of the product, and nothing else."""
    return all(path == "/hors-ligne/" or path.startswith("/static/kit/") for path in kept["caches"])


def test_after_signing_out_the_browser_keeps_nothing_of_the_person(new_page: NewPage, camille: Person) -> None:
    page, _seen = new_page()
    signs_in(page, camille)
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    for path in ("/documents/", "/historique/", "/compte/alertes/"):
        page.goto(path)
    before = page.evaluate(KEPT)
    assert before["caches"]
    assert is_nobodys(before)
    page.evaluate("localStorage.setItem('left', 'behind'); sessionStorage.setItem('left', 'behind')")
    page.locator("form[action='/deconnexion/'] button").first.evaluate("one => one.click()")
    page.wait_for_url(lambda address: "/compte/" not in address)
    left = page.evaluate(KEPT)
    assert (left["databases"], left["local"], left["session"]) == (0, 0, 0)
    assert is_nobodys(left)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Mes alertes")
    assert "Camille" not in page.content()


@pytest.fixture
def of_notifications(site: str) -> Iterator[Page]:
    """A page of the product, in a browser that shows notifications."""
    with browser(whole=True) as whole:
        context = whole.new_context(base_url=site, permissions=["notifications"])
        yield context.new_page()
        context.close()


def test_an_alert_is_shown_with_the_sentence_that_came_and_nothing_else(of_notifications: Page) -> None:
    page = of_notifications
    page.goto("/")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    devtools = page.context.new_cdp_session(page)
    workers: list[str] = []
    devtools.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda told: workers.extend(one["registrationId"] for one in told["registrations"]),
    )
    devtools.send("ServiceWorker.enable")
    while not workers:
        page.evaluate("1")
    words = "Il y a du nouveau dans votre dossier."
    origin = page.url.rstrip("/")
    devtools.send("ServiceWorker.deliverPushMessage", {"origin": origin, "registrationId": workers[-1], "data": words})
    assert page.evaluate(SHOWN) == [words]
