"""Before masking: what else tells the same story, among what the asker may read."""

from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.documents.stay import REIMBURSEMENTS, Traces, same_story
from carnet.core.identifiers import DocumentId, RecordId
from carnet.ports.environment import Environment
from carnet.store import facts
from carnet.store.context import within
from carnet.store.metadata import GatheredDocument
from carnet.usecases.confidentiality.keep_allergies import find_allergies
from carnet.usecases.reading.list_documents import choose
from carnet.usecases.reading.shown_document import ShownDocument
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class RelatedDocuments:
    """``document``: the one asked about, None when the asker may read no such one. ``related``: newest first.

    ``reimbursements``: which of them the insurer deposited. ``allergies``: what the document itself says of allergies,
    line by line (product.md, « Masking »: « if an allergy is in it »).
    """

    document: ShownDocument | None
    related: tuple[ShownDocument, ...]
    reimbursements: frozenset[DocumentId]
    allergies: tuple[str, ...] = ()


def related_documents(
    record: RecordId, document: DocumentId, *, actor: Actor, env: Environment
) -> RelatedDocuments | Refusal:
    """Find the documents of the same stay, the same deposit or the same chain of versions (``same_story``)."""
    with within(record):
        gathered = facts.about_documents(
            record, action=Action.LIST_DOCUMENTS, actor=actor, at=env.clock.now(), policy=env.policy
        )
        decision = decide(gathered.facts)
        record_key = write_down(decision, gathered.wrapped_key, env=env, detail="related")
    if isinstance(decision, Refusal):
        return decision
    shown = {one.document: one for one in choose(gathered, record_key=record_key)}
    traces = [_traces_of(one, shown[one.facts.id]) for one in gathered.documents if one.facts.id in shown]
    asked = next((one for one in traces if one.id == document), None)
    if asked is None:
        return RelatedDocuments(None, (), frozenset())
    found = same_story(asked, traces)
    return RelatedDocuments(
        document=shown[document],
        related=tuple(shown[one.id] for one in found),
        reimbursements=frozenset(one.id for one in found if one.type_code == REIMBURSEMENTS),
        allergies=find_allergies(record, document, actor=actor, env=env),
    )


def _traces_of(gathered: GatheredDocument, shown: ShownDocument) -> Traces:
    return Traces(
        id=gathered.facts.id,
        type_code=gathered.facts.type_code,
        submission=gathered.metadata.submission,
        places=gathered.facts.written_in,
        service_start=gathered.metadata.service_start,
        service_stop=gathered.metadata.service_stop,
        replaces=shown.replaces,
    )
