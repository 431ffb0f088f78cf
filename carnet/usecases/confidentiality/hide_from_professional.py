"""Hide a document from one named professional, and show it to them again."""

from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decision import Refusal
from carnet.core.identifiers import DocumentId, PractitionerId, RecordId
from carnet.ports.environment import Environment
from carnet.store import directory, documents, showings
from carnet.store.context import within
from carnet.usecases.confidentiality.decided import decide_on_document
from carnet.usecases.consent.concerned import concerned_party


@dataclass(frozen=True, slots=True)
class HiddenFrom:
    """The professionals from whom the document is hidden now, named one by one."""

    document: DocumentId
    practitioners: frozenset[PractitionerId]


@dataclass(frozen=True, slots=True)
class UnknownProfessional:
    """Nothing was done: the directory knows nobody of that number."""


def hide_from_professional(
    record: RecordId, document: DocumentId, practitioner: PractitionerId, *, actor: Actor, env: Environment
) -> HiddenFrom | UnknownProfessional | Refusal:
    """Hide a document from somebody, wherever they work and even in an emergency (product.md, « Masking »).

    Somebody who wrote it keeps it, as they keep a masked document. What is being shown to them ends.
    """
    if directory.find_practitioner(practitioner) is None:
        return UnknownProfessional()
    return _change(Action.HIDE_FROM_PROFESSIONAL, record, document, practitioner, actor=actor, env=env)


def show_to_professional(
    record: RecordId, document: DocumentId, practitioner: PractitionerId, *, actor: Actor, env: Environment
) -> HiddenFrom | Refusal:
    """Hide a document from somebody no longer. Whatever else withholds it from them still does."""
    return _change(Action.SHOW_TO_PROFESSIONAL, record, document, practitioner, actor=actor, env=env)


def _change(
    action: Action,
    record: RecordId,
    document: DocumentId,
    practitioner: PractitionerId,
    *,
    actor: Actor,
    env: Environment,
) -> HiddenFrom | Refusal:
    with within(record, exclusive=True):
        decided = decide_on_document(
            action, record, document, concerned=concerned_party(practitioner), actor=actor, env=env
        )
        if isinstance(decided, Refusal):
            return decided
        named = decided.document.hidden_from
        wanted = named | {practitioner} if action is Action.HIDE_FROM_PROFESSIONAL else named - {practitioner}
        if action is Action.HIDE_FROM_PROFESSIONAL:
            showings.end_for(record, practitioner, at=decided.at)
        if wanted != named:
            documents.change_visibility(
                record,
                document,
                hidden_from=wanted,
                at=decided.at,
                event=decided.event,
                entry_uuid=env.chance.identifier(),
            )
    return HiddenFrom(document, wanted)
