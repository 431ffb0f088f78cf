"""Every page of an opening, in each of its states: accessible, well made, calm, as wide as its window."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from carnet.demo.insured import SALOME
from carnet.usecases.family.invite_by_code import CodeGiven, invite_by_code
from tests.journeys.every_page import Window, at, window
from tests.journeys.sessions import session_of
from tests.journeys.world import World
from tests.people import NADIA, SIMONE

NUMBERS = {"numero": SALOME.identifier.value, "serie": SALOME.cards[0]}


PUBLIC = {
    "the code to ask for": at("/ouvrir/code/"),
    "numbers that cannot be": at("/ouvrir/code/", 422, {"numero": "12", "serie": "x"}),
    "a code asked for": at("/ouvrir/code/demande/"),
    "the card": at("/ouvrir/carte/"),
    "three that do not go together": at("/ouvrir/carte/", 422, NUMBERS | {"code": "aaaa-bbbb-cccc"}),
    "refused terms": at("/conditions/refusees/"),
    "an invitation": at("/invitation/"),
    "an invitation that never was": at("/invitation/", 422, {"code": "k7m2-xq9w-p4rt"}),
}


@pytest.fixture(scope="module")
def visitor(chromium: Browser, shared_site: str) -> Iterator[Window]:
    """Somebody who has not signed in."""
    opened = window(chromium, shared_site, ("nobody", "here"))
    yield opened
    opened.page.context.close()


@pytest.fixture(scope="module")
def simone(chromium: Browser, shared_site: str, shared_world: World) -> Iterator[Window]:
    """Simone, who has terms to accept."""
    opened = window(chromium, shared_site, session_of(SIMONE, shared_world))
    yield opened
    opened.page.context.close()


@pytest.mark.parametrize("name", PUBLIC)
def test_a_page_is_as_it_must_be(visitor: Window, shared_world: World, name: str) -> None:
    visitor.shows(PUBLIC[name], shared_world, after="/ouvrir/code/")


def test_new_terms_are_as_they_must_be(simone: Window, shared_world: World) -> None:
    simone.shows(at("/conditions/"), shared_world)
    simone.page.goto("/conditions/")
    simone.shows(at("/conditions/", 422, {"reponse": "accepter"}), shared_world)


def sends(visitor: Window, path: str, fields: dict[str, str], *, to: str = "") -> None:
    """Fill a page in and send it."""
    visitor.page.goto(path)
    for name, text in fields.items():
        if text in ("oui", "on", "mail", "sms"):
            visitor.page.locator(f"[name={name}][value={text}]").check()
        else:
            visitor.page.locator(f"[name={name}]").fill(text)
    with visitor.page.expect_navigation():
        visitor.page.locator("main form button.btn-primary").first.click()
    assert visitor.page.url.endswith(to)


def test_each_step_is_as_it_must_be(visitor: Window, shared_world: World) -> None:
    sends(visitor, "/ouvrir/code/", NUMBERS, to="/ouvrir/code/demande/")
    code = next(one for one in shared_world.sent() if "création" in one).split()
    creation = next(word for word in code if word.count("-") == 2 and len(word) == 14)
    sends(visitor, "/ouvrir/carte/", NUMBERS | {"code": creation}, to="/ouvrir/contact/")
    visitor.shows(at("/ouvrir/contact/"), shared_world)
    visitor.page.goto("/ouvrir/contact/")
    visitor.shows(at("/ouvrir/contact/", 422, {"canal": "sms", "telephone": "12"}), shared_world)
    sends(visitor, "/ouvrir/contact/", {"canal": "mail", "mail": "salome@example.org"}, to="/ouvrir/contact/code/")
    visitor.shows(at("/ouvrir/contact/code/"), shared_world)
    sends(visitor, "/ouvrir/contact/code/", {"code": shared_world.last_code()}, to="/ouvrir/urgences/")
    visitor.shows(at("/ouvrir/urgences/"), shared_world)
    sends(visitor, "/ouvrir/urgences/", {}, to="/ouvrir/conditions/")
    visitor.shows(at("/ouvrir/conditions/"), shared_world)
    visitor.page.goto("/ouvrir/conditions/")
    visitor.shows(at("/ouvrir/conditions/", 422, {"lu": "oui"}), shared_world)
    sends(visitor, "/ouvrir/conditions/", {"lu": "oui", "accord": "oui"}, to="/ouvrir/identifiants/")
    visitor.shows(at("/ouvrir/identifiants/"), shared_world)


def test_each_step_of_a_carers_account_is_as_it_must_be(visitor: Window, shared_world: World) -> None:
    holder = shared_world.holder(NADIA)
    invited = invite_by_code(holder.record, None, "", actor=holder, env=shared_world.env)
    assert isinstance(invited, CodeGiven), invited
    sends(visitor, "/invitation/", {"code": invited.code}, to="/invitation/contact/")
    visitor.shows(at("/invitation/contact/"), shared_world)
    visitor.page.goto("/invitation/contact/")
    visitor.shows(at("/invitation/contact/", 422, {"canal": "sms", "telephone": "12"}), shared_world)
    sends(
        visitor, "/invitation/contact/", {"canal": "mail", "mail": "elise@example.org"}, to="/invitation/contact/code/"
    )
    visitor.shows(at("/invitation/contact/code/"), shared_world)
    sends(visitor, "/invitation/contact/code/", {"code": shared_world.last_code()}, to="/invitation/conditions/")
    visitor.shows(at("/invitation/conditions/"), shared_world)
    visitor.page.goto("/invitation/conditions/")
    visitor.shows(at("/invitation/conditions/", 422, {"prenom": "Élise"}), shared_world)
    named = {"prenom": "Élise", "nom": "Lamrani", "lu": "oui"}
    sends(visitor, "/invitation/conditions/", named, to="/invitation/identifiants/")
    visitor.shows(at("/invitation/identifiants/"), shared_world)
