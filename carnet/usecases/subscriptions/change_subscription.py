"""A subscriber changes where and how they are told, or ends it."""

from dataclasses import replace
from enum import Enum
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.audit.events import SecurityAct
from carnet.core.identifiers import RecordId
from carnet.core.subscriptions.subscription import Status, Subscription, Wanted, asked_anew
from carnet.ports.environment import Environment
from carnet.store import facts, records, subscriptions
from carnet.store.context import within
from carnet.store.sealing import NONCE_SIZE
from carnet.usecases.subscriptions.read_subscriptions import own_subscription
from carnet.usecases.subscriptions.subscribe import NotSubscribed, end_of, fault_of
from carnet.usecases.subscriptions.trace_subscription import trace_end, trace_subscription


class NotChanged(Enum):
    """Why a subscription stays as it was."""

    OTHER_QUESTION = "other-question"
    """Another record or another topic is another subscription."""
    OVER = "over"


def change_subscription(
    record: RecordId, number: UUID, wanted: Wanted, *, base_url: str, actor: Actor, env: Environment
) -> Subscription | NotChanged | NotSubscribed | Refusal | None:
    """Change the channel of one's own subscription, whose address is then asked anew; what came is not forgotten.

    So is one mended that nothing takes any more. None alike for one that never was, and for somebody else's.
    """
    fault = fault_of(wanted, env=env)
    if fault is not None:
        return fault
    with within(record):
        at = env.clock.now()
        own = own_subscription(record, number, actor=actor, env=env, hold=True)
        action = own.wanted.topic.action if own is not None else Action.LIST_DOCUMENTS
        gathered = facts.about_record(record, action=action, actor=actor, at=at, policy=env.policy)
        decision = decide(gathered.facts)
        detail = own.wanted.topic.value if own is not None else "unknown"
        visit = own.secret_visit if own is not None else None
        record_key = trace_subscription(
            decision, SecurityAct.SUBSCRIPTION, gathered.wrapped_key, detail=detail, secret_visit=visit, env=env
        )
        if isinstance(decision, Refusal):
            return decision
        if own is None:
            return None
        if (wanted.record, wanted.topic) != (own.wanted.record, own.wanted.topic):
            return NotChanged.OTHER_QUESTION
        if own.status is Status.OFF:
            return NotChanged.OVER
        ends_at = min(end_of(wanted, actor, at=at), end_of(replace(wanted, until=None), actor, at=own.created_at))
        if ends_at <= at:
            return NotSubscribed.ENDS_TOO_SOON
        kept = replace(wanted, until=ends_at)
        changed = asked_anew(replace(own, wanted=kept, actor=actor, base_url=base_url, ends_at=ends_at))
        subscriptions.change(changed, record_key=record_key, nonce=env.chance.secret(NONCE_SIZE))
        subscriptions.set_turn(number, due_at=at)
    return changed


def end_subscription(
    record: RecordId, number: UUID, *, removes: bool, actor: Actor, env: Environment
) -> Subscription | None:
    """End one's own subscription: nobody needs a right to be told no more. None for none, and for somebody else's.

    ``removes``: nothing of it stays but its lines in the history; else it stays, off.
    """
    with within(record):
        own = own_subscription(record, number, actor=actor, env=env, hold=True)
        wrapped = records.wrapped_key(record)
        if own is None or wrapped is None:
            return None
        if own.status is not Status.OFF:
            subscriptions.end(own)
            trace_end(own, wrapped, by=actor, env=env)
        if removes:
            subscriptions.remove(own)
    return replace(own, status=Status.OFF)
