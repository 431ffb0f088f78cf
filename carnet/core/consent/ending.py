"""When a yes ends: on the day that the person chose, or after the usual time, which a renewal never shortens."""

from datetime import date, datetime, time, timedelta

from carnet.core.consent.authorization import Authorization, AuthorizationStatus, status_of
from carnet.core.record.majority import PARIS


def beginning_of_day(first: date) -> datetime:
    """Give the first instant of a day in Paris: what is hidden « à partir du 3 mars » is hidden all of that day."""
    return datetime.combine(first, time(), tzinfo=PARIS)


def end_of_day(last: date) -> datetime:
    """Give the first instant after a day in Paris: a yes « jusqu’au 3 mars » is worth all of that day."""
    return datetime.combine(last + timedelta(days=1), time(), tzinfo=PARIS)


def last_day(ends_at: datetime) -> date:
    """Give the last day, in Paris, on which a yes that ends at an instant is worth anything."""
    return (ends_at - timedelta(microseconds=1)).astimezone(PARIS).date()


def given(*, at: datetime, lasts: timedelta | None) -> Authorization:
    """Make a yes that lasts for a time, to the end of its last day; None: without end."""
    if lasts is None:
        return Authorization(at)
    return Authorization(at, end_of_day((at + lasts).astimezone(PARIS).date()))


def renewed(current: Authorization | None, *, at: datetime, lasts: timedelta | None) -> Authorization:
    """Renew a yes by a new declared presence, which never shortens it (product.md, « Authorisation »)."""
    new = given(at=at, lasts=lasts)
    if current is None or status_of(current, at=at) is not AuthorizationStatus.VALID:
        return new
    if current.ends_at is None or new.ends_at is None:
        return Authorization(current.given_at)
    return Authorization(current.given_at, max(current.ends_at, new.ends_at))
