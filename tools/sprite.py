"""Builds the sprite of icons: the Lucide symbols that ``icons.txt`` names, and our own signs.

``python -m tools.sprite`` writes ``carnet/doors/kit/static/kit/icons/sprite.svg`` from the pinned npm package
``lucide-static``. The sign of an emergency access is ours: an outlined cross with round arms, because a red cross on
white is the protected emblem of the Geneva Conventions (interface.md 1.6).
"""

import re
from pathlib import Path

from tools.vendor import ROOT, Package, download, read_lock

FOLDER = ROOT / "carnet/doors/kit/static/kit/icons"
NAMES = Path(__file__).with_name("icons.txt")
SPRITE = FOLDER / "sprite.svg"

OUR_SIGNS = {
    "urgence": '<path d="M9.6 3.2h4.8a1.1 1.1 0 0 1 1.1 1.1v4.2h4.2a1.1 1.1 0 0 1 1.1 1.1v4.8a1.1 1.1 0 0 1-1.1 '
    "1.1h-4.2v4.2a1.1 1.1 0 0 1-1.1 1.1H9.6a1.1 1.1 0 0 1-1.1-1.1v-4.2H4.3a1.1 1.1 0 0 1-1.1-1.1V9.6a1.1 1.1 0 0 1 "
    '1.1-1.1h4.2V4.3a1.1 1.1 0 0 1 1.1-1.1Z"/>',
}
"""Drawn on the same grid of 24 as Lucide's, without colour: the page gives stroke and colour."""


def names() -> list[str]:
    """Give the names of the Lucide icons of the sprite, in order; lines that begin with # are remarks."""
    lines = NAMES.read_text(encoding="utf-8").split()
    return sorted({name for name in lines if not name.startswith("#")})


def symbol(name: str, drawing: str) -> str:
    """Give one symbol of the sprite."""
    return f'<symbol id="{name}" viewBox="0 0 24 24">{drawing}</symbol>'


def drawing_of(icon: str) -> str:
    """Give what is inside the ``svg`` element of a Lucide file, on one line."""
    found = re.search(r"<svg[^>]*>(.*)</svg>", icon, re.DOTALL)
    if found is None:
        raise ValueError("this is not an icon of Lucide")
    return re.sub(r"\s*\n\s*", "", found[1]).replace(" />", "/>").strip()


def build(package: Package) -> str:
    """Give the whole sprite."""
    symbols = [symbol(name, drawing_of(package.read(f"icons/{name}.svg").decode())) for name in names()]
    symbols += [symbol(name, drawing) for name, drawing in OUR_SIGNS.items()]
    head = f"<!-- Lucide {package.version}, ISC; see LICENSE. « urgence » is Carnet's own. -->"
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{head}\n' + "\n".join(symbols) + "\n</svg>\n"


def main() -> None:
    """Write the sprite."""
    pinned = read_lock()["packages"]["lucide-static"]
    SPRITE.write_text(build(download("lucide-static", pinned["version"], pinned["integrity"])), encoding="utf-8")
    print(f"{len(names())} icons of Lucide and {len(OUR_SIGNS)} of ours, {SPRITE.stat().st_size // 1024} kB.")


if __name__ == "__main__":
    main()
