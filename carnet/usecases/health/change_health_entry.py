"""Somebody puts right, removes or puts back what was written of the person's health; versions are kept."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decision import Refusal
from carnet.core.health.entry import HealthEntry, Said, read_said
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.usecases.health.add_health_entry import AskedAgain, NotTaken, plan_in
from carnet.usecases.health.own_health import living_entries
from carnet.usecases.health.write_health import Blocks, HealthWritten, Plan, end_health, write_health


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

    def plan(blocks: Blocks, today: date) -> Plan | AskedAgain | NoSuchEntry:
        former = next((one for block in blocks for one in block.entries if one.id == number), None)
        if former is None:
            return NoSuchEntry()
        said = read_said(former.said.kind, typed, today=today, is_sure=is_sure)
        return Plan(said, (former,), former) if isinstance(said, Said) else AskedAgain(former.said.kind, said)

    return write_health(record, Action.CHANGE_HEALTH, plan, actor=actor, env=env)


def remove_health_entry(
    record: RecordId, number: UUID, *, actor: Actor, env: Environment
) -> HealthRemoved | NoSuchEntry | Refusal:
    """Let an entry, or an answer without words, count no more; nobody but the person's side sees that it was there."""

    def find(blocks: Blocks) -> HealthEntry | NoSuchEntry:
        return next((one for one in living_entries(blocks) if one.id == number), NoSuchEntry())

    answer = end_health(record, Action.CHANGE_HEALTH, find, actor=actor, env=env)
    return HealthRemoved(answer.said.kind.key) if isinstance(answer, HealthEntry) else answer


def put_back_health_entry(
    record: RecordId, number: UUID, *, actor: Actor, env: Environment
) -> HealthWritten | NoSuchEntry | NotTaken | Refusal:
    """Write again what was removed, under the name of who does it, as a new version.

    As when it is written anew, an answer without words ends, and so does the entry of a kind that has one; a block that
    is full takes nothing.
    """

    def plan(blocks: Blocks, _today: date) -> Plan | NoSuchEntry | NotTaken:
        found = ((block, one) for block in blocks for one in block.former if one.id == number)
        block, former = next(found, (None, None))
        if block is None or former is None or number not in block.removed:
            return NoSuchEntry()
        planned = plan_in(block, former.said)
        return replace(planned, replaces=former) if isinstance(planned, Plan) else planned

    return write_health(record, Action.CHANGE_HEALTH, plan, actor=actor, env=env)
