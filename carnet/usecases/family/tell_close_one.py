"""Tell somebody who acts for another what changes, by the channel of their own account."""

from uuid import UUID

from carnet.core.identifiers import RecordId
from carnet.core.notices import NOTICES
from carnet.ports.environment import Environment
from carnet.ports.messages import Channel, Message
from carnet.store import accounts, consents
from carnet.store.context import within
from carnet.usecases.account.holder import owner_of

TELL_CLOSE_ONE = "tell-close-one"
"""The name of the job in the schedule of carnet/doors/timer."""


def promise_to_representatives(record: RecordId, kind: str, *, env: Environment) -> None:
    """Promise a notice to each who represents the person, or did until now. Inside ``within(record)``.

    One who was suspended is told nothing; nor is one under whose name no account was opened yet.
    """
    for one in consents.representatives(record):
        number = account_number(one.account)
        if number is not None and one.suspended_at is None:
            env.jobs.enqueue(TELL_CLOSE_ONE, account=str(number), kind=kind)


def tell_close_one(account: UUID, kind: str, *, env: Environment) -> bool:
    """Send a notice to a representative; false when their account is gone, or nothing reaches them.

    ``kind``: of ``core.notices``. Raises ``MessageNotSentError`` when a gateway did not take it; it is tried again.
    """
    record = accounts.record_of(account)
    if record is None:
        return False
    with within(record):
        person = owner_of(record, account, env=env)
    text = NOTICES[kind]
    if person.mail:
        env.messages.send(Message(Channel.MAIL, person.mail, text.mail_subject, text.body))
    elif person.phone:
        env.messages.send(Message(Channel.SMS, person.phone, "", text.body))
    return bool(person.mail or person.phone)


def account_number(account: str) -> UUID | None:
    """Read the number of the account of somebody who acts for another; None when none was opened under that name."""
    try:
        return UUID(account)
    except ValueError:
        return None
