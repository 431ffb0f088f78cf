"""What a browser that was never here transfers for its first page: little, and nothing from another site."""

import gzip
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Response

from tests.doors.conftest import NewPage

MOST = 100_000
"""Bytes of a first view, headers included. `make bench` weighs the same on the wire (docs/performance.md)."""
COMPRESSED = ("text/css", "text/javascript", "image/svg+xml")
"""What production compresses once, when an image is built; pages themselves are sent as they are."""


def transferred(answer: Response) -> int:
    """The bytes of an answer as production serves it."""
    body, kind = answer.body(), answer.headers["content-type"].split(";")[0]
    headers = sum(len(name) + len(value) + 4 for name, value in answer.headers.items())
    return headers + len(gzip.compress(body) if kind in COMPRESSED else body)


@pytest.mark.parametrize("path", ["/", "/connexion/", "/falc/"])
def test_a_first_view_is_light_and_asks_nothing_of_another_site(new_page: NewPage, path: str) -> None:
    page, seen = new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(path, wait_until="networkidle")
    weights = {urlsplit(one.url).path: transferred(one) for one in list(answers)}
    assert {urlsplit(one.url).netloc for one in answers} == {urlsplit(page.url).netloc}
    assert sum(weights.values()) < MOST, weights
    seen.assert_calm()
