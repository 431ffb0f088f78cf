"""Every page of one's own account, and of closing it, in each of its states: accessible, well made, calm."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser

from carnet.ports.messages import Channel
from carnet.store import accounts, authenticator_apps, contact_changes, passkeys
from carnet.store.contact_changes import Addresses, ContactChange
from carnet.store.passkeys import Passkey
from tests.journeys.every_page import Window, at, window
from tests.journeys.sessions import session_of, session_of_holder
from tests.journeys.world import NEVER_WAS, ZEPHYR, World
from tests.people import CAMILLE, HUGO

MINE = NEVER_WAS
"""The number of Camille's passkey."""


PAGES = {
    "my account": at("/compte/"),
    "settings": at("/compte/reglages/"),
    "settings, kept": at("/compte/reglages/", 200, {"langue": "fr", "taille": "larger", "nombre": "10"}),
    "settings, as before": at("/compte/reglages/", 200, {"langue": "fr", "taille": "normal", "nombre": "25"}),
    "the proof": at("/compte/verifier/"),
    "the proof, nothing typed": at("/compte/verifier/", 422, {"mot-de-passe": " "}),
    "the proof, no answer of a passkey": at("/compte/verifier/cle/", 422, {"reponse": "{}"}),
    "my passkeys": at("/compte/cles/"),
    "adding a passkey": at("/compte/cles/ajouter/"),
    "a passkey that was not made": at("/compte/cles/ajouter/", 422, {"reponse": "{}", "nom": "Mon téléphone"}),
    "renaming a passkey": at(f"/compte/cles/{MINE}/renommer/"),
    "renaming it without a name": at(f"/compte/cles/{MINE}/renommer/", 422, {"nom": ""}),
    "removing a passkey": at(f"/compte/cles/{MINE}/retirer/"),
    "setting an app up": at("/compte/application/"),
    "a first code that is wrong": at("/compte/application/", 422, {"code": "12"}),
    "taking the app away": at("/compte/application/retirer/"),
    "sessions and devices": at("/compte/appareils/"),
    "alerts": at("/compte/alertes/"),
    "alerts, an emergency told by nobody": at("/compte/alertes/", 422, {"emergency-access": "push"}),
    "contacts": at("/compte/coordonnees/"),
    "another mail address": at("/compte/coordonnees/e-mail/"),
    "what is no mail address": at("/compte/coordonnees/e-mail/", 422, {"adresse": "camille"}),
    "another number": at("/compte/coordonnees/telephone/"),
    "what is no number": at("/compte/coordonnees/telephone/", 422, {"adresse": "12"}),
    "the codes of a change": at("/compte/coordonnees/code/"),
    "codes of a change that are none": at("/compte/coordonnees/code/", 422, {"code-nouveau": "1"}),
    "a copy on paper": at("/demandes/copie/"),
    "a copy that fits no envelope": at("/demandes/copie/", 422, {"adresse": "Camille"}),
    "a copy that is asked for": at(
        "/demandes/copie/", 200, {"adresse": "Camille Morel\n3 place du Bouffay\n44000 NANTES"}
    ),
    "what was just said": at("/compte/coordonnees/canal/", 200, {"canal": ""}),
}
OF_SOMEBODY_WITH_AN_APP = {
    "my account": at("/compte/"),
    "my passkeys, none": at("/compte/cles/"),
    "the app": at("/compte/application/"),
    "contacts": at("/compte/coordonnees/"),
}
OF_VISITORS = {
    "signing in": at("/connexion/"),
    "a passkey that opens nothing": at("/connexion/cle/", 422, {"reponse": "{}"}),
    "somebody else uses my access": at("/connexion/fermer/"),
    "without an identifier": at("/connexion/fermer/", 422, {"identifiant": ""}),
    "without a proof": at("/connexion/fermer/", 422, {"identifiant": "personne", "preuve": "mot-de-passe"}),
    "with a wrong password": at(
        "/connexion/fermer/", 422, {"identifiant": "personne", "preuve": "mot-de-passe", "mot-de-passe": "rien du tout"}
    ),
    "the code that closes": at("/connexion/fermer/", 200, {"identifiant": "personne.du.tout", "preuve": "sms"}),
    "it is closed": at("/connexion/fermer/fait/"),
}


@pytest.fixture(scope="module")
def camille(chromium: Browser, shared_site: str, shared_world: World) -> Iterator[Window]:
    """Camille's window: she has a passkey, an address that changes, and has just proved who she is."""
    env, holder = shared_world.env, shared_world.holder(CAMILLE)
    cookie = session_of_holder(holder, CAMILLE.shown, shared_world, has_proved=True)
    account = accounts.of_record(holder.record)
    assert account is not None
    mine = Passkey(MINE, account, b"credential", b"public", 0)
    passkeys.add(mine, "Mon téléphone", at=env.clock.now(), keyring=env.keyring, nonce=env.chance.secret(12))
    addresses = Addresses("camille.neuve@example.org", "camille@example.org", Channel.MAIL)
    change = ContactChange(NEVER_WAS, account, Channel.MAIL, addresses, env.clock.now())
    contact_changes.ask(change, keyring=env.keyring, nonce=env.chance.secret(12))
    opened = window(chromium, shared_site, cookie)
    yield opened
    opened.page.context.close()


@pytest.fixture(scope="module")
def zephyr(chromium: Browser, shared_site: str, shared_world: World) -> Iterator[Window]:
    """The window of somebody whose codes an app gives."""
    env, holder = shared_world.env, shared_world.opens(ZEPHYR)
    cookie = session_of_holder(holder, "Zephyr Vide", shared_world, has_proved=True)
    account = accounts.of_record(holder.record)
    assert account is not None
    since = env.clock.now() - timedelta(days=1)
    authenticator_apps.begin(account, bytes(20), at=since, keyring=env.keyring, nonce=env.chance.secret(12))
    authenticator_apps.confirm(account, step=1, at=since)
    opened = window(chromium, shared_site, cookie)
    yield opened
    opened.page.context.close()


@pytest.fixture(scope="module")
def visitor(chromium: Browser, shared_site: str, shared_world: World) -> Iterator[Window]:
    """The window of somebody who has not signed in at this site."""
    opened = window(chromium, shared_site, session_of(HUGO, shared_world))
    yield opened
    opened.page.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_my_account_is_as_it_must_be(camille: Window, shared_world: World, name: str) -> None:
    camille.shows(PAGES[name], shared_world, after="/compte/")


@pytest.mark.parametrize("name", OF_SOMEBODY_WITH_AN_APP)
def test_a_page_of_somebody_with_an_app_is_as_it_must_be(zephyr: Window, shared_world: World, name: str) -> None:
    zephyr.shows(OF_SOMEBODY_WITH_AN_APP[name], shared_world)


@pytest.mark.parametrize("name", OF_VISITORS)
def test_a_page_of_a_visitor_is_as_it_must_be(visitor: Window, shared_world: World, name: str) -> None:
    visitor.shows(OF_VISITORS[name], shared_world, after="/connexion/fermer/")


def test_a_code_that_closes_nothing_is_answered_as_it_must_be(visitor: Window, shared_world: World) -> None:
    visitor.page.goto("/connexion/fermer/")
    visitor.page.get_by_label("Identifiant").fill("personne.du.tout")
    visitor.page.get_by_role("button", name="Continuer").click()
    visitor.page.wait_for_url("**/connexion/fermer/code/")
    visitor.shows(at("/connexion/fermer/code/", 422, {"code": "123456"}), shared_world)
