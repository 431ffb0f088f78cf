"""Ask for a copy of one's record on paper, or of the record of somebody whom one represents."""

from dataclasses import dataclass
from typing import TypeAlias

from carnet.core.access.actions import Action
from carnet.core.access.actors import Carer, Holder, Representative
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit, Refusal
from carnet.core.audit.events import party
from carnet.core.identifiers import RecordId
from carnet.core.record.paper_copy import CopyFor, read_address
from carnet.core.support.requests import Proof
from carnet.ports.environment import Environment
from carnet.store import facts
from carnet.store.context import within
from carnet.usecases.account.holder import person_of, shown_name
from carnet.usecases.account.who_is_here import NobodyHere, ProofNeeded, who_has_proved
from carnet.usecases.copies.keep_copy import CopyWanted, keep_copy, under_way
from carnet.usecases.support.open_request import RequestOpened
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class AddressDoesNotFit:
    """Nothing was done: the name and the address do not fit an envelope."""


@dataclass(frozen=True, slots=True)
class CopyUnderWay:
    """Nothing was done: the same copy was asked for, and has not left yet."""


@dataclass(frozen=True, slots=True, repr=False)
class CopyForm:
    """What the form begins with: the name and address known of the holder, one line each; empty for anybody else."""

    address: str

    def __repr__(self) -> str:
        """Hide the address."""
        return "CopyForm(…)"


Asked: TypeAlias = RequestOpened | AddressDoesNotFit | CopyUnderWay | ProofNeeded | NobodyHere | Refusal


def begin_copy(
    token: str, record: RecordId, *, actor: Holder | Representative | Carer, env: Environment
) -> CopyForm | ProofNeeded | NobodyHere:
    """Give what the form shows, once the person has proved again who they are: the address stands on it.

    A representative writes their own: the contact data of the person, or of another parent, are not theirs to read
    (product.md, « Separated parents »).
    """
    here = who_has_proved(token, env=env)
    if isinstance(here, ProofNeeded | NobodyHere):
        return here
    if not isinstance(actor, Holder):
        return CopyForm("")
    with within(record):
        person = person_of(record, env=env)
    return CopyForm("\n".join((shown_name(person), *person.address)) if person.address else "")


def ask_for_copy(
    token: str, record: RecordId, typed: str, *, actor: Holder | Representative | Carer, env: Environment
) -> Asked:
    """Ask for it (product.md, « A copy on paper », « Closing »: of a closed record too).

    ``token``: of the session, whose person has just proved again who they are: that is the proof which the desk checks.
    ``typed``: whom it goes to, one line each. The desk orders it, the system composes it, nobody opens it.
    """
    here = who_has_proved(token, env=env)
    if isinstance(here, ProofNeeded | NobodyHere):
        return here
    lines = read_address(typed)
    made_for = CopyFor.REPRESENTATIVE if isinstance(actor, Representative) else CopyFor.HOLDER
    account = actor.account if isinstance(actor, Representative) else ""
    with within(record, exclusive=True):
        at = env.clock.now()
        gathered = facts.about_record(record, action=Action.ASK_FOR_COPY, actor=actor, at=at, policy=env.policy)
        decision = decide(gathered.facts)
        is_new = isinstance(decision, Permit) and under_way(record, made_for, account) is None
        write_down(decision, gathered.wrapped_key, env=env, is_defective=lines is None or not is_new)
        if isinstance(decision, Refusal):
            return decision
        if lines is None:
            return AddressDoesNotFit()
        if not is_new:
            return CopyUnderWay()
        opened, _copy = keep_copy(
            record, CopyWanted(made_for, lines, account), (Proof.SIGN_IN,), by=party(actor), env=env
        )
    return opened
