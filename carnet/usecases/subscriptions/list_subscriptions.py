"""Who is told of what comes about in a record; and ending it, at once."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor, Professional
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.identifiers import OrganizationId, PractitionerId, RecordId
from carnet.core.subscriptions.subscription import Subscription, Topic, is_shown_to
from carnet.ports.environment import Environment
from carnet.store import directory, facts, subscriptions, tokens
from carnet.store.context import within
from carnet.usecases.subscriptions.trace_subscription import trace_end
from carnet.usecases.trace import write_down

SHOWN = "subscriptions"


@dataclass(frozen=True, slots=True)
class ListedSubscription:
    """Somebody's software that is told. ``software``: its name; ``who``: the professional, or nothing for one's own.

    ``told``: how many times it was; ``structure``: where the professional acts.
    """

    id: UUID
    software: str
    who: str
    structure: str
    topic: Topic
    since: datetime
    until: datetime
    told: int


def list_subscriptions(record: RecordId, *, actor: Actor, env: Environment) -> tuple[ListedSubscription, ...] | Refusal:
    """List the subscriptions to a record, the latest first; who manages its access sees them."""
    with within(record):
        found = _shown(record, actor, env)
    if isinstance(found, Refusal):
        return found
    names = tokens.client_names(one.client_id for one in found)
    doctors = [one.actor for one in found if isinstance(one.actor, Professional)]
    people = directory.practitioners(one.identifier for one in doctors)
    places = directory.organizations(one.organization for one in doctors if one.organization is not None)

    def listed(one: Subscription) -> ListedSubscription:
        who = people.get(_doctor_of(one)) if isinstance(one.actor, Professional) else None
        where = places.get(_place_of(one)) if isinstance(one.actor, Professional) else None
        return ListedSubscription(
            id=one.id,
            software=names.get(one.client_id, one.client_id),
            who=who.name.shown() if who is not None else "",
            structure=where.name if where is not None else "",
            topic=one.wanted.topic,
            since=one.created_at,
            until=one.ends_at,
            told=one.progress.told,
        )

    return tuple(map(listed, found))


def stop_subscription(record: RecordId, number: UUID, *, actor: Actor, env: Environment) -> bool | Refusal:
    """End a subscription: nothing more leaves. Whoever manages the record's access may: closing is easy.

    False when it was over already, or is none that they are shown.
    """
    with within(record, exclusive=True):
        found = _shown(record, actor, env)
        if isinstance(found, Refusal):
            return found
        stopped = next((one for one in found if one.id == number), None)
        if stopped is None:
            return False
        subscriptions.end(stopped)
        gathered = facts.about_record(
            record, action=Action.READ_ACCESS_RIGHTS, actor=actor, at=env.clock.now(), policy=env.policy
        )
        trace_end(stopped, gathered.wrapped_key, by=actor, env=env)
    return True


def _shown(record: RecordId, actor: Actor, env: Environment) -> list[Subscription] | Refusal:
    gathered = facts.about_record(
        record, action=Action.READ_ACCESS_RIGHTS, actor=actor, at=env.clock.now(), policy=env.policy
    )
    decision = decide(gathered.facts)
    record_key = write_down(decision, gathered.wrapped_key, env=env, detail=SHOWN)
    if isinstance(decision, Refusal):
        return decision
    power = decision.facts.tie.representation
    return [one for one in subscriptions.of_record(record, record_key=record_key) if is_shown_to(one, actor, power)]


def _doctor_of(one: Subscription) -> PractitionerId:
    return one.actor.identifier if isinstance(one.actor, Professional) else PractitionerId("")


def _place_of(one: Subscription) -> OrganizationId:
    where = one.actor.organization if isinstance(one.actor, Professional) else None
    return where if where is not None else OrganizationId("")
