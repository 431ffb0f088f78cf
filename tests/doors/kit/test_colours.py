"""Every pair of colours that carries words or signs is readable, in light and in dark (WCAG 1.4.3, 1.4.11)."""

import re

import pytest

from carnet.doors.kit.context import STYLE_SHEETS
from tests.doors.kit.static import STATIC

GROUNDS = ("paper", "card")
TEXT = [
    *((ink, ground) for ink in ("ink", "ink-soft", "brand", "brand-strong", "urgent", "done") for ground in GROUNDS),
    ("on-brand", "brand"),
    ("on-brand", "brand-strong"),
    *((ink, f"{tone}-pale") for tone in ("brand", "urgent", "done", "caution", "new") for ink in ("ink", "ink-soft")),
    ("brand", "brand-pale"),
    ("brand-strong", "brand-pale"),
    ("urgent", "urgent-pale"),
    ("done", "done-pale"),
    ("caution", "caution-pale"),
    ("new-text", "new-pale"),
    ("card", "urgent"),
]
SIGNS = [(sign, ground) for sign in ("edge", "new", "focus", "brand", "urgent") for ground in GROUNDS]
PAIR = re.compile(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")
LIGHT = re.compile(r"^    --([a-z-]+): (#[0-9a-f]{6});", re.MULTILINE)


def style(name: str) -> str:
    return (STATIC / "css" / f"{name}.css").read_text(encoding="utf-8")


def schemes() -> dict[str, dict[str, str]]:
    found = PAIR.findall(style("foundation"))
    return {"light": {name: light for name, light, _ in found}, "dark": {name: dark for name, _, dark in found}}


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_words_are_readable(scheme: str, ink: str, ground: str) -> None:
    colours = schemes()[scheme]
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("sign", "ground"), SIGNS)
def test_signs_and_edges_of_fields_are_seen(scheme: str, sign: str, ground: str) -> None:
    colours = schemes()[scheme]
    assert contrast(colours[sign], colours[ground]) >= 3


def test_an_old_browser_has_the_colours_of_light() -> None:
    assert dict(LIGHT.findall(style("foundation"))) == schemes()["light"]


def test_no_style_sheet_but_the_foundation_names_a_colour() -> None:
    for name in STYLE_SHEETS[1:]:
        assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?!\w)", style(name).replace("#fff; display", "")) == [], name
