"""Files of the pages: found without collecting by developers, hashed and kept for good by an image that is built."""

import contextlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.templatetags.static import static
from django.test import Client

from tests.doors.kit.static import ROOT_OF_THE_PROJECT, STATIC

ASKS_FOR_PAGES = """
import django; django.setup()
from django.test import Client
visitor = Client(SERVER_NAME="localhost")
page = visitor.get("/ui/")
assert page.status_code == 200, page.status_code
import re
found = set(re.findall(r'(?:href|src)="(/static/[^"#]+)', page.text))
for address in sorted(found):
    answer = visitor.get(address)
    assert answer.status_code == 200, address
    assert answer["Cache-Control"] == "max-age=315360000, public, immutable", (address, answer["Cache-Control"])
    print(address)
worker = visitor.get("/sw.js").text
assert re.search(r"/static/kit/css/layout\\.[0-9a-f]{12}\\.css", worker), worker
"""


def test_a_file_that_changes_has_another_address() -> None:
    address = static("kit/css/layout.css")
    assert address.startswith("/static/kit/css/layout.css?v=")


def test_a_page_and_its_style_name_the_font_alike() -> None:
    assert static("kit/fonts/source-sans-3-latin.woff2") == "/static/kit/fonts/source-sans-3-latin.woff2"
    assert "../fonts/source-sans-3-latin.woff2" in (STATIC / "css" / "foundation.css").read_text(encoding="utf-8")


def test_a_file_that_nobody_has_is_a_bug() -> None:
    with pytest.raises(ValueError, match="no application has"):
        static("kit/css/absent.css")


def test_a_developer_needs_no_collected_files(visitor: Client) -> None:
    with contextlib.closing(visitor.get(static("kit/css/layout.css"))) as answer:
        assert answer.status_code == 200
        assert answer["Content-Type"].startswith("text/css")


def test_an_image_that_is_built_serves_hashed_files_that_browsers_keep(tmp_path: Path) -> None:
    environment = {
        "PATH": "/usr/bin:/bin",
        "DJANGO_SETTINGS_MODULE": "carnet.config.settings.test",
        "CARNET_STATIC": str(tmp_path / "static"),
        "CARNET_HOME": str(tmp_path / "home"),
    }
    collect = [sys.executable, "-m", "django", "collectstatic", "--no-input", "--verbosity", "0"]
    subprocess.run(collect, check=True, env=environment, cwd=ROOT_OF_THE_PROJECT)
    listed = json.loads((tmp_path / "static" / "staticfiles.json").read_text(encoding="utf-8"))["paths"]
    assert listed["kit/vendor/htmx.min.js"] != "kit/vendor/htmx.min.js"
    asked = subprocess.run(
        [sys.executable, "-c", ASKS_FOR_PAGES],
        check=True,
        env=environment,
        cwd=ROOT_OF_THE_PROJECT,
        capture_output=True,
    )
    assert len(asked.stdout.splitlines()) >= 10
