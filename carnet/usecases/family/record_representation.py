"""The desk writes down who acts for somebody, by which power, once its proof was accepted."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from carnet.core.access.actions import Action
from carnet.core.access.actors import SupportAgent
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit, Refusal
from carnet.core.access.facts import Facts
from carnet.core.access.standing import is_of_a_minor, is_of_a_protected_adult
from carnet.core.audit.events import Party
from carnet.core.identifiers import RecordId
from carnet.core.record.majority import majority_begins
from carnet.core.record.representation import OF_A_MINOR, OF_A_PROTECTED_ADULT, Power, Representation
from carnet.ports.environment import Environment
from carnet.store import close_ones, consents, facts
from carnet.store.context import within
from carnet.usecases.trace import NONCE_SIZE, write_down

MOST_PARENTS = 2
NAMED_FOR_PROPERTY = frozenset({Power.CURATOR, Power.GUARDIAN_OF_PROPERTY})


@dataclass(frozen=True, slots=True)
class Represented:
    """The power stands, with its dates: a minor's ends on the day of their majority at the latest."""

    representation: Representation


@dataclass(frozen=True, slots=True)
class PowerDoesNotFit:
    """Nothing was written: such a power is not held over this person (a parent over an adult, for instance)."""


@dataclass(frozen=True, slots=True)
class TwoParentsAlready:
    """Nothing was written: two hold parental authority."""


Answer: TypeAlias = Represented | PowerDoesNotFit | TwoParentsAlready


def record_representation(
    record: RecordId,
    account: str,
    power: Power,
    *,
    proof: str,
    begins_at: datetime | None = None,
    ends_at: datetime | None = None,
    name: str = "",
    actor: SupportAgent,
    env: Environment,
) -> Answer | Refusal:
    """Write a power down, in place of any former one of this account; it takes the place of a suspension too.

    ``account``: the representative's own, opaque. ``proof``: the code of what was shown (``birth-certificate``,
    ``judgment``…), never a text about anybody. ``begins_at``: now, unless a judge said later. ``name``: under which the
    history will name them, when it is known before they first come.
    """
    with within(record, exclusive=True):
        at = env.clock.now()
        gathered = facts.about_record(
            record, action=Action.RECORD_REPRESENTATION, actor=actor, at=at, policy=env.policy
        )
        decision = decide(gathered.facts)
        answer: Answer = PowerDoesNotFit()
        if isinstance(decision, Permit):
            begins = begins_at if begins_at is not None else at
            answer = _judge(record, account, Representation(power, begins, ends_at), gathered.facts)
        record_key = write_down(
            decision,
            gathered.wrapped_key,
            env=env,
            concerned=Party("representative", account),
            detail=f"{power.value} {proof}",
            is_defective=not isinstance(answer, Represented),
        )
        if isinstance(decision, Refusal):
            return decision
        if isinstance(answer, Represented):
            given = answer.representation
            consents.add_representative(
                record, consents.Representation(account, given.begins_at, given.ends_at, given.power)
            )
            if name:
                nonce = env.chance.secret(NONCE_SIZE)
                close_ones.remember_name(record, account, name, record_key=record_key, nonce=nonce)
    return answer


def _judge(record: RecordId, account: str, asked: Representation, known: Facts) -> Answer:
    """Tell whether such a power may be held over this person, and until when."""
    born = known.record.birth_date
    if is_of_a_minor(known) and born is not None and asked.power in OF_A_MINOR | NAMED_FOR_PROPERTY:
        if asked.power is Power.PARENT and _other_parents(record, account, known.at) >= MOST_PARENTS:
            return TwoParentsAlready()
        last_day = majority_begins(born)
        ends = last_day if asked.ends_at is None else min(asked.ends_at, last_day)
        return _unless_empty(Representation(asked.power, asked.begins_at, ends))
    if is_of_a_protected_adult(known) and asked.power in OF_A_PROTECTED_ADULT | NAMED_FOR_PROPERTY:
        return _unless_empty(asked)
    return PowerDoesNotFit()


def _unless_empty(given: Representation) -> Answer:
    lasts = given.ends_at is None or given.begins_at < given.ends_at
    return Represented(given) if lasts else PowerDoesNotFit()


def _other_parents(record: RecordId, account: str, at: datetime) -> int:
    """Count the other parents who hold parental authority, a suspended one included: the place is theirs."""
    return sum(
        one.power is Power.PARENT and one.account != account and (one.valid_until is None or at < one.valid_until)
        for one in consents.representatives(record)
    )
