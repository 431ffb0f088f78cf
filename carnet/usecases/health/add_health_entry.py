"""Somebody writes of the person's health, or says that there is nothing to write, or that they do not know."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decision import Refusal
from carnet.core.health.entry import Fault, Said, read_said
from carnet.core.health.kinds import Answer, Kind, kind_of
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.usecases.health.own_health import Block
from carnet.usecases.health.write_health import Blocks, HealthWritten, Plan, write_health

MOST_ENTRIES = 500
"""How many entries of one kind count at once: a measure every day for more than a year."""


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

    def plan(blocks: Blocks, today: date) -> Plan | AskedAgain | NoSuchBlock | NotTaken:
        block = block_of(kind, blocks)
        if block is None:
            return NoSuchBlock()
        said = read_said(kind, typed, today=today, is_sure=is_sure)
        return plan_in(block, said) if isinstance(said, Said) else AskedAgain(kind, said)

    return write_health(record, Action.ADD_HEALTH, plan, actor=actor, env=env)


def answer_health_block(
    record: RecordId, key: str, answer: Answer, *, actor: Actor, env: Environment
) -> HealthWritten | NoSuchBlock | NotTaken | Refusal:
    """Say « Je n’en ai pas » or « Je ne sais pas » of a block in which nothing is written (interface.md P14)."""
    kind = kind_of(key)
    if kind is None or answer not in kind.answers:
        return NoSuchBlock()

    def plan(blocks: Blocks, _today: date) -> Plan | NoSuchBlock | NotTaken:
        block = block_of(kind, blocks)
        return NoSuchBlock() if block is None else plan_in(block, Said(kind, answer))

    return write_health(record, Action.ADD_HEALTH, plan, actor=actor, env=env)


def plan_in(block: Block, said: Said) -> Plan | NotTaken:
    """Plan what is written in a block: an answer without words ends, and so does the entry of a kind that has one."""
    if len(block.entries) >= (MOST_ENTRIES if said.answer is Answer.WRITTEN else 1):
        return NotTaken()
    ends = (*([block.answer] if block.answer else []), *(block.entries if said.kind.is_single else ()))
    return Plan(said, ends, next((one for one in ends if one.said.answer is Answer.WRITTEN), None))


def block_of(kind: Kind, blocks: Blocks) -> Block | None:
    """Find the block of a kind, among those that somebody may see."""
    return next((one for one in blocks if one.kind is kind), None)
