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
