"""What every change of « Ma santé » has in common: gathered, decided, planned, written down as done or not, done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeAlias, TypeVar

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.audit.events import party
from carnet.core.health.entry import HealthEntry, Said
from carnet.core.identifiers import RecordId
from carnet.core.record.majority import PARIS
from carnet.ports.environment import Environment
from carnet.store import facts, health_entries
from carnet.store.context import within
from carnet.usecases.health.own_health import Block, blocks_shown
from carnet.usecases.trace import NONCE_SIZE, write_down

T = TypeVar("T")


@dataclass(frozen=True, slots=True, repr=False)
class Plan:
    """What is to be said from now on, the entries that end with it, and the one in whose place it stands, if any."""

    said: Said
    ends: tuple[HealthEntry, ...]
    replaces: HealthEntry | None = None

    def __repr__(self) -> str:
        """Hide the content."""
        return f"Plan({len(self.ends)})"


@dataclass(frozen=True, slots=True, repr=False)
class HealthWritten:
    """The entry that was kept."""

    entry: HealthEntry

    def __repr__(self) -> str:
        """Hide the content."""
        return "HealthWritten(…)"


@dataclass(frozen=True, slots=True, repr=False)
class _Settled(Generic[T]):
    """What comes of a change that is permitted and written down."""

    planned: T
    at: datetime
    record_key: bytes


Blocks: TypeAlias = tuple[Block, ...]


def write_health(
    record: RecordId, action: Action, plan: Callable[[Blocks, date], Plan | T], *, actor: Actor, env: Environment
) -> HealthWritten | T | Refusal:
    """Write an entry of « Ma santé » as planned, under the name of who does it, in one act.

    ``action``: ADD_HEALTH or CHANGE_HEALTH. ``plan``: is handed the blocks that the one who asks may see, and today (of
    Paris); gives what comes of it instead, where nothing is to be written. The line of the history says whether it was
    done: what was asked again, or found nothing to change, stands there as a fault, never as a change.
    """
    with within(record, exclusive=True):
        settled = _settle(record, action, plan, Plan, actor=actor, env=env)
        if isinstance(settled, Refusal):
            return settled
        planned, at = settled.planned, settled.at
        if not isinstance(planned, Plan):
            return planned
        health_entries.end(record, [one.id for one in planned.ends], at=at)
        replaces = planned.replaces.id if planned.replaces is not None else None
        entry = HealthEntry(env.chance.identifier(), planned.said, party(actor), at, replaces)
        nonce = env.chance.secret(NONCE_SIZE)
        health_entries.add(record, entry, record_key=settled.record_key, nonce=nonce)
    return HealthWritten(entry)


def end_health(
    record: RecordId, action: Action, find: Callable[[Blocks], HealthEntry | T], *, actor: Actor, env: Environment
) -> HealthEntry | T | Refusal:
    """Let an entry count no more, as ``write_health``. ``find``: tells which, or what comes of it instead."""
    with within(record, exclusive=True):
        settled = _settle(record, action, lambda blocks, _: find(blocks), HealthEntry, actor=actor, env=env)
        if isinstance(settled, Refusal):
            return settled
        if isinstance(settled.planned, HealthEntry):
            health_entries.end(record, [settled.planned.id], at=settled.at)
    return settled.planned


def _settle(
    record: RecordId,
    action: Action,
    plan: Callable[[Blocks, date], T],
    done: type,
    *,
    actor: Actor,
    env: Environment,
) -> _Settled[T] | Refusal:
    """Gather, decide, plan and write down. ``done``: of what a plan is that changes something."""
    at = env.clock.now()
    gathered = facts.about_record(record, action=action, actor=actor, at=at, policy=env.policy)
    decision = decide(gathered.facts)
    if isinstance(decision, Refusal):
        write_down(decision, gathered.wrapped_key, env=env)
        return decision
    record_key = env.keyring.open_record_key(gathered.wrapped_key, record=record.bytes)
    planned = plan(blocks_shown(gathered.facts, record_key=record_key), at.astimezone(PARIS).date())
    write_down(decision, gathered.wrapped_key, env=env, is_defective=not isinstance(planned, done))
    return _Settled(planned, at, record_key)
