"""Ask for a card to be read, and believe its reader: a challenge that we made, for this asker, a moment ago."""

import hmac
from datetime import timedelta

from carnet.core.access.actors import Actor
from carnet.core.audit.events import party
from carnet.formats.card_statement import FRESH_FOR
from carnet.ports.card_reader import CardAnswer, CardAtHand, CardFault, CardReading
from carnet.ports.environment import Environment

ASKED_FOR = FRESH_FOR + timedelta(minutes=5)
"""How long a challenge waits for its card, and for what is done with it: a little longer than a reading counts."""
LONGEST_INSTANT = 12
"""Digits: seconds until the year 33658."""
_RANDOM = 16


def ask_for_card(*, actor: Actor, env: Environment) -> str:
    """Make the challenge that a reader signs with the card, for this asker alone.

    Nothing is kept of it: it carries its end and a keyed digest, which nobody else can compute.
    """
    until = int((env.clock.now() + ASKED_FOR).timestamp())
    random = env.chance.secret(_RANDOM).hex()
    return f"{until}.{random}.{_mark(until, random, actor, env)}"


def cards_at_hand(*, env: Environment) -> tuple[CardAtHand, ...]:
    """List the cards of the demonstration; none where readers are real."""
    return env.card_simulator.cards()


def read_simulated_card(short: str, *, actor: Actor, env: Environment) -> str | None:
    """Read a card of the demonstration as a reader would, and give its signed statement; None for no such card."""
    return env.card_simulator.read(short, challenge=ask_for_card(actor=actor, env=env), at=env.clock.now())


def card_presence(statement: str, *, actor: Actor, env: Environment) -> CardAnswer:
    """Say which card was read, when and by which reader, or why the statement proves nothing.

    ``statement``: what the reader signed (product.md, « Opening »: « each assisted opening with the carte Vitale »).
    That its challenge has not served is looked at when it serves.
    """
    answer = env.card_reader.verify(statement, at=env.clock.now())
    if isinstance(answer, CardReading) and not _is_ours(answer.challenge, actor, env):
        return CardFault.ANOTHER_CHALLENGE
    return answer


def _is_ours(challenge: str, actor: Actor, env: Environment) -> bool:
    until, _, rest = challenge.partition(".")
    random, _, mark = rest.partition(".")
    if not until.isascii() or not until.isdigit() or len(until) > LONGEST_INSTANT:
        return False
    if int(until) <= env.clock.now().timestamp():
        return False
    return hmac.compare_digest(mark.encode(), _mark(int(until), random, actor, env).encode())


def _mark(until: int, random: str, actor: Actor, env: Environment) -> str:
    who = party(actor)
    text = f"card-challenge|{until}|{random}|{who.kind}|{who.identifier}|{who.organization}"
    return env.keyring.lookup_digest(text).hex()
