"""Find the account of somebody who calls, writes or comes: by an identifier, a receipt number or their INS (D2)."""

from dataclasses import dataclass
from enum import Enum

from carnet.core.access.actors import Actor
from carnet.core.accounts.credentials import normal_identifier
from carnet.core.audit.events import SecurityAct
from carnet.core.identifiers import NOBODYS_RECORD, PatientIdentifier, RecordId
from carnet.core.support.authority import Assurance, DeskAct, NotDone
from carnet.core.support.identity_script import LOOKED_UP_FOR
from carnet.core.support.requests import read_receipt_number
from carnet.ports.environment import Environment
from carnet.store import accounts, support_requests
from carnet.store.context import within
from carnet.usecases.record.find_record import find_record
from carnet.usecases.support.assurance import keep_assurance
from carnet.usecases.support.desk_trace import is_refused_by_role, trace_at_desk


class LookedUpBy(Enum):
    """By what somebody was looked for; it stands in their history."""

    IDENTIFIER = "identifier"
    RECEIPT = "receipt"
    INS = "ins"


@dataclass(frozen=True, slots=True)
class LookedUp:
    """Somebody was found: the number of their history, which opens their account's page to this agent for a while.

    That of their record; or, for somebody who has none here and acts for another, that of their account.
    """

    record: RecordId


def look_up_by_identifier(typed: str, *, actor: Actor, env: Environment) -> LookedUp | NotDone:
    """Find whose identifier this is. Every look-up is traced; whoever is found has a line in their history."""
    if is_refused_by_role(actor, DeskAct.LOOK_UP, env=env):
        return NotDone.NOT_THIS_ROLE
    digest = env.keyring.lookup_digest(accounts.identifier_text(normal_identifier(typed)))
    found = accounts.find(digest, device=None)
    return _found(found[0].history if found is not None else None, LookedUpBy.IDENTIFIER, actor, env)


def look_up_by_receipt(typed: str, *, actor: Actor, env: Environment) -> LookedUp | NotDone:
    """Find whom a request is about, by the number that the person was given."""
    if is_refused_by_role(actor, DeskAct.LOOK_UP, env=env):
        return NotDone.NOT_THIS_ROLE
    number = read_receipt_number(typed)
    request = support_requests.of_number(number) if number is not None else None
    return _found(request.record if request is not None else None, LookedUpBy.RECEIPT, actor, env)


def look_up_by_ins(identifier: PatientIdentifier, *, actor: Actor, env: Environment) -> LookedUp | NotDone:
    """Find whose INS this is, read from a card or a document that the person shows or sent."""
    if is_refused_by_role(actor, DeskAct.LOOK_UP, env=env):
        return NotDone.NOT_THIS_ROLE
    return _found(find_record(identifier, env=env), LookedUpBy.INS, actor, env)


def _found(record: RecordId | None, by: LookedUpBy, actor: Actor, env: Environment) -> LookedUp | NotDone:
    known = record if record is not None and record != NOBODYS_RECORD else None
    with within(known or NOBODYS_RECORD):
        trace_at_desk(known, SecurityAct.DESK_LOOK_UP, actor=actor, env=env, detail=by.value, is_refused=known is None)
        if known is None:
            return NotDone.NOT_THERE
        keep_assurance(known, Assurance.LOOKED_UP, (by.value,), lasts=LOOKED_UP_FOR, actor=actor, env=env)
    return LookedUp(known)
