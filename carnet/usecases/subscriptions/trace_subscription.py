"""What happens to a subscription, in the history of its record: asked for, read, told, ended."""

from dataclasses import replace
from uuid import UUID

from carnet.core.access.actors import Actor
from carnet.core.access.decision import Decision
from carnet.core.audit.events import AuditEvent, Outcome, SecurityAct, event_of, party
from carnet.core.identifiers import DocumentId
from carnet.core.subscriptions.subscription import Subscription
from carnet.ports.environment import Environment
from carnet.ports.keyring import WrappedKey
from carnet.usecases.trace import append


def trace_subscription(
    decision: Decision,
    act: SecurityAct,
    wrapped_key: WrappedKey,
    *,
    detail: str,
    documents: tuple[DocumentId, ...] = (),
    secret_visit: UUID | None = None,
    env: Environment,
) -> bytes:
    """Write down what was decided of a subscription, and give the opened key of its record.

    The line is that of the reading that it spares, under its own name: it names the same rules, and is as hidden as
    the documents that it names. ``secret_visit``: the one in which the subscription was asked for.
    """
    line = event_of(
        decision,
        event=env.chance.identifier(),
        door=env.door,
        documents=documents,
        detail=detail,
        secret_visit=secret_visit,
    )
    return append(replace(line, action=act), wrapped_key, env=env)


def trace_end(subscription: Subscription, wrapped_key: WrappedKey, *, by: Actor, env: Environment) -> None:
    """Write down that a subscription is over. ``by``: who ended it."""
    whose = party(subscription.actor)
    line = AuditEvent(
        id=env.chance.identifier(),
        record=subscription.wanted.record,
        at=env.clock.now(),
        action=SecurityAct.SUBSCRIPTION_END,
        outcome=Outcome.DONE,
        actor=party(by),
        door=env.door,
        concerned=whose if whose.kind == "professional" and whose != party(by) else None,
        detail=subscription.wanted.topic.value,
        secret_visit=subscription.secret_visit,
        software=subscription.client_id,
    )
    append(line, wrapped_key, env=env)
