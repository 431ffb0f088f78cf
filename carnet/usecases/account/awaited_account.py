"""Whose account is awaited: somebody who acts for a child already, under a number that their account will take."""

from collections.abc import Iterable
from uuid import UUID

from carnet.ports.environment import Environment
from carnet.store import accounts, awaited_accounts


def await_account(number: str, *, env: Environment) -> UUID:
    """Give the number under which the person of a card acts, from this child on and for the next ones.

    ``number``: the NIR of the card that was read, theirs; never one that was typed: whoever comes for the account later
    proves with the same card who they are. Inside the transaction that writes the power down.
    """
    digest = env.keyring.lookup_digest(awaited_accounts.card_text(number))
    return awaited_accounts.keep(digest, env.chance.identifier(), at=env.clock.now())


def awaited_account(numbers: Iterable[str], *, env: Environment) -> UUID | None:
    """Find the number that somebody's own account is to take, or has taken; None when none waits.

    ``numbers``: the values of the identifiers that are proved to be theirs.
    """
    digests = [env.keyring.lookup_digest(awaited_accounts.card_text(number)) for number in numbers]
    return awaited_accounts.find(digests)


def number_of_new_account(drawn: UUID, numbers: Iterable[str], *, env: Environment) -> UUID:
    """Choose the number of an account that is being opened: the one that waits for its person, else the drawn one."""
    waiting = awaited_account(numbers, env=env)
    return waiting if waiting is not None and accounts.of_id(waiting) is None else drawn
