"""The person closes or erases a record themselves: proved again a moment ago, and by a code that is sent to them."""

import hmac
from dataclasses import dataclass
from enum import Enum

from carnet.core.access.actors import Carer, Holder, Representative
from carnet.core.access.decision import Refusal
from carnet.core.accounts import one_time_code
from carnet.core.accounts.one_time_code import ATTEMPT_LASTS, SENT_WITHIN, SentCode, first_code_from, tries_left
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.ports.messages import Channel
from carnet.store import sign_ins
from carnet.store.context import within
from carnet.store.sign_ins import Attempt
from carnet.usecases.account.confirm_code import CodeRefused, CodeUnreadable
from carnet.usecases.account.counted_try import Blocked
from carnet.usecases.account.holder import address_of, masked_address, other_channel, owner_of
from carnet.usecases.account.send_code import code_digest, promise_code
from carnet.usecases.account.show_attempt import AttemptOver, NoWayToSend
from carnet.usecases.account.use_app_code import use_app_code
from carnet.usecases.account.who_is_here import Here, NobodyHere, ProofNeeded, who_has_proved
from carnet.usecases.record.close_record import Closed, close_record
from carnet.usecases.record.erase_record import ErasureAsked, erase_record


class Ending(Enum):
    """What the person asks for."""

    CLOSE = "close"
    ERASE = "erase"


@dataclass(frozen=True, slots=True, repr=False)
class EndingCodeSent:
    """A code is on its way; ``address``: as much of it as its owner needs."""

    channel: Channel
    address: str

    def __repr__(self) -> str:
        """Hide the address."""
        return f"EndingCodeSent({self.channel.value})"


def ask_ending_code(
    token: str, *, env: Environment
) -> EndingCodeSent | NoWayToSend | Blocked | ProofNeeded | NobodyHere:
    """Have a code sent for the end of a record (interface.md, P26: « password + code »).

    ``token``: of the session, in which the password or a passkey was given within ten minutes. The code is bound to
    this very session: it opens no other, and serves nowhere else. Five leave in a quarter of an hour at most.
    """
    here = who_has_proved(token, env=env)
    if not isinstance(here, Here):
        return here
    account, at = here.account, env.clock.now()
    digest = _digest(here, env)
    with within(account.record):
        asked = sign_ins.asked_in(account.id, here.session.digest, since=at - SENT_WITHIN)
        waits_until = first_code_from(asked)
        if waits_until is not None and at < waits_until:
            return Blocked(waits_until)
        owner = owner_of(account.record, account.id, env=env)
        by = account.channel
        channel: Channel | None = by if address_of(owner, by) else other_channel(owner, by)
        if channel is None:
            return NoWayToSend()
        before = sign_ins.hold_attempt(digest)
        if before is not None:
            sign_ins.end_attempt(before)
        attempt = Attempt(
            id=env.chance.identifier(),
            digest=digest,
            account=account.id,
            scope=here.session.digest,
            device=None,
            channel=channel,
            opened_at=at,
            asked_at=(at,),
        )
        sign_ins.open_attempt(attempt)
        promise_code(account.record, attempt.id, env=env)
    return EndingCodeSent(channel, masked_address(owner, channel))


def end_by_code(
    token: str,
    typed: str,
    *,
    ending: Ending,
    reason: str,
    record: RecordId,
    actor: Holder | Representative | Carer,
    env: Environment,
) -> Closed | ErasureAsked | CodeRefused | CodeUnreadable | AttemptOver | ProofNeeded | NobodyHere | Refusal:
    """Close a record, or ask for its erasure, once the code is right. ``reason``: as ``close_record`` takes it."""
    code = one_time_code.read(typed)
    if code is None:
        return CodeUnreadable()
    here = who_has_proved(token, env=env)
    if not isinstance(here, Here):
        return here
    refused = _try(here, code, env)
    if refused is not None:
        return refused
    if ending is Ending.CLOSE:
        return close_record(record, reason=reason, actor=actor, env=env)
    return erase_record(record, actor=actor, env=env)


def _try(here: Here, code: str, env: Environment) -> CodeRefused | AttemptOver | None:
    at, digest = env.clock.now(), _digest(here, env)
    with within(here.account.record):
        held = sign_ins.hold_attempt(digest)
        if held is None or at >= held.opened_at + ATTEMPT_LASTS:
            return AttemptOver()
        by_app = use_app_code(here.account.id, code, at=at, env=env)
        sent = held.code is not None and hmac.compare_digest(held.code, code_digest(held.digest, code, env=env))
        until = held.code_expires_at if not by_app else held.opened_at + ATTEMPT_LASTS
        fault = one_time_code.fault_of(SentCode(sent or bool(by_app), until, held.tries), at=at)
        if fault is None:
            sign_ins.end_attempt(held)
            return None
        sign_ins.count_try(held)
        return CodeRefused(fault, tries_left(held.tries + 1))


def _digest(here: Here, env: Environment) -> bytes:
    """Name the attempt of a session by a digest that no token has: it signs nobody in."""
    return env.keyring.lookup_digest(f"ending|{here.session.digest.hex()}")
