"""Whose records somebody may open: their own, those of the people they represent, those of the people they care for."""

from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import Carer, Representative
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.identifiers import NOBODYS_RECORD, RecordId
from carnet.ports.environment import Environment
from carnet.store import accounts, carers, facts, records, represented
from carnet.store.context import within
from carnet.usecases.account.holder import shown_name
from carnet.usecases.trace import write_down


class Tie(Enum):
    """What ties somebody to a record."""

    OWN = "own"
    REPRESENTED = "represented"
    CARED_FOR = "cared-for"


@dataclass(frozen=True, slots=True, repr=False)
class Profile:
    """A record that somebody may open. ``name``: of its person, and empty for one's own."""

    record: RecordId
    tie: Tie
    name: str = ""

    def __repr__(self) -> str:
        """Hide the name."""
        return f"Profile({self.tie.value}, …)"


def list_profiles(account: UUID, *, env: Environment) -> tuple[Profile, ...]:
    """List whose records an account may open, one's own first (product.md, « Minors and representatives »).

    Each record is asked whether it may be known, and keeps a line of the asking; one that refuses is left out.
    """
    found = accounts.of_id(account)
    if found is None:
        return ()
    own = (Profile(found.record, Tie.OWN),) if found.record != NOBODYS_RECORD else ()
    others = (_look(record, tie, account, env) for record, tie in ties_of(account, env=env))
    return (*own, *(one for one in others if one is not None))


def ties_of(account: UUID, *, env: Environment) -> tuple[tuple[RecordId, Tie], ...]:
    """List the records to which an account is tied by other powers than its own; they open nothing by themselves."""
    at = env.clock.now()
    minors = represented.persons(str(account), at=at)
    cared_for = [one for one in carers.persons(str(account), at=at) if one not in minors]
    return (*((one, Tie.REPRESENTED) for one in minors), *((one, Tie.CARED_FOR) for one in cared_for))


def actor_by(tie: Tie, account: UUID) -> Representative | Carer:
    """Tell as whom an account opens the record of somebody else. Raises ``ValueError`` for one's own."""
    if tie is Tie.OWN:
        raise ValueError("one's own record is opened by its holder")
    return Representative(str(account)) if tie is Tie.REPRESENTED else Carer(str(account))


def _look(record: RecordId, tie: Tie, account: UUID, env: Environment) -> Profile | None:
    actor = actor_by(tie, account)
    with within(record):
        gathered = facts.about_record(
            record, action=Action.CHECK_RECORD, actor=actor, at=env.clock.now(), policy=env.policy
        )
        decision = decide(gathered.facts)
        record_key = write_down(decision, gathered.wrapped_key, env=env, detail="profiles")
        if isinstance(decision, Refusal):
            return None
        person = records.person(record, record_key=record_key)
    return Profile(record, tie, shown_name(person)) if person is not None else None
