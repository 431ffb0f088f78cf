"""Write down the new address of somebody: in their record, or beside their account when they have none."""

from dataclasses import replace

from carnet.formats.sealing import VALUE_NONCE_SIZE
from carnet.ports.environment import Environment
from carnet.ports.messages import Channel
from carnet.store import account_people, records
from carnet.store.account_people import AccountPerson
from carnet.store.accounts import Account
from carnet.usecases.account.holder import key_of, owner_of


def save_address(account: Account, channel: Channel, address: str, *, env: Environment) -> None:
    """Put an address in the place of the former one. Inside ``within(account.history, exclusive=True)``."""
    person = owner_of(account.record, account.id, env=env)
    nonce = env.chance.secret(VALUE_NONCE_SIZE)
    if isinstance(person, AccountPerson):
        other = replace(person, mail=address) if channel is Channel.MAIL else replace(person, phone=address)
        account_people.save(account.id, other, keyring=env.keyring, nonce=nonce)
        return
    holder = replace(person, mail=address) if channel is Channel.MAIL else replace(person, phone=address)
    record_key = env.keyring.open_record_key(key_of(account.record), record=account.record.bytes)
    records.save_person(account.record, holder, record_key=record_key, nonce=nonce)
