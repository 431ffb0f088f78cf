"""Photograph the main screens for the README: ``python -m tools.screens`` writes ``docs/screens``.

Nothing needs to run: the world of the tests is built, on a database that is thrown away, at noon on 21 November 2026.
The pictures show the same people on the same day whoever takes them, and change only when the pages do.
"""

import io
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from PIL import Image
from playwright.sync_api import Browser

import tests.conftest  # noqa: F401  sets Django up before what follows can be imported
from carnet.usecases.emergency.break_the_glass import break_the_glass
from carnet.usecases.showing.show_record import ShowingBegun, show_record
from tests import browser, postgres
from tests.journeys import world as worlds
from tests.journeys.fixtures import served_copy
from tests.journeys.sessions import session_of
from tests.journeys.world import World
from tests.people import CAMILLE, HADDAD, KELLER, Caregiver, Member
from tests.two_worlds.chance import SharedChance

FOLDER = Path(__file__).parent.parent / "docs" / "screens"
LIGHT, DARK = "clair", "sombre"
PHONE, DESK, WIDE = 390, 1280, 1440
HEIGHTS = {PHONE: 844, DESK: 900, WIDE: 960}
HEAVIEST = 150_000
"""Bytes: no reader of the README waits for a picture."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One screen.

    ``path``: with ``{record}`` for Camille's record, ``{document}`` for one of her documents, ``{result}`` for her last
    blood test, ``{showing}`` for what she is showing to a doctor.
    """

    name: str
    who: Member | Caregiver | None
    path: str
    sorts: tuple[tuple[int, str], ...]


BOTH = ((PHONE, LIGHT), (DESK, DARK))
EVERY = ((PHONE, LIGHT), (PHONE, DARK), (DESK, LIGHT), (DESK, DARK))
PICTURES = (
    Picture("public", None, "/", BOTH),
    Picture("accueil", CAMILLE, "/accueil/", EVERY),
    Picture("documents", CAMILLE, "/documents/", BOTH),
    Picture("document", CAMILLE, "/documents/{document}/", BOTH),
    Picture("masquer", CAMILLE, "/documents/{document}/masquer/", BOTH),
    Picture("resultat", CAMILLE, "/documents/{result}/resultats/", BOTH),
    Picture("ma-sante", CAMILLE, "/ma-sante/", BOTH),
    Picture("montrer", CAMILLE, "/acces/montrer/{showing}/", BOTH),
    Picture("historique", CAMILLE, "/historique/", EVERY),
    Picture("acces", CAMILLE, "/acces/", EVERY),
    Picture("pro-dossier", KELLER, "/pro/dossiers/{record}/", ((DESK, LIGHT), (WIDE, LIGHT))),
    Picture("pro-historique", KELLER, "/pro/dossiers/{record}/historique/", ((DESK, LIGHT),)),
    Picture("pro-urgence", HADDAD, "/pro/dossiers/{record}/", ((DESK, LIGHT),)),
)


def main() -> None:
    """Take the pictures, each in a world of its own, in which nobody has taken the others."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    postgres.start_for_tests()
    try:
        home = worlds.make_world()
        with browser.serve() as site, browser.browser(whole=True) as chromium, tempfile.TemporaryDirectory() as outbox:
            for picture in PICTURES:
                for width, scheme in picture.sorts:
                    with served_copy(home, Path(outbox), worker="screens") as here:
                        _write(f"{picture.name}-{width}-{scheme}", _taken(picture, width, scheme, chromium, site, here))
    finally:
        postgres.stop()


def _taken(picture: Picture, width: int, scheme: str, chromium: Browser, site: str, world: World) -> bytes:
    context = chromium.new_context(
        base_url=site,
        viewport={"width": width, "height": HEIGHTS[width]},
        color_scheme="dark" if scheme == DARK else "light",
        locale="fr-FR",
    )
    record = world.record(CAMILLE)
    address = picture.path.format(
        record=record,
        document=world.document(CAMILLE, "camille-consultation"),
        result=world.document(CAMILLE, "camille-biologie-4"),
        showing=_shown(world) if "{showing}" in picture.path else "",
    )
    if picture.who is HADDAD:
        break_the_glass(record, reason="Malaise sur la voie publique", actor=HADDAD.actor, env=world.env)
    if picture.who is not None:
        name, token = session_of(picture.who, world)
        context.add_cookies([{"name": name, "value": token, "url": site}])
    page = context.new_page()
    answer = page.goto(address)
    if answer is None or not answer.ok:
        raise RuntimeError(f"{picture.name}: the page does not answer")
    photograph = page.screenshot()
    context.close()
    return photograph


def _shown(world: World) -> UUID:
    """Camille shows her whole record for a quarter of an hour, by the same code each time; gives its number."""
    env = replace(world.env, chance=SharedChance("a picture"))
    begun = show_record(world.record(CAMILLE), None, minutes=15, actor=world.holder(CAMILLE), env=env)
    if not isinstance(begun, ShowingBegun):
        raise TypeError("nothing is shown")
    return begun.showing


def _write(name: str, photograph: bytes) -> None:
    """Write it in 128 colours: a third of the weight, and nobody sees it."""
    path = FOLDER / f"{name}.png"
    Image.open(io.BytesIO(photograph)).convert("RGB").quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)
    if path.stat().st_size > HEAVIEST:
        raise RuntimeError(f"{name}: the picture is too heavy")
    sys.stdout.write(f"docs/screens/{path.name}\n")


if __name__ == "__main__":
    main()
