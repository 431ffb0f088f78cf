"""Accounts and the devices of their people. Whatever is looked up is looked up by a digest, whatever is secret hashed.

No wall stands around these tables: the account is what tells the record. The acts that change them happen inside
``within(record)``, with the line that traces them.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from hashlib import sha256
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from carnet.core.accounts.places import Place
from carnet.core.identifiers import NOBODYS_RECORD, RecordId
from carnet.ports.messages import Channel
from carnet.store import statement
from carnet.store.models import AccountRow, DeviceRow

_FIND = """
    select a.id, a.record_id, a.identifier, a.password_hash, a.password_set_at, a.must_change_password, a.channel,
        a.last_visit_at, p.confirmed_at is not null, d.account_id is not null
    from account a
    left join authenticator_app p on p.account_id = a.id
    left join device d on d.digest = %(device)s::bytea and d.account_id = a.id
    where a.identifier = %(identifier)s
"""
_REMEMBER_DEVICE = """
    insert into device (digest, account_id, first_seen, last_seen, place)
    values (%(device)s, %(account)s, %(at)s, %(at)s, %(place)s)
    on conflict (digest, account_id) do update set last_seen = excluded.last_seen, place = excluded.place
    returning xmax = 0
"""


@dataclass(frozen=True, slots=True, repr=False)
class Account:
    """What signing in needs to know. ``identifier``: its keyed digest. ``password_hash``: empty when none is valid.

    ``record``: that of its holder; nobody's for somebody who has no record here and acts for another. ``has_app``: an
    authenticator app takes the place of the codes that are sent; told by ``find`` alone. ``accepted_terms``: which
    version of the terms of use the holder had accepted when the account is made. ``is_shut``: its person had it closed,
    and it waits to be reissued; not told by ``find``.
    """

    id: UUID
    record: RecordId
    identifier: bytes
    password_hash: str
    password_set_at: datetime
    must_change_password: bool
    channel: Channel
    last_visit_at: datetime | None
    has_app: bool = False
    is_shut: bool = False
    accepted_terms: str = ""

    @property
    def history(self) -> RecordId:
        """Give where what happens to this account is written: its record, or a history that is its own.

        The history of an account without a record stands under the account's own number, sealed under the key of its
        person: whoever has none here reads what was done in their name, and nobody else's is mixed with it.
        """
        return RecordId(self.id) if self.record == NOBODYS_RECORD else self.record

    def __repr__(self) -> str:
        """Hide the hash."""
        return f"Account({self.id})"


class NotCreated(Enum):
    """Why no account was made."""

    IDENTIFIER_TAKEN = "identifier-taken"
    RECORD_HAS_ACCOUNT = "record-has-account"


def identifier_text(identifier: str) -> str:
    """Give the text whose keyed digest finds an account. ``identifier``: in its normal form."""
    return f"account-identifier|{identifier}"


def device_digest(token: str | None) -> bytes | None:
    """Give the digest under which a device is known by the token that it keeps; None when it shows none."""
    return sha256(token.encode("utf-8", "replace")).digest() if token else None


def create(account: Account, *, at: datetime) -> NotCreated | None:
    """Make an account, with its initial password; None when it was made.

    Of two with one identifier, or for one record, made at the same instant, one is. Nothing is kept of the other.
    """
    try:
        with transaction.atomic():
            AccountRow.objects.create(
                id=account.id,
                identifier=account.identifier,
                record_id=_own(account.record),
                kind="other" if _own(account.record) is None else "holder",
                password_hash=account.password_hash,
                password_set_at=account.password_set_at,
                must_change_password=account.must_change_password,
                channel=account.channel.value,
                created_at=at,
                accepted_terms=account.accepted_terms,
            )
    except IntegrityError:
        own = _own(account.record)
        has_account = own is not None and AccountRow.objects.filter(record_id=own).exists()
        return NotCreated.RECORD_HAS_ACCOUNT if has_account else NotCreated.IDENTIFIER_TAKEN
    return None


def find(identifier: bytes, *, device: bytes | None) -> tuple[Account, bool] | None:
    """Look an account up, in one statement, with whether its person has already signed in on this device.

    ``identifier``: its keyed digest. None when nobody has it.
    """
    rows = statement.run(_FIND, {"identifier": identifier, "device": device})
    if not rows:
        return None
    *columns, is_known = rows[0]
    account, record, found, password_hash, password_set_at, must_change_password, channel, last_visit_at, app = columns
    return (
        Account(
            id=account,
            record=_record(record),
            identifier=bytes(found),
            password_hash=password_hash,
            password_set_at=password_set_at,
            must_change_password=must_change_password,
            channel=Channel(channel),
            last_visit_at=last_visit_at,
            has_app=app,
        ),
        is_known,
    )


def of_id(account: UUID) -> Account | None:
    """Look an account up by its number."""
    return _account(AccountRow.objects.filter(id=account).first())


def of_record(record: RecordId) -> UUID | None:
    """Find the number of the account of a record's holder; None when they have none."""
    return AccountRow.objects.filter(record_id=record).values_list("id", flat=True).first()


def of_history(history: RecordId) -> Account | None:
    """Look up the account whose history this is: of a record's holder, or of somebody who has none here."""
    own = Q(id=history, record_id=None)
    return _account(AccountRow.objects.filter(Q(record_id=history) | own).first())


def record_of(account: UUID) -> RecordId | None:
    """Tell whose record an account opens: nobody's for somebody who has none; None when it is gone. For the worker."""
    found = AccountRow.objects.filter(id=account).values_list("id", "record_id").first()
    return _record(found[1]) if found is not None else None


def hold(account: UUID) -> Account | None:
    """Look an account up and hold its row until the transaction ends: passwords and visits change one at a time."""
    return _account(AccountRow.objects.select_for_update(no_key=True).filter(id=account).first())


def begin_visit(account: UUID, *, at: datetime, uses_up_password: bool) -> None:
    """Write down that the person is here. ``uses_up_password``: an initial password opens nothing a second time."""
    row = AccountRow.objects.filter(id=account)
    if uses_up_password:
        row.update(previous_visit_at=F("last_visit_at"), last_visit_at=at, password_hash="")
    else:
        row.update(previous_visit_at=F("last_visit_at"), last_visit_at=at)


def set_password(account: UUID, password_hash: str, *, at: datetime) -> None:
    """Keep the hash of the password that the person has chosen."""
    AccountRow.objects.filter(id=account).update(
        password_hash=password_hash, password_set_at=at, must_change_password=False
    )


def choose_channel(account: UUID, channel: Channel) -> None:
    """Say by which channel the codes of the person go from now on."""
    AccountRow.objects.filter(id=account).update(channel=channel.value)


def shut(account: UUID, *, at: datetime) -> None:
    """Have nothing open an account any more, until it is reissued. What else opened it is removed beside this."""
    AccountRow.objects.filter(id=account).update(password_hash="", must_change_password=True, closed_at=at)


def reissue(account: UUID, *, identifier: bytes, password_hash: str, channel: Channel, at: datetime) -> None:
    """Give an account another identifier, made of 59 random bits, and another initial password."""
    AccountRow.objects.filter(id=account).update(
        identifier=identifier,
        password_hash=password_hash,
        password_set_at=at,
        must_change_password=True,
        channel=channel.value,
        closed_at=None,
    )


def remember_device(account: UUID, device: bytes, *, place: Place, at: datetime) -> bool:
    """Write down that the person has signed in on a device, and what it is; whether it was for the first time."""
    told = {"account": account, "device": device, "at": at, "place": place.code()}
    return bool(statement.run(_REMEMBER_DEVICE, told)[0][0])


def is_device(device: bytes) -> bool:
    """Whether anybody has signed in on this device: its token is one of ours, that the family may share."""
    return DeviceRow.objects.filter(digest=device).exists()


def forget_devices(*, unseen_since: datetime) -> None:
    """Remove the devices on which nobody has signed in since an instant. For the worker."""
    DeviceRow.objects.filter(last_seen__lte=unseen_since).delete()


def _own(record: RecordId) -> RecordId | None:
    return None if record == NOBODYS_RECORD else record


def _record(column: UUID | None) -> RecordId:
    return NOBODYS_RECORD if column is None else RecordId(column)


def _account(row: AccountRow | None) -> Account | None:
    if row is None:
        return None
    return Account(
        id=row.id,
        record=_record(row.record_id),
        identifier=bytes(row.identifier),
        password_hash=row.password_hash,
        password_set_at=row.password_set_at,
        must_change_password=row.must_change_password,
        channel=Channel(row.channel),
        last_visit_at=row.last_visit_at,
        is_shut=row.closed_at is not None,
    )
