"""Ask for a copy at the desk, for somebody who wrote or came: the agent notes the proofs, and opens nothing."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor, Heirs, Holder, Representative
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.audit.events import party
from carnet.core.identifiers import RecordId
from carnet.core.record.paper_copy import CopyFor, HeirPurpose, are_enough, read_address
from carnet.core.support.authority import DeskAct, NotDone
from carnet.core.support.requests import Proof
from carnet.ports.environment import Environment
from carnet.store import consents, facts, paper_copies
from carnet.store.context import within
from carnet.usecases.copies.keep_copy import CopyWanted, keep_copy, order_copy, under_way
from carnet.usecases.support.assurance import refusal_at_desk
from carnet.usecases.support.open_request import RequestOpened
from carnet.usecases.trace import write_down


class NoCopy(Enum):
    """Why a copy was not asked for, or not ordered."""

    ADDRESS = "address"
    NOT_THEIRS = "not-theirs"
    """Whoever it is for has no right to it now: no such power, no death noted, or the record answers nobody."""
    UNDER_WAY = "under-way"
    PURPOSE = "purpose"
    """Heirs say why, by one of the three purposes of the law."""
    PROOFS = "proofs"
    """What was seen does not let a copy leave."""
    DOCTOR_DECIDES = "doctor-decides"
    NO_PRINT_HOUSE = "no-print-house"


@dataclass(frozen=True, slots=True)
class CopyAtDesk:
    """It is asked for. ``is_ordered``: the proofs were enough and nobody else decides: it is being composed."""

    request: RequestOpened
    is_ordered: bool


AnswerAtDesk: TypeAlias = CopyAtDesk | NoCopy | NotDone


def ask_copy_at_desk(
    record: RecordId,
    made_for: CopyFor,
    typed: str,
    proofs: Collection[Proof],
    *,
    account: str = "",
    purpose: HeirPurpose | None = None,
    actor: Actor,
    env: Environment,
) -> AnswerAtDesk:
    """Ask for it (product.md, « A copy on paper »: « the desk checks proofs only »).

    ``typed``: whom it goes to, one line each. ``account``: of the representative for whom it is. ``purpose``: why heirs
    ask; a doctor then decides. With proofs that are enough, a copy for anybody else is ordered at once.
    """
    lines = read_address(typed)
    seen = tuple(one for one in Proof if one in proofs and one is not Proof.SIGN_IN)
    with within(record, exclusive=True):
        refusal = refusal_at_desk(record, DeskAct.ASK_COPY, actor=actor, env=env)
        if refusal is not None:
            return refusal
        if lines is None:
            return NoCopy.ADDRESS
        if made_for is CopyFor.HEIRS and purpose is None:
            return NoCopy.PURPOSE
        if made_for is CopyFor.REPRESENTATIVE and not any(
            one.account == account for one in consents.representatives(record)
        ):
            return NoCopy.NOT_THEIRS
        wanted = CopyWanted(made_for, lines, account, purpose if made_for is CopyFor.HEIRS else None)
        gathered = facts.about_record(
            record, action=Action.ASK_FOR_COPY, actor=_reader(record, wanted), at=env.clock.now(), policy=env.policy
        )
        decision = decide(gathered.facts)
        write_down(decision, gathered.wrapped_key, env=env, detail="desk")
        if isinstance(decision, Refusal):
            return NoCopy.NOT_THEIRS
        if under_way(record, made_for, account) is not None:
            return NoCopy.UNDER_WAY
        opened, number = keep_copy(record, wanted, seen, by=party(actor), env=env)
        copy = paper_copies.hold(number)
        is_ordered = made_for is not CopyFor.HEIRS and are_enough(seen, made_for) and env.print_house.is_there
        if copy is not None and is_ordered:
            order_copy(copy, actor=actor, env=env)
    return CopyAtDesk(opened, is_ordered)


def _reader(record: RecordId, wanted: CopyWanted) -> Holder | Representative | Heirs:
    if wanted.made_for is CopyFor.HOLDER:
        return Holder(record)
    return Representative(wanted.account) if wanted.made_for is CopyFor.REPRESENTATIVE else Heirs()
