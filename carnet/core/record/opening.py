"""What opens a record: the card that was read, the consent and how it was given, who decides for a minor."""

from dataclasses import dataclass
from enum import Enum


class CardShown(Enum):
    """Whose carte Vitale was read for this opening, by a reader that signed it; words alone prove nothing."""

    NONE = "none"
    OF_THE_PERSON = "of-the-person"
    OF_THE_REPRESENTATIVE = "of-the-representative"
    """A newborn and a young child have no card of their own: they stand on a parent's (product.md, « Opening »)."""
    OF_SOMEBODY_ELSE = "of-somebody-else"


@dataclass(frozen=True, slots=True)
class OpeningFacts:
    """What a decision to open may look at, beside the actor and the record that is not there yet.

    ``card``: whose card was read. ``is_represented``: a representative of the minor is there and consents.
    """

    card: CardShown = CardShown.NONE
    is_represented: bool = False


class ConsentWay(Enum):
    """How somebody said yes. The value is kept as the proof (FAQ dmp.fr 2018: « Cet accord est dématérialisé »)."""

    SPOKEN = "spoken"
    """They read the leaflet, or had it, and said yes."""
    READ_ALOUD = "read-aloud"
    """The leaflet was read to them, and they said yes (product.md, « Every right has a road without a screen »)."""
    SIGNED = "signed"
    """They signed the paper, which the structure keeps."""
    ONLINE = "online"


class MinorsShare(Enum):
    """How a minor was part of the decision (FAQ dmp.fr 2018: « Le mineur est associé à cette démarche »)."""

    AGREED = "agreed"
    TOO_YOUNG = "too-young"
    TOLD = "told"
    """Told, and would rather their representative decided."""


@dataclass(frozen=True, slots=True)
class OpeningConsent:
    """The consent to an opening: how it was given, in which language the text was shown or read, a minor's share."""

    way: ConsentWay
    minor: MinorsShare | None = None
    language: str = "fr"
