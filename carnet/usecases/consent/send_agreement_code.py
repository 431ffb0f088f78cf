"""Draw the code that confirms an agreement and send it to the person: the job that the request has promised."""

from uuid import UUID

from carnet.core.accounts.one_time_code import ATTEMPT_LASTS, CODE_LASTS, RANDOM_BYTES, draw
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.ports.messages import Channel, Message
from carnet.store import agreements
from carnet.store.context import within
from carnet.usecases.account.holder import address_of, person_of
from carnet.usecases.account.send_code import SUBJECT, code_digest

SEND_AGREEMENT_CODE = "send-agreement-code"
"""The name of the job in the schedule of carnet/doors/timer."""


def promise_agreement_code(record: RecordId, request: UUID, *, env: Environment) -> None:
    """Promise that a code leaves. It is drawn when it leaves: nothing that proves an agreement is kept until then."""
    env.jobs.enqueue(SEND_AGREEMENT_CODE, record=str(record), request=str(request))


def send_agreement_code(record: RecordId, request: UUID, *, env: Environment) -> bool:
    """Draw a code for a request and send it; false when none is due.

    Only its keyed digest is kept, bound to the request: it opens no session and confirms nothing else. Raises
    ``MessageNotSentError`` when a gateway did not take it: nothing was written, and the job is tried again.
    """
    with within(record):
        at = env.clock.now()
        due = agreements.hold_due(record, request)
        if due is None or at >= due.asked_at + ATTEMPT_LASTS:
            return False
        address = address_of(person_of(record, env=env), due.channel)
        if not address:
            return False
        code = draw(env.chance.secret(RANDOM_BYTES))
        digest = code_digest(request.bytes, code, env=env)
        agreements.set_code(record, request, digest, expires_at=at + CODE_LASTS)
        subject = SUBJECT if due.channel is Channel.MAIL else ""
        env.messages.send(Message(due.channel, address, subject, body_of(code)))
    return True


def body_of(code: str) -> str:
    """Say what telling the code means: no name, no health word, no link."""
    minutes = int(CODE_LASTS.total_seconds()) // 60
    return (
        f"{code} est le code qui confirme votre accord, valable {minutes} minutes. "
        "Dites-le au professionnel qui vous l’a demandé, seulement si vous êtes d’accord avec ce qu’il propose."
    )
