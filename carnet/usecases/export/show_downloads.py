"""What the page of downloads shows: those asked for, and the documents that were chosen to be taken away."""

from collections.abc import Collection
from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import Carer, Holder, Representative
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.identifiers import DocumentId, RecordId
from carnet.core.record.export import MOST_CHOSEN, RecordExport
from carnet.ports.environment import Environment
from carnet.store import facts, selections
from carnet.store.context import within
from carnet.usecases.export.follow_exports import list_exports
from carnet.usecases.reading.browse_documents import LISTED, account_of
from carnet.usecases.reading.list_documents import readable, show
from carnet.usecases.reading.shown_document import ShownDocument
from carnet.usecases.trace import write_down

CHOSEN = "chosen"
"""What it is called in the history: the titles of chosen documents were shown."""


@dataclass(frozen=True, slots=True, repr=False)
class Offered:
    """``exports``: those asked for, the latest first. ``chosen``: the documents to take away, the latest first.

    ``others``: how many chosen ones were left out, being more than ``MOST_CHOSEN``.
    """

    exports: tuple[RecordExport, ...]
    chosen: tuple[ShownDocument, ...] = ()
    others: int = 0

    def __repr__(self) -> str:
        """Count only."""
        return f"Offered({len(self.exports)}, {len(self.chosen)})"


def show_downloads(
    record: RecordId,
    documents: Collection[DocumentId],
    *,
    of_selection: bool = False,
    actor: Holder | Representative | Carer,
    env: Environment,
) -> Offered | Refusal:
    """Show what was asked for and, of these documents, those that this person sees in their list.

    ``of_selection``: those of « Ma sélection » instead. Without any document nothing of the record is read, and nothing
    is written of it. What this person may not see is as if it had not been named.
    """
    exports = list_exports(record, actor=actor, env=env)
    if isinstance(exports, Refusal) or not (documents or of_selection):
        return exports if isinstance(exports, Refusal) else Offered(exports)
    with within(record):
        gathered = facts.about_documents(
            record, action=Action.LIST_DOCUMENTS, actor=actor, at=env.clock.now(), policy=env.policy
        )
        decision = decide(gathered.facts)
        record_key = write_down(decision, gathered.wrapped_key, env=env, detail=CHOSEN)
        if isinstance(decision, Refusal):
            return decision
        wanted = selections.selected(record, account=account_of(actor)) if of_selection else frozenset(documents)
    shown = show(gathered, readable(gathered), record_key=record_key, only=wanted)
    seen = [one for one in shown if one.status in LISTED]
    seen.sort(key=lambda one: one.entry.service_start or one.entry.creation, reverse=True)
    return Offered(exports, tuple(seen[:MOST_CHOSEN]), max(len(seen) - MOST_CHOSEN, 0))
