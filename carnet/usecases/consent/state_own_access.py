"""A professional states what the person says of their own access: yes, or no longer (TD0.3, as a Consent)."""

from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor, Professional
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.consent.authorization import Authorization
from carnet.core.identifiers import NOBODYS_RECORD, RecordId
from carnet.ports.environment import Environment
from carnet.store import facts
from carnet.store.context import within
from carnet.usecases.consent.declare_consent import declare_consent
from carnet.usecases.consent.withdraw_authorization import give_up_access
from carnet.usecases.record.find_record import RecordReference, find_record
from carnet.usecases.trace import write_down


class AccessOfNobodyError(RuntimeError):
    """Somebody who has no access of their own was permitted to give it up: a bug of the rules."""


@dataclass(frozen=True, slots=True)
class OwnAccess:
    """What holds now. ``act``: what was done; ``authorization``: the yes, None once it is given up."""

    record: RecordId
    act: Action
    authorization: Authorization | None


def state_own_access(
    reference: RecordReference,
    *,
    gives: bool,
    person_is_present: bool,
    actor: Actor,
    env: Environment,
    within_record: RecordId | None = None,
) -> OwnAccess | Refusal:
    """Declare the person's consent to one's own access, or give that access up (EX_0.3-1040).

    ``gives``: whether it is a yes; ``person_is_present``: the statement that the person is there and can answer.
    Nobody but a named professional has an access of their own: software and people are refused, and it is traced.
    ``within_record``: the record that the statement was addressed to, when it was to one: about anybody else it leads
    nowhere, as it does for an unknown record.
    """
    record = find_record(reference, env=env)
    if within_record is not None and record != within_record:
        record = NOBODYS_RECORD
    if not isinstance(actor, Professional):
        return _nobody_s(record, actor, env)
    if gives:
        given = declare_consent(record, person_is_present=person_is_present, actor=actor, env=env)
        if isinstance(given, Refusal):
            return given
        return OwnAccess(record, Action.AUTHORIZE_PROFESSIONAL, given.authorization)
    ended = give_up_access(record, actor=actor, env=env)
    return ended if isinstance(ended, Refusal) else OwnAccess(record, Action.GIVE_UP_ACCESS, None)


def _nobody_s(record: RecordId, actor: Actor, env: Environment) -> Refusal:
    with within(record):
        gathered = facts.about_record(
            record, action=Action.GIVE_UP_ACCESS, actor=actor, at=env.clock.now(), policy=env.policy
        )
        decision = decide(gathered.facts)
        write_down(decision, gathered.wrapped_key, env=env)
    if not isinstance(decision, Refusal):
        raise AccessOfNobodyError
    return decision
