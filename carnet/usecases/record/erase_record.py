"""Ask for a closed record to be erased before its ten years, and take that back while it waits."""

from dataclasses import dataclass
from datetime import datetime

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Decision, Refusal
from carnet.core.identifiers import RecordId
from carnet.core.record.ending import erased_at
from carnet.ports.environment import Environment
from carnet.store import endings, facts, joint_agreements
from carnet.store.context import within
from carnet.usecases.notices.owe_notice import owe_notice
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class ErasureAsked:
    """The record will be destroyed at that instant, unless it is reopened or kept before."""

    at: datetime


@dataclass(frozen=True, slots=True)
class RecordKept:
    """Nothing will be erased before the ten years are over."""


def erase_record(record: RecordId, *, actor: Actor, env: Environment) -> ErasureAsked | Refusal:
    """Ask for the erasure (R1111-36; product.md, « Closing »: « Express erasure on request »).

    It is done thirty days later by the worker, and told now on every channel; asked again, it changes nothing. For a
    minor, both parents. Refused plainly where the law of the day keeps every record for ten years.
    """
    with within(record, exclusive=True):
        decision = _decide(record, Action.ERASE_RECORD, actor, env)
        if isinstance(decision, Refusal):
            return decision
        at = env.clock.now()
        if endings.ask_for_erasure(record, at=at, due_at=erased_at(at)):
            joint_agreements.mark_used(record, Action.ERASE_RECORD, at=at)
            owe_notice(record, kind="erasure-asked", at=at, env=env)
        waiting = endings.erasure(record)
    return ErasureAsked(waiting.due_at if waiting is not None else erased_at(at))


def keep_record(record: RecordId, *, actor: Actor, env: Environment) -> RecordKept | Refusal:
    """Take the request back, as long as nothing was destroyed; either parent may."""
    with within(record, exclusive=True):
        decision = _decide(record, Action.KEEP_RECORD, actor, env)
        if isinstance(decision, Refusal):
            return decision
        if endings.take_erasure_back(record, at=env.clock.now()):
            owe_notice(record, kind="erasure-taken-back", at=env.clock.now(), env=env)
    return RecordKept()


def _decide(record: RecordId, action: Action, actor: Actor, env: Environment) -> Decision:
    gathered = facts.about_record(record, action=action, actor=actor, at=env.clock.now(), policy=env.policy)
    decision = decide(gathered.facts)
    write_down(decision, gathered.wrapped_key, env=env)
    return decision
