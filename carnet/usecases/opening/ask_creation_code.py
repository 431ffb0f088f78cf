"""Ask for a creation code: the answer is one and the same, whoever is behind the numbers."""

from dataclasses import dataclass

from carnet.core.audit.events import SecurityAct
from carnet.core.defects import Defect
from carnet.core.identifiers import NOBODYS_RECORD
from carnet.core.record.online_opening import read_card_serial, read_number
from carnet.ports.environment import Environment
from carnet.ports.insured_register import NO_INSURED_REGISTER
from carnet.store import creation_codes
from carnet.store.context import within
from carnet.store.creation_codes import CodeRequest
from carnet.usecases.account.trace_account import UNIDENTIFIED, trace_account
from carnet.usecases.opening.nobodys_key import nobodys_key
from carnet.usecases.trace import NONCE_SIZE

ISSUE_CREATION_CODE = "issue-creation-code"
"""The job that looks the person up and sends the code; the name stands in the schedule of carnet/doors/timer."""


@dataclass(frozen=True, slots=True)
class CodeAsked:
    """If the numbers go together, a code is on its way; nothing here says whether they do."""


@dataclass(frozen=True, slots=True)
class NotReadable:
    """What was typed is no number, or no serial number, of a card: nothing was looked up. Each is None when it is."""

    number: Defect | None = None
    serial_is_wrong: bool = False


@dataclass(frozen=True, slots=True)
class NotOfferedHere:
    """No record is opened online by this installation: it knows no register of insured people."""


def ask_creation_code(number: str, serial: str, *, env: Environment) -> CodeAsked | NotReadable | NotOfferedHere:
    """Have a creation code sent to the person of these numbers, by the way that their insurer knows.

    ``number``, ``serial``: as typed. The page does the same work whoever is found: looking anybody up is the
    worker's, so that neither words nor time tell whether somebody is insured or has a record (OWASP ASVS 6.3.8).
    """
    if env.insured_register is NO_INSURED_REGISTER:
        return NotOfferedHere()
    read, card = read_number(number), read_card_serial(serial)
    if isinstance(read, Defect) or card is None:
        return NotReadable(read if isinstance(read, Defect) else None, card is None)
    with within(NOBODYS_RECORD):
        at = env.clock.now()
        request = env.chance.identifier()
        creation_codes.ask(
            request,
            CodeRequest(read, card),
            at=at,
            record_key=nobodys_key(env=env),
            nonce=env.chance.secret(NONCE_SIZE),
        )
        trace_account(NOBODYS_RECORD, SecurityAct.CREATION_CODE, at=at, env=env, by=UNIDENTIFIED)
        env.jobs.enqueue(ISSUE_CREATION_CODE, request=str(request))
    return CodeAsked()
