"""The documents of the home page: the latest, the essentials, how many there are; only what is shown is opened."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from carnet.core.access.seen import labels_for
from carnet.core.documents.entry import DocumentStatus
from carnet.core.identifiers import DocumentId
from carnet.store.facts import GatheredList
from carnet.store.metadata import GatheredDocument
from carnet.usecases.reading.list_documents import readable, show
from carnet.usecases.reading.shown_document import ShownDocument

LATEST = 5
"""FAQ dmp.fr 2018: the five last documents on the home page (three on a phone: the style sheet hides the others)."""

ESSENTIALS: dict[str, frozenset[str]] = {
    "summary": frozenset({"60591-5", "SYNTH", "DOCPAT01", "DOCPAT08"}),
    "prescription": frozenset({"57833-6"}),
    "vaccination": frozenset({"87273-9", "11369-6", "96874-3"}),
    "directives": frozenset({"EXPPAT_3"}),
}
"""The types (JDV_J07) that answer what a carer asks first; the home page shows the last document of each."""


@dataclass(frozen=True, slots=True, repr=False)
class HomeDocuments:
    """What the home page shows of documents: see ``Home``. ``titles``: of those that were asked for, if readable."""

    latest: tuple[ShownDocument, ...] = ()
    current: int = 0
    to_check: int = 0
    essentials: dict[str, ShownDocument] = field(default_factory=dict)
    titles: dict[DocumentId, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Count only."""
        return f"HomeDocuments({self.current})"


def home_documents(gathered: GatheredList, named: Iterable[DocumentId], *, record_key: bytes) -> HomeDocuments:
    """Decide on every document, then open the metadata of those that the page shows.

    ``named``: the documents whose titles the news need. Raises ``SealBrokenError`` when one of them does not open.
    """
    decided = readable(gathered)
    waiting = [one for one in decided if one.facts.awaits_check and _waits(gathered, one)]
    are_waiting = {one.facts.id for one in waiting}
    current = [one for one in decided if one.facts.status is DocumentStatus.CURRENT and one.facts.id not in are_waiting]
    current.sort(key=lambda one: one.metadata.submitted_at, reverse=True)
    latest, essentials = current[:LATEST], _essentials(current)
    opened = {*named, *(one.facts.id for one in (*latest, *essentials.values()))}
    shown = {one.document: one for one in show(gathered, decided, record_key=record_key, only=opened)}
    return HomeDocuments(
        latest=tuple(shown[one.facts.id] for one in latest),
        current=len(current),
        to_check=sum(one.facts.status is not DocumentStatus.DELETED for one in waiting),
        essentials={kind: shown[one.facts.id] for kind, one in essentials.items()},
        titles={document: one.entry.title for document, one in shown.items()},
    )


def _waits(gathered: GatheredList, document: GatheredDocument) -> bool:
    """Whether this reader is told that it waits under « À vérifier »."""
    return labels_for(gathered.facts, document.facts).awaits_check


def _essentials(current: list[GatheredDocument]) -> dict[str, GatheredDocument]:
    """Find the last document of each kind that a carer asks for first. ``current``: the last submitted first."""
    found = {
        kind: next((one for one in current if one.facts.type_code in codes), None) for kind, codes in ESSENTIALS.items()
    }
    return {kind: one for kind, one in found.items() if one is not None}
