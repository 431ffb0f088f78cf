"""Put off, once and with a written reason, the day on which a document that nobody has announced is shown."""

from dataclasses import dataclass
from datetime import datetime

from carnet.core.access.actions import Action
from carnet.core.access.actors import Professional
from carnet.core.access.decision import Refusal
from carnet.core.accounts.professional_notices import NoticeKind
from carnet.core.documents.announcement import SHORTEST_REASON, released_at, reminded_at
from carnet.core.identifiers import DocumentId, RecordId
from carnet.ports.environment import Environment
from carnet.store import announcements
from carnet.store.context import within
from carnet.usecases.confidentiality.decided import decide_on_document
from carnet.usecases.professional.owe_professional_notice import owe_professional_notice


@dataclass(frozen=True, slots=True)
class Extended:
    """The document waits until ``due``, and no longer: its delay is not extended again."""

    document: DocumentId
    due: datetime


@dataclass(frozen=True, slots=True)
class NoReasonGiven:
    """No reason was written: at least ``at_least`` characters. Nothing was asked of any record."""

    at_least: int = SHORTEST_REASON


def extend_announcement(
    record: RecordId, document: DocumentId, *, reason: str, actor: Professional, env: Environment
) -> Extended | NoReasonGiven | Refusal:
    """Give the delay once more for announcing a document, counted from the end of the first (product.md, « Masking »).

    ``reason``: kept in the line of the history, which the person reads once they see the document. Whoever extends is
    reminded again, 7 days before the new end.
    """
    written = reason.strip()
    if len(written) < SHORTEST_REASON:
        return NoReasonGiven()
    with within(record, exclusive=True):
        decided = decide_on_document(Action.EXTEND_ANNOUNCEMENT, record, document, reason=written, actor=actor, env=env)
        if isinstance(decided, Refusal):
            return decided
        before = decided.document.announcement_due
        if before is None:
            raise RuntimeError("the delay of a document that waits for nothing was extended")
        due = released_at(before, delay=env.announcement_delay)
        announcements.extend(record, document, due=due)
        owe_professional_notice(
            (actor.identifier,),
            kind=NoticeKind.ANNOUNCEMENT,
            record=record,
            at=decided.at,
            due_at=reminded_at(due=due),
            env=env,
        )
    return Extended(document, due)
