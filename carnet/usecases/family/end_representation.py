"""The desk writes down that a power is over: custody goes to another, a delegate or an agent is replaced."""

from dataclasses import dataclass
from datetime import datetime

from carnet.core.access.actions import Action
from carnet.core.access.actors import SupportAgent
from carnet.core.access.decision import Refusal
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.store import consents
from carnet.usecases.family.stop_representative import stop_representative
from carnet.usecases.family.suspend_representation import NoSuchRepresentative
from carnet.usecases.notices.owe_notice import owe_notice

ENDED = "representation-ended"


@dataclass(frozen=True, slots=True)
class RepresentationEnded:
    """From the next request on this one reads and does nothing; what they did stays, under their name."""


def end_representation(
    record: RecordId, account: str, *, proof: str, actor: SupportAgent, env: Environment
) -> RepresentationEnded | NoSuchRepresentative | Refusal:
    """End one power at once, on proof (a judgment that gives custody to another). Whoever comes next is recorded apart.

    ``proof``: the code of what was shown. Nobody else's power changes, and no authorisation, block or mask does.
    """
    done = stop_representative(
        record,
        account,
        Action.RECORD_REPRESENTATION,
        lambda at: consents.end_representative(record, account, at=at),
        detail=f"ended {proof}",
        actor=actor,
        env=env,
    )
    if isinstance(done, Refusal):
        return done
    return RepresentationEnded() if done else NoSuchRepresentative()


def end_powers(record: RecordId, *, at: datetime, env: Environment) -> None:
    """End every power over a person, and owe those who held one a notice. Inside ``within(record, exclusive=True)``."""
    for one in consents.representatives(record):
        consents.end_representative(record, one.account, at=at)
    owe_notice(record, kind=ENDED, at=at, env=env)
