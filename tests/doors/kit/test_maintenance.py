"""A maintenance stops one function at its doors, politely, and leaves the rest; the desk can always end it."""

from datetime import datetime
from fnmatch import fnmatchcase

import pytest
from django.test import Client
from django.urls import get_resolver

from carnet.config.page_routes import page_routes
from carnet.core.content.banners import Function
from carnet.doors.kit.maintenance import NEVER_STOPPED, PATHS, function_of
from carnet.ports.environment import Environment
from tests.adapters.clocks import StoppedClock
from tests.banners import maintenance, published
from tests.markup import faults_of

DOORS = {
    Function.OPENING: ("/ouvrir/",),
    Function.SIGN_IN: ("/connexion/", "/pro/connexion/", "/mot-de-passe/oublie/"),
}
"""A page of each function that a visitor meets."""
ALWAYS = ("/", "/aide/", "/etat/", "/contact/", "/affichage/", "/assistance/connexion/", "/droits-sans-ecran/")


def sunday_at(env: Environment, hour: str) -> None:
    assert isinstance(env.clock, StoppedClock)
    env.clock.instant = datetime.fromisoformat(f"2026-11-22T{hour}:00+01:00")


@pytest.mark.parametrize(("function", "paths"), DOORS.items(), ids=lambda one: getattr(one, "value", ""))
def test_a_function_is_refused_politely_while_its_maintenance_lasts(
    visitor: Client, sites: Environment, function: Function, paths: tuple[str, ...]
) -> None:
    published(maintenance(stops=function), env=sites)
    for hour, is_stopped in (("06:59", False), ("07:00", True), ("07:59", True), ("08:00", False)):
        sunday_at(sites, hour)
        for path in paths:
            answer = visitor.get(path)
            assert (answer.status_code == 503) is is_stopped, (path, hour)
            if is_stopped:
                assert faults_of(answer.text) == []
                assert "dimanche 22 novembre 2026 à 8 h" in answer.text.replace("\u202f", " ").replace("\xa0", " ")


def test_it_says_when_to_come_back(visitor: Client, sites: Environment) -> None:
    published(maintenance(stops=Function.SIGN_IN), env=sites)
    sunday_at(sites, "07:45")
    assert visitor.get("/connexion/")["Retry-After"] == "900"


@pytest.mark.parametrize("function", list(Function), ids=lambda function: function.value)
def test_the_other_functions_work(visitor: Client, sites: Environment, function: Function) -> None:
    published(maintenance(stops=function), env=sites)
    sunday_at(sites, "07:30")
    stopped = {one for one, paths in DOORS.items() if visitor.get(paths[0]).status_code == 503}
    assert stopped == ({*DOORS} if function is Function.EVERYTHING else {function} & {*DOORS})


@pytest.mark.parametrize("path", ALWAYS)
def test_help_and_the_desk_never_stop(visitor: Client, sites: Environment, path: str) -> None:
    published(maintenance(stops=Function.EVERYTHING), env=sites)
    sunday_at(sites, "07:30")
    assert visitor.get(path).status_code == 200


def test_nothing_of_a_form_is_kept_and_the_page_says_so(sites: Environment) -> None:
    published(maintenance(stops=Function.SIGN_IN), env=sites)
    sunday_at(sites, "07:30")
    answer = Client(SERVER_NAME="localhost").post("/connexion/", {"identifiant": "x", "mot-de-passe": "y"})
    assert answer.status_code == 503
    assert "Rien n’a été enregistré" in answer.text


def test_it_speaks_the_language_of_the_page(visitor: Client, sites: Environment) -> None:
    published(maintenance(stops=Function.SIGN_IN), env=sites)
    sunday_at(sites, "07:30")
    visitor.cookies["affichage"] = "en.auto.normal"
    page = visitor.get("/connexion/").text
    assert "Signing in is paused" in page
    assert "You will not be able to open a record." in page


def test_a_page_that_does_not_exist_is_not_found_all_the_same(visitor: Client, sites: Environment) -> None:
    published(maintenance(stops=Function.EVERYTHING), env=sites)
    sunday_at(sites, "07:30")
    assert visitor.get("/n-existe-pas/").status_code == 404


@pytest.mark.parametrize(("pattern", "function"), PATHS, ids=lambda one: str(one))
def test_each_line_of_the_table_is_a_page(pattern: str, function: Function) -> None:
    assert function is not Function.EVERYTHING
    assert [route.path for route in page_routes() if fnmatchcase(route.path, pattern)]


@pytest.mark.parametrize("pattern", NEVER_STOPPED)
def test_each_exception_is_a_page(pattern: str) -> None:
    known = {route.path for route in page_routes()} | {f"/{one.pattern}" for one in get_resolver().url_patterns}
    assert [path for path in known if fnmatchcase(path, pattern)]


@pytest.mark.parametrize(
    ("path", "function"),
    [
        ("/ouvrir/carte/", Function.OPENING),
        ("/pro/ouvrir/", Function.OPENING),
        ("/pro/dossiers/00000000-0000-0000-0000-00000000abcd/deposer/", Function.DEPOSITS),
        ("/pro/dossiers/00000000-0000-0000-0000-00000000abcd/", Function.EVERYTHING),
        ("/proches/00000000-0000-0000-0000-00000000abcd/ouvrir/", Function.EVERYTHING),
        ("/documents/", Function.EVERYTHING),
    ],
)
def test_a_page_belongs_to_one_function(path: str, function: Function) -> None:
    assert function_of(path) is function
