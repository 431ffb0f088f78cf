"""From whom a document that enters is withheld: what it inherits, what the person chose, who deposits it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from carnet.core.access.facts import BlobRef, DocumentFacts
from carnet.core.access.standing import is_of_a_minor, is_patient_side
from carnet.core.defects import Defect
from carnet.core.documents.admission import NEVER_TOGETHER
from carnet.core.documents.announcement import released_at
from carnet.core.documents.entry import DocumentEntry
from carnet.core.documents.hiding import Hiding
from carnet.core.documents.submission import SubmittedDocument
from carnet.core.identifiers import DocumentId
from carnet.core.record.secret_visit import tells_of_a_visit
from carnet.core.vocabulary.confidentiality import BASE_LEVELS, Confidentiality
from carnet.store.documents import AdmittedDocument
from carnet.store.facts import Gathered

MASKED, UNANNOUNCED = Confidentiality.MASKED_TO_PROFESSIONALS, Confidentiality.HIDDEN_FROM_PATIENT
BY_DEFAULT = "masked-by-default"
"""The detail of the line that tells of a deposit masked because the person masks everything: where the mask is from."""
FOR_SAFETY = "hidden-for-safety"
"""The detail of the line of a deposit hidden from the person for their safety: they agreed to it."""


def inheriting(
    document: SubmittedDocument, replaced: DocumentFacts | None, index: int, defects: list[Defect]
) -> SubmittedDocument:
    """Give a new version every code of the old one (product.md, « Masking »); ``admit`` gives it the rest."""
    if replaced is None:
        return document
    declared = document.entry.confidentiality
    inherited = declared | (replaced.confidentiality - BASE_LEVELS)
    if inherited >= NEVER_TOGETHER > declared & NEVER_TOGETHER:
        defects.append(
            Defect(
                "masked-and-not-announced",
                f"documents[{index}].confidentiality",
                "The version to replace is masked or not announced, and the new one would be both (EX_2.1-1050).",
                "Send the new version without MASQUE_PS and INVISIBLE_PATIENT: it inherits those of the old one.",
            )
        )
    return replace(document, entry=replace(document.entry, confidentiality=inherited))


def masks_by_default(document: SubmittedDocument, replaced: DocumentFacts | None, *, gathered: Gathered) -> bool:
    """Whether the person's choice masks this document: a new version keeps what was decided of the old one.

    What waits for its announcement is masked when it is announced: the two never stand together (EX_2.1-1050).
    """
    return (
        replaced is None
        and gathered.standing.masks_by_default
        and document.entry.confidentiality.isdisjoint(NEVER_TOGETHER)
    )


def origin_of_masks(
    documents: Iterable[SubmittedDocument], replaced: Iterable[DocumentFacts | None], *, gathered: Gathered
) -> str:
    """Say, for the line that tells of a deposit, what the person chose of it; nothing otherwise.

    That they mask everything, or that they agreed, for their safety, not to see some of it.
    """
    deposited = list(documents)
    masked = (masks_by_default(*one, gathered=gathered) for one in zip(deposited, replaced, strict=True))
    said = [BY_DEFAULT] if any(masked) else []
    said += [FOR_SAFETY] if any(document.is_hidden_for_safety for document in deposited) else []
    return " ".join(said)


def announcement_of(
    document: SubmittedDocument, replaced: DocumentFacts | None, *, at: datetime, delay: timedelta
) -> tuple[datetime | None, bool]:
    """Tell until when a document waits for its announcement, and whether that was put off already.

    ``delay``: how long documents wait here. A new version waits as the old one did (product.md, « Masking »). What is
    hidden for the person's safety, or not at all, waits for nothing.
    """
    if UNANNOUNCED not in document.entry.confidentiality or document.is_hidden_for_safety:
        return None, False
    if replaced is not None and UNANNOUNCED in replaced.confidentiality:
        return replaced.announcement_due, replaced.announcement_extended
    return released_at(at, delay=delay), False


def admit(
    document: SubmittedDocument,
    number: DocumentId,
    blob: BlobRef,
    replaced: DocumentFacts | None,
    *,
    words: bytes,
    gathered: Gathered,
    delay: timedelta,
) -> AdmittedDocument:
    """Make a document ready to enter. ``number``: its own; ``gathered``: the facts of the deposit, of this moment.

    ``words``: what a search looks through; ``delay``: how long documents wait here to be announced.
    """
    entry = document.entry
    if masks_by_default(document, replaced, gathered=gathered):
        entry = replace(entry, confidentiality=entry.confidentiality | {MASKED})
    due, is_extended = announcement_of(document, replaced, at=gathered.facts.at, delay=delay)
    return AdmittedDocument(
        number,
        entry,
        blob,
        replaces=replaced.id if replaced is not None else None,
        hidings=(replaced.hidings if replaced is not None else frozenset()) | held_back(entry, gathered=gathered),
        hidden_from=replaced.hidden_from if replaced is not None else frozenset(),
        awaits_check=gathered.facts.tie.is_blocked or (replaced is not None and replaced.awaits_check),
        announcement_due=due,
        announcement_extended=is_extended,
        words=words,
    )


def held_back(entry: DocumentEntry, *, gathered: Gathered) -> frozenset[Hiding]:
    """Say whether a document waits for a professional to sort it, in the weeks after a minor's secret visit.

    Not what representatives brought themselves, nor what is hidden from them already (product.md, « Sharp edges »).
    """
    facts = gathered.facts
    waits = (
        gathered.standing.holds_what_follows
        and is_of_a_minor(facts)
        and not is_patient_side(facts)
        and Confidentiality.HIDDEN_FROM_REPRESENTATIVES not in entry.confidentiality
        and tells_of_a_visit(entry.type_code.value, entry.class_code.value)
    )
    return frozenset({Hiding.HELD}) if waits else frozenset()
