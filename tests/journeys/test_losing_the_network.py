"""Scenario 17: Camille loses the network on the train."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import SignsIn
from tests.journeys.screen import Sort
from tests.people import CAMILLE

KEPT = """async () => {
  const kept = [];
  for (const name of await caches.keys())
    for (const one of await (await caches.open(name)).keys()) kept.push(new URL(one.url).pathname);
  return kept;
}"""
LOST = "net::ERR_INTERNET_DISCONNECTED"


@pytest.mark.parametrize("sort", [Sort(390, javascript=True), Sort(1280, javascript=True)], ids=str)
def test_she_finds_the_numbers_to_call_nothing_of_hers_is_kept_and_she_goes_on_afterwards(signs_in: SignsIn) -> None:
    camille = signs_in(CAMILLE).opens("/documents/")
    page = camille.page
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    page.context.set_offline(True)
    page.goto("/historique/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Vous n’êtes pas connecté à internet")
    for number in ("15", "112", "114"):
        expect(page.get_by_role("link", name=number, exact=True)).to_be_visible()
    assert "Camille" not in page.content()
    kept = page.evaluate(KEPT)
    assert "/hors-ligne/" in kept
    assert all(path == "/hors-ligne/" or path.startswith("/static/kit/") for path in kept)

    page.context.set_offline(False)
    camille.watch.faults[:] = [fault for fault in camille.watch.faults if LOST not in fault]
    camille.follows("Réessayer")
    assert camille.path == "/historique/"
    assert "Dr Inès Haddad" in camille.words
