"""Which lines of a history are something to be told of: the history is where events come from, so none is lost."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.audit.events import AuditEvent, Outcome, Party
from carnet.core.subscriptions.subscription import Topic

BRINGING = frozenset({Action.DEPOSIT_DOCUMENTS, Action.REPLACE_DOCUMENT})
COMING = frozenset(
    {Action.LIST_DOCUMENTS, Action.READ_DOCUMENT, Action.BREAK_THE_GLASS, Action.ANSWER_SAMU_CALL, Action.COPY_DOCUMENT}
)
"""The acts by which somebody sees what a record holds."""


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that came about. ``focus``: the document, or the line of the history."""

    focus: UUID
    at: datetime


def happenings(topic: Topic, events: Iterable[AuditEvent], *, subscriber: Party) -> list[Happening]:
    """Choose what a subscriber would be told of, were nothing hidden from them: that is decided afterwards.

    ``events``: lines of one record, in any order. What was refused brought nothing and opened nothing; one's own
    coming is no news to oneself.
    """
    done = [event for event in events if event.outcome is Outcome.DONE]
    match topic:
        case Topic.NEW_DOCUMENT:
            return [Happening(one, event.at) for event in done if event.action in BRINGING for one in event.documents]
        case Topic.NEW_ACCESS:
            return [
                Happening(event.id, event.at) for event in done if event.action in COMING and event.actor != subscriber
            ]
