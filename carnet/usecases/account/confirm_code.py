"""Sign in, second step: the code opens the session."""

import hmac
from dataclasses import dataclass
from datetime import datetime

from carnet.core.access.actors import Holder
from carnet.core.accounts import one_time_code
from carnet.core.accounts.one_time_code import CodeFault, SentCode, tries_left
from carnet.core.audit.events import SecurityAct
from carnet.core.identifiers import NOBODYS_RECORD, RecordId
from carnet.ports.environment import Environment
from carnet.store import accounts, sign_ins
from carnet.store.accounts import Account
from carnet.store.context import within
from carnet.store.sign_ins import Attempt
from carnet.store.web_sessions import TOKEN_SIZE, token_digest, token_text
from carnet.usecases.account.begin_session import Visit, begin_session
from carnet.usecases.account.counted_try import Try, count_failure
from carnet.usecases.account.send_code import code_digest
from carnet.usecases.account.show_attempt import AttemptOver, held_attempt
from carnet.usecases.account.trace_account import UNIDENTIFIED, trace_account


@dataclass(frozen=True, slots=True, repr=False)
class SignedIn:
    """The person is here. ``session``, ``device``: tokens for two cookies; the second one outlives the session.

    ``must_change_password``: the session was opened by an initial password, now used up, and does nothing else than
    choose another (``change_password``).
    """

    session: str
    device: str
    must_change_password: bool

    def __repr__(self) -> str:
        """Hide the tokens."""
        return "SignedIn(…)"


@dataclass(frozen=True, slots=True)
class CodeRefused:
    """The code opens nothing. ``tries_left``: with this attempt; none when the fault is ``NO_TRY_LEFT``."""

    fault: CodeFault
    tries_left: int


@dataclass(frozen=True, slots=True)
class CodeUnreadable:
    """What was typed is no code of six digits; no try was used."""


def confirm_code(
    attempt: str, typed: str, *, device: str | None, env: Environment
) -> SignedIn | CodeRefused | CodeUnreadable | AttemptOver:
    """Open the session of an attempt by its code.

    ``attempt``: the token that ``sign_in`` gave. ``typed``: spaces and hyphens do not count. ``device``: the very token
    that was shown to ``sign_in``, or None as then: a code is good on the device that asked for it (OWASP ASVS 6.6.2).
    """
    code = one_time_code.read(typed)
    if code is None:
        return CodeUnreadable()
    digest = token_digest(attempt)
    at = env.clock.now()
    owner = sign_ins.owner_of(digest)
    record, account_id = owner if owner is not None else (NOBODYS_RECORD, None)
    with within(record):
        account = accounts.hold(account_id) if account_id is not None else None
        held = held_attempt(digest, device, at=at)
        if held is None or account is None or not _is_of_this_password(account, held):
            _trace_refusal(record, "attempt-over", at, env)
            return AttemptOver()
        is_right = held.code is not None and hmac.compare_digest(held.code, code_digest(held.digest, code, env=env))
        fault = one_time_code.fault_of(SentCode(is_right, held.code_expires_at, held.tries), at=at)
        if fault is not None:
            return _refuse(fault, held, account, at, env)
        return _open(held, account, device, at, env)


def _is_of_this_password(account: Account, attempt: Attempt) -> bool:
    """Whether the password that opened the attempt is still the one, and an initial one has not been used since."""
    return account.password_hash != "" and account.password_set_at <= attempt.opened_at


def _refuse(fault: CodeFault, attempt: Attempt, account: Account, at: datetime, env: Environment) -> CodeRefused:
    tries = attempt.tries
    if fault is not CodeFault.EXPIRED:
        sign_ins.count_try(attempt)
        tries += 1
    if fault is CodeFault.NO_TRY_LEFT:
        count_failure(Try(account.identifier, attempt.scope, at))
    _trace_refusal(account.record, fault.value, at, env)
    return CodeRefused(fault, tries_left(tries))


def _open(attempt: Attempt, account: Account, device: str | None, at: datetime, env: Environment) -> SignedIn:
    sign_ins.end_attempt(attempt)
    if account.must_change_password:
        sign_ins.end_attempts(account.id)
    sign_ins.forget_failures(account.identifier, attempt.scope)
    accounts.begin_visit(account.id, at=at, uses_up_password=account.must_change_password)
    kept = _device_to_keep(device, attempt, env)
    is_new = accounts.remember_device(account.id, token_digest(kept), at=at)
    trace_account(
        account.record, SecurityAct.SIGN_IN, at=at, env=env, detail="new-device" if is_new else "known-device"
    )
    visit = Visit(Holder(account.record), account.id, account.last_visit_at)
    return SignedIn(begin_session(visit, env=env), kept, account.must_change_password)


def _device_to_keep(device: str | None, attempt: Attempt, env: Environment) -> str:
    """Keep the token of a device on which somebody of the family has signed in; make one for any other.

    A token that we never gave is not taken over: whoever planted it would know it.
    """
    if device and attempt.device is not None and accounts.is_device(attempt.device):
        return device
    return token_text(env.chance.secret(TOKEN_SIZE))


def _trace_refusal(record: RecordId, why: str, at: datetime, env: Environment) -> None:
    trace_account(record, SecurityAct.SIGN_IN, at=at, env=env, by=UNIDENTIFIED, is_refused=True, detail=why)
