"""What every act on an export asks first: may they take the record away, and is this one theirs."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit, Refusal
from carnet.core.access.facts import Facts
from carnet.core.identifiers import RecordId
from carnet.core.record.export import Part, RecordExport, asker_of
from carnet.ports.environment import Environment
from carnet.ports.keyring import WrappedKey
from carnet.store import facts, record_exports
from carnet.usecases.trace import write_down

NEEDED = {
    Part.PERSON: Action.CHECK_RECORD,
    Part.HISTORY: Action.READ_ACCESS_HISTORY,
    Part.HEALTH: Action.READ_HEALTH,
    Part.ACCESS_RIGHTS: Action.READ_ACCESS_RIGHTS,
}
"""The rights, beyond that of taking the record away, without which a part is not theirs."""


@dataclass(frozen=True, slots=True)
class NoSuchExport:
    """Nothing of that number is theirs: it never was, it is another's, it has expired, or it was removed."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """They may. ``permit``: for this act; ``record_key``: opened, 32 bytes."""

    permit: Permit
    wrapped_key: WrappedKey
    record_key: bytes


def ask_to_export(
    record: RecordId, action: Action, *, actor: Actor, env: Environment, detail: str, is_told: bool = True
) -> Allowed | Refusal:
    """Decide, inside ``within(record)``, and write it down.

    ``action``: EXPORT_RECORD; ``detail``: what is done. ``is_told``: false where nothing of the record is read nor
    done, as looking whether one's own export is ready: refusals alone are written down then.
    """
    gathered = facts.about_record(record, action=action, actor=actor, at=env.clock.now(), policy=env.policy)
    decision = decide(gathered.facts)
    if isinstance(decision, Refusal):
        write_down(decision, gathered.wrapped_key, env=env, detail=detail)
        return decision
    if is_told:
        record_key = write_down(decision, gathered.wrapped_key, env=env, detail=detail)
    else:
        record_key = env.keyring.open_record_key(gathered.wrapped_key, record=gathered.facts.record.id.bytes)
    return Allowed(decision, gathered.wrapped_key, record_key)


def theirs(record: RecordId, number: UUID, *, actor: Actor, env: Environment, record_key: bytes) -> RecordExport | None:
    """Find one that this very person asked for, through this very application, and that has not expired."""
    found = record_exports.find(record, number, record_key=record_key)
    return found if found is not None and is_theirs(found, actor, env) else None


def is_theirs(one: RecordExport, actor: Actor, env: Environment) -> bool:
    """Whether an export is that of whoever asks, and may still be."""
    lasts = one.expires_at is None or env.clock.now() < one.expires_at
    return lasts and one.asker.is_same(asker_of(actor))


def parts_allowed(asked: Facts, parts: Iterable[Part]) -> frozenset[Part]:
    """Choose the parts that are theirs to read now. ``asked``: any question of theirs about the record."""
    return frozenset(
        part for part in parts if part not in NEEDED or isinstance(decide(replace(asked, action=NEEDED[part])), Permit)
    )
