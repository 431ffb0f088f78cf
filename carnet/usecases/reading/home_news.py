"""What has happened since the last visit, for the home page.

Only those lines are opened, and what is older only as far as it takes to know who has come for the first time.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from carnet.core.access.decision import Permit
from carnet.core.access.facts import DocumentFacts
from carnet.core.audit.audience import lines_for
from carnet.core.audit.events import AuditEvent
from carnet.core.identifiers import RecordId
from carnet.store import access_log, close_ones
from carnet.usecases.reading.read_access_history import first_visits, has_consulted


@dataclass(frozen=True, slots=True, repr=False)
class HomeNews:
    """The lines since the last visit that the reader may see, newest first; all of them on a first visit.

    ``firsts``: those by which a professional came for the first time. ``close``: the names of those who act for the
    person, by their accounts.
    """

    lines: tuple[AuditEvent, ...] = ()
    firsts: frozenset[UUID] = frozenset()
    close: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Count only."""
        return f"HomeNews({len(self.lines)})"


def home_news(
    record: RecordId,
    permit: Permit | None,
    documents: Iterable[DocumentFacts],
    *,
    since: datetime | None,
    record_key: bytes,
) -> HomeNews:
    """Read what is new. Inside ``within(record)``.

    ``permit``: for READ_ACCESS_HISTORY, or None for who may not read it. ``documents``: all those of the record,
    deleted ones included. ``since``: the previous visit, or None. Raises ``SealBrokenError`` when a line that is needed
    does not open.
    """
    close = close_ones.names(record, record_key=record_key)
    if permit is None:
        return HomeNews(close=close)
    known = list(documents)
    lines = lines_for(permit, access_log.read(record, record_key=record_key, since=since), known)
    firsts = first_visits(lines)
    came = {one.actor.identifier: one.id for one in lines if one.id in firsts}
    if came and since is not None:
        by_number = {one.id: one for one in known}
        for event in access_log.read_back(record, record_key=record_key, until=since):
            if not has_consulted(event) or event.actor.identifier not in came:
                continue
            if lines_for(permit, [event], [by_number[one] for one in event.documents if one in by_number]):
                del came[event.actor.identifier]
                if not came:
                    break
    return HomeNews(lines, frozenset(came.values()), close)
