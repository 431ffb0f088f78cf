"""Letters at the desk (D7): what waits, the batch to print, the batch that left, the letter that came back."""

from dataclasses import dataclass
from uuid import UUID

from carnet.core.access.actors import Actor, SupportAgent
from carnet.core.letters import read_reference
from carnet.core.support.authority import DeskAct, NotDone
from carnet.ports.environment import Environment
from carnet.store import letters
from carnet.store.letters import LetterLine
from carnet.usecases.letters.post_letters import Posted, post_letters, return_letter
from carnet.usecases.letters.print_letters import NothingToPrint, PrintedLetters, print_letters
from carnet.usecases.support.desk_trace import is_refused_by_role

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class LettersWaiting:
    """What is to be printed, and the batches that were printed and have not left: number, and how many letters."""

    to_print: tuple[LetterLine, ...]
    batches: tuple[tuple[UUID, int], ...]


def list_letters(*, actor: Actor, env: Environment) -> LettersWaiting | NotDone:
    """List the letters that have not left: a kind and dates, never to whom."""
    if _agent(actor, env) is None:
        return NotDone.NOT_THIS_ROLE
    waiting = letters.still_there(most=MOST_SHOWN)
    counts: dict[UUID, int] = {}
    for one in waiting:
        if one.batch is not None:
            counts[one.batch] = counts.get(one.batch, 0) + 1
    return LettersWaiting(tuple(one for one in waiting if one.batch is None), tuple(counts.items()))


def print_at_desk(
    again: UUID | None = None, *, actor: Actor, env: Environment
) -> PrintedLetters | NothingToPrint | NotDone:
    """Make the file of a batch: a new one, or one whose paper was jammed."""
    agent = _agent(actor, env)
    return print_letters(actor=agent, env=env, again=again) if agent is not None else NotDone.NOT_THIS_ROLE


def post_at_desk(batch: UUID, *, actor: Actor, env: Environment) -> Posted | NotDone:
    """Say that a batch was given to the post: what it carried is wiped."""
    agent = _agent(actor, env)
    return post_letters(batch, actor=agent, env=env) if agent is not None else NotDone.NOT_THIS_ROLE


def return_at_desk(typed: str, *, actor: Actor, env: Environment) -> bool | NotDone:
    """Say that a letter came back, by the reference that stands on it; false when none that left has it."""
    agent = _agent(actor, env)
    if agent is None:
        return NotDone.NOT_THIS_ROLE
    reference = read_reference(typed)
    letter = letters.posted_under(reference) if reference is not None else None
    return letter is not None and return_letter(letter, actor=agent, env=env)


def _agent(actor: Actor, env: Environment) -> SupportAgent | None:
    if is_refused_by_role(actor, DeskAct.PRINT_LETTERS, env=env) or not isinstance(actor, SupportAgent):
        return None
    return actor
