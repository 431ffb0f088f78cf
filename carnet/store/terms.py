"""The terms of use that people accepted: which text, when, how; and up to which version, on their account."""

from datetime import datetime
from uuid import UUID

from carnet.core.identifiers import RecordId
from carnet.core.record.terms_of_use import AcceptanceWay, Terms
from carnet.store.models import AccountRow, TermsAcceptanceRow


def keep_acceptance(record: RecordId, acceptance: UUID, terms: Terms, *, way: AcceptanceWay, at: datetime) -> None:
    """Keep that the holder of a record accepted a text. Inside ``within(record)``."""
    TermsAcceptanceRow.objects.create(
        record_id=record,
        id=acceptance,
        version=terms.version,
        language=terms.language,
        digest=terms.digest,
        way=way.value,
        at=at,
    )


def latest(record: RecordId) -> str:
    """Name the latest version that the holder of a record accepted; empty when none. Inside ``within(record)``."""
    rows = TermsAcceptanceRow.objects.filter(record_id=record).order_by("-version")
    return rows.values_list("version", flat=True).first() or ""


def accepted_on(account: UUID) -> str:
    """Name the version up to which the holder of an account has accepted; empty when none, or when there is none."""
    return AccountRow.objects.filter(id=account).values_list("accepted_terms", flat=True).first() or ""


def mark_accepted(account: UUID, version: str) -> None:
    """Write on an account up to which version its holder has accepted."""
    AccountRow.objects.filter(id=account).update(accepted_terms=version)
