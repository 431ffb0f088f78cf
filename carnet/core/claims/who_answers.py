"""Who may answer a request now, who may hear of it in a structure, and what each may decide."""

from collections.abc import Mapping
from datetime import datetime

from carnet.core.access.actors import Professional
from carnet.core.access.facts import DocumentFacts
from carnet.core.claims.claim import Claim, ClaimKind, Did, Stage
from carnet.core.documents.hiding import Hiding
from carnet.core.vocabulary.confidentiality import Confidentiality

ABOUT_A_DOCUMENT = (ClaimKind.CORRECTION, ClaimKind.DELETION, ClaimKind.NOT_MINE)

AN_AUTHOR_ANSWERS = frozenset({Did.CORRECTED, Did.REFUSED, Did.TO_THE_STRUCTURE, Did.TO_THE_REVIEWER})
"""« Corrigé », « non, et pourquoi », « ce n’est plus moi ». To delete, or to put back, answers too."""

DECISIONS_OF: Mapping[ClaimKind, tuple[Did, ...]] = {
    ClaimKind.CORRECTION: (Did.REFUSED, Did.WITHDRAWN),
    ClaimKind.DELETION: (Did.WITHDRAWN, Did.REFUSED),
    ClaimKind.NOT_MINE: (Did.WITHDRAWN, Did.THEIRS),
    ClaimKind.CONTEST: (Did.UNJUSTIFIED, Did.JUSTIFIED),
}
"""What the reviewer, a health professional, may decide of each kind; they correct no document."""


def waits_for(claim: Claim, document: DocumentFacts | None, professional: Professional, *, at: datetime) -> bool:
    """Whether it is this professional who answers now (product.md, « Rectification »).

    The author; once it was handed on, anybody of the structure, too. ``document``: None when there is none any more.
    """
    if document is None or claim.kind not in ABOUT_A_DOCUMENT:
        return False
    is_author = professional.identifier in document.written_by
    match claim.stage(at=at):
        case Stage.AUTHOR:
            return is_author
        case Stage.STRUCTURE:
            return is_author or professional.organization in document.written_in
        case Stage.REVIEWER | Stage.ANSWERED:
            return False


def asks_to_explain(claim: Claim, professional: Professional) -> bool:
    """Whether a reviewer waits for this professional to explain a contested line (D4)."""
    asked = any(one.did is Did.QUESTIONED and one.who == professional.identifier.value for one in claim.steps)
    return asked and claim.is_questioned and claim.answer is None


def may_be_told_to_colleagues(document: DocumentFacts) -> bool:
    """Whether the doctors of the structure may hear of a request about a document.

    What the person hides from professionals in any way is told to none of them by a request about it.
    """
    return (
        document.confidentiality == frozenset({Confidentiality.NORMAL})
        and not document.hidden_from
        and document.hidings <= {Hiding.SET_ASIDE}
    )
