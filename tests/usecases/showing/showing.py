"""What people do when something is shown: begin, read the code, type it, look."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from carnet.core.access.actors import Actor, Holder, Professional
from carnet.core.access.decision import Refusal
from carnet.core.documents.selection import Criteria
from carnet.core.identifiers import DocumentId, RecordId
from carnet.usecases.reading.list_documents import ListedDocuments, list_documents
from carnet.usecases.reading.read_document import OpenedDocument, read_document
from carnet.usecases.showing.follow_showing import Followed, FollowedShowing, follow_showings
from carnet.usecases.showing.redeem_showing import ShowingOpened, TooManyCodes, redeem_showing
from carnet.usecases.showing.show_record import ShowingBegun, show_record
from tests.installation import Installation


def shows(
    here: Installation,
    record: RecordId,
    *documents: DocumentId,
    minutes: int = 15,
    actor: Actor | None = None,
) -> tuple[UUID, str]:
    """Somebody shows a record, or documents of it; gives the number of the showing and its code."""
    who = actor or Holder(record)
    begun = show_record(record, documents or None, minutes=minutes, actor=who, env=here.env)
    assert isinstance(begun, ShowingBegun), begun
    (one,) = (one for one in followed(here, record, who) if one.id == begun.showing)
    return begun.showing, one.code


def followed(here: Installation, record: RecordId, actor: Actor | None = None) -> tuple[FollowedShowing, ...]:
    """What the page tells of what is shown."""
    answer = follow_showings(record, actor=actor or Holder(record), env=here.env)
    assert isinstance(answer, Followed), answer
    return answer.showings


def types(here: Installation, code: str, who: Professional) -> ShowingOpened | TooManyCodes | Refusal:
    """A professional types a code."""
    return redeem_showing(code, actor=who, env=here.env)


def opens(here: Installation, code: str, who: Professional) -> None:
    """A professional types a code, and it opens."""
    assert isinstance(types(here, code, who), ShowingOpened)


def listed(here: Installation, record: RecordId, who: Professional) -> Collection[DocumentId] | Refusal:
    """The documents that somebody finds in their list."""
    answer = list_documents(record, criteria=Criteria(), actor=who, env=here.env)
    return [one.document for one in answer.documents] if isinstance(answer, ListedDocuments) else answer


def may_read(here: Installation, record: RecordId, document: DocumentId, who: Professional) -> bool:
    """Whether somebody opens a document."""
    return isinstance(read_document(record, document, actor=who, env=here.env), OpenedDocument)


def later(here: Installation, **time: float) -> datetime:
    """Time passes; gives the instant that has come."""
    instant = here.env.clock.now() + timedelta(**time)
    here.at(instant)
    return instant
