"""Show the person what a doctor has just announced to them."""

from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decision import Refusal
from carnet.core.identifiers import DocumentId, RecordId
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.ports.environment import Environment
from carnet.store import documents
from carnet.store.context import within
from carnet.usecases.confidentiality.decided import decide_on_document

UNANNOUNCED = Confidentiality.HIDDEN_FROM_PATIENT
MASKED = Confidentiality.MASKED_TO_PROFESSIONALS


@dataclass(frozen=True, slots=True)
class Announced:
    """The person sees the document from now on; it cannot be hidden from them again (EX_3.3-1045)."""

    document: DocumentId


@dataclass(frozen=True, slots=True)
class NothingToAnnounce:
    """Nothing was done: the person sees this document already."""


def announce_document(
    record: RecordId, document: DocumentId, *, person_is_present: bool = False, actor: Actor, env: Environment
) -> Announced | NothingToAnnounce | Refusal:
    """Make a document visible to the person, after having told them the news. Irreversible.

    ``person_is_present``: the statement of the doctor that the person is there and has been told; its author does not
    need it. Where the person masks everything by default, the mask that could not be put at the deposit
    (INVISIBLE_PATIENT and MASQUE_PS never stand together, EX_2.1-1050) is put now.
    """
    with within(record, exclusive=True):
        return announce(record, document, person_is_present=person_is_present, actor=actor, env=env)


def announce(
    record: RecordId, document: DocumentId, *, person_is_present: bool, actor: Actor, env: Environment
) -> Announced | NothingToAnnounce | Refusal:
    """Make a document visible as above, inside ``within(record, exclusive=True)``."""
    decided = decide_on_document(
        Action.ANNOUNCE_DOCUMENT, record, document, person_asks=person_is_present, actor=actor, env=env
    )
    if isinstance(decided, Refusal):
        return decided
    codes = decided.document.confidentiality
    if UNANNOUNCED not in codes:
        return NothingToAnnounce()
    wanted = shown_codes(codes, masks_by_default=decided.masks_by_default)
    documents.change_visibility(
        record,
        document,
        confidentiality=wanted,
        at=decided.at,
        event=decided.event,
        entry_uuid=env.chance.identifier(),
    )
    return Announced(document)


def shown_codes(codes: frozenset[Confidentiality], *, masks_by_default: bool) -> frozenset[Confidentiality]:
    """Give the codes of a document from the moment on when its person sees it."""
    return (codes - {UNANNOUNCED}) | ({MASKED} if masks_by_default else set())
