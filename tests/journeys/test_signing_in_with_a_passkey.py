"""Camille adds a passkey with her own hands, and next time signs in without a password."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from tests.browser import axe, see, watch
from tests.journeys.sessions import session_of_holder
from tests.journeys.world import World
from tests.people import CAMILLE

AUTHENTICATOR = {
    "protocol": "ctap2",
    "ctap2Version": "ctap2_1",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
"""A telephone that recognises its person at once."""


@pytest.fixture
def address(site: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The site by a name: no passkey belongs to a number (WebAuthn 3, 5.1.2)."""
    named = site.replace("127.0.0.1", "localhost")
    monkeypatch.setattr(settings, "CARNET_PUBLIC_URL", named)
    return named


@pytest.fixture
def telephone(chromium: Browser, address: str) -> Iterator[Page]:
    """A telephone with its authenticator."""
    context = chromium.new_context(
        base_url=address, viewport={"width": 390, "height": 844}, reduced_motion="reduce", locale="fr-FR"
    )
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    yield page
    context.close()


def test_a_passkey_is_added_and_signs_in(telephone: Page, address: str, copy: World) -> None:
    seen = watch(telephone)
    cookie = session_of_holder(copy.holder(CAMILLE), CAMILLE.shown, copy, has_proved=True)
    telephone.context.add_cookies([{"name": cookie[0], "value": cookie[1], "url": address}])
    telephone.goto("/compte/cles/")
    telephone.get_by_role("link", name="Ajouter une clé d’accès").click()
    telephone.get_by_label("Nom de cette clé").fill("Mon téléphone")
    axe(telephone)
    see(telephone, "passkey_add_390")
    telephone.get_by_role("button", name="Créer la clé d’accès").click()
    expect(telephone.get_by_text("Clé d’accès ajoutée.")).to_be_visible()
    expect(telephone.get_by_text("Mon téléphone", exact=True).first).to_be_visible()
    see(telephone, "passkeys_390")
    telephone.get_by_role("button", name="Se déconnecter").click()
    expect(telephone).to_have_url(re.compile("/connexion/fin/$"))
    telephone.goto("/connexion/")
    axe(telephone)
    see(telephone, "sign_in_with_passkey_390")
    telephone.get_by_role("button", name="Me connecter avec une clé d’accès").click()
    expect(telephone).to_have_url(re.compile("/accueil/$"))
    telephone.goto("/compte/application/")
    expect(telephone.get_by_role("heading", level=1)).to_have_text("Confirmer que c’est vous")
    telephone.get_by_role("button", name="Utiliser une clé d’accès").click()
    expect(telephone.get_by_role("heading", level=1)).to_have_text("Ajouter une application de codes")
    see(telephone, "app_390")
    assert ("sign-in", "passkey-new-device") in [(one.action.value, one.detail) for one in copy.trace(CAMILLE)]
    seen.assert_calm()


def test_without_scripts_the_password_remains(chromium: Browser, address: str, copy: World) -> None:
    context = chromium.new_context(base_url=address, java_script_enabled=False, locale="fr-FR")
    page = context.new_page()
    page.goto("/connexion/")
    expect(page.get_by_role("button", name="Me connecter avec une clé d’accès")).to_be_hidden()
    expect(page.get_by_label("Mot de passe", exact=True)).to_be_visible()
    cookie = session_of_holder(copy.holder(CAMILLE), CAMILLE.shown, copy, has_proved=True)
    context.add_cookies([{"name": cookie[0], "value": cookie[1], "url": address}])
    page.goto("/compte/cles/ajouter/")
    expect(page.get_by_text("Ce navigateur ne crée pas de clés d’accès")).to_be_visible()
    context.close()
