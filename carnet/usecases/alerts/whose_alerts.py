"""Whose alerts an account chooses: those of the record of its own adult holder, and of nobody else (ADR 0037)."""

from carnet.core.alerts import AlertChannel, Channels, chooses_alerts
from carnet.core.identifiers import NOBODYS_RECORD
from carnet.ports.environment import Environment
from carnet.store import alerts
from carnet.store.accounts import Account
from carnet.store.records import RecordPerson
from carnet.usecases.account.holder import Person, owner_of


def chooser(account: Account, *, env: Environment) -> RecordPerson | None:
    """Give the person who may choose; None when there is nothing for them to choose. Inside ``within(history)``.

    An account without a record is told of itself alone, which nobody switches off. The alerts of a minor's record go to
    whoever represents them, by the channels of that record: the account of the minor decides nothing of it.
    """
    if account.record == NOBODYS_RECORD:
        return None
    person = owner_of(account.record, account.id, env=env)
    if not isinstance(person, RecordPerson) or not chooses_alerts(person.traits.birth_date, at=env.clock.now()):
        return None
    return person


def reachable_by(person: Person, devices: int) -> Channels:
    """Tell by which channels a person can be reached. ``devices``: how many take their notifications."""
    by = {
        AlertChannel.MAIL: bool(person.mail),
        AlertChannel.SMS: bool(person.phone),
        AlertChannel.PUSH: devices > 0,
    }
    return frozenset(channel for channel, reaches in by.items() if reaches)


def reaches(account: Account, person: Person) -> Channels:
    """Tell the same of an account, whose devices are counted."""
    return reachable_by(person, len(alerts.devices(account.id)))
