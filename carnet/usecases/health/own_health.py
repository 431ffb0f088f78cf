"""What a reader finds in « Ma santé »: the blocks and entries that they may see, and the names of their authors."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import Holder
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit, Refusal
from carnet.core.access.facts import Facts
from carnet.core.access.own_words import entries_shown, kinds_shown
from carnet.core.access.standing import is_of_a_minor
from carnet.core.health.entry import HealthEntry
from carnet.core.health.kinds import Answer, Kind
from carnet.store import close_ones, health_entries


@dataclass(frozen=True, slots=True, repr=False)
class Block:
    """One block. ``entries``: what counts now, the last written first. ``former``: what did, removed or put right.

    ``answer``: said in place of words, and only where nothing is written. ``removed``: those of ``former`` in whose
    place nothing was written: they can be put back.
    """

    kind: Kind
    entries: tuple[HealthEntry, ...]
    answer: HealthEntry | None
    former: tuple[HealthEntry, ...]
    removed: frozenset[UUID] = frozenset()

    def __repr__(self) -> str:
        """Hide the content."""
        return "Block(…)"


@dataclass(frozen=True, slots=True, repr=False)
class OwnHealth:
    """Every block that this reader may see. ``names``: of those who wrote for the person, by their accounts.

    ``may_write``, ``may_change``: whether this reader adds to it, and puts right or removes what is there.
    ``parents_read``: whether this is a minor, who is told that those who represent them read it as well.
    """

    blocks: tuple[Block, ...]
    names: Mapping[str, str]
    may_write: bool
    may_change: bool
    parents_read: bool = False

    def __repr__(self) -> str:
        """Hide the content."""
        return "OwnHealth(…)"

    def block(self, key: str) -> Block | None:
        """Find a block by the key of its kind."""
        return next((one for one in self.blocks if one.kind.key == key), None)


def blocks_shown(asked: Facts, *, record_key: bytes) -> tuple[Block, ...]:
    """Choose what this reader may see, block by block; nothing to whom READ_HEALTH is refused.

    Inside ``within(record)``, by a reading that is traced already. ``asked``: any question of theirs about the record.
    """
    question = replace(asked, action=Action.READ_HEALTH, document=None)
    everything = health_entries.entries(asked.record.id, record_key=record_key)
    if isinstance(decide(question), Refusal):
        return ()
    shown = entries_shown(question, everything)
    return tuple(_block(kind, [one for one in shown if one.said.kind is kind]) for kind in kinds_shown(question))


def readable_entries(asked: Facts, *, record_key: bytes) -> frozenset[UUID]:
    """Number whatever this reader may read of what was ever written there, former versions too. As ``blocks_shown``."""
    question = replace(asked, action=Action.READ_HEALTH, document=None)
    everything = health_entries.entries(asked.record.id, record_key=record_key)
    may_read = isinstance(decide(question), Permit)
    return frozenset(one.id for one in entries_shown(question, everything)) if may_read else frozenset()


def written_blocks(asked: Facts, *, record_key: bytes) -> tuple[Block, ...]:
    """Choose the blocks in which somebody has written or answered something, without their versions.

    As ``blocks_shown``. To whom nothing is shown, it is as if nothing had been written.
    """
    return tuple(
        replace(one, former=()) for one in blocks_shown(asked, record_key=record_key) if one.entries or one.answer
    )


def living_entries(blocks: Iterable[Block]) -> tuple[HealthEntry, ...]:
    """Give what counts now in these blocks, answers without words too, in the order of the page."""
    return tuple(one for block in blocks for one in (*block.entries, *([block.answer] if block.answer else [])))


def vital_blocks(asked: Facts, *, record_key: bytes) -> tuple[Block, ...]:
    """Choose the blocks that whoever treats the person in an emergency asks for first, empty ones too.

    As ``blocks_shown``, without versions.
    """
    return tuple(replace(one, former=()) for one in blocks_shown(asked, record_key=record_key) if one.kind.is_vital)


def own_health(asked: Facts, *, record_key: bytes) -> OwnHealth:
    """Gather the whole page, as ``blocks_shown``: former versions for whoever may change what stands there, only.

    A carer does not learn what the person has taken away (product.md: « nor the history beyond their own acts »).
    """

    def may(action: Action) -> bool:
        return not isinstance(decide(replace(asked, action=action, document=None)), Refusal)

    blocks, may_change = blocks_shown(asked, record_key=record_key), may(Action.CHANGE_HEALTH)
    return OwnHealth(
        blocks=blocks if may_change else tuple(replace(one, former=()) for one in blocks),
        names=close_ones.names(asked.record.id, record_key=record_key),
        may_write=may(Action.ADD_HEALTH),
        may_change=may_change,
        parents_read=isinstance(asked.actor, Holder) and is_of_a_minor(asked),
    )


def _block(kind: Kind, entries: list[HealthEntry]) -> Block:
    living = [one for one in entries if one.ended_at is None]
    written = tuple(one for one in living if one.said.answer is Answer.WRITTEN)
    answers = [one for one in living if one.said.answer is not Answer.WRITTEN]
    former = tuple(one for one in entries if one.ended_at is not None and one.said.answer is Answer.WRITTEN)
    replaced = {one.replaces for one in entries}
    return Block(
        kind,
        written,
        answers[0] if answers and not written else None,
        former,
        frozenset(one.id for one in former if one.id not in replaced),
    )
