"""Acts that need both parents: what one of them asked for waits for the other (product.md, « Separated parents »).

Every function is called inside ``within(record, exclusive=True)``. Whether the other parent has agreed to what is
asked now is gathered with the facts: the same act, asked by them within the last 30 days, and not done since.
"""

from dataclasses import dataclass
from datetime import datetime

from carnet.core.access.actions import Action
from carnet.core.identifiers import RecordId
from carnet.store.models import JointAgreementRow


@dataclass(frozen=True, slots=True)
class JointAgreement:
    """One parent has asked for an act. ``used_at``: when it was done, else None."""

    action: Action
    account: str
    at: datetime
    used_at: datetime | None


def agree(record: RecordId, action: Action, account: str, *, at: datetime) -> None:
    """Write down that a parent asks for an act; asked again, it is counted from then on."""
    JointAgreementRow.objects.bulk_create(
        [JointAgreementRow(record_id=record, action=action.value, account=account, at=at)],
        update_conflicts=True,
        unique_fields=["record_id", "action", "account"],
        update_fields=["at", "used_at"],
    )


def mark_used(record: RecordId, action: Action, *, at: datetime) -> int:
    """Say that an act was done: what was agreed serves once. Gives how many agreements it used."""
    return JointAgreementRow.objects.filter(record_id=record, action=action.value, used_at=None).update(used_at=at)


def agreements(record: RecordId) -> list[JointAgreement]:
    """List what parents asked for together, the last one first."""
    rows = JointAgreementRow.objects.filter(record_id=record).order_by("-at", "action", "account")
    return [JointAgreement(Action(row.action), row.account, row.at, row.used_at) for row in rows]
