"""An installation whose notifications leave, a subscriber's address, and the software of doctors that subscribes."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest

from carnet.core.access.actors import Actor, Professional
from carnet.core.audit.events import Door
from carnet.core.identifiers import DocumentId, RecordId
from carnet.core.subscriptions.subscription import Topic
from carnet.doors.fhir.identifiers import record_id_text
from carnet.formats.fhir.notification import FOCUS, TOPICS
from carnet.infra.web_hooks import PublicWebHooks
from carnet.ports.environment import Environment
from carnet.store import tokens
from carnet.store.tokens import Bounds, Client, ClientKind
from carnet.usecases.access.issue_token import hand_over
from carnet.usecases.subscriptions.tell_subscribers import tell_subscribers
from tests.doors.fhir.client import Answer, Software
from tests.doors.fhir.subscriptions.listener import Listener
from tests.installation import CAMILLE, HADDAD, HOSPITAL, KELLER, PRACTICE, Installation, note

BACKPORT = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-"
Json = dict[str, Any]


@pytest.fixture
def env(env: Environment) -> Environment:
    """The outside world at noon, in which notifications reach this machine."""
    return replace(env, web_hooks=PublicWebHooks(reaches_this_machine=True))


@pytest.fixture
def listener() -> Iterator[Listener]:
    """The address of a subscriber."""
    with Listener() as listening:
        yield listening


@dataclass(slots=True)
class Subscribing:
    """Camille's record, a doctor whom she lets in, and what becomes of their subscriptions."""

    installation: Installation
    listener: Listener
    record: RecordId
    deposits: int = field(default=0)

    def software(self, actor: Actor = KELLER, scope: str = "user/DocumentReference.rs user/AuditEvent.rs") -> Software:
        """The software of a doctor, with bounds."""
        name = "keller" if actor == KELLER else "haddad"
        assert isinstance(actor, Professional)
        where = PRACTICE if actor == KELLER else HOSPITAL
        tokens.save_client(Client(name, ClientKind.PROFESSIONAL, actor.identifier, where, {"keys": []}))
        return Software(hand_over(actor, client_id=name, bounds=Bounds(scope), env=self.installation.env).token)

    def resource(self, topic: Topic = Topic.NEW_DOCUMENT, **channel: Any) -> Json:
        """A sound Subscription, but for what its channel changes."""
        asked = f"{FOCUS[topic]}?patient=Patient/{record_id_text(self.record)}"
        return {
            "resourceType": "Subscription",
            "status": "requested",
            "reason": "Savoir ce qui arrive",
            "criteria": TOPICS[topic],
            "_criteria": {"extension": [{"url": f"{BACKPORT}filter-criteria", "valueString": asked}]},
            "channel": {
                "type": "rest-hook",
                "endpoint": self.listener.address,
                "payload": "application/fhir+json",
                "_payload": {"extension": [{"url": f"{BACKPORT}payload-content", "valueCode": "id-only"}]},
                "header": ["Authorization: Bearer of-the-subscriber"],
                **channel,
            },
        }

    def subscribed(self, software: Software, **channel: Any) -> str:
        """Subscribe and shake hands; the id of the subscription."""
        answer = software.post("Subscription", self.resource(**channel))
        assert answer.status == 201, answer.body
        self.turn()
        return str(answer.json["id"])

    def deposit(self, **how: Any) -> DocumentId:
        """The hospital deposits a document, a second after whatever came before."""
        self.installation.at(self.installation.env.clock.now() + timedelta(seconds=1))
        self.deposits += 1
        return self.installation.receives(CAMILLE, note(CAMILLE, by=HADDAD, number=self.deposits, **how), from_=HADDAD)

    def turn(self, *, after: timedelta = timedelta(minutes=1)) -> int:
        """Time passes and the schedule takes its turn; how many notifications were taken."""
        self.installation.at(self.installation.env.clock.now() + after)
        return tell_subscribers(env=replace(self.installation.env, door=Door.TIMER))

    def state(self, software: Software, number: str) -> Json:
        """How a subscription stands."""
        answer = software.get(f"Subscription/{number}")
        assert answer.status == 200, answer.body
        return answer.json

    def events(self, software: Software, number: str, query: str = "") -> Answer:
        """What was missed."""
        return software.get(f"Subscription/{number}/$events{query}")


@pytest.fixture
def subscribing(installation: Installation, listener: Listener) -> Subscribing:
    """Camille's record, which Dr Keller may read."""
    record = installation.opens(CAMILLE)
    installation.authorizes(record, KELLER)
    return Subscribing(installation, listener, record)
