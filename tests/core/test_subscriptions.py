"""Who sees that a record is subscribed to, and what is news to a subscriber."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor, Holder, Professional, Representative, Software, StaffRole, StructureKind
from carnet.core.access.scopes import Permission
from carnet.core.audit.events import AuditEvent, Door, Outcome, Party, party
from carnet.core.identifiers import DocumentId, PractitionerId, RecordId
from carnet.core.record.representation import Power, Representation
from carnet.core.subscriptions.happenings import Happening, happenings
from carnet.core.subscriptions.subscription import (
    Channel,
    Content,
    Subscription,
    Topic,
    Wanted,
    is_shown_to,
    is_subscriber,
)

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
RECORD = RecordId(UUID(int=1))
PARENT = Representative("a-parent")
KELLER, HADDAD = (
    Professional(PractitionerId(number), "10", "SM26", StaffRole.CARE, None, StructureKind.CARE)
    for number in ("899700000015", "899700000023")
)
THROUGH = Software("keller", frozenset({Permission.READ_DOCUMENTS}))
CHANNEL = Channel("https://keller.example", (), "application/fhir+json", Content.EMPTY, None, timedelta(seconds=9), 9)
KEPT = Subscription(
    UUID(int=2),
    Wanted(RECORD, Topic.NEW_DOCUMENT, CHANNEL, "to know"),
    replace(KELLER, through=THROUGH),
    "https://carnet.example/fhir",
    NOON,
    NOON + timedelta(days=1),
)
IN_SECRET = replace(KEPT, secret_visit=UUID(int=3))
POWER = Representation(Power.PARENT, NOON - timedelta(days=1), None)
WITHOUT_PLACES = replace(POWER, places_hidden_from=NOON - timedelta(hours=1))


@pytest.mark.parametrize(
    ("kept", "reader", "power", "is_shown"),
    [
        (IN_SECRET, Holder(RECORD), None, True),
        (KEPT, PARENT, POWER, True),
        (IN_SECRET, PARENT, POWER, False),
        (KEPT, PARENT, WITHOUT_PLACES, False),
        (replace(KEPT, created_at=NOON - timedelta(hours=2)), PARENT, WITHOUT_PLACES, True),
        (replace(KEPT, actor=Holder(RECORD, THROUGH)), PARENT, WITHOUT_PLACES, True),
    ],
)
def test_a_parent_sees_neither_a_secret_visit_nor_a_hidden_place(
    kept: Subscription, reader: Actor, power: Representation | None, is_shown: bool
) -> None:
    assert is_shown_to(kept, reader, power) is is_shown


def test_a_subscription_is_of_one_person_through_one_software_whatever_its_scopes() -> None:
    wider = replace(THROUGH, may=frozenset(Permission))
    assert is_subscriber(KEPT, replace(KELLER, through=wider))
    assert not is_subscriber(KEPT, replace(HADDAD, through=THROUGH))
    assert not is_subscriber(KEPT, replace(KELLER, through=replace(THROUGH, client="another")))
    assert not is_subscriber(KEPT, KELLER)


def line(number: int, action: Action, by: Party, **how: Any) -> AuditEvent:
    """A line of Camille's history."""
    made = AuditEvent(UUID(int=number), RECORD, NOON, action, Outcome.DONE, by, Door.FHIR)
    return replace(made, **how)


def test_news_is_what_was_done_by_others() -> None:
    mine, theirs = party(Holder(RECORD)), party(KELLER)
    documents = (DocumentId(UUID(int=8)), DocumentId(UUID(int=9)))
    lines = [
        line(1, Action.DEPOSIT_DOCUMENTS, theirs, documents=documents),
        line(2, Action.DEPOSIT_DOCUMENTS, theirs, outcome=Outcome.REFUSED, documents=documents),
        line(3, Action.LIST_DOCUMENTS, theirs),
        line(4, Action.LIST_DOCUMENTS, mine),
        line(5, Action.READ_DOCUMENT, theirs, outcome=Outcome.REFUSED),
        line(6, Action.AUTHORIZE_PROFESSIONAL, theirs),
    ]
    assert happenings(Topic.NEW_DOCUMENT, lines, subscriber=mine) == [Happening(one, NOON) for one in documents]
    assert happenings(Topic.NEW_ACCESS, lines, subscriber=mine) == [Happening(UUID(int=3), NOON)]
