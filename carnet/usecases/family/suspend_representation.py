"""On a court's or a protection decision, the desk stops a representative the same day, under four eyes."""

from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import SupportAgent
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit, Refusal
from carnet.core.audit.events import Party
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.store import consents, facts, web_sessions
from carnet.store.context import within
from carnet.usecases.family.tell_close_one import account_number
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class RepresentationSuspended:
    """From the next request on this representative reads and does nothing, until their power is recorded anew."""


@dataclass(frozen=True, slots=True)
class TwoAgentsNeeded:
    """Nothing was asked of any record: a second agent confirms, and is not the first."""


@dataclass(frozen=True, slots=True)
class NoSuchRepresentative:
    """Nothing was done: nobody of that account acts for this person, or they are suspended already."""


def suspend_representation(
    record: RecordId, account: str, *, confirmed_by: SupportAgent, proof: str, actor: SupportAgent, env: Environment
) -> RepresentationSuspended | TwoAgentsNeeded | NoSuchRepresentative | Refusal:
    """Suspend a representative at once (product.md, « Separated parents »). Nothing says who asked for it.

    ``confirmed_by``: the second pair of eyes. ``proof``: the code of the decision that was shown.
    """
    if confirmed_by == actor:
        return TwoAgentsNeeded()
    with within(record, exclusive=True):
        at = env.clock.now()
        gathered = facts.about_record(
            record, action=Action.SUSPEND_REPRESENTATION, actor=actor, at=at, policy=env.policy
        )
        decision = decide(gathered.facts)
        done = isinstance(decision, Permit) and consents.suspend_representative(record, account, at=at)
        write_down(
            decision,
            gathered.wrapped_key,
            env=env,
            concerned=Party("representative", account),
            detail=f"{proof} {confirmed_by.agent}",
            is_defective=not done,
        )
        if isinstance(decision, Refusal):
            return decision
        number = account_number(account)
        if done and number is not None:
            web_sessions.end_all_on(record, at=at, account=number)
    return RepresentationSuspended() if done else NoSuchRepresentative()
