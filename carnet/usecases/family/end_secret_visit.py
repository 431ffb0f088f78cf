"""The professional ends a minor's secret visit; what it holds back stays held."""

from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import Professional
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.store import emergencies, facts, secret_visits
from carnet.store.context import within
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class SecretVisitEnded:
    """The visit opens nothing any more."""


def end_secret_visit(record: RecordId, *, actor: Professional, env: Environment) -> SecretVisitEnded | Refusal:
    """End the living visit of this professional, effective at the next request.

    An emergency access that they opened in it ends with it: read later, it would stand alone in the history that
    representatives see (product.md, « A minor's secret visit »).
    """
    with within(record, exclusive=True):
        at = env.clock.now()
        gathered = facts.about_record(record, action=Action.END_SECRET_VISIT, actor=actor, at=at, policy=env.policy)
        decision = decide(gathered.facts)
        record_key = write_down(decision, gathered.wrapped_key, env=env)
        if isinstance(decision, Refusal):
            return decision
        began = gathered.facts.tie.secret_visit
        for visit in secret_visits.visits(record):
            if visit.practitioner == actor.identifier:
                secret_visits.end_visit(record, visit.id, at=at)
        for opened in emergencies.accesses(record, record_key=record_key):
            is_of_the_visit = began is not None and opened.access.opened_at >= began.given_at
            if opened.practitioner == actor.identifier and is_of_the_visit and opened.access.is_living(at=at):
                emergencies.close_access(record, opened.id, at=at)
    return SecretVisitEnded()
