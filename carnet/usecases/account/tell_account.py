"""Tell somebody what has changed in the way to their account: by every channel that they gave."""

from datetime import datetime
from uuid import UUID

from carnet.core.identifiers import NOBODYS_RECORD
from carnet.core.notices import NOTICES
from carnet.ports.environment import Environment
from carnet.ports.messages import Channel, Message
from carnet.store import account_people
from carnet.store.accounts import Account
from carnet.usecases.notices.owe_notice import owe_notice

TELL_ACCOUNT = "tell-account"
"""The name of the job in the schedule of carnet/doors/timer, for accounts without a record."""


def tell_account(account: Account, kind: str, *, at: datetime, env: Environment, is_told: bool = True) -> None:
    """Owe a notice about an account, within the act that makes it due (OWASP ASVS 6.3.5, 6.3.7).

    ``kind``: of ``core.notices``. To the holder of a record it is owed as every notice is; to somebody who has none, a
    job sends it. ``is_told``: false takes the same steps and tells nobody.
    """
    if account.record != NOBODYS_RECORD:
        owe_notice(account.record, kind=kind, at=at, env=env, is_told=is_told)
    elif is_told:
        env.jobs.enqueue(TELL_ACCOUNT, account=str(account.id), kind=kind)


def send_account_notice(account: UUID, kind: str, *, env: Environment) -> bool:
    """Send a notice to somebody who has no record here; false when their account is gone.

    Raises ``MessageNotSentError`` when a gateway did not take it: the job is tried again.
    """
    person = account_people.find(account, keyring=env.keyring)
    if person is None:
        return False
    text = NOTICES[kind]
    if person.mail:
        env.messages.send(Message(Channel.MAIL, person.mail, text.mail_subject, text.body))
    if person.phone and (text.goes_everywhere or not person.mail):
        env.messages.send(Message(Channel.SMS, person.phone, "", text.body))
    return True
