"""Print what is to be posted: one file for a batch, that nobody reads on a screen."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from carnet.core.access.actors import SupportAgent
from carnet.core.audit.events import SecurityAct, party
from carnet.core.letters import letter_text, reference_of
from carnet.formats.cda.html import day
from carnet.formats.paper.blocks import Block, Paper, Secret, Text
from carnet.formats.paper.compose import compose
from carnet.ports.environment import Environment
from carnet.store import letters
from carnet.store.context import within
from carnet.store.letters import OwedLetter
from carnet.usecases.account.trace_account import trace_account

MOST_IN_A_BATCH = 200


@dataclass(frozen=True, slots=True, repr=False)
class PrintedLetters:
    """A batch: its number, how many letters it holds, and the file to be sent to the printer (tagged PDF)."""

    batch: UUID
    count: int
    pdf: bytes

    def __repr__(self) -> str:
        """Hide the file."""
        return f"PrintedLetters({self.count})"


@dataclass(frozen=True, slots=True)
class NothingToPrint:
    """No letter waits, or the batch has been posted: what it carried is gone."""


def print_letters(
    *, actor: SupportAgent, env: Environment, again: UUID | None = None
) -> PrintedLetters | NothingToPrint:
    """Make the file of the letters that wait, the most urgent first; 200 at most. Only the desk has this act.

    ``again``: a batch whose paper was jammed or lost, as long as it was not posted. Each printing is a line in the
    history of the person it concerns. Nothing of a letter is shown: the file goes to the printer.
    """
    at = env.clock.now()
    with transaction.atomic():
        batch = again if again is not None else env.chance.identifier()
        if again is None:
            letters.take_for_printing(batch, most=MOST_IN_A_BATCH, at=at)
        held = letters.in_batch(batch, keyring=env.keyring)
    if not held:
        return NothingToPrint()
    for record in sorted({one.record for one in held}):
        with within(record):
            trace_account(record, SecurityAct.LETTER_PRINTED, at=at, env=env, by=party(actor))
    return PrintedLetters(batch, len(held), compose([_paper(one) for one in held], at=at))


def _paper(letter: OwedLetter) -> Paper:
    words = letter_text(letter.kind)
    secrets: list[Block] = [Secret(label, letter.content.values[name]) for name, label in words.values]
    return Paper(
        title=words.title,
        blocks=(
            *map(Text, words.paragraphs),
            *secrets,
            *map(Text, words.then),
            Text(f"Référence : {reference_of(letter.id)}"),
        ),
        address=letter.content.lines,
        date=f"Le {day(letter.created_at, with_hour=False)}",
    )
