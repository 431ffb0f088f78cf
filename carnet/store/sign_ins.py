"""Signing in, while it lasts: failures in a row, and attempts that wait for their code."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from carnet.core.accounts.lockout import NO_FAILURE, Failures
from carnet.core.identifiers import RecordId
from carnet.ports.messages import Channel
from carnet.store import statement
from carnet.store.models import OneTimeCodeRow, SignInFailureRow

# The upsert waits for whoever counts in the same scope, so that tries at one instant are counted one after another.
_HOLD_FAILURES = """
    insert into sign_in_failure (identifier, scope, count, last_at) values (%(identifier)s, %(scope)s, 0, %(at)s)
    on conflict (identifier, scope) do update set count = sign_in_failure.count
    returning count, last_at, closed_until
"""
_OWNER = """
    select coalesce(a.record_id, a.id), a.id from one_time_code c join account a on a.id = c.account_id
    where c.digest = %(digest)s
"""
_HOLD_DUE = """
    select c.digest, c.account_id, c.channel, c.opened_at, cardinality(c.asked_at)
    from one_time_code c join account a on a.id = c.account_id
    where c.id = %(attempt)s and coalesce(a.record_id, a.id) = %(history)s and cardinality(c.asked_at) > c.sent
    for no key update of c
"""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A sign-in whose password was right. ``id`` may be told to a job; ``digest`` is that of the browser's token.

    ``code``: the keyed digest of the code that left last, or None while none has left. ``failed_at``: when a gateway
    did not take the latest one, which is being tried again.
    """

    id: UUID
    digest: bytes
    account: UUID
    scope: bytes
    device: bytes | None
    channel: Channel
    opened_at: datetime
    asked_at: tuple[datetime, ...]
    tries: int = 0
    code: bytes | None = None
    code_expires_at: datetime | None = None
    failed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DueCode:
    """A code that was asked for and has not left. ``asked``: how many were, this one included."""

    digest: bytes
    account: UUID
    channel: Channel
    opened_at: datetime
    asked: int


def hold_failures(identifier: bytes, scope: bytes, *, at: datetime) -> Failures:
    """Read the failures of a scope, which nobody else counts in until the transaction ends.

    ``identifier``: its keyed digest, whether anybody has it or not.
    """
    (row,) = statement.run(_HOLD_FAILURES, {"identifier": identifier, "scope": scope, "at": at})
    count, last_at, closed_until = row
    return Failures(count, last_at, closed_until) if count else NO_FAILURE


def save_failures(identifier: bytes, scope: bytes, failures: Failures, *, at: datetime) -> None:
    """Write the failures of a scope down, after ``hold_failures``."""
    SignInFailureRow.objects.filter(identifier=identifier, scope=scope).update(
        count=failures.count, last_at=failures.last_at or at, closed_until=failures.closed_until
    )


def forget_failures(identifier: bytes, scope: bytes) -> None:
    """Forget the failures of a scope: the person has signed in."""
    SignInFailureRow.objects.filter(identifier=identifier, scope=scope).delete()


def forget_all_failures(identifier: bytes) -> None:
    """Forget the failures of every scope under an identifier: the desk has recognised the person."""
    SignInFailureRow.objects.filter(identifier=identifier).delete()


def closed_until(identifier: bytes, scope: bytes, *, at: datetime) -> datetime | None:
    """Tell until when failures close a scope, without counting anything; None when they do not."""
    rows = SignInFailureRow.objects.filter(identifier=identifier, scope=scope, closed_until__gt=at)
    return rows.values_list("closed_until", flat=True).first()


def count_closed(*, at: datetime) -> int:
    """Count the identifiers that failures have closed now, whoever has them."""
    return SignInFailureRow.objects.filter(closed_until__gt=at).values("identifier").distinct().count()


def open_attempt(attempt: Attempt) -> None:
    """Keep a sign-in that now waits for its code."""
    OneTimeCodeRow.objects.create(
        id=attempt.id,
        digest=attempt.digest,
        account_id=attempt.account,
        scope=attempt.scope,
        device=attempt.device or b"",
        channel=attempt.channel.value,
        opened_at=attempt.opened_at,
        asked_at=list(attempt.asked_at),
    )


def owner_of(digest: bytes) -> tuple[RecordId, UUID] | None:
    """Find in which history an attempt is written, and by which account it is; None for no attempt.

    ``digest``: of the browser's token. Whoever holds both rows takes the account's first.
    """
    rows = statement.run(_OWNER, {"digest": digest})
    if not rows:
        return None
    history, account = rows[0]
    return RecordId(history), account


def hold_attempt(digest: bytes) -> Attempt | None:
    """Read an attempt and hold it until the transaction ends: tries are counted one after another."""
    row = OneTimeCodeRow.objects.select_for_update(no_key=True).filter(digest=digest).first()
    if row is None:
        return None
    return Attempt(
        id=row.id,
        digest=bytes(row.digest),
        account=row.account_id,
        scope=bytes(row.scope),
        device=bytes(row.device) or None,
        channel=Channel(row.channel),
        opened_at=row.opened_at,
        asked_at=tuple(row.asked_at),
        tries=row.tries,
        code=bytes(row.code) if row.code is not None else None,
        code_expires_at=row.code_expires_at,
        failed_at=row.failed_at,
    )


def count_try(attempt: Attempt) -> None:
    """Count a try that was wrong."""
    OneTimeCodeRow.objects.filter(id=attempt.id).update(tries=attempt.tries + 1)


def ask_again(attempt: Attempt, channel: Channel, *, at: datetime) -> None:
    """Write down that another code is asked for, by this channel."""
    OneTimeCodeRow.objects.filter(id=attempt.id).update(channel=channel.value, asked_at=[*attempt.asked_at, at])


def asked_in(account: UUID, scope: bytes, *, since: datetime) -> Sequence[datetime]:
    """List when codes were asked for, in one scope of an account, since an instant."""
    rows = OneTimeCodeRow.objects.filter(account_id=account, scope=scope).values_list("asked_at", flat=True)
    return [asked for times in rows for asked in times if asked > since]


def end_attempt(attempt: Attempt) -> None:
    """Forget an attempt: it has opened its session."""
    OneTimeCodeRow.objects.filter(id=attempt.id).delete()


def end_attempts(account: UUID) -> None:
    """Forget every attempt of an account: its password has changed."""
    OneTimeCodeRow.objects.filter(account_id=account).delete()


def hold_due_code(history: RecordId, attempt: UUID) -> DueCode | None:
    """Take a code to send; None when it has left, or when its attempt is over. For the worker."""
    rows = statement.run(_HOLD_DUE, {"history": history, "attempt": attempt})
    if not rows:
        return None
    digest, account, channel, opened_at, asked = rows[0]
    return DueCode(bytes(digest), account, Channel(channel), opened_at, asked)


def set_code(attempt: UUID, code: bytes, *, expires_at: datetime) -> None:
    """Keep the digest of a code that is about to leave; the former one opens nothing any more."""
    OneTimeCodeRow.objects.filter(id=attempt).update(code=code, code_expires_at=expires_at)


def mark_sent(attempt: UUID, *, asked: int) -> None:
    """Say that the codes asked for so far have left."""
    OneTimeCodeRow.objects.filter(id=attempt).update(sent=asked, failed_at=None)


def mark_failed(attempt: UUID, *, at: datetime) -> None:
    """Say that a gateway did not take the code: the page tells the person, while the job tries again."""
    OneTimeCodeRow.objects.filter(id=attempt).update(failed_at=at)


def forget_ended(*, failures_before: datetime, attempts_before: datetime) -> None:
    """Remove failures and attempts too old to count for anything. For the worker."""
    SignInFailureRow.objects.filter(last_at__lte=failures_before).delete()
    OneTimeCodeRow.objects.filter(opened_at__lte=attempts_before).delete()
