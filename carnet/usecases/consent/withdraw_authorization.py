"""The person takes their yes back: from then on this one is as somebody who was never let in, and no more."""

from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor, Professional
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.consent.grantee import Grantee
from carnet.core.identifiers import PractitionerId, RecordId
from carnet.ports.environment import Environment
from carnet.store import consents, facts
from carnet.store.context import within
from carnet.usecases.consent.concerned import concerned_party
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The yes holds no longer. It may be asked for anew: nobody is blocked."""

    grantee: Grantee


def withdraw_authorization(
    record: RecordId, grantee: Grantee, *, actor: Actor, env: Environment
) -> Withdrawn | Refusal:
    """Take back what was given to a professional or an establishment; its status of treating physician ends with it."""
    return _withdraw(record, grantee, Action.WITHDRAW_AUTHORIZATION, actor, env)


def give_up_access(record: RecordId, *, actor: Professional, env: Environment) -> Withdrawn | Refusal:
    """End one's own access, as soon as the person takes their yes back in front of the professional (EX_0.3-1040)."""
    return _withdraw(record, actor.identifier, Action.GIVE_UP_ACCESS, actor, env)


def _withdraw(
    record: RecordId, grantee: Grantee, action: Action, actor: Actor, env: Environment
) -> Withdrawn | Refusal:
    with within(record, exclusive=True):
        at = env.clock.now()
        gathered = facts.about_record(record, action=action, actor=actor, at=at, policy=env.policy)
        decision = decide(gathered.facts)
        write_down(decision, gathered.wrapped_key, env=env, concerned=concerned_party(grantee))
        if isinstance(decision, Refusal):
            return decision
        consents.withdraw(record, grantee, at=at)
        if isinstance(grantee, PractitionerId):
            consents.end_treating_physician(record, grantee, at=at)
    return Withdrawn(grantee)
