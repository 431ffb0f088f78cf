"""The person lets somebody in: a professional, or an establishment and its care team."""

from dataclasses import dataclass, replace
from datetime import datetime

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.consent.authorization import Authorization
from carnet.core.consent.ending import given
from carnet.core.consent.grantee import Grantee
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.store import facts
from carnet.store.context import within
from carnet.usecases.consent.concerned import concerned_party, gather_concerned
from carnet.usecases.consent.giving import write_yes
from carnet.usecases.consent.usual_time import usual_time
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class Authorized:
    """The yes that now holds."""

    authorization: Authorization


@dataclass(frozen=True, slots=True)
class EndIsPast:
    """The end that was chosen has passed already. Nothing was asked of any record."""


def authorize_professional(
    record: RecordId,
    grantee: Grantee,
    *,
    until: datetime | None = None,
    for_the_usual_time: bool = False,
    actor: Actor,
    env: Environment,
) -> Authorized | EndIsPast | Refusal:
    """Write the person's own yes down, in place of any former one (product.md, « Authorisation »).

    ``until``: the end that they chose, which is no longer valid itself; without end unless they chose one, or left it
    to the operator's usual time (``for_the_usual_time``).
    """
    lasts = usual_time(grantee, env=env) if for_the_usual_time else None
    with within(record, exclusive=True):
        at = env.clock.now()
        if until is not None and until <= at:
            return EndIsPast()
        gathered = facts.about_record(
            record, action=Action.AUTHORIZE_PROFESSIONAL, actor=actor, at=at, policy=env.policy
        )
        decision = decide(replace(gathered.facts, concerned=gather_concerned(record, grantee)))
        write_down(decision, gathered.wrapped_key, env=env, concerned=concerned_party(grantee))
        if isinstance(decision, Refusal):
            return decision
        authorization = given(at=at, lasts=lasts) if for_the_usual_time else Authorization(at, until)
        write_yes(record, grantee, authorization, end_is_chosen=not for_the_usual_time)
    return Authorized(authorization)
