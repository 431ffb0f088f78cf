"""The person lets somebody in: a professional, or an establishment and its care team."""

from dataclasses import dataclass
from datetime import datetime

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.consent.authorization import Authorization
from carnet.core.consent.grantee import Grantee
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.store import consents, facts
from carnet.store.context import within
from carnet.usecases.consent.concerned import concerned_party
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class Authorized:
    """The yes that now holds."""

    authorization: Authorization


def authorize_professional(
    record: RecordId, grantee: Grantee, *, until: datetime | None = None, actor: Actor, env: Environment
) -> Authorized | Refusal:
    """Write the person's own yes down, in place of any former one; without end unless they chose one."""
    with within(record, exclusive=True):
        at = env.clock.now()
        gathered = facts.about_record(
            record, action=Action.AUTHORIZE_PROFESSIONAL, actor=actor, at=at, policy=env.policy
        )
        decision = decide(gathered.facts)
        write_down(decision, gathered.wrapped_key, env=env, concerned=concerned_party(grantee))
        if isinstance(decision, Refusal):
            return decision
        authorization = Authorization(at, until)
        consents.authorize(record, grantee, authorization)
    return Authorized(authorization)
