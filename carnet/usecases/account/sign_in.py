"""Sign in, first step: identifier and password, then a code is on its way."""

from datetime import datetime
from typing import TypeAlias

from carnet.core.accounts import lockout, one_time_code
from carnet.core.accounts.credentials import is_initial_password_living, normal_identifier
from carnet.core.accounts.lockout import MayTry
from carnet.core.audit.events import SecurityAct
from carnet.core.identifiers import NOBODYS_RECORD, RecordId
from carnet.ports.environment import Environment
from carnet.store import accounts, sign_ins
from carnet.store.accounts import Account
from carnet.store.context import within
from carnet.store.sign_ins import Attempt
from carnet.store.web_sessions import TOKEN_SIZE, token_digest, token_text
from carnet.usecases.account.counted_try import (
    Blocked,
    IncorrectCredentials,
    Try,
    count_in_advance,
    give_back,
    what_is_told,
)
from carnet.usecases.account.password_work import is_password
from carnet.usecases.account.send_code import promise_code
from carnet.usecases.account.show_attempt import AppCodeAwaited, CodeSent, NoWayToSend, describe
from carnet.usecases.account.trace_account import UNIDENTIFIED, trace_account, trace_own

SignInAnswer: TypeAlias = CodeSent | AppCodeAwaited | IncorrectCredentials | Blocked | NoWayToSend


def sign_in(identifier: str, password: str, *, device: str | None, env: Environment) -> SignInAnswer:
    """Verify an identifier and a password, and have a one-time code sent (product.md, « Sign-in »).

    ``device``: the token that the browser keeps of an earlier sign-in, or None. The words, the work (one Argon2
    verification) and the statements are the same whether anybody has this identifier or not (OWASP ASVS 6.3.8). Each
    try is traced: in the history of the holder, or in nobody's. Where an app gives the codes, none is sent.
    """
    at = env.clock.now()
    digest = env.keyring.lookup_digest(accounts.identifier_text(normal_identifier(identifier)))
    shown = accounts.device_digest(device)
    found = accounts.find(digest, device=shown)
    account, is_known = found if found is not None else (None, False)
    one = Try(digest, lockout.scope_of(shown, is_known=is_known), at)
    standing = count_in_advance(one)
    if isinstance(standing, MayTry) and _is_right(password, account, at) and account is not None:
        return _send(account, shown, one, env)
    record = account.history if account is not None else NOBODYS_RECORD
    with within(record):
        _trace_refusal(record, "wrong-password" if isinstance(standing, MayTry) else "closed", at, env)
    return what_is_told(standing, at=at)


def _is_right(password: str, account: Account | None, at: datetime) -> bool:
    """Do the work in every case, then look at whether the password may still be used."""
    matches = is_password(password, account.password_hash if account is not None else "")
    if account is None or not matches:
        return False
    return not account.must_change_password or is_initial_password_living(account.password_set_at, at=at)


def _send(account: Account, device: bytes | None, one: Try, env: Environment) -> SignInAnswer:
    token = token_text(env.chance.secret(TOKEN_SIZE))
    attempt = Attempt(
        id=env.chance.identifier(),
        digest=token_digest(token),
        account=account.id,
        scope=one.scope,
        device=device,
        channel=account.channel,
        opened_at=one.at,
        asked_at=(one.at,),
    )
    with within(account.history):
        give_back(one)
        asked = sign_ins.asked_in(account.id, one.scope, since=one.at - one_time_code.SENT_WITHIN)
        waits_until = one_time_code.first_code_from(asked)
        if waits_until is not None and one.at < waits_until:
            _trace_refusal(account.history, "too-many-codes", one.at, env)
            return Blocked(waits_until)
        if account.has_app:
            sign_ins.open_attempt(attempt)
            trace_own(account, SecurityAct.SIGN_IN_CODE, at=one.at, env=env, detail="app")
            return AppCodeAwaited(token)
        answer = describe(token, attempt, account.record, asked=[*asked, one.at], env=env)
        if isinstance(answer, NoWayToSend):
            _trace_refusal(account.history, "no-address", one.at, env)
            return answer
        sign_ins.open_attempt(attempt)
        trace_own(account, SecurityAct.SIGN_IN_CODE, at=one.at, env=env, detail=account.channel.value)
        promise_code(account.history, attempt.id, env=env)
    return answer


def _trace_refusal(record: RecordId, why: str, at: datetime, env: Environment) -> None:
    trace_account(record, SecurityAct.SIGN_IN, at=at, env=env, by=UNIDENTIFIED, is_refused=True, detail=why)
