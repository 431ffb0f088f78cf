"""The carers of a person, as the person reads them: who may read, until when, and who has not answered."""

from dataclasses import dataclass
from datetime import datetime

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.identifiers import RecordId
from carnet.core.record.carer import CARERS_OF_A_PERSON
from carnet.ports.environment import Environment
from carnet.store import carers, close_ones, facts
from carnet.store.context import within
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True, repr=False)
class ListedCarer:
    """Somebody invited, or who cares. ``name``: empty while they have not answered.

    ``until``: the end of the year, or of the invitation; ``sleeps``: the year has passed and nobody reconfirmed it.
    """

    account: str
    name: str
    until: datetime
    has_accepted: bool
    sleeps: bool

    def __repr__(self) -> str:
        """Hide the name."""
        return "ListedCarer(…)"


@dataclass(frozen=True, slots=True)
class CarersOfPerson:
    """``most``: how many one may have; ``left``: how many more may be invited now."""

    carers: tuple[ListedCarer, ...]
    most: int
    left: int


def list_carers(record: RecordId, *, actor: Actor, env: Environment) -> CarersOfPerson | Refusal:
    """List them. Whoever may invite a carer may know who they are: the adult holder alone."""
    with within(record):
        at = env.clock.now()
        gathered = facts.about_record(record, action=Action.INVITE_CARER, actor=actor, at=at, policy=env.policy)
        decision = decide(gathered.facts)
        record_key = write_down(decision, gathered.wrapped_key, env=env, detail="list")
        if isinstance(decision, Refusal):
            return decision
        known, names = carers.carers(record), close_ones.names(record, record_key=record_key)
        counted = carers.count_carers(record, at=at)
    listed = tuple(
        ListedCarer(
            one.account,
            names.get(one.account, ""),
            one.caring.until if one.caring is not None else one.invitation_ends_at,
            has_accepted=one.caring is not None,
            sleeps=one.caring is not None and not one.caring.is_in_force(at=at),
        )
        for one in known
        if one.ended_at is None and (one.caring is not None or at < one.invitation_ends_at)
    )
    return CarersOfPerson(listed, CARERS_OF_A_PERSON, max(0, CARERS_OF_A_PERSON - counted))
