"""What comes from others: pinned, whole, licensed, and served from here."""

import re

import pytest
from django.template import Context, Template

from carnet.core.vocabulary.shelves import shelves
from carnet.doors.kit.templatetags.kit import UnknownIconError
from tests.doors.kit.static import STATIC, templates
from tools import sprite, vendor

PACKAGE = vendor.ROOT / "carnet"
ELSEWHERE = re.compile(r"""(?:src|href|action|url\()\s*=?\s*["'(]?\s*(?:https?:)?//""")


def symbols() -> dict[str, str]:
    found = re.findall(r'<symbol id="([^"]+)"[^>]*>(.*)</symbol>', sprite.SPRITE.read_text(encoding="utf-8"))
    return dict(found)


def test_every_vendored_file_is_the_one_of_its_package() -> None:
    assert vendor.differing(vendor.read_lock()) == []


def test_every_package_says_its_licence_and_its_integrity() -> None:
    for name, package in vendor.read_lock()["packages"].items():
        assert package["licence"], name
        assert package["integrity"].startswith("sha512-"), name
        assert any(path.endswith("LICENSE") for path in package["files"]), name


def test_no_page_and_no_style_asks_another_machine_for_anything() -> None:
    styles = [*STATIC.rglob("*.css"), *STATIC.glob("js/*.js")]
    for path in [*templates(), *styles]:
        assert ELSEWHERE.findall(path.read_text(encoding="utf-8")) == [], path


def test_the_sprite_holds_the_icons_of_its_list_and_our_own() -> None:
    assert set(symbols()) == {*sprite.names(), *sprite.OUR_SIGNS}


def test_every_icon_that_a_page_names_is_in_the_sprite() -> None:
    named = {shelf.icon for shelf in shelves().values()}
    for path in templates():
        text = path.read_text(encoding="utf-8")
        named |= set(re.findall(r"""{% icon ["']([a-z0-9-]+)["'] %}""", text))
        named |= set(re.findall(r"""<c-[a-z-]+ [^>]*\bicon="([a-z0-9-]+)\"""", text))
    assert named - set(symbols()) == set()


def test_every_icon_of_the_sprite_is_named_by_something() -> None:
    written = [path for kind in ("py", "html", "csv") for path in PACKAGE.rglob(f"*.{kind}")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in written)
    unnamed = [one for one in symbols() if re.search(rf"""["',;]{one}["',;\n]""", text) is None]
    assert unnamed == [], "every page brings the sprite: take them out of tools/icons.txt"


def test_an_icon_that_does_not_exist_is_a_bug_and_not_a_hole_in_the_page() -> None:
    with pytest.raises(UnknownIconError):
        Template('{% icon "croix-rouge" %}').render(Context())


def test_the_sign_of_an_emergency_is_an_outline_that_the_page_colours() -> None:
    assert "fill" not in symbols()["urgence"]
    assert "stroke" not in symbols()["urgence"]
