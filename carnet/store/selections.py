"""« Mes sélections »: which documents somebody keeps at hand. Every function is called inside ``within(record)``."""

from collections.abc import Collection
from datetime import datetime

from carnet.core.identifiers import DocumentId, RecordId
from carnet.store import statement
from carnet.store.models import SelectedDocumentRow

_KEEP = """
    insert into selected_document (record_id, account, document_id, at)
    select %(record)s, %(account)s, document_id, %(at)s from unnest(%(documents)s::uuid[]) as document_id
    on conflict do nothing
"""


def selected(record: RecordId, *, account: str) -> frozenset[DocumentId]:
    """List what somebody keeps at hand; what they may still see of it remains to be decided.

    ``account``: of whoever acts for the holder, or nothing for the holder.
    """
    rows = SelectedDocumentRow.objects.filter(record_id=record, account=account)
    return frozenset(DocumentId(one) for one in rows.values_list("document_id", flat=True))


def keep(record: RecordId, documents: Collection[DocumentId], *, account: str, at: datetime) -> None:
    """Keep documents of this record at hand; those that were there remain."""
    statement.run(_KEEP, {"record": record, "account": account, "documents": sorted(documents), "at": at})


def let_go(record: RecordId, documents: Collection[DocumentId], *, account: str) -> None:
    """Keep them no longer at hand."""
    SelectedDocumentRow.objects.filter(record_id=record, account=account, document_id__in=documents).delete()
