"""What a picture of a machine says of itself: whose it is, when it was taken, by what."""

import re
from dataclasses import dataclass
from datetime import date

from carnet.core.people import IdentityTraits, searchable

_APART = re.compile(r"[\W\d_]+")


@dataclass(frozen=True, slots=True, repr=False)
class ImageLabel:
    """As its machine wrote it, or as somebody typed it there; empty where the file is silent.

    ``family``, ``given``: the name of whom it is of; ``birth_date``: theirs. ``day``: when the examination was made.
    ``modality``: what made it (``DX``, ``US``, ``CT`` …; PS3.3 C.7.3.1.1.1).
    """

    family: str = ""
    given: str = ""
    birth_date: date | None = None
    day: date | None = None
    modality: str = ""

    def __repr__(self) -> str:
        """Hide the person."""
        return f"ImageLabel({self.modality})"


def names_another(label: ImageLabel, traits: IdentityTraits) -> bool:
    """Tell whether a picture names somebody else than the person of a record (docs/decisions/0038).

    Machines write names in capitals, with one family name of several, one given name of several, or everything in one
    place: accents, hyphens and the order of words do not count, and what is not written says nothing. A birth date
    that is written counts to the day.
    """
    if label.birth_date is not None and label.birth_date != traits.birth_date:
        return True
    birth, used, given = _words(traits.birth_name), _words(traits.used_name), _words(*traits.given_names)
    family, first = _words(label.family), _words(label.given)
    families = birth | used
    known = family <= families | given or any(one and one <= family for one in (birth, used))
    return not (known and (not first or bool(first & given)))


def _words(*names: str) -> frozenset[str]:
    return frozenset(filter(None, (searchable(word) for name in names for word in _APART.split(name))))
