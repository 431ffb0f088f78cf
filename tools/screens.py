"""Photograph the main screens of the demonstration for the README: ``make run`` in one terminal, this in another.

``python -m tools.screens [--address URL]`` writes ``docs/screens``. It does what a visitor does: Camille signs in with
the code of the outbox, Dr Keller and Dr Haddad by the demonstration's identity provider.
"""

import argparse
import io
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Page

from tests import browser

FOLDER = Path(__file__).parent.parent / "docs" / "screens"
PHONE, DESK = 390, 1280
INS_OF_CAMILLE = "284034410902579"
SECONDS_FOR_A_CODE = 30

Scheme = Literal["light", "dark"]
SORTS: tuple[tuple[int, Scheme], ...] = ((PHONE, "light"), (DESK, "dark"))


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--address", default="http://localhost:8000")
    address = parser.parse_args().address
    FOLDER.mkdir(parents=True, exist_ok=True)
    with browser.browser() as chromium:
        for width, scheme in SORTS:
            with _page(chromium, width, scheme) as page:
                page.goto(f"{address}/")
                _take(page, "public", width, scheme)
                _sign_in(page, address)
                _take(page, "accueil", width, scheme)
                for name, path in (("documents", "documents/"), ("historique", "historique/"), ("acces", "acces/")):
                    page.goto(f"{address}/{path}")
                    _take(page, name, width, scheme)
                page.goto(f"{address}/documents/")
                page.get_by_text("Résultats de prise de sang").first.click()
                _take(page, "document", width, scheme)
                page.get_by_role("link", name=re.compile("Masquer")).first.click()
                _take(page, "masquer", width, scheme)
        for name, who in (("dossier", "Keller"), ("urgence", "Haddad")):
            with _page(chromium, DESK, "light") as page:
                _find_camille(page, address, who)
                _take(page, f"pro-{name}", DESK, "light")


@contextmanager
def _page(chromium: Browser, width: int, scheme: Scheme) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": width, "height": 844 if width == PHONE else 900})
    page = context.new_page()
    page.emulate_media(color_scheme=scheme)
    yield page
    context.close()


def _take(page: Page, name: str, width: int, scheme: Scheme) -> None:
    """Write what the screen shows, in 128 colours: a third of the size, and nobody sees it."""
    path = FOLDER / f"{name}-{width}-{'clair' if scheme == 'light' else 'sombre'}.png"
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(128, dither=Image.Dither.NONE)
    picture.save(path, optimize=True)
    sys.stdout.write(f"{path.relative_to(FOLDER.parent.parent)}\n")


def _sign_in(page: Page, address: str) -> None:
    seen = len(_mails())
    page.goto(f"{address}/accueil/")
    page.fill("input[name=identifiant]", "camille.morel")
    page.fill("input[name=mot-de-passe]", "camille-demonstration")
    page.click("main button[type=submit]:not([name])")
    page.fill("input[name=code]", _code(seen))
    page.click("main button[type=submit]:not([name])")
    page.wait_for_url("**/accueil/")


def _code(seen: int) -> str:
    """Give the code of the first mail after those seen."""
    for _ in range(SECONDS_FOR_A_CODE):
        for mail in _mails()[seen:]:
            if found := re.search(r"\b\d{3}\s?\d{3}\b", mail["body"]):
                return found[0]
        time.sleep(1)
    raise TimeoutError("no code came: does the demonstration of this CARNET_HOME run?")


def _mails() -> list[dict[str, str]]:
    command = [sys.executable, "-m", "carnet.config.command", "demo", "outbox", "--json"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603  our own command
    mails: list[dict[str, str]] = json.loads(told)
    return mails


def _find_camille(page: Page, address: str, who: str) -> None:
    page.goto(f"{address}/pro/")
    page.click("main button[type=submit]")
    page.get_by_text(re.compile(who)).first.click()
    page.wait_for_url(f"{address}/pro/**")
    page.goto(f"{address}/pro/")
    page.fill("#ins", INS_OF_CAMILLE)
    page.click("main button[type=submit]")
    page.wait_for_url("**/pro/dossiers/**")


if __name__ == "__main__":
    main()
