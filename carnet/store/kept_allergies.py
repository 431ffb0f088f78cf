"""Allergies that the person keeps visible in emergencies: their lines, sealed, and the document that tells them.

Every function is called inside ``within(record)``; those that change something, inside ``within(record,
exclusive=True)``.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import orjson

from carnet.core.identifiers import DocumentId, RecordId
from carnet.store.models import KeptAllergyRow
from carnet.store.sealing import Purpose, seal, unseal


@dataclass(frozen=True, slots=True, repr=False)
class KeptAllergies:
    """The lines of one document, as it wrote them, kept since an instant."""

    id: UUID
    document: DocumentId
    kept_at: datetime
    lines: tuple[str, ...]

    def __repr__(self) -> str:
        """Hide the content."""
        return f"KeptAllergies({self.id})"


def keep(record: RecordId, kept: KeptAllergies, *, record_key: bytes, nonce: bytes) -> None:
    """Keep the lines of a document, in place of what was kept of it. ``nonce``: 12 random bytes."""
    end_of_document(record, kept.document, at=kept.kept_at)
    sealed = seal(
        orjson.dumps(kept.lines),
        record_key=record_key,
        purpose=Purpose.KEPT_ALLERGY,
        record=record,
        row=kept.id.bytes,
        nonce=nonce,
    )
    KeptAllergyRow.objects.create(
        record_id=record, id=kept.id, document_id=kept.document, kept_at=kept.kept_at, sealed=sealed
    )


def kept(record: RecordId, *, record_key: bytes) -> list[KeptAllergies]:
    """List what is kept now, the first kept first."""
    rows = KeptAllergyRow.objects.filter(record_id=record, ended_at=None).order_by("kept_at", "id")
    return [
        KeptAllergies(
            row.id,
            DocumentId(row.document_id),
            row.kept_at,
            tuple(
                orjson.loads(
                    unseal(
                        bytes(row.sealed),
                        record_key=record_key,
                        purpose=Purpose.KEPT_ALLERGY,
                        record=record,
                        row=row.id.bytes,
                    )
                )
            ),
        )
        for row in rows
    ]


def end_of_document(record: RecordId, document: DocumentId, *, at: datetime) -> bool:
    """Keep nothing of a document any more; false when nothing was."""
    rows = KeptAllergyRow.objects.filter(record_id=record, document_id=document, ended_at=None)
    return rows.update(ended_at=at) > 0
