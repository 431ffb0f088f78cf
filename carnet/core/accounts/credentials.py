"""Identifiers and passwords: how the first ones are made, and which passwords a person may choose."""

import csv
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from functools import cache
from importlib.resources import files

SHORTEST_PASSWORD = 8
"""A password is one of two factors here (NIST SP 800-63B-4; OWASP ASVS 6.2.1)."""

ADVISED_PASSWORD = 15
"""What is advised, and never required."""

LONGEST_PASSWORD = 128
"""OWASP ASVS 6.2.9 wants 64 at least; a limit keeps a megabyte from being hashed."""

SHORTEST_IDENTIFIER, LONGEST_IDENTIFIER = 4, 128

INITIAL_PASSWORD_LASTS = timedelta(days=30)
"""An initial password opens one sign-in (FAQ dmp.fr 2018: « valable uniquement lors de votre première connexion »), and
none once it has lain about for a month (OWASP ASVS 6.4.1: short-lived)."""

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Thirty-one, so that nothing read on paper is mistaken for something else: no i, l, o, 0, 1."""

MADE_FROM = 24
"""How many random bytes ``spell`` takes: far more than it keeps, so that no letter is likelier than another."""

GROUPS = 3
"""Three groups of four letters make 59 bits: no two identifiers of a country are alike, no password is guessed."""


class PasswordFault(Enum):
    """Why a password is refused. Each door has a sentence for it, in the language of its pages."""

    TOO_SHORT = "too-short"
    TOO_LONG = "too-long"
    COMMON = "common"
    IS_IDENTIFIER = "is-identifier"


@dataclass(frozen=True, slots=True, repr=False)
class Candidate:
    """A password that somebody would like. ``is_identifier``: whether it is their identifier, however written."""

    text: str
    is_identifier: bool

    def __repr__(self) -> str:
        """Hide the password."""
        return "Candidate(…)"


def normal_password(typed: str) -> str:
    """Write a password in the one form that is hashed: an accent typed on any keyboard is the same accent (NFC).

    Nothing else changes, neither case nor spaces (OWASP ASVS 6.2.8). One character beyond the longest is kept, which
    no password equals.
    """
    return unicodedata.normalize("NFC", typed[: LONGEST_PASSWORD + 1])[: LONGEST_PASSWORD + 1]


def normal_identifier(typed: str) -> str:
    """Write an identifier in the one form that is looked up: without spaces around it, whatever the case."""
    return unicodedata.normalize("NFKC", typed[:LONGEST_IDENTIFIER]).strip().casefold()


def is_usable_identifier(identifier: str) -> bool:
    """Whether a person may have this identifier. ``identifier``: in its normal form; it holds no space."""
    return len(identifier) >= SHORTEST_IDENTIFIER and identifier.isprintable() and " " not in identifier


def faults_of(candidate: Candidate) -> tuple[PasswordFault, ...]:
    """List why a password may not be chosen, in the order of the table; nothing when it may.

    No rule about the kinds of characters, no periodic change (NIST SP 800-63B-4; OWASP ASVS 6.2.1, 6.2.4, 6.2.5).
    """
    return tuple(fault for fault, holds in _FAULTS if holds(candidate))


def is_initial_password_living(made_at: datetime, *, at: datetime) -> bool:
    """Whether an initial password that was not used yet may still open the first sign-in."""
    return at - made_at < INITIAL_PASSWORD_LASTS


def spell(chance: bytes) -> str:
    """Make an identifier or a password of ``MADE_FROM`` random bytes: « k7m2-xq9w-p4rt ».

    Raises ``ValueError`` for another number of bytes.
    """
    if len(chance) != MADE_FROM:
        raise ValueError(f"identifiers and passwords are made from {MADE_FROM} random bytes")
    number = int.from_bytes(chance)
    drawn = []
    for _ in range(4 * GROUPS):
        number, rest = divmod(number, len(LETTERS))
        drawn.append(LETTERS[rest])
    text = "".join(drawn)
    return "-".join(text[start : start + 4] for start in range(0, len(text), 4))


@cache
def _common_passwords() -> frozenset[str]:
    text = (files("carnet.core.accounts") / "common_passwords.csv").read_text(encoding="utf-8")
    return frozenset(row["password"] for row in csv.DictReader(text.splitlines()))


def _is_common(candidate: Candidate) -> bool:
    return candidate.text.casefold() in _common_passwords()


_FAULTS: tuple[tuple[PasswordFault, Callable[[Candidate], bool]], ...] = (
    (PasswordFault.TOO_SHORT, lambda candidate: len(candidate.text) < SHORTEST_PASSWORD),
    (PasswordFault.TOO_LONG, lambda candidate: len(candidate.text) > LONGEST_PASSWORD),
    (PasswordFault.COMMON, _is_common),
    (PasswordFault.IS_IDENTIFIER, lambda candidate: candidate.is_identifier),
)
"""The table of refusals: a new rule is a new line."""
