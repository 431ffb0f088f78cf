"""What a subscriber is sent: a Bundle of history that begins with the state of the subscription (Backport 1.1, R4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Any, Final
from uuid import UUID, uuid5

from carnet.core.identifiers import DocumentId
from carnet.core.subscriptions.subscription import Content, Event, Fault, Status, Subscription, Topic
from carnet.formats.fhir.ids import document_id_text

Json = dict[str, Any]

BACKPORT: Final = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/"
NOTIFICATION: Final = f"{BACKPORT}backport-subscription-notification-r4"
STATUS: Final = f"{BACKPORT}backport-subscription-status-r4"
TOPICS: Final = {topic: f"https://carnet.example/fhir/SubscriptionTopic/{topic.value}" for topic in Topic}
"""The canonical address of each topic."""
FOCUS: Final = {Topic.NEW_DOCUMENT: "DocumentReference", Topic.NEW_ACCESS: "AuditEvent"}
"""The type of resource that each is about."""
NO_ANSWER: Final = "http://terminology.hl7.org/CodeSystem/subscription-error"


class Kind(Enum):
    """Why a notification is sent (ValueSet subscription-notification-type)."""

    HANDSHAKE = "handshake"
    HEARTBEAT = "heartbeat"
    EVENTS = "event-notification"
    STATUS_ASKED = "query-status"
    EVENTS_ASKED = "query-event"


@dataclass(frozen=True, slots=True)
class Notification:
    """What is told at once. ``events``: those of it, decided; ``content``: how much of them."""

    kind: Kind
    subscription: Subscription
    content: Content
    events: tuple[Event, ...] = ()
    number: str = ""
    """What makes it another one than the last: the same, sent again, has the same id."""


def subscription_id(subscription: Subscription) -> str:
    """Write the id of a ``Subscription``: the record's, a dash, its own (53 characters)."""
    return document_id_text(subscription.wanted.record, DocumentId(subscription.id))


def focus_of(subscription: Subscription, event: Event) -> str:
    """Write the reference to what an event is about, below the base address."""
    number = document_id_text(subscription.wanted.record, DocumentId(event.focus))
    return f"{FOCUS[subscription.wanted.topic]}/{number}"


def write_notification(notification: Notification, *, at: datetime) -> Json:
    """Write a notification: the state first, as an answer to ``$status`` would be; then nothing, or what came.

    « empty »: no reference to anything. « id-only »: each focus, in the state and as an entry, without the resource.
    Its id is that of what it says, so that a subscriber who gets it twice knows.
    """
    subscription = notification.subscription
    base, own = subscription.base_url, subscription_id(subscription)
    number = uuid5(subscription.id, f"{notification.kind.value}|{notification.number}")
    state_id = uuid5(number, "status")
    entries: list[Json] = [
        {
            "fullUrl": f"urn:uuid:{state_id}",
            "resource": write_state(notification, state_id),
            "request": {"method": "GET", "url": f"{base}/Subscription/{own}/$status"},
            "response": {"status": "200"},
        }
    ]
    if notification.content is Content.ID_ONLY:
        for event in notification.events:
            focus = focus_of(subscription, event)
            entry = {"fullUrl": f"{base}/{focus}", "request": {"method": "POST", "url": focus.partition("/")[0]}}
            entries.append({**entry, "response": {"status": "201"}})
    return {
        "resourceType": "Bundle",
        "id": str(number),
        "meta": {"profile": [NOTIFICATION]},
        "type": "history",
        "timestamp": _instant(at),
        "entry": entries,
    }


def write_state(notification: Notification, number: UUID) -> Json:
    """Write the state of a subscription as Parameters. ``number``: the id of the resource."""
    subscription = notification.subscription
    reference = f"{subscription.base_url}/Subscription/{subscription_id(subscription)}"
    parameters: list[Json] = [{"name": "subscription", "valueReference": {"reference": reference}}]
    if notification.content is Content.ID_ONLY:
        parameters.append({"name": "topic", "valueCanonical": TOPICS[subscription.wanted.topic]})
    parameters += [
        {"name": "status", "valueCode": subscription.status.value},
        {"name": "type", "valueCode": notification.kind.value},
        {"name": "events-since-subscription-start", "valueString": str(subscription.progress.told)},
    ]
    parameters += _events(notification)
    if subscription.status is Status.ERROR:
        parameters.append({"name": "error", "valueCodeableConcept": _error(subscription.fault)})
    return {
        "resourceType": "Parameters",
        "id": str(number),
        "meta": {"profile": [STATUS]},
        "parameter": parameters,
    }


def _events(notification: Notification) -> Iterable[Json]:
    for event in notification.events:
        parts: list[Json] = [
            {"name": "event-number", "valueString": str(event.number)},
            {"name": "timestamp", "valueInstant": _instant(event.at)},
        ]
        if notification.content is Content.ID_ONLY:
            focus = f"{notification.subscription.base_url}/{focus_of(notification.subscription, event)}"
            parts.append({"name": "focus", "valueReference": {"reference": focus}})
        yield {"name": "notification-event", "part": parts}


ERRORS: Final = {
    Fault.NONE: "",
    Fault.HANDSHAKE: "The address did not take the first notification. Send the Subscription anew, as requested.",
    Fault.DELIVERY: "The address does not take notifications. They are sent again, and wait in $events.",
}


def _error(fault: Fault) -> Json:
    return {"coding": [{"system": NO_ANSWER, "code": "no-response"}], "text": ERRORS[fault]}


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
