"""Have another code sent, by the same channel or by the other."""

from dataclasses import dataclass, replace
from datetime import datetime

from carnet.core.accounts.one_time_code import SENT_WITHIN, next_code_from
from carnet.core.audit.events import SecurityAct, party
from carnet.ports.environment import Environment
from carnet.ports.messages import Channel
from carnet.store import authenticator_apps, sign_ins
from carnet.store.context import within
from carnet.store.web_sessions import token_digest
from carnet.usecases.account.holder import actor_of
from carnet.usecases.account.send_code import promise_code
from carnet.usecases.account.show_attempt import (
    AppCodeAwaited,
    AttemptOver,
    CodeSent,
    NoWayToSend,
    describe,
    held_attempt,
)
from carnet.usecases.account.trace_account import trace_account


@dataclass(frozen=True, slots=True)
class TooSoon:
    """Another code may be asked for from ``resend_at`` on; none was."""

    resend_at: datetime


def resend_code(
    attempt: str, *, channel: Channel | None, device: str | None, env: Environment
) -> CodeSent | AppCodeAwaited | TooSoon | AttemptOver | NoWayToSend:
    """Promise another code; when it leaves, the former one opens nothing any more (interface.md P4).

    ``channel``: the other one, for this attempt only, or None for the same. ``device``: as for ``sign_in``. Where an
    app gives the codes, none is sent.
    """
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
        resend_at = next_code_from(asked, last=held.asked_at[-1])
        if at < resend_at:
            return TooSoon(resend_at)
        again = replace(held, channel=channel or held.channel, asked_at=(*held.asked_at, at))
        answer = describe(attempt, again, record, asked=[*asked, at], env=env)
        if isinstance(answer, NoWayToSend):
            return answer
        sign_ins.ask_again(held, again.channel, at=at)
        by = party(actor_of(record, account))
        trace_account(record, SecurityAct.SIGN_IN_CODE, at=at, env=env, by=by, detail=again.channel.value)
        promise_code(record, held.id, env=env)
    return answer
