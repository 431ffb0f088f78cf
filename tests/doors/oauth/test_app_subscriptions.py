"""Camille's application is told of what comes into her record, and of who comes; she sees it, and stops it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Http

from carnet.core.audit.events import Door, SecurityAct
from carnet.core.documents.selection import Criteria
from carnet.core.subscriptions.subscription import Topic
from carnet.formats.fhir.notification import FOCUS, TOPICS
from carnet.usecases.reading.list_documents import list_documents
from carnet.usecases.subscriptions.tell_subscribers import tell_subscribers
from tests.doors.fhir.client import Answer, Software
from tests.doors.fhir.subscriptions.conftest import BACKPORT
from tests.doors.fhir.subscriptions.listener import Listener
from tests.doors.oauth.app import App, Said
from tests.journeys.sessions import client_of
from tests.journeys.world import World
from tests.markup import faults_of
from tests.people import CAMILLE, GEORGES, KELLER


@pytest.fixture
def listener() -> Iterator[Listener]:
    """The address of the application."""
    with Listener() as listening:
        yield listening


@dataclass(slots=True)
class Told:
    """The application in Camille's record, with its token, and where it listens."""

    app: App
    world: World
    listener: Listener
    given: Said

    def subscribe(self, topic: Topic) -> Answer:
        """Subscribe to something of the record for which it was let in."""
        extension = {"url": f"{BACKPORT}filter-criteria"}
        asked = f"{FOCUS[topic]}?patient=Patient/{self.given.json['patient']}"
        sent: dict[str, Any] = {
            "resourceType": "Subscription",
            "status": "requested",
            "reason": "Des courbes à jour",
            "criteria": TOPICS[topic],
            "_criteria": {"extension": [extension | {"valueString": asked}]},
            "channel": {
                "type": "rest-hook",
                "endpoint": self.listener.address,
                "payload": "application/fhir+json",
                "_payload": {"extension": [{"url": f"{BACKPORT}payload-content", "valueCode": "id-only"}]},
            },
        }
        software = Software(self.given.json["access_token"], self.app.http)
        return software.ask("POST", "Subscription", json.dumps(sent).encode())

    def turn(self) -> None:
        """A minute passes, and the schedule takes its turn."""
        self.world.passes(timedelta(minutes=1))
        tell_subscribers(env=replace(self.world.env, door=Door.TIMER))

    def keller_comes(self) -> None:
        """Her doctor opens the list of her documents."""
        record = self.world.record(CAMILLE)
        list_documents(record, criteria=Criteria(), actor=KELLER.actor, env=self.world.env)


@pytest.fixture
def told(app: App, camille: Http, world: World, listener: Listener) -> Told:
    """The application has come for its token."""
    given = app.exchange(app.code(camille, record=str(world.record(CAMILLE))))
    assert given.status == 200, given.json
    return Told(app, world, listener, given)


def test_it_is_told_of_each_visit_of_somebody_else_and_reads_who_it_was(told: Told) -> None:
    assert told.subscribe(Topic.NEW_ACCESS).status == 201
    told.turn()
    listing = f"DocumentReference?status=current&patient={told.given.json['patient']}"
    assert told.app.get(listing, told.given.json["access_token"]).status == 200
    told.turn()
    assert told.listener.kinds == ["handshake"], "its own coming is no news to it"
    told.keller_comes()
    told.turn()
    assert told.listener.numbers == [["1"]]
    focus = told.listener.received[-1].state["events"][0]["focus"]
    line = told.app.get(focus.partition("/fhir/")[2], told.given.json["access_token"])
    assert line.status == 200
    assert KELLER.actor.identifier.value in json.dumps(line.json)


def test_it_ends_when_she_puts_the_application_out(told: Told) -> None:
    assert told.subscribe(Topic.NEW_ACCESS).status == 201
    told.turn()
    camille = client_of(CAMILLE, told.world)
    listed = camille.get("/applications/").content.decode()
    (address,) = {part.split('"')[0] for part in listed.split('href="') if "/arreter/" in part.split('"')[0]}
    camille.post(address)
    told.keller_comes()
    told.turn()
    assert told.listener.kinds == ["handshake"]
    assert "Mon Appli" not in camille.get("/applications/abonnements/").content.decode()


def test_it_ends_on_the_day_she_chose_for_the_application(told: Told) -> None:
    end = told.subscribe(Topic.NEW_DOCUMENT).json["end"]
    assert end == "2027-05-22T12:00:00.000Z"


def test_she_sees_it_and_stops_it_while_the_application_reads_on(told: Told) -> None:
    number = told.subscribe(Topic.NEW_ACCESS).json["id"]
    told.turn()
    camille = client_of(CAMILLE, told.world)
    page = camille.get("/applications/abonnements/").content.decode()
    assert faults_of(page) == []
    assert "Mon Appli" in page
    assert "Reçoit un avis à chaque visite du dossier" in page
    (address,) = {part.split('"')[0] for part in page.split('href="') if "/arreter/" in part.split('"')[0]}
    confirm = camille.get(address)
    assert "ne recevra plus aucun avis" in confirm.content.decode()
    assert faults_of(confirm.content.decode()) == []
    assert camille.post(address).status_code == 302
    told.keller_comes()
    told.turn()
    assert told.listener.kinds == ["handshake"]
    kept = told.app.get(f"Subscription/{number}", told.given.json["access_token"])
    assert (kept.status, kept.json["status"]) == (200, "off")
    assert "Mon Appli" not in camille.get("/applications/abonnements/").content.decode()
    assert camille.post(address).status_code == 302
    assert camille.get(address).status_code == 404
    history = camille.get("/historique/").content.decode().replace("\xa0", " ")
    assert "pris un abonnement aux nouveautés du dossier" in history
    ended = [one for one in told.world.trace(CAMILLE) if one.action is SecurityAct.SUBSCRIPTION_END]
    assert [(one.actor.kind, one.software) for one in ended] == [("holder", "mon-appli")]


def test_somebody_else_stops_nothing_of_hers(told: Told) -> None:
    told.subscribe(Topic.NEW_ACCESS)
    told.turn()
    page = client_of(CAMILLE, told.world).get("/applications/abonnements/").content.decode()
    (address,) = {part.split('"')[0] for part in page.split('href="') if "/arreter/" in part.split('"')[0]}
    georges = client_of(GEORGES, told.world)
    assert georges.get(address).status_code == 404
    georges.post(address)
    told.keller_comes()
    told.turn()
    assert told.listener.numbers == [["1"]]
