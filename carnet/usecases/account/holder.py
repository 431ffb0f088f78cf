"""Whose account it is: their name on the pages, where their codes go, and how much of it is shown."""

from typing import TypeAlias
from uuid import UUID

from carnet.core.access.actors import Holder, Representative
from carnet.core.identifiers import NOBODYS_RECORD, RecordId
from carnet.ports.environment import Environment
from carnet.ports.keyring import WrappedKey
from carnet.ports.messages import Channel
from carnet.store import account_people, records
from carnet.store.account_people import AccountPerson
from carnet.store.accounts import Account
from carnet.store.records import RecordPerson

Person: TypeAlias = RecordPerson | AccountPerson
"""Whom an account belongs to: the holder of a record, or somebody who has none here and acts for another."""


class AccountWithoutRecordError(LookupError):
    """An account leads to a record that is gone: an account does not outlive it."""


def key_of(record: RecordId) -> WrappedKey:
    """Give the wrapped key of a history: a record's, or that of an account without one. Inside ``within(record)``.

    Raises ``AccountWithoutRecordError``.
    """
    wrapped = account_people.key_of_history(record)
    if wrapped is None:
        raise AccountWithoutRecordError
    return wrapped


def person_of(record: RecordId, *, env: Environment) -> RecordPerson:
    """Read who the holder of an account is. Inside ``within(record)``. Raises ``AccountWithoutRecordError``."""
    person = records.person(record, record_key=env.keyring.open_record_key(key_of(record), record=record.bytes))
    if person is None:
        raise AccountWithoutRecordError
    return person


def owner_of(record: RecordId, account: UUID, *, env: Environment) -> Person:
    """Read whose an account is. Inside ``within(record)``; ``record``: that of the account, or its history.

    Raises ``AccountWithoutRecordError``.
    """
    if record not in (NOBODYS_RECORD, account):
        return person_of(record, env=env)
    person = account_people.find(account, keyring=env.keyring)
    if person is None:
        raise AccountWithoutRecordError
    return person


def owner_at(history: RecordId, account: UUID | None, *, env: Environment) -> Person:
    """Read whose history this is, with or without an account. Inside ``within(history)``."""
    return person_of(history, env=env) if account is None else owner_of(history, account, env=env)


def own_actor(account: Account) -> Holder | Representative:
    """Tell as whom somebody signs in: the holder of their record, or one who acts for others and has chosen nobody."""
    return actor_of(account.history, account.id)


def actor_of(history: RecordId, account: UUID) -> Holder | Representative:
    """Tell the same from where an account's history stands, without the account."""
    return Representative(str(account)) if history == account else Holder(history)


def address_of(person: Person, channel: Channel) -> str:
    """Give the address of a channel; empty when the person has none."""
    return person.mail if channel is Channel.MAIL else person.phone


def birth_place_of(person: Person) -> str:
    """Give the INSEE code of where somebody was born; empty where it is not known."""
    return person.traits.birth_place if isinstance(person, RecordPerson) else ""


def other_channel(person: Person, channel: Channel) -> Channel | None:
    """Give the other channel, when the person can be reached by it too."""
    other = Channel.SMS if channel is Channel.MAIL else Channel.MAIL
    return other if address_of(person, other) else None


def masked_address(person: Person, channel: Channel) -> str:
    """Show enough of an address for its owner to know it: « …12 », « c…@example.org »."""
    address = address_of(person, channel)
    if channel is Channel.SMS:
        return f"…{address[-2:]}"
    local, _, domain = address.rpartition("@")
    return f"{local[:1]}…@{domain}"


def shown_name(person: Person) -> str:
    """Give the name by which the pages greet somebody: « Camille Morel »."""
    if isinstance(person, AccountPerson):
        return person.shown()
    traits = person.traits
    given = traits.given_names[0] if traits.given_names else ""
    return f"{given} {traits.used_name or traits.birth_name}".strip().title()
