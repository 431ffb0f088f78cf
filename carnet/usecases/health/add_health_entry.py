"""Somebody writes of the person's health, or says that there is nothing to write, or that they do not know."""

from collections.abc import Mapping
from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.audit.events import party
from carnet.core.health.entry import Fault, HealthEntry, Said, read_said
from carnet.core.health.kinds import Answer, Kind, kind_of
from carnet.core.identifiers import RecordId
from carnet.core.record.majority import PARIS
from carnet.ports.environment import Environment
from carnet.store import facts, health_entries
from carnet.store.context import within
from carnet.usecases.health.own_health import Block, blocks_shown
from carnet.usecases.trace import NONCE_SIZE, write_down

MOST_ENTRIES = 500
"""How many entries of one kind count at once: a measure every day for more than a year."""


@dataclass(frozen=True, slots=True, repr=False)
class HealthWritten:
    """The entry that was kept."""

    entry: HealthEntry

    def __repr__(self) -> str:
        """Hide the content."""
        return "HealthWritten(…)"


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """Fields of a kind to be filled in anew. Nothing was kept."""

    kind: Kind
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class NoSuchBlock:
    """No such block, or not for this reader; or an answer that the block does not take."""


@dataclass(frozen=True, slots=True)
class NotTaken:
    """« Je n’en ai pas » where something is written, or one entry too many: what is there is removed first."""


def add_health_entry(
    record: RecordId, key: str, typed: Mapping[str, str], *, is_sure: bool, actor: Actor, env: Environment
) -> HealthWritten | AskedAgain | NoSuchBlock | NotTaken | Refusal:
    """Write one entry. ``key``: of its kind; ``typed`` and ``is_sure``: as ``read_said`` takes them.

    An answer that stood in place of words ends, and so does the former entry of a kind that has one (features.md H17).
    """
    kind = kind_of(key)
    if kind is None:
        return NoSuchBlock()
    said = read_said(kind, typed, today=env.clock.now().astimezone(PARIS).date(), is_sure=is_sure)
    if not isinstance(said, Said):
        return AskedAgain(kind, said)
    return _keep(record, said, actor=actor, env=env)


def answer_health_block(
    record: RecordId, key: str, answer: Answer, *, actor: Actor, env: Environment
) -> HealthWritten | NoSuchBlock | NotTaken | Refusal:
    """Say « Je n’en ai pas » or « Je ne sais pas » of a block in which nothing is written (interface.md P14)."""
    kind = kind_of(key)
    if kind is None or answer not in kind.answers:
        return NoSuchBlock()
    return _keep(record, Said(kind, answer), actor=actor, env=env)


def _keep(
    record: RecordId, said: Said, *, actor: Actor, env: Environment
) -> HealthWritten | NoSuchBlock | NotTaken | Refusal:
    with within(record, exclusive=True):
        at = env.clock.now()
        gathered = facts.about_record(record, action=Action.ADD_HEALTH, actor=actor, at=at, policy=env.policy)
        decision = decide(gathered.facts)
        record_key = write_down(decision, gathered.wrapped_key, env=env)
        if isinstance(decision, Refusal):
            return decision
        block = _block_of(said.kind, blocks_shown(gathered.facts, record_key=record_key))
        if block is None:
            return NoSuchBlock()
        if len(block.entries) >= (MOST_ENTRIES if said.answer is Answer.WRITTEN else 1):
            return NotTaken()
        superseded = [*([block.answer] if block.answer else []), *(block.entries if said.kind.is_single else ())]
        health_entries.end(record, [one.id for one in superseded], at=at)
        replaces = next((one.id for one in superseded if one.said.answer is Answer.WRITTEN), None)
        entry = HealthEntry(env.chance.identifier(), said, party(actor), at, replaces)
        health_entries.add(record, entry, record_key=record_key, nonce=env.chance.secret(NONCE_SIZE))
    return HealthWritten(entry)


def _block_of(kind: Kind, blocks: tuple[Block, ...]) -> Block | None:
    return next((one for one in blocks if one.kind is kind), None)
