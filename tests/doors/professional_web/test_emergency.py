"""The glass, from the page: who is told, what is opened beside it, how long it lasts, and what it never opens."""

from datetime import timedelta

from django.test import Client

from carnet.store import emergencies
from carnet.store.context import within
from tests.doors.professional_web.test_record import address, counted, page_of, titles
from tests.journeys.sessions import client_of
from tests.journeys.world import World
from tests.people import CAMILLE, HADDAD, LISE

REASON = {"motif": "Malaise sur la voie publique"}
XRAY = "Radiographie du poignet gauche"


def breaks(client: Client, world: World) -> None:
    """Open Camille's record in an emergency."""
    assert client.post(address(world, "urgence/"), REASON).status_code == 302


def test_it_ends_by_itself_after_a_day(haddad: Client, world: World) -> None:
    breaks(haddad, world)
    world.passes(timedelta(hours=24, seconds=-1))
    assert client_of(HADDAD, world).get(address(world)).status_code == 200
    world.passes(timedelta(seconds=1))
    over = client_of(HADDAD, world).get(address(world))
    assert over.status_code == 403
    assert "Vous n’avez pas accès à ce dossier." in over.content.decode()


def test_renewed_by_a_new_reason_it_lasts_a_day_from_then(haddad: Client, world: World) -> None:
    breaks(haddad, world)
    world.passes(timedelta(hours=20))
    breaks(client_of(HADDAD, world), world)
    world.passes(timedelta(hours=23))
    assert client_of(HADDAD, world).get(address(world)).status_code == 200
    camille = client_of(CAMILLE, world).get("/historique/?filtre=urgence").content.decode()
    assert camille.count(REASON["motif"]) == 2


def test_the_person_is_told_at_once_and_a_case_waits_for_a_reviewer(haddad: Client, world: World) -> None:
    before, record = len(world.sent()), world.record(CAMILLE)
    with within(record):
        known = {case.id for case in emergencies.review_cases(record)}
    breaks(haddad, world)
    (told,) = world.sent()[before:]
    assert "Votre dossier a été ouvert en urgence" in told
    with within(record):
        (case,) = [case for case in emergencies.review_cases(record) if case.id not in known]
    assert case.closed_at is None
    assert case.reviewer == ""
    haddad.post(address(world, "urgence/refermer/"))
    with within(record):
        assert case in emergencies.review_cases(record), "closing the access does not close its case"


def test_what_she_masked_stays_masked_until_she_allows_it_in_emergencies(haddad: Client, world: World) -> None:
    breaks(haddad, world)
    seen = titles(page_of(haddad, address(world)))
    assert XRAY not in seen
    switches = {"samu": "on", "bris_de_glace": "on", "masques": "on"}
    client_of(CAMILLE, world).post("/acces/urgences/", switches)
    page = page_of(haddad, address(world))
    assert XRAY in titles(page)
    assert counted(page) == len(seen) + 1


def test_the_matrix_bounds_an_emergency_too(world: World) -> None:
    lise = client_of(LISE, world)
    breaks(lise, world)
    page = page_of(lise, address(world))
    assert counted(page) == len(titles(page))
    assert "Remboursements du mois" not in page


def test_a_reason_is_shown_to_her_as_it_was_written_and_never_run(haddad: Client, world: World) -> None:
    haddad.post(address(world, "urgence/"), {"motif": "<script>alert(1)</script> confusion"})
    page = client_of(CAMILLE, world).get("/historique/?filtre=urgence").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; confusion" in page
    assert "<script>alert" not in page
