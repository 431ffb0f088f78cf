"""Valid rows of those who are told of what comes about in a record, and what makes no sense among them."""

from datetime import timedelta
from uuid import UUID

from tests.store.valid_rows_beyond import DOCUMENT, NEW, NOWHERE, RECORD, Row
from tests.store.world import NOON

SUBSCRIPTION_ID = UUID(int=9)
A_SUBSCRIPTION: Row = {
    "record_id": RECORD,
    "id": SUBSCRIPTION_ID,
    "topic": "new-document",
    "actor": "{}",
    "client_id": "software",
    "may": ["DocumentReference.rs"],
    "content": "id-only",
    "payload": "application/fhir+json",
    "timeout": timedelta(seconds=10),
    "max_count": 10,
    "base_url": "https://carnet.example/fhir",
    "created_at": NOON,
    "ends_at": NOON + timedelta(days=1),
    "status": "active",
    "fault": "",
    "told": 3,
    "delivered": 1,
    "batch": 2,
    "attempts": 0,
    "looked_at": NOON,
    "read_from": 1,
    "sealed": b"sealed",
}
OF_SUBSCRIPTIONS: dict[str, Row] = {
    "subscription": A_SUBSCRIPTION | {"id": NEW},
    "subscription_event": {
        "record_id": RECORD,
        "subscription_id": SUBSCRIPTION_ID,
        "focus": DOCUMENT,
        "happened_at": NOON,
        "number": 1,
    },
    "subscription_turn": {"id": SUBSCRIPTION_ID, "record_id": RECORD, "subscriber": b"digest", "due_at": NOON},
}
WRONG_SUBSCRIPTIONS: list[tuple[str, str, Row]] = [
    ("subscription_has_a_topic", "subscription", {"topic": "everything"}),
    ("subscription_has_a_content", "subscription", {"content": "full-resource"}),
    ("subscription_has_a_status", "subscription", {"status": "asleep"}),
    ("subscription_has_a_fault", "subscription", {"fault": "bored"}),
    ("subscription_ends_after_start", "subscription", {"ends_at": NOON}),
    ("subscription_delivers_what_it_told", "subscription", {"delivered": 4}),
    ("subscription_delivers_what_it_told", "subscription", {"batch": 4}),
    ("subscription_event_counts_from_one", "subscription_event", {"number": 0}),
]
UNTIED_SUBSCRIPTIONS: list[tuple[str, str, Row]] = [
    ("subscription_event_belongs", "subscription_event", {"subscription_id": NOWHERE}),
    ("subscription_turn_belongs", "subscription_turn", {"id": NOWHERE}),
]
NUMBERED_TWICE: tuple[str, str, Row] = ("subscription_event_numbered_once", "subscription_event", {"focus": NOWHERE})
