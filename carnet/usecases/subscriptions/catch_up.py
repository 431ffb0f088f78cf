"""A subscriber asks for what came about since a number: what an address missed is not lost."""

from dataclasses import dataclass
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.audit.events import SecurityAct
from carnet.core.identifiers import RecordId
from carnet.core.subscriptions.subscription import Event, Subscription
from carnet.ports.environment import Environment
from carnet.store import facts, subscriptions
from carnet.store.context import within
from carnet.usecases.notices.first_access import tell_first_access
from carnet.usecases.subscriptions.read_subscriptions import own_subscription
from carnet.usecases.subscriptions.seen_now import ask, documents_of, seen_now
from carnet.usecases.subscriptions.trace_subscription import trace_subscription


@dataclass(frozen=True, slots=True)
class CaughtUp:
    """The events of the numbers asked for that the subscriber may still know of, in their order."""

    subscription: Subscription
    events: tuple[Event, ...]


MOST = 1000
"""How many events are given at once: more are asked for in several goes."""


@dataclass(frozen=True, slots=True)
class TooManyEvents:
    """More than ``MOST`` are asked for at once."""


def catch_up(
    record: RecordId, number: UUID, *, since: int, until: int, actor: Actor, env: Environment
) -> CaughtUp | TooManyEvents | Refusal | None:
    """Give the events from ``since`` to ``until``, both included (Backport 1.1, « $events »).

    Decided now: what has been hidden since is left out. None alike for a subscription that never was, and for somebody
    else's. Nothing is counted here: what came about and was not told yet is told when its turn comes.
    """
    with within(record):
        at = env.clock.now()
        own = own_subscription(record, number, actor=actor, env=env)
        if own is None:
            gathered = facts.about_record(record, action=Action.LIST_DOCUMENTS, actor=actor, at=at, policy=env.policy)
            decision = decide(gathered.facts)
            trace_subscription(decision, SecurityAct.SUBSCRIPTION_READ, gathered.wrapped_key, detail="unknown", env=env)
            return decision if isinstance(decision, Refusal) else None
        if min(until, own.progress.told) - since >= MOST:
            return TooManyEvents()
        listed = ask(own, actor, at=at, env=env)
        answer = decide(listed.facts)
        events: tuple[Event, ...] = ()
        if not isinstance(answer, Refusal):
            record_key = env.keyring.open_record_key(listed.wrapped_key, record=record.bytes)
            kept = subscriptions.events(own, since=since, until=until)
            seen = seen_now(own, answer, listed, [one.focus for one in kept], record_key=record_key)
            events = tuple(one for one in kept if one.focus in seen)
        trace_subscription(
            answer,
            SecurityAct.SUBSCRIPTION_TOLD if events or isinstance(answer, Refusal) else SecurityAct.SUBSCRIPTION_READ,
            listed.wrapped_key,
            detail=own.wanted.topic.value,
            documents=documents_of(own, events),
            secret_visit=own.secret_visit,
            env=env,
        )
        if isinstance(answer, Refusal):
            return answer
        tell_first_access(answer, listed.is_first_access, env=env)
    return CaughtUp(own, events)
