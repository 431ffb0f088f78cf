"""« Ne pas montrer à mes aidants »: the person chooses, document by document."""

from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decision import Refusal
from carnet.core.documents.hiding import Hiding
from carnet.core.identifiers import DocumentId, RecordId
from carnet.ports.environment import Environment
from carnet.store import documents
from carnet.store.context import within
from carnet.usecases.confidentiality.decided import decide_on_document


@dataclass(frozen=True, slots=True)
class CarersSee:
    """``is_shown``: whether carers find the document, as far as it is not hidden otherwise."""

    document: DocumentId
    is_shown: bool


def hide_from_carers(record: RecordId, document: DocumentId, *, actor: Actor, env: Environment) -> CarersSee | Refusal:
    """Hide a document from all carers, those of today and those to come, from the next request on."""
    return _change(Action.HIDE_FROM_CARERS, record, document, actor=actor, env=env)


def show_to_carers(record: RecordId, document: DocumentId, *, actor: Actor, env: Environment) -> CarersSee | Refusal:
    """Take the mark away: a mask or a secret still hides the document from them."""
    return _change(Action.SHOW_TO_CARERS, record, document, actor=actor, env=env)


def _change(
    action: Action, record: RecordId, document: DocumentId, *, actor: Actor, env: Environment
) -> CarersSee | Refusal:
    hides = action is Action.HIDE_FROM_CARERS
    with within(record, exclusive=True):
        decided = decide_on_document(action, record, document, actor=actor, env=env)
        if isinstance(decided, Refusal):
            return decided
        hidings = decided.document.hidings
        wanted = hidings | {Hiding.FROM_CARERS} if hides else hidings - {Hiding.FROM_CARERS}
        if wanted != hidings:
            documents.change_visibility(
                record,
                document,
                hidings=wanted,
                at=decided.at,
                event=decided.event,
                entry_uuid=env.chance.identifier(),
            )
    return CarersSee(document, is_shown=not hides)
