"""Somebody puts right, removes or puts back what was written of the person's health; versions are kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.access.facts import Facts
from carnet.core.audit.events import party
from carnet.core.health.entry import HealthEntry, Said, read_said
from carnet.core.identifiers import RecordId
from carnet.core.record.majority import PARIS
from carnet.ports.environment import Environment
from carnet.store import facts, health_entries
from carnet.store.context import within
from carnet.usecases.health.add_health_entry import AskedAgain, HealthWritten
from carnet.usecases.health.own_health import blocks_shown, living_entries
from carnet.usecases.trace import NONCE_SIZE, write_down


@dataclass(frozen=True, slots=True)
class NoSuchEntry:
    """No such entry, or not for this reader, or it counts no more."""


@dataclass(frozen=True, slots=True)
class HealthRemoved:
    """It counts no more; its words are kept as a version. ``kind``: the key of its block."""

    kind: str


def correct_health_entry(
    record: RecordId, number: UUID, typed: Mapping[str, str], *, is_sure: bool, actor: Actor, env: Environment
) -> HealthWritten | AskedAgain | NoSuchEntry | Refusal:
    """Put an entry right: a new one replaces it, under the name of who does it.

    ``typed`` and ``is_sure``: as ``read_said`` takes them.
    """
    with within(record, exclusive=True):
        at = env.clock.now()
        gathered = facts.about_record(record, action=Action.CHANGE_HEALTH, actor=actor, at=at, policy=env.policy)
        decision = decide(gathered.facts)
        record_key = write_down(decision, gathered.wrapped_key, env=env)
        if isinstance(decision, Refusal):
            return decision
        former = _entry(number, gathered.facts, record_key=record_key)
        if former is None:
            return NoSuchEntry()
        said = read_said(former.said.kind, typed, today=at.astimezone(PARIS).date(), is_sure=is_sure)
        if not isinstance(said, Said):
            return AskedAgain(former.said.kind, said)
        health_entries.end(record, [former.id], at=at)
        entry = HealthEntry(env.chance.identifier(), said, party(actor), at, former.id)
        health_entries.add(record, entry, record_key=record_key, nonce=env.chance.secret(NONCE_SIZE))
    return HealthWritten(entry)


def remove_health_entry(
    record: RecordId, number: UUID, *, actor: Actor, env: Environment
) -> HealthRemoved | NoSuchEntry | Refusal:
    """Let an entry, or an answer without words, count no more; nobody but the person's side sees that it was there."""
    with within(record, exclusive=True):
        at = env.clock.now()
        gathered = facts.about_record(record, action=Action.CHANGE_HEALTH, actor=actor, at=at, policy=env.policy)
        decision = decide(gathered.facts)
        record_key = write_down(decision, gathered.wrapped_key, env=env)
        if isinstance(decision, Refusal):
            return decision
        shown = living_entries(blocks_shown(gathered.facts, record_key=record_key))
        former = next((one for one in shown if one.id == number), None)
        if former is None:
            return NoSuchEntry()
        health_entries.end(record, [former.id], at=at)
    return HealthRemoved(former.said.kind.key)


def put_back_health_entry(
    record: RecordId, number: UUID, *, actor: Actor, env: Environment
) -> HealthWritten | NoSuchEntry | Refusal:
    """Write again what was removed, under the name of who does it, as a new version.

    As when it is written anew, an answer without words ends, and so does the entry of a kind that has one.
    """
    with within(record, exclusive=True):
        at = env.clock.now()
        gathered = facts.about_record(record, action=Action.CHANGE_HEALTH, actor=actor, at=at, policy=env.policy)
        decision = decide(gathered.facts)
        record_key = write_down(decision, gathered.wrapped_key, env=env)
        if isinstance(decision, Refusal):
            return decision
        blocks = blocks_shown(gathered.facts, record_key=record_key)
        found = next(((block, one) for block in blocks for one in block.former if one.id == number), None)
        if found is None or number not in found[0].removed:
            return NoSuchEntry()
        block, former = found
        ending = living_entries([block]) if block.kind.is_single else ([block.answer] if block.answer else [])
        health_entries.end(record, [one.id for one in ending], at=at)
        entry = HealthEntry(env.chance.identifier(), former.said, party(actor), at, former.id)
        health_entries.add(record, entry, record_key=record_key, nonce=env.chance.secret(NONCE_SIZE))
    return HealthWritten(entry)


def _entry(number: UUID, asked: Facts, *, record_key: bytes) -> HealthEntry | None:
    """Find what is written and counts, among the entries that this reader may see."""
    shown = blocks_shown(asked, record_key=record_key)
    return next((one for block in shown for one in block.entries if one.id == number), None)
