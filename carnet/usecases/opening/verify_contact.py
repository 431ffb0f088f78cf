"""The way to reach somebody who is opening their record: typed, then verified by a code that reaches them there."""

import hmac
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from carnet.core.accounts import one_time_code
from carnet.core.accounts.contacts import read_mail, read_phone
from carnet.core.accounts.one_time_code import CODE_LASTS, RANDOM_BYTES, CodeFault, SentCode, draw, next_code_from
from carnet.core.identifiers import NOBODYS_RECORD
from carnet.ports.environment import Environment
from carnet.ports.messages import Channel, Message, MessageNotSentError
from carnet.store import online_openings
from carnet.store.context import within
from carnet.store.online_openings import Opening
from carnet.usecases.account.confirm_code import CodeRefused, CodeUnreadable
from carnet.usecases.account.send_code import SUBJECT, body_of, code_digest
from carnet.usecases.opening.nobodys_key import nobodys_key
from carnet.usecases.opening.show_opening import OpeningOver, address_of_opening
from carnet.usecases.trace import NONCE_SIZE

SEND_CONTACT_CODE = "send-contact-code"
"""The job that sends one; the name stands in the schedule of carnet/doors/timer."""


@dataclass(frozen=True, slots=True)
class ContactAsked:
    """A code is on its way to what was typed."""


@dataclass(frozen=True, slots=True)
class NotAnAddress:
    """What was typed is no mail address, or no telephone number."""


@dataclass(frozen=True, slots=True)
class WaitUntil:
    """Too many codes were asked for, or too fast: from when on another may be."""

    at: datetime


@dataclass(frozen=True, slots=True)
class ContactVerified:
    """The code was right: the person is reached there."""


def choose_contact(
    token: str, channel: Channel, typed: str, *, env: Environment
) -> ContactAsked | NotAnAddress | WaitUntil | OpeningOver:
    """Have a code sent to what somebody typed (Vies de famille 2019: « coordonnées de contact »).

    ``channel``, ``typed``: how they want to be reached, and where. A former address is forgotten.
    """
    address = read_mail(typed) if channel is Channel.MAIL else read_phone(typed)
    if address is None:
        return NotAnAddress()
    return _ask(token, channel, address, env)


def resend_contact_code(token: str, *, env: Environment) -> ContactAsked | NotAnAddress | WaitUntil | OpeningOver:
    """Have another code sent to the same place; ``NotAnAddress`` when nothing was typed yet."""
    with within(NOBODYS_RECORD):
        opening = online_openings.read(token, at=env.clock.now())
        if opening is None:
            return OpeningOver()
        address = address_of_opening(opening, env=env)
    if opening.channel is None:
        return NotAnAddress()
    return _ask(token, opening.channel, address, env)


def _ask(token: str, channel: Channel, address: str, env: Environment) -> ContactAsked | WaitUntil | OpeningOver:
    at = env.clock.now()
    with within(NOBODYS_RECORD):
        opening = online_openings.read(token, at=at, held=True)
        if opening is None or opening.progress.identifier:
            return OpeningOver()
        if (wait := _too_soon(opening, at)) is not None:
            return WaitUntil(wait)
        key = nobodys_key(env=env)
        nonce = env.chance.secret(NONCE_SIZE)
        sealed = online_openings.seal_address(address, opening=opening.id, record_key=key, nonce=nonce)
        online_openings.ask_code(opening, channel, sealed, at=at)
        unverified = replace(opening.progress, verified=False)
        online_openings.save(token, unverified, nonce=env.chance.secret(NONCE_SIZE))
        env.jobs.enqueue(SEND_CONTACT_CODE, opening=str(opening.id))
    return ContactAsked()


def _too_soon(opening: Opening, at: datetime) -> datetime | None:
    """Five codes within a quarter of an hour, half a minute apart: nobody's telephone rings all night from here."""
    if not opening.asked_at:
        return None
    from_then = next_code_from(opening.asked_at, last=opening.asked_at[-1])
    return from_then if at < from_then else None


def send_contact_code(opening: UUID, *, env: Environment) -> bool:
    """Draw a code and send it to what was typed: the job that ``choose_contact`` promised; false when none is due.

    Raises ``MessageNotSentError`` when a gateway did not take it: the page says so, and the job is tried again.
    """
    with within(NOBODYS_RECORD):
        at = env.clock.now()
        due = online_openings.hold_due_code(opening, at=at)
        if due is None:
            return False
        address = online_openings.open_address(due.address, opening=opening, record_key=nobodys_key(env=env))
        code = draw(env.chance.secret(RANDOM_BYTES))
        online_openings.set_code(opening, code_digest(due.digest, code, env=env), expires_at=at + CODE_LASTS)
    subject = SUBJECT if due.channel is Channel.MAIL else ""
    try:
        env.messages.send(Message(due.channel, address, subject, body_of(code)))
    except MessageNotSentError:
        online_openings.mark_failed(opening, at=at)
        raise
    online_openings.mark_sent(opening, asked=due.asked)
    return True


def confirm_contact(
    token: str, typed: str, *, env: Environment
) -> ContactVerified | CodeRefused | CodeUnreadable | OpeningOver:
    """Verify the code that reached somebody: five tries for an opening, whatever number of codes it was sent."""
    code = one_time_code.read(typed)
    if code is None:
        return CodeUnreadable()
    at = env.clock.now()
    with within(NOBODYS_RECORD):
        opening = online_openings.read(token, at=at, held=True)
        if opening is None:
            return OpeningOver()
        if opening.progress.verified:
            return ContactVerified()  # the same form, sent twice
        digest = code_digest(opening.digest, code, env=env)
        is_right = opening.code is not None and hmac.compare_digest(opening.code, digest)
        fault = one_time_code.fault_of(SentCode(is_right, opening.code_expires_at, opening.tries), at=at)
        if fault is None:
            verified = replace(opening.progress, verified=True)
            online_openings.save(token, verified, nonce=env.chance.secret(NONCE_SIZE))
            return ContactVerified()
        if fault is CodeFault.NO_TRY_LEFT:
            online_openings.end(token)
            return CodeRefused(fault, 0)
        if fault is not CodeFault.EXPIRED:
            online_openings.count_try(opening)
        used = opening.tries + (fault is not CodeFault.EXPIRED)
        return CodeRefused(fault, one_time_code.tries_left(used))
