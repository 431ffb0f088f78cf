"""The code that completes each sign-in: how it is drawn and read, how long it lives, how often it is tried and sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

DIGITS = 6
"""As many as people can keep in mind from one screen to another; OWASP ASVS 6.5 takes six random digits for its 20
bits (19.93)."""

RANDOM_BYTES = 16
"""What a code is drawn from: with 128 bits, no code is likelier than another by more than 2⁻¹⁰⁸."""

CODE_LASTS = timedelta(minutes=10)
"""From the moment it leaves (OWASP ASVS 6.5.5)."""

ATTEMPT_LASTS = timedelta(minutes=15)
"""From the right password on: after that, everything starts again."""

TRIES = 5
"""For one attempt, whatever number of codes it was sent."""

RESEND_AFTER = timedelta(seconds=30)
"""interface.md P4: a second code may be asked for after half a minute."""

MOST_SENT = 5
SENT_WITHIN = timedelta(minutes=15)
"""At most five codes in a quarter of an hour leave for one scope of an account (``lockout.scope_of``): somebody who
knows a password does not ring a telephone all night, nor get more guesses (OWASP ASVS 6.6.3)."""


class CodeFault(Enum):
    """Why a code opened nothing."""

    WRONG = "wrong-code"
    EXPIRED = "expired-code"
    NO_TRY_LEFT = "no-try-left"


@dataclass(frozen=True, slots=True)
class SentCode:
    """A code as the attempt keeps it. ``expires_at`` is None while no code has left yet.

    ``is_right``: whether what was typed has the digest of the code. ``tries``: those made before this one.
    """

    is_right: bool
    expires_at: datetime | None
    tries: int


def draw(chance: bytes) -> str:
    """Make a code of random bytes: six digits, leading zeros kept. ``chance``: ``RANDOM_BYTES`` of them.

    Raises ``ValueError`` for another number: fewer would make some codes likelier than others.
    """
    if len(chance) != RANDOM_BYTES:
        raise ValueError(f"a code is drawn from {RANDOM_BYTES} random bytes")
    return f"{int.from_bytes(chance) % 10**DIGITS:0{DIGITS}d}"


def read(typed: str) -> str | None:
    """Read a code as it was typed or pasted: spaces of any kind and hyphens are left out. None when it is no code."""
    kept = "".join(character for character in typed if not character.isspace() and character not in "-\u2060\u200b")
    return kept if len(kept) == DIGITS and kept.isascii() and kept.isdigit() else None


def fault_of(code: SentCode, *, at: datetime) -> CodeFault | None:
    """Judge a try; None when it opens the session.

    A right code is refused once it has expired; with a wrong one, the fifth try ends the attempt.
    """
    if code.tries >= TRIES:
        return CodeFault.NO_TRY_LEFT
    if code.expires_at is not None and at >= code.expires_at:
        return CodeFault.EXPIRED
    if code.is_right and code.expires_at is not None:
        return None
    return CodeFault.NO_TRY_LEFT if code.tries + 1 == TRIES else CodeFault.WRONG


def tries_left(tries: int) -> int:
    """Tell how many tries an attempt has left after so many."""
    return max(TRIES - tries, 0)


def first_code_from(asked: Sequence[datetime]) -> datetime | None:
    """Tell from when on a new attempt may be sent its first code; None: at once, whatever the time.

    ``asked``: when codes were asked for in this scope. Five within a quarter of an hour make the sixth wait until
    the first of them is that old.
    """
    return sorted(asked)[-MOST_SENT] + SENT_WITHIN if len(asked) >= MOST_SENT else None


def next_code_from(asked: Sequence[datetime], *, last: datetime) -> datetime:
    """Tell from when on an attempt may be sent another code. ``last``: when it asked for its latest one."""
    limit = first_code_from(asked)
    return max(last + RESEND_AFTER, limit) if limit is not None else last + RESEND_AFTER
