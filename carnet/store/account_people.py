"""Who an account without a record belongs to: their name and how to reach them, sealed under a key of its own.

No wall stands around this table: it belongs to no record. Deleting a row destroys the only key that opens it.
"""

from dataclasses import dataclass
from uuid import UUID

import orjson

from carnet.core.identifiers import NOBODYS_RECORD
from carnet.ports.keyring import Keyring, WrappedKey
from carnet.store.models import AccountPersonRow
from carnet.store.sealing import Purpose, seal, unseal


@dataclass(frozen=True, slots=True, repr=False)
class AccountPerson:
    """Somebody who has no record here. ``mail`` and ``phone`` may be empty, not both."""

    given_name: str
    family_name: str
    mail: str = ""
    phone: str = ""

    def __repr__(self) -> str:
        """Hide the person."""
        return "AccountPerson(…)"

    def shown(self) -> str:
        """Give the name by which pages and histories name them: « Sacha Morel »."""
        return f"{self.given_name} {self.family_name}".strip()


def save(account: UUID, person: AccountPerson, *, keyring: Keyring, nonce: bytes) -> None:
    """Keep who somebody is, in place of what was kept, under a new key. ``nonce``: 12 random bytes."""
    wrapped = keyring.new_record_key(record=account.bytes)
    plain = {
        "given_name": person.given_name,
        "family_name": person.family_name,
        "mail": person.mail,
        "phone": person.phone,
    }
    sealed = seal(
        orjson.dumps(plain),
        record_key=keyring.open_record_key(wrapped, record=account.bytes),
        purpose=Purpose.PERSON,
        record=NOBODYS_RECORD,
        row=account.bytes,
        nonce=nonce,
    )
    AccountPersonRow.objects.filter(account_id=account).delete()
    AccountPersonRow.objects.create(account_id=account, record_key=wrapped, sealed=sealed)


def find(account: UUID, *, keyring: Keyring) -> AccountPerson | None:
    """Read who an account without a record belongs to; None for any other account."""
    row = AccountPersonRow.objects.filter(account_id=account).first()
    if row is None:
        return None
    record_key = keyring.open_record_key(WrappedKey(bytes(row.record_key)), record=account.bytes)
    kept = orjson.loads(
        unseal(
            bytes(row.sealed),
            record_key=record_key,
            purpose=Purpose.PERSON,
            record=NOBODYS_RECORD,
            row=account.bytes,
        )
    )
    return AccountPerson(kept["given_name"], kept["family_name"], kept["mail"], kept["phone"])


def forget(account: UUID) -> None:
    """Destroy what is kept of somebody, its key with it."""
    AccountPersonRow.objects.filter(account_id=account).delete()
