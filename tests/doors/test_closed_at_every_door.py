"""A closed record answers the same at every door: over the inventory of routes, to strangers and to former readers."""

import re

import pytest
from django.test import Client

from carnet.config.page_routes import page_routes
from tests.architecture.test_pages import filled
from tests.journeys import fixtures
from tests.journeys.fixtures import built, shared_world
from tests.journeys.sessions import client_of
from tests.journeys.world import NEVER_WAS, World
from tests.people import CAMILLE, FERRAND, HADDAD, KELLER, Caregiver

__all__ = ["built", "shared_site", "shared_world"]

shared_site = fixtures.site

OF_A_RECORD = "/pro/dossiers/<uuid:record>/"
ANSWERS_WITHOUT_LOOKING = frozenset({f"{OF_A_RECORD}depose/"})
"""It says that a deposit is done, and asks nothing of the record."""
LEFT_TO_THE_HOLDER = (
    "/historique/",
    "/demandes/",
    "/dossier/",
    "/compte/",
    "/proches/",
    "/ouvrir/",
    "/acces/chercher/",
)
"""The history and its contests, requests, the closing itself, one's own account and those for whom one acts."""
READS = tuple(route.path for route in page_routes() if route.path.startswith(OF_A_RECORD))
SECRETS = re.compile(r'(name="csrfmiddlewaretoken" value="|nonce-|nonce=")[^"\';]*')


OF_THE_HOLDER = tuple(
    route.path
    for route in page_routes()
    if not route.is_public
    and not route.path.startswith(("/pro/", "/assistance/", "/session/", "/deconnexion/", "/affichage/"))
    and not route.path.startswith(LEFT_TO_THE_HOLDER)
)


@pytest.fixture(scope="module")
def closed(shared_world: World) -> World:
    """Camille has closed her record."""
    shared_world.closes(CAMILLE)
    return shared_world


def shows_something(status: int, words: str) -> bool:
    """Whether a page tells anything of what the record holds; a form that asks nothing of it does not."""
    told = ("Ordonnance", "Biologie", "Radiographie", "pénicilline", CAMILLE.identity.traits.birth_name.title())
    return status not in (200, 302, 400, 403, 404, 405) or any(one in words for one in told)


@pytest.fixture(scope="module")
def keller(closed: World) -> Client:
    """The treating physician, who read it until yesterday."""
    return client_of(KELLER, closed)


@pytest.fixture(scope="module")
def haddad(closed: World) -> Client:
    """A doctor whom nobody let in."""
    return client_of(HADDAD, closed)


@pytest.fixture(scope="module")
def camille(closed: World) -> Client:
    """The person herself."""
    return client_of(CAMILLE, closed)


def plain(body: bytes, record: object) -> str:
    """A page without what differs from one request to the next, and without the number of the record."""
    return SECRETS.sub("", body.decode()).replace(str(record), "")


def answer(client: Client, path: str, record: object) -> tuple[int, str]:
    """What a page answers."""
    found = client.get(path)
    return found.status_code, plain(found.getvalue(), record)


def of(path: str, record: object) -> str:
    """The address of a page about a record."""
    return filled(path.replace("<uuid:record>", str(record)))


@pytest.mark.parametrize("path", READS)
def test_to_a_stranger_it_is_a_record_that_never_was(path: str, haddad: Client, closed: World) -> None:
    record = closed.record(CAMILLE)
    assert answer(haddad, of(path, record), record) == answer(haddad, of(path, NEVER_WAS), NEVER_WAS)


@pytest.mark.parametrize("path", [path for path in READS if path not in ANSWERS_WITHOUT_LOOKING])
def test_who_read_it_learns_that_it_is_closed_and_nothing_else(path: str, keller: Client, closed: World) -> None:
    status, words = answer(keller, of(path, closed.record(CAMILLE)), closed.record(CAMILLE))
    assert not shows_something(status, words)


@pytest.mark.parametrize("path", OF_THE_HOLDER)
def test_the_holder_reads_nothing_of_it_either(path: str, camille: Client) -> None:
    status, words = answer(camille, filled(path), "")
    assert not shows_something(status, words.replace("Camille Morel", ""))


@pytest.mark.parametrize(
    ("someone", "below", "sent"),
    [
        (HADDAD, "urgence/", {"motif": "Malaise sur la voie publique."}),
        (FERRAND, "samu/", {"appel": "15-2026-11-21-0042"}),
    ],
)
def test_an_emergency_gets_the_one_answer(someone: Caregiver, below: str, sent: dict[str, str], closed: World) -> None:
    client, record = client_of(someone, closed), closed.record(CAMILLE)
    shut = client.post(f"/pro/dossiers/{record}/{below}", sent)
    absent = client.post(f"/pro/dossiers/{NEVER_WAS}/{below}", sent)
    assert (shut.status_code, plain(shut.content, record)) == (absent.status_code, plain(absent.content, NEVER_WAS))
