"""The pages about applications, in a real browser: accessible, calm, and a yes that really reaches the application."""

from datetime import datetime, timedelta
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Browser

from carnet.core.access.actors import Holder, Software
from carnet.core.access.scopes import Permission
from carnet.core.subscriptions.subscription import Channel, Content, Subscription, Topic, Wanted
from carnet.store import accounts, app_grants, records, subscriptions
from carnet.store.app_grants import AppGrant
from carnet.store.context import within
from tests.browser import see
from tests.doors.oauth.app import BACK, SCOPE, register, request_for
from tests.journeys.every_page import Kind, Window, at, window
from tests.journeys.fixtures import WindowOf
from tests.journeys.sessions import session_of, session_of_account
from tests.journeys.world import NEVER_WAS, World
from tests.people import CAMILLE, SACHA

APP = NEVER_WAS
"""The number under which an application stands in Camille's list."""


@pytest.fixture(scope="module")
def asking(shared_site: str, shared_world: World) -> str:
    """The page on which an application asks; its own pages lie on another origin of this machine."""
    elsewhere = shared_site.replace("127.0.0.1", "localhost")
    register(shared_world, redirect_uris=(BACK, f"{elsewhere}/hors-ligne/"))
    request = request_for("mon-appli", {"redirect_uri": f"{elsewhere}/hors-ligne/"}, site=shared_site)
    return f"/applications/autoriser/?{urlencode(request)}"


@pytest.fixture(scope="module")
def camille(window_of: WindowOf, shared_world: World) -> Window:
    """Camille's window: an application reads her record."""
    at_noon, record = shared_world.env.clock.now(), shared_world.record(CAMILLE)
    opened = window_of(CAMILLE)
    account = accounts.of_record(record)
    assert account is not None
    ends_at = at_noon + timedelta(days=182)
    app_grants.give(AppGrant(APP, "mon-appli", account, record, SCOPE, at_noon, ends_at))
    app_grants.begin(APP, at=at_noon)
    subscribe(shared_world, ends_at=ends_at)
    return opened


def subscribe(world: World, *, ends_at: datetime) -> None:
    """The application is told of each visit of her record."""
    at_noon, record = world.env.clock.now(), world.record(CAMILLE)
    ten_seconds = timedelta(seconds=10)
    channel = Channel("https://app.example.org/", (), "application/fhir+json", Content.ID_ONLY, None, ten_seconds, 100)
    software = Software("mon-appli", frozenset({Permission.READ_HISTORY}), record)
    wanted = Wanted(record, Topic.NEW_ACCESS, channel, "Des courbes à jour")
    kept = Subscription(APP, wanted, Holder(record, software), "https://localhost/fhir", at_noon, ends_at)
    with within(record, exclusive=True):
        wrapped = records.wrapped_key(record)
        assert wrapped is not None
        record_key = world.env.keyring.open_record_key(wrapped, record=record.bytes)
        subscriptions.add(kept, subscriber=b"digest", record_key=record_key, nonce=world.env.chance.secret(12))


@pytest.mark.parametrize(
    "name",
    [
        "asks",
        "nothing ticked",
        "no record chosen",
        "unknown",
        "the list",
        "stopping",
        "who is told",
        "telling no more",
        "the history",
    ],
)
def test_a_page_about_applications_is_as_it_must_be(
    camille: Window, shared_world: World, asking: str, name: str
) -> None:
    pages: dict[str, Kind] = {
        "asks": at(asking),
        "nothing ticked": at(asking, 422, {"reponse": "accepter", "dossier": str(NEVER_WAS)}),
        "no record chosen": at(asking, 422, {"reponse": "accepter"}),
        "unknown": at("/applications/autoriser/?client_id=nobody", 400),
        "the list": at("/applications/"),
        "stopping": at(f"/applications/{APP}/arreter/"),
        "who is told": at("/applications/abonnements/"),
        "telling no more": at(f"/applications/abonnements/{APP}/arreter/"),
        "the history": at("/historique/"),
    }
    camille.shows(pages[name], shared_world, after="/compte/")
    for width in (390, 1280):
        camille.page.set_viewport_size({"width": width, "height": 900})
        see(camille.page, f"applications-{name.replace(' ', '-')}-{width}")


def test_who_represents_a_child_chooses_the_record(
    chromium: Browser, shared_site: str, shared_world: World, asking: str
) -> None:
    sacha = window(chromium, shared_site, session_of_account(SACHA, shared_world))
    sacha.shows(at(asking), shared_world)
    see(sacha.page, "applications-which-record")
    assert sacha.page.get_by_role("group", name="Quel dossier").get_by_role("radio").count() == 2
    sacha.page.context.close()


def test_her_yes_leads_the_browser_to_the_application(
    chromium: Browser, shared_site: str, shared_world: World, asking: str
) -> None:
    shown = window(chromium, shared_site, session_of(CAMILLE, shared_world))
    shown.page.goto(asking)
    shown.page.get_by_label("Lire l’historique").uncheck()
    shown.page.get_by_role("button", name="Accepter").click()
    shown.page.wait_for_url("http://localhost:*/hors-ligne/?code=*")
    assert "state=the+state+of+the+app" in urlsplit(shown.page.url).query
    assert shown.seen.faults == []
    shown.page.context.close()
