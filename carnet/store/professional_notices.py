"""What professionals are to learn, kept until they have read it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from carnet.core.accounts.professional_notices import NoticeKind, ProfessionalNotice
from carnet.core.identifiers import PractitionerId, RecordId
from carnet.store.models import ProfessionalNoticeRow


def owe(
    notices: Sequence[tuple[PractitionerId, UUID]],
    *,
    kind: NoticeKind,
    record: RecordId,
    created_at: datetime,
    due_at: datetime,
) -> None:
    """Write down that these professionals are to learn something from ``due_at`` on, each by a notice of their own."""
    ProfessionalNoticeRow.objects.bulk_create(
        ProfessionalNoticeRow(
            practitioner=practitioner.value,
            id=notice,
            kind=kind.value,
            record_id=record,
            created_at=created_at,
            due_at=due_at,
        )
        for practitioner, notice in notices
    )


def of(practitioner: PractitionerId, *, at: datetime, most: int) -> list[ProfessionalNotice]:
    """List the notices of a professional that are due at an instant, the newest first, ``most`` at once."""
    due = ProfessionalNoticeRow.objects.filter(practitioner=practitioner.value, due_at__lte=at)
    return [
        ProfessionalNotice(row.id, NoticeKind(row.kind), RecordId(row.record_id), row.due_at, row.read_at)
        for row in due.order_by("-due_at", "id")[:most]
    ]


def mark_read(practitioner: PractitionerId, notice: UUID, *, at: datetime) -> bool:
    """Say that a professional has read one of their notices; false when it is none of theirs, or was read already."""
    return (
        ProfessionalNoticeRow.objects.filter(practitioner=practitioner.value, id=notice, read_at=None).update(
            read_at=at
        )
        == 1
    )
