"""Software asks to be told of what comes about in a record (Subscriptions R5 Backport 1.1)."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor, software_of
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.audit.events import SecurityAct, secret_visit_of
from carnet.core.subscriptions.subscription import LONGEST, MOST, Subscription, Topic, Wanted
from carnet.ports.environment import Environment
from carnet.store import facts, subscriptions
from carnet.store.context import within
from carnet.store.sealing import NONCE_SIZE
from carnet.usecases.subscriptions.subscriber import digest_of_subscriber, grants_behind
from carnet.usecases.subscriptions.trace_subscription import trace_subscription


@dataclass(frozen=True, slots=True)
class Subscribed:
    """It is kept; its address is asked whether it takes notifications, within a minute."""

    subscription: Subscription


class NotSubscribed(Enum):
    """Why nothing was kept, whatever the record."""

    WITHOUT_SCOPES = "without-scopes"
    ADDRESS = "address"
    TOO_MANY = "too-many"
    ENDS_TOO_SOON = "ends-too-soon"


def subscribe(wanted: Wanted, *, base_url: str, actor: Actor, env: Environment) -> Subscribed | NotSubscribed | Refusal:
    """Subscribe software to a record. ``base_url``: of our own addresses, as the software reached them.

    Decided as the reading that it spares: of the list of documents, of the history; and decided again each time
    something is told. It lasts a year at most, and no longer than the application was let in for. It is written down,
    and the person may stop it (product.md, « What must be true », 3).
    """
    software = software_of(actor)
    if software is None:
        return NotSubscribed.WITHOUT_SCOPES
    fault = fault_of(wanted, env=env)
    if fault is not None:
        return fault
    subscriber = digest_of_subscriber(actor, env=env)
    if len(subscriptions.held_by(subscriber)) >= MOST:
        return NotSubscribed.TOO_MANY
    action = Action.LIST_DOCUMENTS if wanted.topic is Topic.NEW_DOCUMENT else Action.READ_ACCESS_HISTORY
    # Exclusive: whatever is being written in the record is before the subscription, or after it.
    with within(wanted.record, exclusive=True):
        at = env.clock.now()
        gathered = facts.about_record(wanted.record, action=action, actor=actor, at=at, policy=env.policy)
        decision = decide(gathered.facts)
        record_key = trace_subscription(
            decision, SecurityAct.SUBSCRIPTION, gathered.wrapped_key, detail=wanted.topic.value, env=env
        )
        if isinstance(decision, Refusal):
            return decision
        kept = Subscription(
            id=env.chance.identifier(),
            wanted=wanted,
            actor=actor,
            base_url=base_url,
            created_at=at,
            ends_at=end_of(wanted, actor, at=at),
            secret_visit=secret_visit_of(decision.facts),
        )
        kept = replace(kept, wanted=replace(wanted, until=kept.ends_at))
        subscriptions.add(kept, subscriber=subscriber, record_key=record_key, nonce=env.chance.secret(NONCE_SIZE))
    return Subscribed(kept)


def fault_of(wanted: Wanted, *, env: Environment) -> NotSubscribed | None:
    """Tell what is wrong with what is wanted, whatever the record; None when nothing is."""
    if not env.web_hooks.takes(wanted.channel.endpoint):
        return NotSubscribed.ADDRESS
    if wanted.until is not None and wanted.until <= env.clock.now():
        return NotSubscribed.ENDS_TOO_SOON
    return None


def end_of(wanted: Wanted, actor: Actor, *, at: datetime) -> datetime:
    """Tell when a subscription ends: as was asked, a year at most, and with the application's own end."""
    software = software_of(actor)
    client = software.client if software is not None else ""
    grants = [one.ends_at for one in grants_behind(actor, client, wanted.record, at=at)]
    ends = [at + LONGEST, *([wanted.until] if wanted.until is not None else []), *([max(grants)] if grants else [])]
    return min(ends)
