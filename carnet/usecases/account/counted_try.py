"""Count a try before it is examined, so that a hundred at one instant are worth three."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from carnet.core.accounts.lockout import (
    CLOSED_FOR,
    ClosedUntil,
    MayTry,
    Standing,
    add_failure,
    standing,
    take_back,
)
from carnet.store import sign_ins


@dataclass(frozen=True, slots=True)
class Try:
    """Under which identifier (its keyed digest), in which scope of devices, and when."""

    identifier: bytes
    scope: bytes
    at: datetime


@dataclass(frozen=True, slots=True)
class IncorrectCredentials:
    """The identifier or the password is not right; nothing says which, nor whether anybody has that identifier."""

    tries_left: int


@dataclass(frozen=True, slots=True)
class Blocked:
    """Nothing is tried before ``until``: after three failures, or when too many codes were asked for."""

    until: datetime


def count_in_advance(one: Try) -> Standing:
    """Count a try as a failure and give what stood before it; nothing is counted when the scope is closed.

    In a transaction of its own: a machine that stops while the password is being verified leaves a failure counted.
    """
    with transaction.atomic(durable=True):
        failures = sign_ins.hold_failures(one.identifier, one.scope, at=one.at)
        before = standing(failures, at=one.at)
        if isinstance(before, MayTry):
            sign_ins.save_failures(one.identifier, one.scope, add_failure(failures, at=one.at), at=one.at)
    return before


def what_is_told(before: Standing, *, at: datetime) -> IncorrectCredentials | Blocked:
    """Answer a try that was wrong, or that was not examined. ``before``: what ``count_in_advance`` gave."""
    if isinstance(before, ClosedUntil):
        return Blocked(before.until)
    left = before.tries_left - 1
    return IncorrectCredentials(left) if left else Blocked(at + CLOSED_FOR)


def give_back(one: Try) -> None:
    """Take back what ``count_in_advance`` counted: the try was right. Within the transaction of what follows."""
    failures = sign_ins.hold_failures(one.identifier, one.scope, at=one.at)
    sign_ins.save_failures(one.identifier, one.scope, take_back(failures), at=one.at)


def count_failure(one: Try) -> None:
    """Count a failure that was not counted in advance, within the present transaction; none in a closed scope."""
    failures = sign_ins.hold_failures(one.identifier, one.scope, at=one.at)
    if isinstance(standing(failures, at=one.at), MayTry):
        sign_ins.save_failures(one.identifier, one.scope, add_failure(failures, at=one.at), at=one.at)
