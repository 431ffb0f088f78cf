"""Print, at a counter, what waits to be told to somebody without mail or telephone: one sheet, in their hand."""

from dataclasses import dataclass
from typing import TypeAlias

from carnet.core.access.actors import Actor
from carnet.core.letters import CALL_US, NEUTRAL, letter_text
from carnet.formats.cda.html import day
from carnet.formats.paper.blocks import Block, Heading, Paper, Text
from carnet.formats.paper.compose import compose
from carnet.ports.card_reader import CardFault
from carnet.ports.environment import Environment
from carnet.store import letters
from carnet.store.context import within
from carnet.store.letters import OwedLetter
from carnet.usecases.record.hand_over_account import NotHandedOver
from carnet.usecases.record.person_at_counter import person_at_counter

LETTERS_PT = 18


@dataclass(frozen=True, slots=True, repr=False)
class SheetOfNotices:
    """What waited, on one paper (tagged PDF); none of it is posted any more."""

    pdf: bytes
    count: int

    def __repr__(self) -> str:
        """Hide the file."""
        return f"SheetOfNotices({self.count})"


@dataclass(frozen=True, slots=True)
class NothingWaits:
    """The person was told everything, or it is on its way by post."""


Answer: TypeAlias = SheetOfNotices | NothingWaits | CardFault | NotHandedOver


def print_at_counter(card: str, *, actor: Actor, env: Environment) -> Answer:
    """Hand over the notices that wait (product.md, « A copy on paper »: they « print at the next counter »).

    ``card``: the reader's statement. Only neutral notices: never a password nor a code, which go to an address. They
    say no more than a letter would, and are not sent twice.
    """
    record = person_at_counter(card, "notices", actor=actor, env=env)
    if isinstance(record, CardFault | NotHandedOver):
        return record
    at = env.clock.now()
    with within(record):
        waiting = letters.take_for_counter(record, NEUTRAL, env.chance.identifier(), at=at, keyring=env.keyring)
    if not waiting:
        return NothingWaits()
    blocks = tuple(block for one in waiting for block in _told(one))
    paper = Paper(
        "Ce que nous avions à vous dire",
        (*blocks, Text(CALL_US)),
        date=f"Le {day(at, with_hour=False)}",
        letters_pt=LETTERS_PT,
    )
    return SheetOfNotices(compose([paper], at=at), len(waiting))


def _told(letter: OwedLetter) -> tuple[Block, ...]:
    words = letter_text(letter.kind)
    when = Text(f"Le {day(letter.created_at, with_hour=False)}.")
    return (Heading(words.title), when, *(Text(one) for one in words.paragraphs))
