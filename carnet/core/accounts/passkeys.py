"""Passkeys: how many somebody may have, how they name them, and how long a question to one waits for its answer."""

import unicodedata
from datetime import timedelta

CHALLENGE_SIZE = 32
"""256 random bits (WebAuthn 3, 13.4.3 asks for 16 bytes at least)."""

CHALLENGE_LASTS = timedelta(minutes=5)
"""From the question to the answer of the device; each question is answered once."""

MOST_PASSKEYS = 10
"""For one account: a telephone, a computer and a key at home are three."""

LONGEST_NAME = 40


def name_of(typed: str) -> str | None:
    """Read the name that somebody gives a passkey: on one line, without spaces around it. None when it is no name.

    It is shown to them alone, and sealed.
    """
    name = " ".join(unicodedata.normalize("NFC", typed[: 4 * LONGEST_NAME]).split())
    return name if 0 < len(name) <= LONGEST_NAME and name.isprintable() else None
