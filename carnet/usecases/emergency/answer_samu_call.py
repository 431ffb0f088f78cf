"""Open a record during a call to the SAMU – Centre 15, to the regulating doctor, told to the patient at once."""

from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import Professional
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.audit.events import secret_visit_of
from carnet.core.emergency.access import SAMU_CALL_LASTS, EmergencyAccess, EmergencyMode
from carnet.core.emergency.call import read_call_number
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.store import facts
from carnet.store.context import within
from carnet.usecases.emergency.opened import keep_emergency, no_longer_than_the_visit
from carnet.usecases.record.find_record import RecordReference, find_record
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class CallAnswered:
    """The record is open to this doctor until the call ends, ``access.until`` at the latest."""

    record: RecordId
    access: EmergencyAccess


@dataclass(frozen=True, slots=True)
class CallNumberMissing:
    """What was typed is the number of no call. Nothing was asked of any record."""


def answer_samu_call(
    reference: RecordReference, *, call: str, actor: Professional, env: Environment
) -> CallAnswered | CallNumberMissing | Refusal:
    """Open a record for a call (CDT29, access mode « centre_15 »; product.md, « Emergency »).

    ``call``: its number, which the person reads in their history. Opposed, blocked, closed and absent give one
    answer, the same as breaking the glass does. ``close_emergency_access`` says that the call has ended.
    """
    number = read_call_number(call)
    if number is None:
        return CallNumberMissing()
    record = find_record(reference, env=env)
    with within(record):
        at = env.clock.now()
        gathered = facts.about_record(record, action=Action.ANSWER_SAMU_CALL, actor=actor, at=at, policy=env.policy)
        decision = decide(gathered.facts)
        record_key = write_down(decision, gathered.wrapped_key, env=env, reason=number)
        if isinstance(decision, Refusal):
            return decision
        access = EmergencyAccess(EmergencyMode.SAMU_CALL, at, at + SAMU_CALL_LASTS)
        access = no_longer_than_the_visit(access, gathered.facts)
        keep_emergency(
            record,
            access,
            justification=number,
            record_key=record_key,
            in_secret_visit=secret_visit_of(gathered.facts) is not None,
            actor=actor,
            env=env,
        )
    return CallAnswered(record, access)
