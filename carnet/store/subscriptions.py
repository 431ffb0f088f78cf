"""Subscriptions, their events and their turns, written down.

Every function is called inside ``within(record)``, save those about turns: a turn is found before any record is known.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.db.models import QuerySet

from carnet.core.access.actors import Software, software_of, through
from carnet.core.access.scopes import Permission
from carnet.core.identifiers import RecordId
from carnet.core.subscriptions.happenings import Happening
from carnet.core.subscriptions.subscription import (
    Channel,
    Content,
    Event,
    Fault,
    Progress,
    Status,
    Subscription,
    Topic,
    Wanted,
)
from carnet.store import statement
from carnet.store.actors import actor_from_json, actor_to_json
from carnet.store.models import SubscriptionEventRow, SubscriptionRow, SubscriptionTurnRow
from carnet.store.new_lines import place_of_now
from carnet.store.sealing import Purpose, seal, unseal

# Of two workers, one takes a turn, and the other the next one.
_CLAIM = """
    update subscription_turn set due_at = %(until)s
    where id = (
        select id from subscription_turn where due_at <= %(at)s order by due_at, id limit 1 for update skip locked
    )
    returning record_id, id
"""


def add(subscription: Subscription, *, subscriber: bytes, record_key: bytes, nonce: bytes) -> None:
    """Write a new subscription down, inside ``within(record, exclusive=True)``: what was there before is no event.

    ``subscriber``: a keyed digest of whoever subscribes. The address, its headers and the reason are sealed with 12
    bytes of ``nonce``.
    """
    wanted = subscription.wanted
    software = software_of(subscription.actor)
    if software is None:
        raise ValueError("a subscription is asked for through software")
    SubscriptionRow.objects.create(
        record_id=wanted.record,
        id=subscription.id,
        topic=wanted.topic.value,
        actor=actor_to_json(subscription.actor),
        client_id=software.client,
        created_at=subscription.created_at,
        looked_at=subscription.created_at,
        read_from=place_of_now(),
        secret_visit=subscription.secret_visit,
        **_changing(subscription, record_key, nonce),
    )
    SubscriptionTurnRow.objects.create(
        id=subscription.id, record_id=wanted.record, subscriber=subscriber, due_at=subscription.created_at
    )


def change(subscription: Subscription, *, record_key: bytes, nonce: bytes) -> None:
    """Write down what its subscriber changed; it is looked at next."""
    _row(subscription).update(**_changing(subscription, record_key, nonce))


def find(record: RecordId, number: UUID, *, record_key: bytes | None, hold: bool = False) -> Subscription | None:
    """Read a subscription, whatever became of it; None when the record has none such.

    ``record_key``: None where no such record is: the question is asked all the same, and tells as much as of any other.
    ``hold``: its row is held until the transaction ends, so that two changes follow each other.
    """
    rows = SubscriptionRow.objects.filter(record_id=record, id=number)
    row = (rows.select_for_update(no_key=True) if hold else rows).first()
    return _subscription(row, record_key) if row is not None and record_key is not None else None


def of_record(record: RecordId, *, record_key: bytes) -> list[Subscription]:
    """List the subscriptions of a record that are not over, the latest first."""
    rows = SubscriptionRow.objects.filter(record_id=record).exclude(status=Status.OFF.value)
    return [_subscription(row, record_key) for row in rows.order_by("-created_at", "id")]


def keep_progress(subscription: Subscription) -> None:
    """Write down how far its subscriber has been told, and whether its address takes it."""
    _row(subscription).update(
        status=subscription.status.value, fault=subscription.fault.value, **_progress(subscription.progress)
    )


def end(subscription: Subscription) -> None:
    """Write down that nothing is told any more; it is not looked at again."""
    _row(subscription).update(status=Status.OFF.value)
    SubscriptionTurnRow.objects.filter(id=subscription.id).delete()


def remove(subscription: Subscription) -> None:
    """Remove a subscription, with its events and its turn: the history alone remembers it."""
    _row(subscription).delete()


def place_of(subscription: Subscription) -> tuple[int, datetime]:
    """Tell from where on, and since when, the history has not been looked at for it."""
    return _row(subscription).values_list("read_from", "looked_at").get()


def keep_place(subscription: Subscription, read_from: int, *, at: datetime) -> None:
    """Write down up to where the history has been looked at."""
    _row(subscription).update(read_from=read_from, looked_at=at)


def note(subscription: Subscription, found: Iterable[Happening]) -> None:
    """Keep what came about, once each, unnumbered until its subscriber may know of it."""
    rows = [
        SubscriptionEventRow(
            record_id=subscription.wanted.record,
            subscription_id=subscription.id,
            focus=one.focus,
            happened_at=one.at,
        )
        for one in found
    ]
    SubscriptionEventRow.objects.bulk_create(rows, ignore_conflicts=True)


def unnumbered(subscription: Subscription) -> list[Happening]:
    """List what came about and was not told yet, the oldest first."""
    rows = _events(subscription).filter(number=None).order_by("happened_at", "focus")
    return [Happening(focus, at) for focus, at in rows.values_list("focus", "happened_at")]


def number(subscription: Subscription, told: Sequence[Happening]) -> None:
    """Give numbers, in the order given, to what its subscriber is told from now on."""
    for place, one in enumerate(told, start=subscription.progress.told + 1):
        _events(subscription).filter(focus=one.focus).update(number=place)


def events(subscription: Subscription, *, since: int, until: int) -> list[Event]:
    """List the events of some numbers, both included, in their order."""
    rows = _events(subscription).filter(number__gte=since, number__lte=until).order_by("number")
    return [Event(one.number or 0, one.focus, one.happened_at) for one in rows]


def claim_turn(*, at: datetime, until: datetime) -> tuple[RecordId, UUID] | None:
    """Take the turn that has been due the longest: nobody else takes it before ``until``. None when none is due."""
    rows = statement.run(_CLAIM, {"at": at, "until": until})
    return (RecordId(rows[0][0]), rows[0][1]) if rows else None


def set_turn(number: UUID, *, due_at: datetime) -> None:
    """Say when a subscription is looked at next; nothing where it is over."""
    SubscriptionTurnRow.objects.filter(id=number).update(due_at=due_at)


def held_by(subscriber: bytes) -> list[tuple[RecordId, UUID]]:
    """List the subscriptions of somebody through one piece of software, whatever the record, that are not over."""
    rows = SubscriptionTurnRow.objects.filter(subscriber=subscriber).order_by("id")
    return [(RecordId(record), one) for record, one in rows.values_list("record_id", "id")]


def _row(subscription: Subscription) -> QuerySet[SubscriptionRow]:
    return SubscriptionRow.objects.filter(record_id=subscription.wanted.record, id=subscription.id)


def _events(subscription: Subscription) -> QuerySet[SubscriptionEventRow]:
    return SubscriptionEventRow.objects.filter(record_id=subscription.wanted.record, subscription_id=subscription.id)


def _changing(subscription: Subscription, record_key: bytes, nonce: bytes) -> dict[str, Any]:
    """Write what may change of a subscription, as its columns hold it."""
    channel, record = subscription.wanted.channel, subscription.wanted.record
    software = software_of(subscription.actor)
    hidden = {"endpoint": channel.endpoint, "headers": channel.headers, "reason": subscription.wanted.reason}
    return {
        "may": sorted(one.value for one in software.may) if software is not None else [],
        "content": channel.content.value,
        "payload": channel.payload,
        "heartbeat": channel.heartbeat,
        "timeout": channel.timeout,
        "max_count": channel.max_count,
        "base_url": subscription.base_url,
        "ends_at": subscription.ends_at,
        "status": subscription.status.value,
        "fault": subscription.fault.value,
        "sealed": seal(
            orjson.dumps(hidden),
            record_key=record_key,
            purpose=Purpose.SUBSCRIPTION,
            record=record,
            row=subscription.id.bytes,
            nonce=nonce,
        ),
        **_progress(subscription.progress),
    }


def _progress(progress: Progress) -> dict[str, Any]:
    return {
        "told": progress.told,
        "delivered": progress.delivered,
        "batch": progress.batch,
        "attempts": progress.attempts,
        "failing_since": progress.failing_since,
        "next_try_at": progress.next_try_at,
        "last_sent_at": progress.last_sent_at,
    }


def _subscription(row: SubscriptionRow, record_key: bytes) -> Subscription:
    record = RecordId(row.record_id)
    sealed = bytes(row.sealed)
    hidden = orjson.loads(
        unseal(sealed, record_key=record_key, purpose=Purpose.SUBSCRIPTION, record=record, row=row.id.bytes)
    )
    channel = Channel(
        endpoint=hidden["endpoint"],
        headers=tuple(hidden["headers"]),
        payload=row.payload,
        content=Content(row.content),
        heartbeat=row.heartbeat,
        timeout=row.timeout,
        max_count=row.max_count,
    )
    asker = actor_from_json(row.actor)
    software = Software(row.client_id, frozenset(map(Permission, row.may)))
    return Subscription(
        id=row.id,
        wanted=Wanted(record, Topic(row.topic), channel, hidden["reason"], row.ends_at),
        actor=through(asker, software),
        base_url=row.base_url,
        created_at=row.created_at,
        ends_at=row.ends_at,
        status=Status(row.status),
        fault=Fault(row.fault),
        progress=Progress(
            told=row.told,
            delivered=row.delivered,
            batch=row.batch,
            attempts=row.attempts,
            failing_since=row.failing_since,
            next_try_at=row.next_try_at,
            last_sent_at=row.last_sent_at,
        ),
        secret_visit=row.secret_visit,
    )
