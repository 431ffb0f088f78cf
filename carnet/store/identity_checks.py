"""That an agent knows, for a while, that somebody is the person: by what, never a copy and never a number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from carnet.core.identifiers import RecordId
from carnet.core.support.authority import Assurance
from carnet.store.models import IdentityCheckRow

_LEVELS = {"looked-up": Assurance.LOOKED_UP, "knowledge": Assurance.KNOWLEDGE, "proved": Assurance.PROVED}
_WORDS = {level: word for word, level in _LEVELS.items()}


@dataclass(frozen=True, slots=True)
class IdentityCheck:
    """One verification. ``proofs``: codes of what was shown or said rightly."""

    id: UUID
    record: RecordId
    agent: str
    assurance: Assurance
    proofs: Sequence[str]
    at: datetime
    until: datetime


def add(check: IdentityCheck) -> None:
    """Keep a verification."""
    IdentityCheckRow.objects.create(
        id=check.id,
        record_id=check.record,
        agent=check.agent,
        level=_WORDS[check.assurance],
        proofs=list(check.proofs),
        at=check.at,
        until=check.until,
    )


def assurance_of(record: RecordId, *, agent: str, at: datetime) -> Assurance:
    """Tell how sure an agent is now of somebody: the best of their own verifications that have not ended."""
    rows = IdentityCheckRow.objects.filter(record_id=record, agent=agent, at__lte=at, until__gt=at)
    return max((_LEVELS[level] for level in rows.values_list("level", flat=True)), default=Assurance.NONE)


def forget_ended(*, at: datetime) -> None:
    """Remove the verifications that ended by an instant. For the worker."""
    IdentityCheckRow.objects.filter(until__lte=at).delete()
