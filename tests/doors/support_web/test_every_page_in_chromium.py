"""Every page of the support desk, in each of its states: accessible, well made, calm, as wide as its window."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from django.db import transaction
from django.test import Client
from playwright.sync_api import Browser

from carnet.core.access.actors import SupportAgent
from carnet.core.audit.events import Door
from carnet.core.support.requests import RequestKind
from carnet.usecases.emergency.review_cases import CaseQueue, list_cases
from carnet.usecases.letters.owe_letter import Recipient, owe_letter
from carnet.usecases.letters.print_letters import PrintedLetters, print_letters
from carnet.usecases.support.open_request import open_request
from carnet.usecases.transparency.contest_line import contest_line
from tests.doors.support_web.test_desk import finds, proves, recognizes
from tests.journeys.every_page import Kind, Window, at, window
from tests.journeys.sessions import client_of, desk_actor, session_of
from tests.journeys.world import NEVER_WAS, World
from tests.people import ALI, CAMILLE, GEORGES, INES, NADIA, ODILE, SACHA, Member


def asked(below: str = "", status: int = 200, sent: dict[str, str] | None = None, *, about: Member = GEORGES) -> Kind:
    """A page about what somebody asked."""

    def path(world: World) -> str:
        holder = world.holder(about)
        written = {"text": "J’ai perdu mon téléphone.\nQue faire ?"}
        opened = open_request(RequestKind.ACCOUNT, record=holder.record, written=written, actor=holder, env=world.env)
        return f"/assistance/demandes/{opened.id}/{below}"

    return Kind(path, status, sent)


def on(
    someone: Member,
    below: str = "",
    status: int = 200,
    sent: dict[str, str] | None = None,
    *,
    after: Callable[[Client, Member], str] = finds,
) -> Kind:
    """A page about somebody's account, once the agent has found, recognised or seen them."""

    def path(world: World) -> str:
        return f"{after(client_of(ALI, world), someone)}{below}"

    return Kind(path, status, sent)


def proposed(below: str = "", status: int = 200, sent: dict[str, str] | None = None) -> Kind:
    """What waits for a second person: Ali has proposed something."""

    def path(world: World) -> str:
        browser = client_of(ALI, world)
        sheet = proves(browser, CAMILLE)
        browser.post(f"{sheet}codes/", {"moyen": "mail", "adresse": "neuf@example.org"})
        return f"/assistance/a-deux/{below}"

    return Kind(path, status, sent)


def letters(below: str = "", status: int = 200, sent: dict[str, str] | None = None) -> Kind:
    """What is to be posted: one letter printed, one that waits."""

    def path(world: World) -> str:
        env = replace(world.env, door=Door.SUPPORT_DESK)
        for kind in ("notice-new-document", "notice-desk-answer"):
            with transaction.atomic():
                owe_letter(Recipient("Georges Brunet", ("12 quai", "44000 NANTES")), kind, at=env.clock.now(), env=env)
            if kind == "notice-new-document":
                assert isinstance(print_letters(actor=SupportAgent(ALI.account), env=env), PrintedLetters)
        return f"/assistance/courriers/{below}"

    return Kind(path, status, sent)


def case(kind: str, below: str = "", status: int = 200, sent: dict[str, str] | None = None) -> Kind:
    """A case of the reviewer: the emergency that the story tells, or an access that Camille contests."""

    def path(world: World) -> str:
        camille = world.holder(CAMILLE)
        line = next(one for one in reversed(world.trace(CAMILLE)) if one.action.value == "read-document")
        contest_line(camille.record, line.id, tells_the_professional=True, actor=camille, env=world.env)
        found = list_cases(actor=desk_actor(ODILE), env=world.env)
        assert isinstance(found, CaseQueue)
        return f"/assistance/examens/{next(one.id for one in found.cases if one.kind == kind)}/{below}"

    return Kind(path, status, sent)


BY_NAME = {"nom": "brunet", "naissance": GEORGES.identity.traits.birth_date.isoformat()}
BEFORE = {
    "the door": at("/assistance/connexion/fin/"),
    "a sign-in that comes from nowhere": at("/assistance/connexion/retour/", 403),
}
FOR_ALI = {
    "an empty queue": at("/assistance/?nature=heirs"),
    "a request": asked(),
    "a request to close, nothing said": asked("clore/", 422, {}),
    "a request that is closed": asked("clore/", 200, {"issue": "refused"}),
    "a queue": at("/assistance/"),
    "no request of that number": at(f"/assistance/demandes/{NEVER_WAS}/", 404),
    "finding an account": at("/assistance/comptes/"),
    "finding nobody": at("/assistance/comptes/", 422, {"par": "identifier", "valeur": "personne"}),
    "a copy on paper to ask for": on(GEORGES, "copie/"),
    "a copy on paper, nothing said": on(GEORGES, "copie/", 422, {}),
    "a copy on paper that waits": on(
        GEORGES, "copie/", 200, {"pour": "holder", "lignes": "Georges Brunet\n44000 NANTES", "vu": "card"}
    ),
    "an account that was not looked up": at(f"/assistance/comptes/{NEVER_WAS}/questions/", 403, {}),
    "an account found": on(GEORGES),
    "the account of somebody without a record": on(SACHA),
    "looking for a name": at("/assistance/comptes/nom/"),
    "looking for a name, nothing said": at("/assistance/comptes/nom/", 422, {}),
    "people of one name": at("/assistance/comptes/nom/", 200, BY_NAME),
    "wrong answers": on(NADIA, "questions/", 422, {"identifier": "nadia"}),
    "an account whose person was recognised": on(GEORGES, after=recognizes),
    "an account whose person was seen": on(GEORGES, after=proves),
    "documents that do not do": on(NADIA, "pieces/", 422, {"vu": "card"}),
    "no postal address": on(CAMILLE, "identifiants/", 422, {}, after=proves),
    "no address": on(CAMILLE, "codes/", 422, {"moyen": "sms", "adresse": "12"}, after=proves),
    "what was just done": on(GEORGES, "debloquer/", 200, {}, after=recognizes),
    "a journal": on(GEORGES, "journal/"),
    "nothing to confirm": at("/assistance/a-deux/"),
    "letters": letters(),
    "a letter that nobody sent": letters("retour/", 422, {"reference": "0000-0000"}),
    "figures": at("/assistance/chiffres/"),
    "a death to note": on(GEORGES, "deces/"),
    "a death to note, nothing said": on(GEORGES, "deces/", 422, {}),
    "what the desk may say of requests": at("/assistance/suivi/"),
}
FOR_INES = {
    "something to confirm": proposed(),
    "something that is gone": proposed(f"{NEVER_WAS}/confirmer/", 409, {}),
}
FOR_ODILE = {
    "the cases": at("/assistance/examens/"),
    "an emergency to examine": case("emergency"),
    "an emergency to close, nothing said": case("emergency", "clore/", 422, {}),
    "a contest to examine": case("contest"),
    "a contest answered in one word": case("contest", "decider/", 422, {"issue": "justified", "reponse": "oui"}),
    "a request that the reviewer reads": asked(),
    "a page of another role": at("/assistance/comptes/", 403, {"par": "identifier", "valeur": "x"}),
}


def opened(browser: Browser, site: str, world: World, someone: Member) -> Iterator[Window]:
    """A window in which somebody of the desk is signed in."""
    shown = window(browser, site, session_of(someone, world))
    yield shown
    shown.page.context.close()


@pytest.fixture(scope="module")
def ali_there(chromium: Browser, shared_site: str, shared_world: World) -> Iterator[Window]:
    yield from opened(chromium, shared_site, shared_world, ALI)


@pytest.fixture(scope="module")
def ines_there(chromium: Browser, shared_site: str, shared_world: World) -> Iterator[Window]:
    yield from opened(chromium, shared_site, shared_world, INES)


@pytest.fixture(scope="module")
def odile_there(chromium: Browser, shared_site: str, shared_world: World) -> Iterator[Window]:
    yield from opened(chromium, shared_site, shared_world, ODILE)


def shows(there: Window, kind: Kind, world: World) -> None:
    """Open a page; a form is sent from one that has the secret of forms."""
    if kind.sent is not None:
        there.page.goto("/assistance/")
    there.shows(kind, world)


@pytest.mark.parametrize("name", FOR_ALI | BEFORE)
def test_a_page_of_an_agent_is_as_it_must_be(ali_there: Window, shared_world: World, name: str) -> None:
    shows(ali_there, (FOR_ALI | BEFORE)[name], shared_world)


@pytest.mark.parametrize("name", FOR_INES)
def test_a_page_of_a_second_agent_is_as_it_must_be(ines_there: Window, shared_world: World, name: str) -> None:
    shows(ines_there, FOR_INES[name], shared_world)


@pytest.mark.parametrize("name", FOR_ODILE)
def test_a_page_of_the_reviewer_is_as_it_must_be(odile_there: Window, shared_world: World, name: str) -> None:
    shows(odile_there, FOR_ODILE[name], shared_world)
