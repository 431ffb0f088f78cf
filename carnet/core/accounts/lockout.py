"""Three failures, fifteen minutes: when an account may be tried, from which device, and how many tries are left."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

TRIES = 3
"""FAQ dmp.fr 2018: three failures close the account."""

CLOSED_FOR = timedelta(minutes=15)
"""FAQ dmp.fr 2018: « votre compte est bloqué durant 15 minutes », then opens by itself."""

REMEMBERED_FOR = timedelta(hours=24)
"""A failure older than a day is forgotten: yesterday's mistake is no reason to close anything today."""

DEVICES_NEVER_SEEN = b""
"""The one scope in which every device on which the person never signed in counts."""


@dataclass(frozen=True, slots=True)
class Failures:
    """The failures in a row of one scope: the account for all devices never seen, or one device that was.

    ``closed_until``: until when the third of them closes the scope. A success takes the whole count away.
    """

    count: int = 0
    last_at: datetime | None = None
    closed_until: datetime | None = None


NO_FAILURE = Failures()


@dataclass(frozen=True, slots=True)
class MayTry:
    """The scope is open; ``tries_left`` is 1, 2 or 3."""

    tries_left: int


@dataclass(frozen=True, slots=True)
class ClosedUntil:
    """Nothing is tried before ``until``, however right it is."""

    until: datetime


Standing: TypeAlias = MayTry | ClosedUntil


def scope_of(device: bytes | None, *, is_known: bool) -> bytes:
    """Say in which scope a try counts (product.md, « Sign-in »; OWASP ASVS 6.1.1).

    ``device``: the digest of what the device showed, if it showed anything; ``is_known``: whether the person has
    already signed in on it. Only then does it count by itself: a stranger, wherever they are, closes the account for
    devices never seen, and never the person's own telephone.
    """
    return device if device is not None and is_known else DEVICES_NEVER_SEEN


def standing(failures: Failures, *, at: datetime) -> Standing:
    """Tell whether the scope of these failures may be tried at an instant."""
    if failures.closed_until is not None and at < failures.closed_until:
        return ClosedUntil(failures.closed_until)
    return MayTry(TRIES - _that_count(failures, at))


def add_failure(failures: Failures, *, at: datetime) -> Failures:
    """Count one failure more; the third closes the scope. Only for a scope that may be tried.

    Every try is counted as a failure *before* it is examined and taken back when it was right, so that a hundred
    tries at the same instant are worth three. Raises ``ValueError`` for a closed scope: a bug of the caller.
    """
    if failures.closed_until is not None and at < failures.closed_until:
        raise ValueError("nothing is tried while the account is closed")
    count = _that_count(failures, at) + 1
    return Failures(count, at, at + CLOSED_FOR if count == TRIES else None)


def take_back(failures: Failures) -> Failures:
    """Take back the failure counted in advance for a try that was right; what it closed opens again."""
    count = max(failures.count - 1, 0)
    return Failures(count, failures.last_at, None) if count else NO_FAILURE


def _that_count(failures: Failures, at: datetime) -> int:
    """How many failures still count: none once the fifteen minutes have passed, or after a day."""
    was_closed = failures.closed_until is not None
    is_forgotten = failures.last_at is None or at - failures.last_at >= REMEMBERED_FOR
    return 0 if was_closed or is_forgotten else failures.count
