"""The desk writes down that a power is over: custody goes to another, a delegate or an agent is replaced."""

from dataclasses import dataclass
from datetime import datetime

from carnet.core.access.actions import Action
from carnet.core.access.actors import SupportAgent
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit, Refusal
from carnet.core.audit.events import Party
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.store import consents, facts, web_sessions
from carnet.store.context import within
from carnet.usecases.family.suspend_representation import NoSuchRepresentative
from carnet.usecases.family.tell_close_one import account_number
from carnet.usecases.notices.owe_notice import owe_notice
from carnet.usecases.trace import write_down

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
    with within(record, exclusive=True):
        at = env.clock.now()
        gathered = facts.about_record(
            record, action=Action.RECORD_REPRESENTATION, actor=actor, at=at, policy=env.policy
        )
        decision = decide(gathered.facts)
        done = isinstance(decision, Permit) and consents.end_representative(record, account, at=at)
        write_down(
            decision,
            gathered.wrapped_key,
            env=env,
            concerned=Party("representative", account),
            detail=f"ended {proof}",
            is_defective=not done,
        )
        if isinstance(decision, Refusal):
            return decision
        number = account_number(account)
        if done and number is not None:
            web_sessions.end_all_on(record, at=at, account=number)
    return RepresentationEnded() if done else NoSuchRepresentative()


def end_powers(record: RecordId, *, at: datetime, env: Environment) -> None:
    """End every power over a person, and owe those who held one a notice. Inside ``within(record, exclusive=True)``."""
    for one in consents.representatives(record):
        consents.end_representative(record, one.account, at=at)
    owe_notice(record, kind=ENDED, at=at, env=env)
