"""How software subscribes and asks what it was told: before what its reader does, and after a turn of the schedule."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from carnet.core.access.actors import Holder, Professional, Representative
from carnet.core.audit.events import Door
from carnet.core.subscriptions.subscription import Topic
from carnet.doors.fhir.identifiers import document_id_text
from carnet.formats.fhir.notification import BACKPORT, FOCUS, TOPICS
from carnet.store import tokens
from carnet.store.tokens import Bounds, Client, ClientKind
from carnet.usecases.access.issue_token import hand_over
from carnet.usecases.subscriptions.tell_subscribers import tell_subscribers
from tests.doors.fhir.client import Json
from tests.installation import HOSPITAL
from tests.two_worlds.asking import FHIR_JSON, Ask, Asking, Route, Scene

LISTENING = "listening"
NOBODY_LISTENS = "http://127.0.0.1:9/"
"""Nothing answers there: what came about is counted all the same, and asked for by ``$events``."""
SCOPE = "user/DocumentReference.rs user/AuditEvent.rs"

FOUND: dict[str, tuple[str, ...]] = {
    "url": (NOBODY_LISTENS, "https://elsewhere.example"),
    "status": ("error,requested", "off"),
    "_id": ("1",),
    "_format": ("xml",),
    "_pretty": ("true",),
    "_summary": ("count",),
    "_elements": ("status",),
}
"""Parameter of a search → values; one that the door knows and that is not here makes the test fail."""


def _headers(scene: Scene) -> dict[str, str]:
    """A token with bounds, for whoever may have one: nobody subscribes with another."""
    if not isinstance(scene.actor, Professional | Holder | Representative):
        return {}
    scene.stage.chance.turn_to("a token with bounds")
    tokens.save_client(Client(LISTENING, ClientKind.STRUCTURE, None, HOSPITAL, {"keys": []}))
    issued = hand_over(scene.actor, client_id=LISTENING, bounds=Bounds(SCOPE), env=scene.stage.env)
    return {"Authorization": f"Bearer {issued.token}"}


def _wanted(topic: Topic, patient: str) -> Json:
    asked = f"{FOCUS[topic]}?patient=Patient/{patient}"
    return {
        "resourceType": "Subscription",
        "status": "requested",
        "reason": "x",
        "criteria": TOPICS[topic],
        "_criteria": {"extension": [{"url": f"{BACKPORT}backport-filter-criteria", "valueString": asked}]},
        "channel": {
            "type": "rest-hook",
            "endpoint": NOBODY_LISTENS,
            "payload": "application/fhir+json",
            "_payload": {"extension": [{"url": f"{BACKPORT}backport-payload-content", "valueCode": "id-only"}]},
        },
    }


def subscribe(scene: Scene) -> Asking:
    """Subscribe to either topic, of the record and of nobody's."""
    headers = _headers(scene)
    for topic in Topic:
        for patient in (scene.patient, "a" * 26):
            body = json.dumps(_wanted(topic, patient)).encode()
            yield Ask(f"to {topic.value}", "POST", "/fhir/Subscription", body, FHIR_JSON, headers)


def _turn(scene: Scene) -> None:
    scene.stage.chance.turn_to("a turn of the schedule")
    scene.stage.here.at(scene.stage.env.clock.now() + timedelta(minutes=1))
    tell_subscribers(env=replace(scene.stage.env, door=Door.TIMER))


def _ids(scene: Scene, body: bytes) -> Iterable[str]:
    """One's own, as the search before found them; then what is hidden, as if it were one."""
    yield from (one["resource"]["id"] for one in json.loads(body).get("entry", []) if "id" in one["resource"])
    yield from (document_id_text(scene.record, one) for one in scene.hidden.documents)
    yield "1"


def found(method: str, path: str) -> Route:
    """Search, by each parameter, once the schedule has had its turn."""

    def ask(scene: Scene) -> Asking:
        headers = _headers(scene)
        _turn(scene)
        for name, values in FOUND.items():
            for value in values:
                if method == "GET":
                    yield Ask(f"{name}={value}", "GET", f"{path}?{name}={value}", headers=headers)
                else:
                    yield Ask(f"{name}={value}", "POST", path, f"{name}={value}".encode(), headers=headers)

    return ask


def of_each(method: str, after: str = "", sent: Json | None = None) -> Route:
    """Ask something of each of one's own, and of what is none."""

    def ask(scene: Scene) -> Asking:
        headers = _headers(scene)
        answer = yield Ask("one’s own", "GET", "/fhir/Subscription", headers=headers)
        for index, number in enumerate(_ids(scene, answer.body)):
            body = b"" if sent is None else json.dumps(sent).encode()
            path = f"/fhir/Subscription/{number}{after}"
            yield Ask(f"{index}", method, path, body, FHIR_JSON, headers)

    return ask


def changed(scene: Scene) -> Asking:
    """Change the channel of each, to a topic that only some of them have."""
    headers = _headers(scene)
    answer = yield Ask("one’s own", "GET", "/fhir/Subscription", headers=headers)
    for index, number in enumerate(_ids(scene, answer.body)):
        for topic in Topic:
            body = json.dumps(_wanted(topic, scene.patient)).encode()
            yield Ask(f"{index}, {topic.value}", "PUT", f"/fhir/Subscription/{number}", body, FHIR_JSON, headers)


def statuses(method: str) -> Route:
    """Ask how all of one's own stand."""

    def ask(scene: Scene) -> Asking:
        headers = _headers(scene)
        _turn(scene)
        if method == "GET":
            yield Ask("all", "GET", "/fhir/Subscription/$status", headers=headers)
            yield Ask("some", "GET", "/fhir/Subscription/$status?status=active,error&id=1", headers=headers)
        else:
            body = json.dumps({"resourceType": "Parameters"}).encode()
            yield Ask("all", "POST", "/fhir/Subscription/$status", body, FHIR_JSON, headers)

    return ask


PARAMETERS: Json = {"resourceType": "Parameters"}
SUBSCRIBING: dict[tuple[str, str], Route] = {("POST", "Subscription"): subscribe}
"""Before anything else: what comes after is what it is told of."""
SUBSCRIPTIONS: dict[tuple[str, str], Route] = {
    ("GET", "Subscription"): found("GET", "/fhir/Subscription"),
    ("POST", "Subscription/_search"): found("POST", "/fhir/Subscription/_search"),
    ("GET", "Subscription/$status"): statuses("GET"),
    ("POST", "Subscription/$status"): statuses("POST"),
    ("GET", "Subscription/{id}"): of_each("GET"),
    ("GET", "Subscription/{id}/$status"): of_each("GET", "/$status"),
    ("POST", "Subscription/{id}/$status"): of_each("POST", "/$status", PARAMETERS),
    ("GET", "Subscription/{id}/$events"): of_each("GET", "/$events?eventsSinceNumber=1"),
    ("POST", "Subscription/{id}/$events"): of_each("POST", "/$events", PARAMETERS),
    ("PUT", "Subscription/{id}"): changed,
    ("DELETE", "Subscription/{id}"): of_each("DELETE"),
}
