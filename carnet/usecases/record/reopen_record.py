"""Reopen a closed record, by its holder, at any time; or undo a closing that a professional declared."""

from dataclasses import dataclass
from datetime import datetime

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.identifiers import RecordId
from carnet.core.record.closing import UNDONE_WITHIN, is_undone
from carnet.core.record.ending import kept_until
from carnet.core.record.majority import PARIS
from carnet.ports.environment import Environment
from carnet.store import consents, endings, facts, insurer_requests, records
from carnet.store.context import within
from carnet.usecases.notices.owe_notice import owe_notice
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class Reopened:
    """The record is open again. ``is_undone``: as if it had not been closed, authorisations included."""

    is_undone: bool


@dataclass(frozen=True, slots=True)
class RecordClosure:
    """How a record was closed, as its holder reads it.

    ``undone_until``: until when reopening undoes a closing that a professional declared; None otherwise.
    ``kept_until``: when it is destroyed, whatever happens; ``erased_at``: when it will be because that was asked for,
    else None; ``may_be_erased``: whether the law of the day lets the holder ask for it.
    """

    at: datetime
    reason: str
    by_professional: bool
    undone_until: datetime | None
    kept_until: datetime
    erased_at: datetime | None = None
    may_be_erased: bool = False


@dataclass(frozen=True, slots=True)
class RecordIsOpen:
    """There is nothing to reopen."""


def reopen_record(record: RecordId, *, actor: Actor, env: Environment) -> Reopened | Refusal:
    """Reopen a record (product.md, « Closing »), told on every channel.

    Blocks, masks, secrets and switches are as they were. Authorisations return expired, and the status of treating
    physician with them: everybody is asked for anew. Within 7 days of a closing that a professional declared,
    reopening undoes it, and authorisations are as they were too. The insurer is asked for what it could not deposit in
    between (product.md, « Insurer »: « on reopening the gap is asked for »).
    """
    with within(record, exclusive=True):
        at = env.clock.now()
        gathered = facts.about_record(record, action=Action.REOPEN_RECORD, actor=actor, at=at, policy=env.policy)
        decision = decide(gathered.facts)
        closure = records.closure(record)
        undone = closure is not None and is_undone(closed_at=closure.at, closed_by=closure.by, at=at)
        write_down(decision, gathered.wrapped_key, env=env, detail="undone" if undone else "")
        if isinstance(decision, Refusal):
            return decision
        records.reopen(record)
        endings.take_erasure_back(record, at=at)
        if closure is not None:
            since = closure.at.astimezone(PARIS).date()
            insurer_requests.ask(env.chance.identifier(), record, since=since, at=at)
        if not undone:
            consents.withdraw_all(record, at=at)
            consents.end_all_treating_physicians(record, at=at)
        owe_notice(record, kind="record-reopened", at=at, env=env)
    return Reopened(undone)


def read_closure(record: RecordId, *, actor: Actor, env: Environment) -> RecordClosure | RecordIsOpen | Refusal:
    """Tell the holder when and why their record was closed, and what reopening would give back."""
    with within(record):
        at = env.clock.now()
        gathered = facts.about_record(record, action=Action.CHECK_RECORD, actor=actor, at=at, policy=env.policy)
        decision = decide(gathered.facts)
        write_down(decision, gathered.wrapped_key, env=env)
        closure, asked = records.closure(record), endings.erasure(record)
    if isinstance(decision, Refusal):
        return decision
    if closure is None:
        return RecordIsOpen()
    undone = is_undone(closed_at=closure.at, closed_by=closure.by, at=at)
    return RecordClosure(
        at=closure.at,
        reason=closure.reason,
        by_professional=closure.by == "professional",
        undone_until=closure.at + UNDONE_WITHIN if undone else None,
        kept_until=kept_until(closure.at),
        erased_at=asked.due_at if asked is not None else None,
        may_be_erased=env.policy.allows_erasure,
    )
