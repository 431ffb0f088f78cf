"""Whether somebody has already been shown a document: what cannot be unseen cannot be hidden."""

from collections.abc import Iterable
from datetime import datetime

from carnet.core.access.actions import Action
from carnet.core.audit.events import AuditEvent, Outcome
from carnet.core.identifiers import DocumentId

SHOWING_ALL = frozenset({Action.LIST_DOCUMENTS, Action.READ_ACCESS_HISTORY, Action.SIMULATE_ACCESS})
"""Acts that show whatever their author may see: they name no document."""


def first_shown_to_representatives(
    events: Iterable[AuditEvent], document: DocumentId, *, since: datetime
) -> datetime | None:
    """Find when a representative was first shown a document, by a list, a history, a search or a reading of it.

    ``since``: when the document came. None when none of them can have seen it (product.md, « Masking »: hidden later
    only while no representative's list, alert, search or download has shown it). Alerts are not acts: see the notices.
    """
    shown = [
        event.at
        for event in events
        if event.actor.kind == "representative"
        and event.outcome is Outcome.DONE
        and event.at >= since
        and (event.action in SHOWING_ALL or document in event.documents)
    ]
    return min(shown, default=None)
