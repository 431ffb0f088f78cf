"""Of what a subscription is about, what its subscriber may know of at this moment."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from carnet.core.access.actors import Actor
from carnet.core.access.decide import visible
from carnet.core.access.decision import Permit
from carnet.core.audit.audience import lines_for
from carnet.core.identifiers import DocumentId
from carnet.core.subscriptions.subscription import Event, Subscription, Topic
from carnet.ports.environment import Environment
from carnet.store import facts, new_lines
from carnet.store.facts import GatheredList


def ask(subscription: Subscription, actor: Actor, *, at: datetime, env: Environment) -> GatheredList:
    """Gather what decides whether somebody may be told, document by document. Inside ``within(record)``."""
    topic = subscription.wanted.topic
    return facts.about_documents(
        subscription.wanted.record,
        action=topic.action,
        actor=actor,
        at=at,
        policy=env.policy,
        with_deleted=topic is Topic.NEW_ACCESS,
    )


def seen_now(
    subscription: Subscription,
    permit: Permit,
    gathered: GatheredList,
    foci: Collection[UUID],
    *,
    record_key: bytes,
) -> frozenset[UUID]:
    """Choose which of these documents, or lines, the subscriber may know of. ``permit``: of the question asked now.

    A document as it is decided when it is read; a line as it is when the history is (product.md, « One decision »).
    """
    if not foci:
        return frozenset()
    if subscription.wanted.topic is Topic.NEW_DOCUMENT:
        asked = [one.facts for one in gathered.documents if one.facts.id in foci]
        return frozenset(one.id for one in visible(gathered.facts, asked))
    lines = new_lines.read_these(subscription.wanted.record, foci, record_key=record_key)
    return frozenset(one.id for one in lines_for(permit, lines, [one.facts for one in gathered.documents]))


def documents_of(subscription: Subscription, events: Collection[Event]) -> tuple[DocumentId, ...]:
    """Name the documents that events are about, for the line that tells of them; none for accesses."""
    if subscription.wanted.topic is not Topic.NEW_DOCUMENT:
        return ()
    return tuple(DocumentId(one.focus) for one in events)
