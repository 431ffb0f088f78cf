"""Pictures, for a moment."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser import see
from tests.doors.patient_web.test_every_account_page_in_chromium import camille
from tests.journeys.every_page import Window

__all__ = ["camille"]


def test_pictures(camille: Window) -> None:
    page = camille.page
    for path in ("/compte/", "/compte/appareils/", "/compte/coordonnees/", "/compte/coordonnees/e-mail/", "/compte/coordonnees/code/", "/connexion/fermer/", "/compte/verifier/", "/mot-de-passe/oublie/"):
        page.goto(path)
        for width, scheme in ((390, "light"), (1280, "dark"), (1280, "light")):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.set_viewport_size({"width": width, "height": 900})
            see(page, f"zz{path.replace('/', '_')}{width}_{scheme}")
    page.context.add_cookies([{"name": "affichage", "value": "en.auto.normal", "url": page.url}])
    for path in ("/compte/", "/connexion/fermer/"):
        page.goto(path)
        see(page, f"zz_en{path.replace('/', '_')}")
