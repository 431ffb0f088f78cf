"""Draws the icons of the installed application from ``carnet.svg``, with the Chromium that the tests use.

``python -m tools.sprite_app_icons`` writes the PNG files that the manifest and iPhones ask for. The maskable one fills
its square, since phones cut it to their own shape.
"""

from playwright.sync_api import sync_playwright

from tests.browser import chromium_path, launch_options
from tools.sprite import FOLDER

ICON = FOLDER / "carnet.svg"
SIZES = {"carnet-180.png": 180, "carnet-192.png": 192, "carnet-512.png": 512, "carnet-maskable-512.png": 512}


def page_of(drawing: str, size: int, *, maskable: bool) -> str:
    """Give the page that shows the icon at this size; a maskable one on its own ground, one fifth smaller."""
    scale = round(size * 0.8) if maskable else size
    ground = "#0b5563" if maskable else "transparent"
    body = f"margin:0;display:grid;place-items:center;height:{size}px;background:{ground}"
    return f"<!doctype html><style>body{{{body}}}svg{{width:{scale}px}}</style>{drawing}"


def main() -> None:
    """Write every icon."""
    drawing = ICON.read_text(encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(whole=True), **launch_options())
        for name, size in SIZES.items():
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(page_of(drawing, size, maskable="maskable" in name))
            page.screenshot(path=FOLDER / name, omit_background=True)
            page.close()
        browser.close()
    print(f"{len(SIZES)} icons drawn.")


if __name__ == "__main__":
    main()
