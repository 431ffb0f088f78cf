"""Who acts for somebody else, by which power, and since when."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class Power(Enum):
    """What gives somebody the right to act for another (product.md, « Minors and representatives »)."""

    PARENT = "parent"
    """A holder of parental authority: two at most, with equal rights."""
    DELEGATE = "delegate"
    """To whom a judge delegated parental authority."""
    CHILD_WELFARE = "child-welfare"
    """The child-welfare service, through a named agent."""
    GUARDIAN = "guardian"
    """The guardian *of the person* whom a judge named, of a minor or of a protected adult."""
    CHOSEN = "chosen"
    """The person whom a protected adult has represent them."""
    CURATOR = "curator"
    """Assists, and reads nothing."""
    GUARDIAN_OF_PROPERTY = "guardian-of-property"
    """Looks after money, and reads nothing."""


OF_A_MINOR = frozenset({Power.PARENT, Power.DELEGATE, Power.CHILD_WELFARE, Power.GUARDIAN})
OF_A_PROTECTED_ADULT = frozenset({Power.GUARDIAN, Power.CHOSEN})


@dataclass(frozen=True, slots=True)
class Representation:
    """One power over one record, from the day its proof was accepted.

    ``ends_at``: excluded; None without end. ``suspended_at``: since when a court or a protection decision stops it.
    ``places_hidden_from``: from when on such a decision hides places and establishments from this representative.
    """

    power: Power
    begins_at: datetime
    ends_at: datetime | None = None
    suspended_at: datetime | None = None
    places_hidden_from: datetime | None = None

    def is_in_force(self, *, at: datetime) -> bool:
        """Whether the power may be used at an instant."""
        return (
            self.begins_at <= at
            and (self.ends_at is None or at < self.ends_at)
            and (self.suspended_at is None or at < self.suspended_at)
        )

    def hides_places_of(self, instant: datetime | None) -> bool:
        """Whether what is of an instant would name a place that is hidden from them.

        product.md, « Separated parents »: the desk « hides places and establishments from a date on ».
        """
        return self.places_hidden_from is not None and instant is not None and instant >= self.places_hidden_from
