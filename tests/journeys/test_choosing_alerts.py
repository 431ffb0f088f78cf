"""Scenario 18: Camille chooses how she is alerted: by mail of documents, on her phone too of a first access."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from carnet.config import wiring
from carnet.core.notices import NOTICES
from carnet.formats.web_push import base64url
from carnet.infra.web_hooks import PublicWebHooks
from carnet.infra.web_push import WebPush
from tests.adapters.push_browsers import SECRET, Browser
from tests.doors.fhir.subscriptions.listener import Listener
from tests.journeys.care import breaks_the_glass, declares_consent, deposits, finds
from tests.journeys.conftest import SignsIn
from tests.journeys.screen import Screen
from tests.journeys.world import World
from tests.people import CAMILLE, HADDAD, VIDAL

PAGE = "/compte/alertes/"
DOCUMENT, FIRST = "Un document est ajouté", "Quelqu’un ouvre mon dossier pour la première fois"
LETTER = "Lettre après les urgences"
HEALTH = (
    "malaise",
    "urgences",
    "médecin",
    "haddad",
    "vidal",
    "camille",
    "morel",
    "chu",
    "lettre",
    "résultat",
    "hôpital",
)

ITS_PUSH_SERVICE = """([endpoint, key, secret]) => {
  const bytes = text => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), c => c.charCodeAt(0)).buffer;
  const keys = { p256dh: bytes(key), auth: bytes(secret) };
  PushManager.prototype.subscribe = async () => ({ endpoint, getKey: name => keys[name] });
}"""
"""What the maker of a browser runs on the internet, from where this machine has nothing: an address here, and keys."""


@pytest.fixture
def service() -> Iterator[Listener]:
    """The push service of her browser."""
    with Listener() as listening:
        yield listening


@pytest.fixture
def sending(world: World, tmp_path: Path) -> World:
    """The world, where notifications leave."""
    push = WebPush(
        tmp_path / "push",
        hooks=PublicWebHooks(reaches_this_machine=True),
        contact="https://carnet.example.org",
        clock=world.env.clock,
    )
    world.env = replace(world.env, push=push)
    wiring._environment.cache_clear()
    return world


def line_of(screen: Screen, event: str) -> Locator:
    """One line of the grid."""
    return screen.page.get_by_role("group", name=event)


def told(world: World, since: int) -> list[str]:
    """The subjects and words of what left by mail and SMS; none says anything of her health, nor her name."""
    sent = [one.partition(" ") for one in world.sent()[since:]]
    assert all(address in ("camille@example.org", CAMILLE.identity.phone) for address, _, _ in sent)
    words = [said for _, _, said in sent]
    assert not [word for word in HEALTH for said in words if word in said.casefold()]
    return words


def test_she_is_alerted_as_she_chose_until_she_signs_out_of_a_device_that_others_use(
    signs_in: SignsIn, sending: World, service: Listener
) -> None:
    world, browser = sending, Browser()
    camille, vidal = signs_in(CAMILLE), signs_in(VIDAL)
    camille.opens(PAGE).is_accessible()
    is_notified = camille.runs_scripts
    if is_notified:
        at = browser.at(service.address)
        camille.page.evaluate(ITS_PUSH_SERVICE, [at.endpoint, base64url(at.key), base64url(SECRET)])
        camille.presses("Recevoir sur cet appareil")
        assert "Cet appareil reçoit vos alertes, jusqu’à votre déconnexion." in camille.words
        line_of(camille, FIRST).get_by_label("Notification").check()
        line_of(camille, DOCUMENT).get_by_label("Notification").uncheck()
    else:
        assert camille.page.get_by_role("button", name="Recevoir sur cet appareil").count() == 0
    line_of(camille, DOCUMENT).get_by_label("E-mail").check()
    camille.presses("Enregistrer mes alertes").is_accessible()
    assert "Alertes enregistrées." in camille.words
    assert line_of(camille.reloads(), FIRST).get_by_label("E-mail").is_checked()

    before = len(world.sent())
    camille.presses("Recevoir un message d’essai")
    assert "Message d’essai envoyé." in camille.words
    trial = NOTICES["test-alert"].body
    assert [said.endswith(trial) for said in told(world, before)] == [True, True]
    assert [browser.opens(one.body) for one in service.received] == [trial] * is_notified

    before = len(world.sent())
    deposits(finds(vidal, CAMILLE).follows("Déposer un document"), LETTER)
    assert [said.endswith(NOTICES["new-document"].body) for said in told(world, before)] == [True]
    assert len(service.received) == is_notified

    before = len(world.sent())
    declares_consent(finds(vidal, CAMILLE))
    first = NOTICES["first-access"].body
    assert [said.endswith(first) for said in told(world, before)] == [True]
    assert [browser.opens(one.body) for one in service.received[is_notified:]] == [first] * is_notified

    received = len(service.received)
    camille.opens(PAGE).presses("Se déconnecter")
    before = len(world.sent())
    camille.signs_in(CAMILLE, world).opens(PAGE)
    assert line_of(camille, FIRST).get_by_label("Notification").count() == 0
    camille.presses("Recevoir un message d’essai")
    assert told(world, before)
    assert len(service.received) == received


def test_nobody_silences_an_emergency(signs_in: SignsIn, world: World) -> None:
    camille, haddad = signs_in(CAMILLE), signs_in(HADDAD)
    camille.opens(PAGE)
    urgent = line_of(camille, "Mon dossier est ouvert en urgence")
    urgent.get_by_label("E-mail").uncheck()
    camille.presses("Enregistrer mes alertes").is_accessible()
    assert camille.status == 422
    assert "Gardez l’e-mail ou le SMS : cette alerte vous protège." in camille.words
    before = len(world.sent())
    finds(haddad, CAMILLE)
    breaks_the_glass(haddad, reason="Malaise sur la voie publique, patiente inconsciente")
    assert NOTICES["emergency-access"].body in told(world, before)[0]


WITHOUT_ITS_WORKER = """() => {
  navigator.serviceWorker.register = async () => { throw new Error("not here"); };
  Object.defineProperty(navigator.serviceWorker, "ready", { value: new Promise(() => {}) });
}"""
"""A browser that registers no worker, as one in a private window may."""


def test_a_browser_that_cannot_take_notifications_says_so_and_what_to_do(signs_in: SignsIn, sending: World) -> None:
    assert sending.env.push.public_key
    camille = signs_in(CAMILLE).opens(PAGE)
    if camille.runs_scripts:
        camille.page.evaluate(WITHOUT_ITS_WORKER)
        camille.page.get_by_role("button", name="Recevoir sur cet appareil").click()
        told = camille.page.get_by_role("alert").filter(has_text="Autorisez les notifications de ce site")
        expect(told).to_be_visible()
    else:
        assert "Ce navigateur ne reçoit pas de notifications." in camille.words
