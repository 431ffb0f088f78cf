"""Open several documents of a record for what they say together: each is decided, and traced, as a reading of it."""

from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit, Refusal
from carnet.core.documents.entry import DocumentStatus
from carnet.core.identifiers import DocumentId, RecordId
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.core.vocabulary.grave_results import tells_grave_result
from carnet.formats.media_types import CDA, canonical
from carnet.formats.preview import LARGEST_SHOWN
from carnet.ports.environment import Environment
from carnet.store import facts
from carnet.store.context import within
from carnet.usecases.notices.first_access import tell_first_access
from carnet.usecases.reading.list_documents import readable, show
from carnet.usecases.reading.shown_document import ShownDocument
from carnet.usecases.trace import write_down

MOST_OPENED = 12
"""How many documents are opened for one page, the newest first: three years of a blood test each season."""


@dataclass(frozen=True, slots=True, repr=False)
class OpenedOne:
    """A document and what it holds."""

    shown: ShownDocument
    content: bytes

    def __repr__(self) -> str:
        """Hide the content."""
        return f"OpenedOne({self.shown.document}, …)"


@dataclass(frozen=True, slots=True)
class OpenedSeveral:
    """What was opened, newest first. ``left``: those that answer too and were not: files, and the oldest ones."""

    opened: tuple[OpenedOne, ...]
    left: tuple[ShownDocument, ...]


def open_several(
    record: RecordId,
    *,
    types: frozenset[str],
    detail: str,
    actor: Actor,
    env: Environment,
    most: int = MOST_OPENED,
    but: DocumentId | None = None,
    with_kept: bool = True,
) -> OpenedSeveral | Refusal:
    """Open the current documents of these types that this reader may read now (product.md, « Everything derived »).

    ``types``: codes of JDV_J07. ``detail``: for what, as the history keeps it beside each line. ``most``: how many are
    opened, the newest first. ``but``: one that was opened already. ``with_kept``: those kept from the parents of a
    minor too. The list is decided first, then each document; one that may be listed and not read is left out as if it
    were not there. A grave result is never opened here: nobody chose to read it (product.md, « A grave result is not
    read alone by surprise »); nor is one that is not announced yet: a professional shows such a page to the person.
    """
    with within(record):
        at = env.clock.now()
        gathered = facts.about_documents(record, action=Action.LIST_DOCUMENTS, actor=actor, at=at, policy=env.policy)
        decision = decide(gathered.facts)
        record_key = write_down(decision, gathered.wrapped_key, env=env, detail=detail)
        tell_first_access(decision, gathered.is_first_access, env=env)
        if isinstance(decision, Refusal):
            return decision
        decided = readable(gathered)
        of_types = {one.facts.id for one in decided if one.facts.type_code in types} - {but}
        wanted = [
            one
            for one in show(gathered, decided, record_key=record_key, only=of_types)
            if _is_wanted(one) and (with_kept or not one.is_kept_from_parents)
        ]
        wanted.sort(key=lambda one: one.entry.service_start or one.entry.creation, reverse=True)
        legible = [one for one in wanted if _is_legible(one)][:most]
        permits: list[tuple[ShownDocument, Permit]] = []
        for one in legible:
            asked = facts.about_document(
                record, one.document, action=Action.READ_DOCUMENT, actor=actor, at=at, policy=env.policy
            )
            answer = decide(asked.facts)
            if isinstance(answer, Permit):
                write_down(answer, asked.wrapped_key, env=env, detail=detail)
                permits.append((one, answer))
    opened = tuple(OpenedOne(one, b"".join(env.blobs.open(permit, record_key=record_key))) for one, permit in permits)
    return OpenedSeveral(opened, tuple(one for one in wanted if one not in legible))


def _is_wanted(document: ShownDocument) -> bool:
    entry = document.entry
    return (
        document.status is DocumentStatus.CURRENT
        and not document.awaits_check
        and Confidentiality.HIDDEN_FROM_PATIENT not in entry.confidentiality
        and not tells_grave_result(entry.type_code, entry.events)
    )


def _is_legible(document: ShownDocument) -> bool:
    return canonical(document.entry.mime_type) == CDA and document.entry.size <= LARGEST_SHOWN
