"""Send one notice that is owed to somebody: once, by the channels that they gave."""

from datetime import datetime, time, timedelta
from uuid import UUID

from carnet.core.identifiers import RecordId
from carnet.core.notices import NOTICES
from carnet.core.record.majority import PARIS
from carnet.ports.environment import Environment
from carnet.ports.messages import Channel, Message
from carnet.store import notices, records
from carnet.store.context import within

AT_ONCE = frozenset({"emergency-access", "first-access", "record-closed", "unmasked"})
DAY_BEGINS, DAY_ENDS = time(8), time(20)
"""product.md, sharp edges: alerts for new documents leave between 8 h and 20 h, emergency alerts at once."""


def send_notice(record: RecordId, notice: UUID, *, env: Environment) -> datetime | None:
    """Send a notice if it is still owed. Returns the instant to try again at, when the hour is not right; else None.

    Raises ``MessageNotSentError`` when a gateway did not take it: the job tries again, and the notice is still owed.
    """
    with within(record):
        owed = notices.claim(record, notice)
        if owed is None:
            return None
        at = env.clock.now()
        later = _when(owed.kind, at)
        if later > at:
            return later
        wrapped = records.wrapped_key(record)
        if wrapped is not None:
            record_key = env.keyring.open_record_key(wrapped, record=record.bytes)
            person = records.person(record, record_key=record_key)
            if person is not None:
                _send(owed.kind, person.mail, person.phone, env)
        notices.mark_sent(record, notice, at=at)
    return None


def _when(kind: str, at: datetime) -> datetime:
    local = at.astimezone(PARIS)
    if kind in AT_ONCE or DAY_BEGINS <= local.time() < DAY_ENDS:
        return at
    morning = local.replace(hour=DAY_BEGINS.hour, minute=0, second=0, microsecond=0)
    return morning if local.time() < DAY_BEGINS else morning + timedelta(days=1)


def _send(kind: str, mail: str, phone: str, env: Environment) -> None:
    text = NOTICES[kind]
    if mail:
        env.messages.send(Message(Channel.MAIL, mail, text.mail_subject, text.body))
    elif phone:
        env.messages.send(Message(Channel.SMS, phone, "", text.body))
