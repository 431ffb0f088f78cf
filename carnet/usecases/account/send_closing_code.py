"""Draw the code that closes an access and send it: the job that the request has promised."""

from uuid import UUID

from carnet.core.accounts.one_time_code import ATTEMPT_LASTS, CODE_LASTS, RANDOM_BYTES, draw
from carnet.ports.environment import Environment
from carnet.ports.messages import Channel, Message
from carnet.store import access_closings
from carnet.store.context import within
from carnet.usecases.account.holder import address_of, owner_of
from carnet.usecases.account.send_code import code_digest

SEND_CLOSING_CODE = "send-closing-code"
"""The name of the job in the schedule of carnet/doors/timer."""

SUBJECT = "Votre code pour fermer votre accès"


def promise_closing_code(closing: UUID, channel: Channel, *, env: Environment) -> None:
    """Promise that a code leaves, also where nobody is there to get one: asking must not tell."""
    env.jobs.enqueue(SEND_CLOSING_CODE, closing=str(closing), channel=channel.value)


def send_closing_code(closing: UUID, channel: Channel, *, env: Environment) -> bool:
    """Draw a code and send it by the channel that was asked for; false when nobody is to get one.

    It closes an access and opens nothing. Raises ``MessageNotSentError`` when a gateway did not take it: nothing was
    written, and the job is tried again.
    """
    at = env.clock.now()
    due = access_closings.due(closing)
    if due is None or at >= due.asked_at + ATTEMPT_LASTS:
        return False
    with within(due.history):
        address = address_of(owner_of(due.history, due.account, env=env), channel)
        if not address:
            return False
        code = draw(env.chance.secret(RANDOM_BYTES))
        access_closings.set_code(closing, code_digest(due.digest, code, env=env), expires_at=at + CODE_LASTS)
        env.messages.send(Message(channel, address, SUBJECT if channel is Channel.MAIL else "", body_of(code)))
    return True


def body_of(code: str) -> str:
    """Say what the code does, so that nobody is led to close their own access: no name, no link."""
    minutes = int(CODE_LASTS.total_seconds()) // 60
    return (
        f"{code} est le code qui ferme votre accès, valable {minutes} minutes. Si vous n’avez rien demandé, n’en "
        "faites rien et ne le communiquez à personne."
    )
