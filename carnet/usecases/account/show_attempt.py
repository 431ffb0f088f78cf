"""Where a sign-in stands that waits for its code: what the page of the code shows each time it is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from carnet.core.accounts.one_time_code import ATTEMPT_LASTS, SENT_WITHIN, TRIES, next_code_from
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.ports.messages import Channel
from carnet.store import accounts, authenticator_apps, sign_ins
from carnet.store.context import within
from carnet.store.sign_ins import Attempt
from carnet.store.web_sessions import token_digest
from carnet.usecases.account.holder import address_of, masked_address, other_channel, owner_of


@dataclass(frozen=True, slots=True, repr=False)
class CodeSent:
    """A code is on its way. ``attempt``: the token by which the browser goes on; it belongs in no address.

    ``address``: as much of it as its owner needs. ``resend_at``: from when on another may be asked for. ``other``: the
    other channel, when the person has one. ``is_late``: a gateway did not take the code, which is tried again.
    """

    attempt: str
    channel: Channel
    address: str
    resend_at: datetime
    other: Channel | None
    is_late: bool

    def __repr__(self) -> str:
        """Hide the token."""
        return f"CodeSent({self.channel.value}, …)"


@dataclass(frozen=True, slots=True, repr=False)
class AppCodeAwaited:
    """Nothing is sent: the person's authenticator app shows the code. ``attempt``: as that of ``CodeSent``."""

    attempt: str

    def __repr__(self) -> str:
        """Hide the token."""
        return "AppCodeAwaited(…)"


@dataclass(frozen=True, slots=True)
class NoWayToSend:
    """The person has no address left for the channel of their codes: the support desk must help."""


@dataclass(frozen=True, slots=True)
class AttemptOver:
    """There is no such attempt (any more), or it was begun on another device: everything starts again."""


def show_attempt(
    attempt: str, *, device: str | None, env: Environment
) -> CodeSent | AppCodeAwaited | AttemptOver | NoWayToSend:
    """Say where the code of an attempt went. ``device``: as it was given to ``sign_in``."""
    digest = token_digest(attempt)
    owner = sign_ins.owner_of(digest)
    if owner is None:
        return AttemptOver()
    record, account = owner
    with within(record):
        at = env.clock.now()
        held = held_attempt(digest, device, at=at)
        if held is None:
            return AttemptOver()
        if authenticator_apps.since_when(account) is not None:
            return AppCodeAwaited(attempt)
        asked = sign_ins.asked_in(account, held.scope, since=at - SENT_WITHIN)
        return describe(attempt, held, record, asked=asked, env=env)


def held_attempt(digest: bytes, device: str | None, *, at: datetime) -> Attempt | None:
    """Hold an attempt that may still be completed from this device; None when it is over for them."""
    held = sign_ins.hold_attempt(digest)
    if held is None or held.tries >= TRIES or at >= held.opened_at + ATTEMPT_LASTS:
        return None
    return held if held.device == accounts.device_digest(device) else None


def describe(
    token: str, attempt: Attempt, record: RecordId, *, asked: Sequence[datetime], env: Environment
) -> CodeSent | NoWayToSend:
    """Describe an attempt to the person, inside ``within(record)``: all they see is their own address, in part.

    ``asked``: when codes were asked for in its scope, its own included.
    """
    person = owner_of(record, attempt.account, env=env)
    if not address_of(person, attempt.channel):
        return NoWayToSend()
    return CodeSent(
        attempt=token,
        channel=attempt.channel,
        address=masked_address(person, attempt.channel),
        resend_at=next_code_from(asked, last=attempt.asked_at[-1]),
        other=other_channel(person, attempt.channel),
        is_late=attempt.failed_at is not None,
    )
