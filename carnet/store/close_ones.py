"""The names of those who act for the person of a record, sealed under its key: the history says who they were.

Every function is called inside ``within(record)``. ``account`` is opaque.
"""

from carnet.core.identifiers import RecordId
from carnet.store.models import CloseOneRow
from carnet.store.sealing import Purpose, seal, unseal


def remember_name(record: RecordId, account: str, name: str, *, record_key: bytes, nonce: bytes) -> None:
    """Keep the name under which somebody acts here, in place of a former one. ``nonce``: 12 random bytes."""
    sealed = seal(
        name.encode(),
        record_key=record_key,
        purpose=Purpose.CLOSE_ONE,
        record=record,
        row=account.encode(),
        nonce=nonce,
    )
    CloseOneRow.objects.bulk_create(
        [CloseOneRow(record_id=record, account=account, sealed=sealed)],
        update_conflicts=True,
        unique_fields=["record_id", "account"],
        update_fields=["sealed"],
    )


def names(record: RecordId, *, record_key: bytes) -> dict[str, str]:
    """Give the name of each account that ever acted here."""
    rows = CloseOneRow.objects.filter(record_id=record).values_list("account", "sealed")
    return {
        account: unseal(
            bytes(sealed), record_key=record_key, purpose=Purpose.CLOSE_ONE, record=record, row=account.encode()
        ).decode()
        for account, sealed in rows
    }
