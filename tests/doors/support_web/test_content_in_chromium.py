"""The desk's pages of banners and texts, in each of their states: accessible, well made, as wide as their window."""

import pytest

from carnet.doors.support_web.banner_form import FIELDS
from tests.banners import maintenance, published
from tests.browser import see
from tests.journeys import fixtures
from tests.journeys.every_page import Window, at
from tests.journeys.fixtures import WindowOf, chromium, window_of
from tests.journeys.world import World
from tests.people import ALI, ODILE

__all__ = ["chromium", "window_of"]

shared_site = fixtures.site
A_BANNER = {
    "id": "00000000-0000-0000-0000-00000000abcd",
    "level": "urgent",
    "stops": "everything",
    "begins": "2026-12-01T07:00",
    "ends": "2026-12-01T08:00",
    "title_fr": "Maintenance.",
    "text_fr": "Tout s’arrête.",
    "title_en": "Maintenance.",
    "text_en": "Everything stops.",
}
WORDS = {
    "version": "1",
    "title_fr": "Droits",
    "title_en": "Rights",
    "body_fr": "## Un\nMot.",
    "body_en": "## One\nWord.",
}


FOR_ALI = {
    "a new banner": at("/assistance/bandeaux/nouveau/"),
    "a banner without words": at("/assistance/bandeaux/nouveau/", 422, {"id": A_BANNER["id"], "etape": "apercu"}),
    "the preview of a banner": at("/assistance/bandeaux/nouveau/", 200, {**A_BANNER, "etape": "apercu"}),
    "a banner to change": at(f"/assistance/bandeaux/{maintenance().id}/modifier/"),
    "banners": at("/assistance/bandeaux/"),
    "texts": at("/assistance/textes/"),
    "an answer": at("/assistance/textes/answer/ouvrir/"),
    "a page easy to read": at("/assistance/textes/plain/mes-droits/"),
    "a page that the law asks for": at("/assistance/textes/page/accessibilite/"),
    "a page of the law without its parts": at("/assistance/textes/page/accessibilite/", 422, WORDS),
    "a text without words": at("/assistance/textes/plain/mes-droits/", 422, {**WORDS, "body_en": ""}),
    "the preview of a text": at("/assistance/textes/plain/mes-droits/", 200, {**WORDS, "etape": "apercu"}),
    "a text that somebody changed": at(
        "/assistance/textes/plain/mes-droits/", 409, {**WORDS, "version": "7", "etape": "publier"}
    ),
    "no such text": at("/assistance/textes/plain/autre/", 404),
}


@pytest.fixture(scope="module")
def ali(window_of: WindowOf, shared_world: World) -> Window:
    """The window of an agent who has published a banner: it stands above each page."""
    published(maintenance(stops=None, shown_from="2026-11-20T07:00:00+01:00"), env=shared_world.env)
    return window_of(ALI)


@pytest.fixture(scope="module")
def odile(window_of: WindowOf) -> Window:
    """The window of the reviewer."""
    return window_of(ODILE)


@pytest.mark.parametrize("name", FOR_ALI)
def test_a_page_is_as_it_must_be(ali: Window, shared_world: World, name: str) -> None:
    kind = FOR_ALI[name]
    if kind.sent is not None:
        ali.page.goto("/assistance/bandeaux/nouveau/")
    ali.shows(kind, shared_world)
    see(ali.page, f"assistance-{name.replace(' ', '-')}")


def test_a_page_that_refuses_a_role_is_as_it_must_be(odile: Window, shared_world: World) -> None:
    odile.page.goto("/assistance/bandeaux/nouveau/")
    odile.shows(at("/assistance/bandeaux/nouveau/", 403, {**A_BANNER, "etape": "publier"}), shared_world)
    assert set(A_BANNER) - {"id"} <= set(FIELDS)
