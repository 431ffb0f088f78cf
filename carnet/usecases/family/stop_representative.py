"""What ending a power and suspending it share: decided, written down, done, and the sessions of that account over."""

from collections.abc import Callable
from datetime import datetime

from carnet.core.access.actions import Action
from carnet.core.access.actors import SupportAgent
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit, Refusal
from carnet.core.audit.events import Party
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.store import app_grants, facts, web_sessions
from carnet.store.context import within
from carnet.usecases.family.tell_close_one import account_number
from carnet.usecases.trace import write_down


def stop_representative(
    record: RecordId,
    account: str,
    action: Action,
    stop: Callable[[datetime], bool],
    *,
    detail: str,
    actor: SupportAgent,
    env: Environment,
) -> bool | Refusal:
    """Stop one representative at once. ``stop``: writes it at an instant, and tells whether there was one to stop.

    ``detail``: what the trace keeps, codes only. Gives whether somebody was stopped, or the refusal.
    """
    with within(record, exclusive=True):
        at = env.clock.now()
        gathered = facts.about_record(record, action=action, actor=actor, at=at, policy=env.policy)
        decision = decide(gathered.facts)
        done = isinstance(decision, Permit) and stop(at)
        write_down(
            decision,
            gathered.wrapped_key,
            env=env,
            concerned=Party("representative", account),
            detail=detail,
            is_defective=not done,
        )
        if isinstance(decision, Refusal):
            return decision
        number = account_number(account)
        if done and number is not None:
            web_sessions.end_all_on(record, at=at, account=number)
            app_grants.end_all_on(record, at=at, account=number)
    return done
