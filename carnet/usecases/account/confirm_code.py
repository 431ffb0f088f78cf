"""Sign in, second step: the code opens the session."""

import hmac
from dataclasses import dataclass
from datetime import datetime

from carnet.core.accounts import one_time_code
from carnet.core.accounts.one_time_code import ATTEMPT_LASTS, CodeFault, SentCode, tries_left
from carnet.core.accounts.places import SOMEWHERE, Place
from carnet.core.audit.events import SecurityAct
from carnet.core.identifiers import NOBODYS_RECORD, RecordId
from carnet.ports.environment import Environment
from carnet.store import accounts, sign_ins
from carnet.store.accounts import Account
from carnet.store.context import within
from carnet.store.sign_ins import Attempt
from carnet.store.web_sessions import Whence, token_digest
from carnet.usecases.account.counted_try import Try, count_failure
from carnet.usecases.account.enter import SignedIn, enter
from carnet.usecases.account.send_code import code_digest
from carnet.usecases.account.show_attempt import AttemptOver, held_attempt
from carnet.usecases.account.trace_account import UNIDENTIFIED, trace_account
from carnet.usecases.account.use_app_code import use_app_code


@dataclass(frozen=True, slots=True)
class CodeRefused:
    """The code opens nothing. ``tries_left``: with this attempt; none when the fault is ``NO_TRY_LEFT``."""

    fault: CodeFault
    tries_left: int


@dataclass(frozen=True, slots=True)
class CodeUnreadable:
    """What was typed is no code of six digits; no try was used."""


def confirm_code(
    attempt: str, typed: str, *, device: str | None, place: Place = SOMEWHERE, env: Environment
) -> SignedIn | CodeRefused | CodeUnreadable | AttemptOver:
    """Open the session of an attempt by its code.

    ``attempt``: the token that ``sign_in`` gave. ``typed``: spaces and hyphens do not count. ``device``: the very token
    that was shown to ``sign_in``, or None as then: a code is good on the device that asked for it (OWASP ASVS 6.6.2).
    ``place``: what sort of browser it is. Where somebody has an authenticator app, its codes alone are right.
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
        fault = _fault_of(code, held, account, at, env)
        if fault is not None:
            return _refuse(fault, held, account, at, env)
        return _open(held, account, device, place, env)


def _fault_of(code: str, attempt: Attempt, account: Account, at: datetime, env: Environment) -> CodeFault | None:
    by_app = use_app_code(account.id, code, at=at, env=env)
    if by_app is not None:
        return one_time_code.fault_of(SentCode(by_app, attempt.opened_at + ATTEMPT_LASTS, attempt.tries), at=at)
    digest = code_digest(attempt.digest, code, env=env)
    is_right = attempt.code is not None and hmac.compare_digest(attempt.code, digest)
    return one_time_code.fault_of(SentCode(is_right, attempt.code_expires_at, attempt.tries), at=at)


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
    _trace_refusal(account.history, fault.value, at, env)
    return CodeRefused(fault, tries_left(tries))


def _open(attempt: Attempt, account: Account, device: str | None, place: Place, env: Environment) -> SignedIn:
    sign_ins.end_attempt(attempt)
    if account.must_change_password:
        sign_ins.end_attempts(account.id)
    sign_ins.forget_failures(account.identifier, attempt.scope)
    return enter(account, device, Whence(place, attempt.device), env=env)


def _trace_refusal(record: RecordId, why: str, at: datetime, env: Environment) -> None:
    trace_account(record, SecurityAct.SIGN_IN, at=at, env=env, by=UNIDENTIFIED, is_refused=True, detail=why)
