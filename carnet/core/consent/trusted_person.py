"""The trusted person (*personne de confiance*) and what they may confirm for somebody who cannot answer."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

LONGEST_STAY = timedelta(days=30)
"""A stay is confirmed for thirty days at most; a longer one is confirmed again (product.md says « for that stay only »;
the figure is ours)."""


@dataclass(frozen=True, slots=True)
class StayConfirmed:
    """What a professional states: the person cannot answer, and their trusted person confirms the care team.

    ``is_the_one_named``: whether who confirms bears the name that this record gives (L1111-6: named in writing, taken
    back at any time). ``ends_at``: the end of the stay, which is no longer valid itself.
    """

    is_the_one_named: bool
    cannot_answer: bool
    ends_at: datetime

    def is_bounded(self, *, at: datetime) -> bool:
        """Whether the stay ends after an instant, and no later than the longest one."""
        return at < self.ends_at <= at + LONGEST_STAY


def is_same_name(told: str, kept: str) -> bool:
    """Whether two full names are one: case, accents, hyphens and the order of the words do not count."""
    words = _words(told)
    return bool(words) and words == _words(kept)


def _words(name: str) -> list[str]:
    plain = "".join(one for one in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(one))
    return sorted("".join(one if one.isalnum() else " " for one in plain).split())
