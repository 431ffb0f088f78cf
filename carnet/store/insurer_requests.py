"""What the insurer is asked for after an opening; its feed reads it across records."""

from datetime import date, datetime
from uuid import UUID

from carnet.core.identifiers import RecordId
from carnet.store.models import InsurerRequestRow


def ask(request: UUID, record: RecordId, *, since: date, at: datetime) -> None:
    """Ask for the reimbursements of a record since a day, within the act that opens it."""
    InsurerRequestRow.objects.create(id=request, record_id=record, since=since, asked_at=at)
