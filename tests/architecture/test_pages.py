"""What no import can say of the pages: nobody unknown comes in, and each private page asks a use case."""

import re

import pytest
from django.test import Client

from carnet.config.page_routes import PageRoute, page_routes

A_NUMBER = "00000000-0000-0000-0000-00000000abcd"
NEEDS_NO_USE_CASE = frozenset(
    {
        "/session/",
        "/pro/session/",
        "/assistance/session/",
        "/pro/dossiers/<uuid:record>/depose/",
        "/pro/ouvrir/remis/",
        "/documents/chercher/",
    }
)
"""They keep a session alive, which the middleware does, say that a deposit is done, show once more the identifiers
that this browser was just given, or seal typed words in the address of a list: nothing of a record is shown."""


def filled(path: str) -> str:
    """An address of that shape."""
    for word, value in (("<(?:grantee|str):kind>", "professionnel"), ("<national:identifier>", "899700000001")):
        path = re.sub(word, value, path)
    return re.sub("<uuid:[a-z_]+>", A_NUMBER, re.sub("<(?:str|slug):[a-z_]+>", "8997", path))


PRIVATE = [route for route in page_routes() if not route.is_public]


@pytest.mark.usefixtures("env")
@pytest.mark.parametrize("route", PRIVATE, ids=lambda route: route.path)
def test_a_visitor_who_has_not_signed_in_is_led_to_the_door(route: PageRoute) -> None:
    answer = Client().get(filled(route.path))
    first = route.path.split("/")[1]
    expected = f"/{first}/connexion/" if first in ("pro", "assistance") else "/connexion/"
    assert answer.status_code == 302
    assert answer["Location"].startswith(expected)


@pytest.mark.parametrize("route", PRIVATE, ids=lambda route: route.path)
def test_each_private_page_asks_a_use_case(route: PageRoute) -> None:
    assert route.use_cases or route.path in NEEDS_NO_USE_CASE
