"""On a court's or a protection decision, the desk stops a representative the same day, under four eyes."""

from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import SupportAgent
from carnet.core.access.decision import Refusal
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.store import consents
from carnet.usecases.family.stop_representative import stop_representative


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
    done = stop_representative(
        record,
        account,
        Action.SUSPEND_REPRESENTATION,
        lambda at: consents.suspend_representative(record, account, at=at),
        detail=f"{proof} {confirmed_by.agent}",
        actor=actor,
        env=env,
    )
    if isinstance(done, Refusal):
        return done
    return RepresentationSuspended() if done else NoSuchRepresentative()
