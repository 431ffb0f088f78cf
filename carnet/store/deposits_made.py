"""Where the documents of a structure lie, by the uniqueId that it gave them: found again without naming a patient."""

from collections.abc import Iterable

from carnet.core.identifiers import DocumentId, RecordId
from carnet.store.models import DepositNumberRow


def name(structure: str, unique_id: str) -> str:
    """Write what is digested to look a deposit up. ``structure``: ``Depositor.structure``."""
    return f"deposit|{structure}|{unique_id}"


def remember(record: RecordId, deposited: Iterable[tuple[bytes, DocumentId]]) -> None:
    """Keep where documents lie, each with the keyed digest of its ``name``: the table holds no number in clear.

    In the transaction of their deposit.
    """
    DepositNumberRow.objects.bulk_create(
        DepositNumberRow(digest=digest, record_id=record, document_id=document) for digest, document in deposited
    )


def find(digest: bytes) -> list[tuple[RecordId, DocumentId]]:
    """Find the documents that a structure deposited under a uniqueId, in any record. Each is still to be decided."""
    rows = DepositNumberRow.objects.filter(digest=digest).order_by("record_id").values_list("record_id", "document_id")
    return [(RecordId(record), DocumentId(document)) for record, document in rows]
