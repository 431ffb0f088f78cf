"""Where the files of the kit stand, for the tests that read them."""

from pathlib import Path

from tools.vendor import ROOT

ROOT_OF_THE_PROJECT = ROOT
KIT = ROOT / "carnet" / "doors" / "kit"
STATIC = KIT / "static" / "kit"


def templates() -> list[Path]:
    """Every template of the two sites."""
    return sorted((ROOT / "carnet" / "doors").glob("*/templates/**/*.html"))
