"""« Somebody else uses my access »: close it on light proof. Closing is easy, opening is hard."""

import hmac
from dataclasses import dataclass
from typing import TypeAlias

from carnet.core.accounts import lockout, one_time_code
from carnet.core.accounts.credentials import normal_identifier
from carnet.core.accounts.lockout import MayTry
from carnet.core.accounts.one_time_code import ATTEMPT_LASTS, TRIES, CodeFault, SentCode, tries_left
from carnet.core.audit.events import SecurityAct
from carnet.core.identifiers import NOBODYS_RECORD, RecordId
from carnet.ports.environment import Environment
from carnet.ports.messages import Channel
from carnet.store import access_closings, accounts
from carnet.store.access_closings import Closing
from carnet.store.context import within
from carnet.store.web_sessions import TOKEN_SIZE, token_digest, token_text
from carnet.usecases.account.confirm_code import CodeRefused, CodeUnreadable
from carnet.usecases.account.counted_try import (
    Blocked,
    IncorrectCredentials,
    Try,
    count_in_advance,
    give_back,
    what_is_told,
)
from carnet.usecases.account.password_work import is_password
from carnet.usecases.account.send_closing_code import promise_closing_code
from carnet.usecases.account.send_code import code_digest
from carnet.usecases.account.show_attempt import AttemptOver
from carnet.usecases.account.shut_access import shut_access
from carnet.usecases.account.trace_account import UNIDENTIFIED, trace_account


@dataclass(frozen=True, slots=True)
class AccessClosed:
    """Nothing opens the account any more: not its password, its codes, its passkeys, nor open sessions."""


@dataclass(frozen=True, slots=True, repr=False)
class ClosingAsked:
    """A code is on its way, if anybody has this identifier and that address. ``closing``: the browser's token."""

    closing: str

    def __repr__(self) -> str:
        """Hide the token."""
        return "ClosingAsked(…)"


ConfirmedClosing: TypeAlias = AccessClosed | CodeRefused | CodeUnreadable | AttemptOver


def close_by_password(
    identifier: str, password: str, *, device: str | None, env: Environment
) -> AccessClosed | IncorrectCredentials | Blocked:
    """Close the access whose identifier and password these are (product.md, « Somebody else uses my access »).

    The password alone closes what it does not open. Tries count with those of signing in, in the same scopes, by the
    same work and statements, whether anybody has this identifier or not: this page is no other way to guess.
    """
    at = env.clock.now()
    digest = env.keyring.lookup_digest(accounts.identifier_text(normal_identifier(identifier)))
    shown = accounts.device_digest(device)
    found = accounts.find(digest, device=shown)
    account, is_known = found if found is not None else (None, False)
    one = Try(digest, lockout.scope_of(shown, is_known=is_known), at)
    standing = count_in_advance(one)
    is_right = isinstance(standing, MayTry) and is_password(password, account.password_hash if account else "")
    if is_right and account is not None:
        with within(account.history, exclusive=True):
            give_back(one)
            shut_access(account, by="password", env=env)
        return AccessClosed()
    record = account.history if account is not None else NOBODYS_RECORD
    with within(record):
        _trace_refusal(record, "wrong-password" if isinstance(standing, MayTry) else "closed", env)
    return what_is_told(standing, at=at)


def ask_closing_code(identifier: str, channel: Channel, *, env: Environment) -> ClosingAsked | Blocked:
    """Have a code sent that closes the access of this identifier, to whoever can read it.

    The answer and the statements are the same whether anybody has this identifier or not, and whether they have an
    address for this channel. ``Blocked``: after five within a quarter of an hour under one identifier.
    """
    at = env.clock.now()
    digest = env.keyring.lookup_digest(accounts.identifier_text(normal_identifier(identifier)))
    found = accounts.find(digest, device=None)
    account = found[0] if found is not None else None
    record = account.history if account is not None else NOBODYS_RECORD
    token = token_text(env.chance.secret(TOKEN_SIZE))
    with within(record):
        asked = access_closings.asked_since(digest, at - one_time_code.SENT_WITHIN)
        waits_until = one_time_code.first_code_from(asked)
        if waits_until is not None and at < waits_until:
            return Blocked(waits_until)
        closing = Closing(
            env.chance.identifier(), token_digest(token), digest, account.id if account is not None else None, at
        )
        access_closings.ask(closing)
        _trace_refusal(record, "code-asked", env)
        promise_closing_code(closing.id, channel, env=env)
    return ClosingAsked(token)


def close_by_code(closing: str, typed: str, *, env: Environment) -> ConfirmedClosing:
    """Close the access by the code that was sent. ``closing``: the token of ``ask_closing_code``."""
    code = one_time_code.read(typed)
    if code is None:
        return CodeUnreadable()
    digest, at = token_digest(closing), env.clock.now()
    record, account_id = access_closings.owner_of(digest)
    with within(record, exclusive=True):
        account = accounts.hold(account_id) if account_id is not None else None
        held = access_closings.hold(digest)
        if held is None or held.tries >= TRIES or at >= held.asked_at + ATTEMPT_LASTS:
            return AttemptOver()
        fault = _fault_of(held, code, env)
        if fault is None and account is not None:
            shut_access(account, by="code", env=env)
            return AccessClosed()
        tries = held.tries
        if fault is not CodeFault.EXPIRED:
            access_closings.count_try(held)
            tries += 1
        why = fault if fault is not None else CodeFault.WRONG
        _trace_refusal(record, why.value, env)
        return CodeRefused(why, tries_left(tries))


def _fault_of(held: Closing, code: str, env: Environment) -> CodeFault | None:
    at = env.clock.now()
    digest = code_digest(held.digest, code, env=env)
    is_right = held.code is not None and hmac.compare_digest(held.code, digest)
    return one_time_code.fault_of(SentCode(is_right, held.code_expires_at, held.tries), at=at)


def _trace_refusal(record: RecordId, why: str, env: Environment) -> None:
    at = env.clock.now()
    trace_account(record, SecurityAct.ACCESS_CLOSING, at=at, env=env, by=UNIDENTIFIED, is_refused=True, detail=why)
