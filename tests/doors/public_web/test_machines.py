"""What browsers and robots ask for by themselves."""

import contextlib
import re

from django.test import Client
from django.urls import resolve


def test_a_phone_installs_the_application_with_icons_that_exist(visitor: Client) -> None:
    answer = visitor.get("/manifest.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    described = answer.json()
    assert (described["id"], described["display"], described["lang"]) == ("/", "standalone", "fr")
    for address in [described["start_url"], *(shortcut["url"] for shortcut in described["shortcuts"])]:
        assert resolve(address)
    for icon in described["icons"]:
        with contextlib.closing(visitor.get(icon["src"])) as drawn:
            assert drawn["Content-Type"] == "image/png"


def test_the_worker_keeps_the_offline_page_and_files_of_the_product_and_nothing_else(visitor: Client) -> None:
    worker = visitor.get("/sw.js")
    assert worker["Content-Type"].startswith("text/javascript")
    kept = re.search(r"const KEPT = (\[.*?\]);", worker.text)
    assert kept is not None
    addresses = re.findall(r'"([^"]+)"', kept[1])
    assert addresses[0] == "/hors-ligne/"
    assert all(address.startswith("/static/kit/") for address in addresses[1:])
    for address in addresses:
        with contextlib.closing(visitor.get(address)) as kept_file:
            assert kept_file.status_code == 200


def test_robots_read_the_public_pages_only(visitor: Client) -> None:
    assert "Disallow: /\n" in visitor.get("/robots.txt").text
