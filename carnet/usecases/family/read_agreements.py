"""What two parents decide together: which acts one of them has agreed to, and until when it is worth anything."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.audit.events import party
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.store import close_ones, facts, joint_agreements
from carnet.store.context import within
from carnet.usecases.trace import write_down

AGREED_FOR = timedelta(days=30)
"""As the facts count it (ADR 0019)."""


@dataclass(frozen=True, slots=True, repr=False)
class LivingAgreement:
    """One parent agrees to an act, which the other may now do. ``is_own``: the reader's; ``name``: whose, if known."""

    to: Action
    name: str
    is_own: bool
    at: datetime
    until: datetime

    def __repr__(self) -> str:
        """Hide the name."""
        return f"LivingAgreement({self.to.value}, …)"


@dataclass(frozen=True, slots=True)
class Agreements:
    """``living``: those that still serve. ``parents``: how many hold parental authority now."""

    living: tuple[LivingAgreement, ...]
    parents: int


def read_agreements(record: RecordId, *, actor: Actor, env: Environment) -> Agreements | Refusal:
    """Read them. Whoever may agree may read what the other agreed to: names and dates, nothing of their account."""
    with within(record):
        at = env.clock.now()
        gathered = facts.about_record(record, action=Action.AGREE_JOINTLY, actor=actor, at=at, policy=env.policy)
        decision = decide(gathered.facts)
        record_key = write_down(decision, gathered.wrapped_key, env=env, detail="list")
        if isinstance(decision, Refusal):
            return decision
        names = close_ones.names(record, record_key=record_key)
        found = joint_agreements.agreements(record)
    own = party(actor).identifier
    living = tuple(
        LivingAgreement(one.action, names.get(one.account, ""), one.account == own, one.at, one.at + AGREED_FOR)
        for one in found
        if one.used_at is None and at < one.at + AGREED_FOR
    )
    return Agreements(living, gathered.facts.record.parents)
