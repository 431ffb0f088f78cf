"""Draw a one-time code and send it: the job that a right password, or a request for another code, has promised."""

from uuid import UUID

from carnet.core.accounts.one_time_code import ATTEMPT_LASTS, CODE_LASTS, RANDOM_BYTES, draw
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.ports.messages import Channel, Message, MessageNotSentError
from carnet.store import sign_ins
from carnet.store.context import within
from carnet.usecases.account.holder import address_of, owner_of

SEND_CODE = "send-sign-in-code"
"""The name of the job in the schedule of carnet/doors/timer."""

SUBJECT = "Votre code à usage unique"


def promise_code(record: RecordId, attempt: UUID, *, env: Environment) -> None:
    """Promise that a code leaves. It is drawn when it leaves: nothing that could open a session is kept until then."""
    env.jobs.enqueue(SEND_CODE, record=str(record), attempt=str(attempt))


def send_code(record: RecordId, attempt: UUID, *, env: Environment) -> bool:
    """Draw a code for an attempt and send it by the channel chosen; false when none is due.

    Only its keyed digest is kept, bound to the attempt (OWASP ASVS 6.5.2, 6.6.2). The page has answered already and
    holds no lock here. Raises ``MessageNotSentError`` when a gateway did not take it: the job is tried again, with
    another code, the former opens nothing, and the page of the code says so meanwhile.
    """
    with within(record):
        at = env.clock.now()
        due = sign_ins.hold_due_code(record, attempt)
        if due is None or at >= due.opened_at + ATTEMPT_LASTS:
            return False
        address = address_of(owner_of(record, due.account, env=env), due.channel)
        if not address:
            return False
        code = draw(env.chance.secret(RANDOM_BYTES))
        sign_ins.set_code(attempt, code_digest(due.digest, code, env=env), expires_at=at + CODE_LASTS)
    subject = SUBJECT if due.channel is Channel.MAIL else ""
    try:
        env.messages.send(Message(due.channel, address, subject, body_of(code)))
    except MessageNotSentError:
        sign_ins.mark_failed(attempt, at=env.clock.now())
        raise
    sign_ins.mark_sent(attempt, asked=due.asked)
    return True


def code_digest(attempt: bytes, code: str, *, env: Environment) -> bytes:
    """Give the digest of a code: keyed, since a million codes are tried in a second, and bound to its attempt."""
    return env.keyring.lookup_digest(f"one-time-code|{attempt.hex()}|{code}")


def body_of(code: str) -> str:
    """Say the code first, so that a telephone shows it without opening the message: no name, no link."""
    minutes = int(CODE_LASTS.total_seconds()) // 60
    return f"{code} est votre code à usage unique, valable {minutes} minutes. Ne le communiquez à personne."
