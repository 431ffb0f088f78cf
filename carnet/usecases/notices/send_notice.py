"""Send what is owed to people: once, by the channels that they gave and chose."""

from uuid import UUID

from carnet.core.alerts import AlertChannel, channels_of
from carnet.core.identifiers import RecordId
from carnet.core.letters import NEUTRAL
from carnet.core.notices import NOTICES, TO_REPRESENTATIVES, TO_THEM_ALONE, as_told_of_a_child
from carnet.core.record.majority import is_minor
from carnet.ports.environment import Environment
from carnet.ports.messages import Channel, Message
from carnet.store import accounts, alerts, letters, notices, records
from carnet.store.context import within
from carnet.store.records import RecordPerson
from carnet.usecases.alerts.send_push import promise_pushes
from carnet.usecases.alerts.whose_alerts import reachable_by
from carnet.usecases.family.tell_close_one import promise_to_representatives
from carnet.usecases.letters.owe_letter import keep_for_counter, owe_letter, recipient

AT_ONCE = 500
"""How many notices one turn of the schedule takes."""


def send_notice(record: RecordId, notice: UUID, *, env: Environment) -> bool:
    """Send a notice if it is still owed and its time has come; false otherwise.

    To somebody who gave no channel a neutral letter is owed, posted by the desk within three working days (product.md,
    « Every right has a road without a screen »), or, with no address either, kept until they come to a counter; one
    that waits already says the same. Raises ``MessageNotSentError`` when a gateway did not take it: the notice is still
    owed and is tried again.
    """
    with within(record):
        owed = notices.claim(record, notice)
        at = env.clock.now()
        if owed is None or owed.due_at > at:
            return False
        closure = records.closure(record)
        is_dead = closure is not None and closure.is_of_the_dead
        wrapped = records.wrapped_key(record)
        if wrapped is not None and not is_dead:
            record_key = env.keyring.open_record_key(wrapped, record=record.bytes)
            person = records.person(record, record_key=record_key)
            if person is not None and owed.kind not in TO_THEM_ALONE:
                _send(record, owed.kind, person, env)
            if owed.kind in TO_REPRESENTATIVES:
                promise_to_representatives(record, owed.kind, env=env)
        notices.mark_sent(record, notice, at=at)
    return True


def send_due_notices(*, env: Environment) -> int:
    """Send every notice whose time has come, the oldest first; gives how many left. Run by the schedule."""
    due = notices.due(at=env.clock.now(), most=AT_ONCE)
    return sum(send_notice(one.record, one.id, env=env) for one in due)


def _send(record: RecordId, kind: str, person: RecordPerson, env: Environment) -> None:
    is_childs = is_minor(person.traits.birth_date, at=env.clock.now())
    text = as_told_of_a_child(NOTICES[kind]) if is_childs else NOTICES[kind]
    # A minor's record is told to whoever represents them: the account of the minor chooses nothing of it.
    account = None if is_childs else accounts.of_record(record)
    chosen = alerts.choices(account) if account is not None else {}
    devices = len(alerts.devices(account)) if account is not None else 0
    channels = channels_of(kind, chosen, reachable=reachable_by(person, devices))
    if channels is None:
        return
    if account is not None and AlertChannel.PUSH in channels:
        promise_pushes(account, kind, env=env)
    if not person.mail and not person.phone:
        _owe_letter(record, kind, person, env)
    if AlertChannel.MAIL in channels:
        env.messages.send(Message(Channel.MAIL, person.mail, text.mail_subject, text.body))
    if AlertChannel.SMS in channels:
        env.messages.send(Message(Channel.SMS, person.phone, "", text.body))


def _owe_letter(record: RecordId, kind: str, person: RecordPerson, env: Environment) -> None:
    to = recipient(person.traits, person.address)
    if letters.is_waiting(record, f"{NEUTRAL}{kind}"):
        return
    if to is None:
        keep_for_counter(f"{NEUTRAL}{kind}", at=env.clock.now(), record=record, env=env)
    else:
        owe_letter(to, f"{NEUTRAL}{kind}", at=env.clock.now(), record=record, env=env)
