"""Who an account without a record belongs to: their name and how to reach them, sealed under a key of its own.

No wall stands around this table: it belongs to no record. The same key seals the history of the account
(``Account.history``). Deleting a row destroys the only key that opens either.
"""

from dataclasses import dataclass
from uuid import UUID

import orjson

from carnet.core.identifiers import NOBODYS_RECORD, RecordId
from carnet.ports.keyring import Keyring, WrappedKey
from carnet.store import statement
from carnet.store.models import AccountPersonRow
from carnet.store.sealing import Purpose, seal, unseal

# One statement for every history, so that a sign-in does the same work whoever it is tried for, and for nobody.
_KEY_OF_HISTORY = """
    select record_key from record where id = %(history)s
    union all select record_key from account_person where account_id = %(history)s
"""


@dataclass(frozen=True, slots=True, repr=False)
class AccountPerson:
    """Somebody who has no record here. ``mail`` and ``phone`` may be empty, not both.

    ``address``: the lines of their postal address below their name; empty when none was given.
    """

    given_name: str
    family_name: str
    mail: str = ""
    phone: str = ""
    address: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Hide the person."""
        return "AccountPerson(…)"

    def shown(self) -> str:
        """Give the name by which pages and histories name them: « Sacha Morel »."""
        return f"{self.given_name} {self.family_name}".strip()


def save(account: UUID, person: AccountPerson, *, keyring: Keyring, nonce: bytes) -> None:
    """Keep who somebody is, in place of what was kept, under the key of their history. ``nonce``: 12 random bytes."""
    known = AccountPersonRow.objects.filter(account_id=account)
    kept = known.values_list("record_key", flat=True).first()
    wrapped = WrappedKey(bytes(kept)) if kept is not None else keyring.new_record_key(record=account.bytes)
    plain = {
        "given_name": person.given_name,
        "family_name": person.family_name,
        "mail": person.mail,
        "phone": person.phone,
        "address": person.address,
    }
    sealed = seal(
        orjson.dumps(plain),
        record_key=keyring.open_record_key(wrapped, record=account.bytes),
        purpose=Purpose.PERSON,
        record=NOBODYS_RECORD,
        row=account.bytes,
        nonce=nonce,
    )
    if kept is not None:
        known.update(sealed=sealed)
    else:
        AccountPersonRow.objects.create(account_id=account, record_key=wrapped, sealed=sealed)


def key_of_history(history: RecordId) -> WrappedKey | None:
    """Give the wrapped key of a history: a record's, nobody's, or that of an account without one; None for no other.

    Inside ``within(history)``.
    """
    rows = statement.run(_KEY_OF_HISTORY, {"history": history})
    return WrappedKey(bytes(rows[0][0])) if rows else None


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
    # What was kept before addresses were has none.
    address = tuple(kept.get("address", ()))
    return AccountPerson(kept["given_name"], kept["family_name"], kept["mail"], kept["phone"], address)


def forget(account: UUID) -> None:
    """Destroy what is kept of somebody, its key with it."""
    AccountPersonRow.objects.filter(account_id=account).delete()
