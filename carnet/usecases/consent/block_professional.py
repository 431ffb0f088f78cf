"""Shut somebody out, and let them be asked for again."""

from dataclasses import dataclass
from datetime import datetime

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor, Representative
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.access.facts import BlockedBy
from carnet.core.consent.grantee import Grantee
from carnet.core.identifiers import PractitionerId, RecordId
from carnet.ports.environment import Environment
from carnet.store import consents, facts, showings
from carnet.store.context import within
from carnet.usecases.consent.concerned import concerned_party
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class Blocked:
    """From now on this one reads nothing of the record."""

    grantee: Grantee


@dataclass(frozen=True, slots=True)
class Unblocked:
    """The block is lifted; their consent must be asked anew."""

    grantee: Grantee


def block_professional(
    record: RecordId, grantee: Grantee, *, person_asks: bool = False, actor: Actor, env: Environment
) -> Blocked | Refusal:
    """Block a professional or an establishment, at once and everywhere.

    ``person_asks``: the treating physician's statement that the person asks for it. Authorisation and status end with
    the block, so that lifting it gives nothing back (product.md, « Reading passes three gates »).
    """
    with within(record, exclusive=True):
        at = env.clock.now()
        gathered = facts.about_record(
            record,
            action=Action.BLOCK_PROFESSIONAL,
            actor=actor,
            at=at,
            policy=env.policy,
            declares_presence=person_asks,
        )
        decision = decide(gathered.facts)
        write_down(decision, gathered.wrapped_key, env=env, concerned=concerned_party(grantee))
        if isinstance(decision, Refusal):
            return decision
        by_another = isinstance(actor, Representative)
        set_by = BlockedBy.REPRESENTATIVE if by_another else BlockedBy.HOLDER
        consents.block(record, grantee, at=at, set_by=set_by)
        _end_rights(record, grantee, at)
    return Blocked(grantee)


def _end_rights(record: RecordId, grantee: Grantee, at: datetime) -> None:
    consents.withdraw(record, grantee, at=at)
    if isinstance(grantee, PractitionerId):
        consents.end_treating_physician(record, grantee, at=at)
        showings.end_for(record, grantee, at=at)
    else:
        showings.end_for_members(record, grantee, at=at)


def unblock_professional(record: RecordId, grantee: Grantee, *, actor: Actor, env: Environment) -> Unblocked | Refusal:
    """Lift a block. Nothing else comes back with it: a yes given meanwhile is asked anew, as any before the block."""
    with within(record, exclusive=True):
        at = env.clock.now()
        gathered = facts.about_record(record, action=Action.UNBLOCK_PROFESSIONAL, actor=actor, at=at, policy=env.policy)
        decision = decide(gathered.facts)
        write_down(decision, gathered.wrapped_key, env=env, concerned=concerned_party(grantee))
        if isinstance(decision, Refusal):
            return decision
        if consents.unblock(record, grantee, at=at):
            _end_rights(record, grantee, at)
    return Unblocked(grantee)
