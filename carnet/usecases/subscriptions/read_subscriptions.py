"""How one's own subscriptions stand: their channel, their state, how many events there have been."""

from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.audit.events import SecurityAct
from carnet.core.identifiers import RecordId
from carnet.core.subscriptions.subscription import Subscription, Topic, is_subscriber
from carnet.ports.environment import Environment
from carnet.store import facts, records, subscriptions
from carnet.store.context import within
from carnet.usecases.subscriptions.subscriber import digest_of_subscriber
from carnet.usecases.subscriptions.trace_subscription import trace_subscription


def read_subscription(
    record: RecordId, number: UUID, *, actor: Actor, env: Environment
) -> Subscription | Refusal | None:
    """Read one's own subscription. None alike for one that never was, and for somebody else's.

    Decided as what it tells of: whoever lost the right learns nothing more, not even a count. They may still end it.
    """
    with within(record):
        return _read(record, number, actor, env)


def find_subscriptions(*, actor: Actor, env: Environment) -> tuple[Subscription, ...]:
    """List one's own subscriptions through this software, whatever the record.

    One whose right was lost is left out. Each is a line of its record's history.
    """
    found = []
    for record, number in subscriptions.held_by(digest_of_subscriber(actor, env=env)):
        with within(record):
            one = _read(record, number, actor, env)
        if isinstance(one, Subscription):
            found.append(one)
    return tuple(found)


def own_subscription(
    record: RecordId, number: UUID, *, actor: Actor, env: Environment, hold: bool = False
) -> Subscription | None:
    """Find one's own subscription, inside ``within(record)``; None for none, and for somebody else's.

    ``hold``: its row is held until the transaction ends.
    """
    wrapped = records.wrapped_key(record)
    record_key = env.keyring.open_record_key(wrapped, record=record.bytes) if wrapped is not None else None
    found = subscriptions.find(record, number, record_key=record_key, hold=hold)
    return found if found is not None and is_subscriber(found, actor) else None


def _read(record: RecordId, number: UUID, actor: Actor, env: Environment) -> Subscription | Refusal | None:
    own = own_subscription(record, number, actor=actor, env=env)
    about_history = own is not None and own.wanted.topic is Topic.NEW_ACCESS
    action = Action.READ_ACCESS_HISTORY if about_history else Action.LIST_DOCUMENTS
    gathered = facts.about_record(record, action=action, actor=actor, at=env.clock.now(), policy=env.policy)
    decision = decide(gathered.facts)
    trace_subscription(
        decision,
        SecurityAct.SUBSCRIPTION_READ,
        gathered.wrapped_key,
        detail=own.wanted.topic.value if own is not None else "unknown",
        secret_visit=own.secret_visit if own is not None else None,
        env=env,
    )
    return decision if isinstance(decision, Refusal) else own
