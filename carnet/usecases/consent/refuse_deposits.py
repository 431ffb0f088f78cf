"""Refuse what somebody blocked would still deposit, or take it again."""

from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.consent.grantee import Grantee
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.store import consents, facts
from carnet.store.context import within
from carnet.usecases.consent.concerned import concerned_party
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class DepositsChosen:
    """Whether this one's deposits are refused from now on, as long as the block holds."""

    grantee: Grantee
    are_refused: bool


@dataclass(frozen=True, slots=True)
class NotBlocked:
    """Nothing was done: whoever may read may also feed."""


def refuse_deposits(
    record: RecordId, grantee: Grantee, *, refuses: bool, actor: Actor, env: Environment
) -> DepositsChosen | NotBlocked | Refusal:
    """Refuse further deposits of somebody blocked, or accept them again (product.md, « Reading passes three gates »).

    To the depositor the record cannot be fed, as a closed one; with the block, the refusal ends.
    """
    with within(record, exclusive=True):
        gathered = facts.about_record(
            record, action=Action.REFUSE_DEPOSITS, actor=actor, at=env.clock.now(), policy=env.policy
        )
        decision = decide(gathered.facts)
        is_blocked = any(one.grantee == grantee for one in consents.blocks(record))
        write_down(
            decision,
            gathered.wrapped_key,
            env=env,
            concerned=concerned_party(grantee),
            detail="refused" if refuses else "accepted",
            is_defective=not is_blocked,
        )
        if isinstance(decision, Refusal):
            return decision
        if not is_blocked:
            return NotBlocked()
        consents.refuse_deposits(record, grantee, refuses=refuses)
    return DepositsChosen(grantee, refuses)
