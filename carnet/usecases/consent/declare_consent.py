"""A professional declares that the person, present and able to answer, consents to their access (TD0.3)."""

from carnet.core.access.actions import Action
from carnet.core.access.actors import Professional
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.consent.authorization import Authorization, AuthorizationStatus, status_of
from carnet.ports.environment import Environment
from carnet.store import consents, facts
from carnet.store.context import within
from carnet.usecases.consent.authorize_professional import Authorized
from carnet.usecases.consent.concerned import concerned_party
from carnet.usecases.record.find_record import RecordReference, find_record
from carnet.usecases.trace import write_down


def declare_consent(
    reference: RecordReference, *, person_is_present: bool, actor: Professional, env: Environment
) -> Authorized | Refusal:
    """Record the consent to this professional's own access.

    ``person_is_present``: the professional's statement that the person is there and can answer. A new declaration
    never shortens what the person gave (product.md, « Authorisation »).
    """
    record = find_record(reference, env=env)
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
        current = gathered.facts.tie.authorization
        if current is not None and status_of(current, at=at) is AuthorizationStatus.VALID:
            return Authorized(current)
        authorization = Authorization(at)
        consents.authorize(record, actor.identifier, authorization, declared_by=actor.identifier)
    return Authorized(authorization)
