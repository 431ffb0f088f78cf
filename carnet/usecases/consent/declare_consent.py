"""A professional declares that the person, present and able to answer, consents to their access (TD0.3)."""

from carnet.core.access.actions import Action
from carnet.core.access.actors import Professional
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.consent.authorization import AuthorizationStatus, status_of
from carnet.core.consent.ending import renewed
from carnet.ports.environment import Environment
from carnet.store import facts
from carnet.store.context import within
from carnet.usecases.consent.authorize_professional import Authorized
from carnet.usecases.consent.concerned import concerned_party
from carnet.usecases.consent.giving import former, write_yes
from carnet.usecases.consent.usual_time import usual_time_here
from carnet.usecases.record.find_record import RecordReference, find_record
from carnet.usecases.trace import write_down


def declare_consent(
    reference: RecordReference, *, person_is_present: bool, actor: Professional, env: Environment
) -> Authorized | Refusal:
    """Record the consent to this professional's own access.

    ``person_is_present``: the professional's statement that the person is there and can answer. It lasts for the
    operator's usual time, and renews what was declared before; it never shortens a yes, and never moves an end that
    the person chose (product.md, « Authorisation »).
    """
    record = find_record(reference, env=env)
    lasts = usual_time_here(actor, env=env)
    with within(record, exclusive=True):
        at = env.clock.now()
        gathered = facts.about_record(
            record,
            action=Action.AUTHORIZE_PROFESSIONAL,
            actor=actor,
            at=at,
            policy=env.policy,
            declares_presence=person_is_present,
        )
        decision = decide(gathered.facts)
        write_down(decision, gathered.wrapped_key, env=env, concerned=concerned_party(actor.identifier))
        if isinstance(decision, Refusal):
            return decision
        known = former(record, actor.identifier)
        current = known.authorization if known is not None else None
        is_valid = status_of(current, at=at) is AuthorizationStatus.VALID
        if known is not None and is_valid and known.end_is_chosen:
            return Authorized(known.authorization)
        authorization = renewed(current, at=at, lasts=lasts)
        if authorization != current:
            write_yes(record, actor.identifier, authorization, declared_by=actor.identifier)
    return Authorized(authorization)
