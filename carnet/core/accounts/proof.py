"""How long somebody who has just proved again who they are may change what opens their account."""

from datetime import datetime, timedelta

PROOF_LASTS = timedelta(minutes=10)
"""From the password or the passkey that was asked for again (OWASP ASVS 7.5.1): a telephone may lie open on a table."""


def is_fresh(proved_at: datetime | None, *, at: datetime) -> bool:
    """Whether a proof still counts. ``proved_at``: when it was given in this session, or None when it never was.

    A clock put back leaves nobody a longer proof: one that lies in the future counts for nothing.
    """
    return proved_at is not None and proved_at <= at < proved_at + PROOF_LASTS
