"""The trusted person whom a record names: one at a time, their name kept with those of the close ones.

Every function is called inside ``within(record)``; those that change something, inside ``within(record,
exclusive=True)``. ``account`` is opaque.
"""

from datetime import datetime

from carnet.core.identifiers import RecordId
from carnet.store.models import TrustedPersonRow


def name(record: RecordId, account: str, *, at: datetime) -> None:
    """Name somebody, in place of a former one."""
    end(record, at=at)
    TrustedPersonRow.objects.create(record_id=record, account=account, named_at=at)


def named(record: RecordId) -> str | None:
    """Give the account of the one who is named now, or None."""
    return TrustedPersonRow.objects.filter(record_id=record, ended_at=None).values_list("account", flat=True).first()


def end(record: RecordId, *, at: datetime) -> bool:
    """Name nobody any more; false when nobody was."""
    return TrustedPersonRow.objects.filter(record_id=record, ended_at=None).update(ended_at=at) == 1
