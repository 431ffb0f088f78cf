"""Open a record during a call to the SAMU – Centre 15, to the regulating doctor, told to the patient at once."""

from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import Professional
from carnet.core.access.decision import Refusal
from carnet.core.emergency.access import EmergencyAccess, EmergencyMode
from carnet.core.emergency.call import read_call_number
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.usecases.emergency.opened import open_emergency
from carnet.usecases.record.find_record import RecordReference


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
    opened = open_emergency(
        reference,
        EmergencyMode.SAMU_CALL,
        action=Action.ANSWER_SAMU_CALL,
        justification=number,
        actor=actor,
        env=env,
    )
    return opened if isinstance(opened, Refusal) else CallAnswered(*opened)
