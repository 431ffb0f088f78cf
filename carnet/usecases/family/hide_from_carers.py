"""« Ne pas montrer à mes aidants »: the person chooses, document by document."""

from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decision import Refusal
from carnet.core.documents.hiding import Hiding
from carnet.core.identifiers import DocumentId, RecordId
from carnet.ports.environment import Environment
from carnet.usecases.confidentiality.hiding import change_hiding


@dataclass(frozen=True, slots=True)
class CarersSee:
    """``is_shown``: whether carers find the document, as far as it is not hidden otherwise."""

    document: DocumentId
    is_shown: bool


def hide_from_carers(record: RecordId, document: DocumentId, *, actor: Actor, env: Environment) -> CarersSee | Refusal:
    """Hide a document from all carers, those of today and those to come, from the next request on."""
    refused = change_hiding(
        Action.HIDE_FROM_CARERS, record, document, Hiding.FROM_CARERS, hides=True, actor=actor, env=env
    )
    return refused or CarersSee(document, is_shown=False)


def show_to_carers(record: RecordId, document: DocumentId, *, actor: Actor, env: Environment) -> CarersSee | Refusal:
    """Take the mark away: a mask or a secret still hides the document from them."""
    refused = change_hiding(
        Action.SHOW_TO_CARERS, record, document, Hiding.FROM_CARERS, hides=False, actor=actor, env=env
    )
    return refused or CarersSee(document, is_shown=True)
