"""A carer (*aidant*): somebody whom an adult lets read and add, within bounds, for a year at a time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

CARERS_OF_A_PERSON = 3
PERSONS_OF_A_CARER = 5
"""product.md, « Minors and representatives »: at most 3 carers per person and 5 persons per carer."""

INVITATION_LASTS = timedelta(days=7)
"""How long an invitation waits for its answer."""

RECONFIRMED_EVERY = timedelta(days=365)
"""A carer is reconfirmed each year by the person; else their access sleeps."""


@dataclass(frozen=True, slots=True)
class Caring:
    """What a person lets a carer do: from the day they accepted, until the year's end or an earlier one."""

    accepted_at: datetime
    until: datetime
    ended_at: datetime | None = None

    def is_in_force(self, *, at: datetime) -> bool:
        """Whether the carer may act at an instant."""
        return self.accepted_at <= at < self.until and (self.ended_at is None or at < self.ended_at)


@dataclass(frozen=True, slots=True)
class TooManyCarers:
    """The person has as many carers as one may have, invitations that still wait included."""

    most: int = CARERS_OF_A_PERSON


@dataclass(frozen=True, slots=True)
class TooManyPersons:
    """The carer cares for as many people as one may."""

    most: int = PERSONS_OF_A_CARER


def may_invite(*, carers: int) -> TooManyCarers | None:
    """Tell whether one more carer may be invited; ``carers``: those in force and those whose invitation waits."""
    return TooManyCarers() if carers >= CARERS_OF_A_PERSON else None


def may_accept(*, persons: int) -> TooManyPersons | None:
    """Tell whether a carer may accept one more person; ``persons``: those for whom they care now, in all records."""
    return TooManyPersons() if persons >= PERSONS_OF_A_CARER else None


def next_year(*, at: datetime) -> datetime:
    """Tell until when a carer accepted or reconfirmed at an instant may act: their access sleeps then."""
    return at + RECONFIRMED_EVERY
