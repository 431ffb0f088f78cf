"""Whose allergies somebody reads although the document is masked: the mask apart, the same rules decide."""

from collections.abc import Iterable
from dataclasses import replace

from carnet.core.access.decide import visible
from carnet.core.access.facts import DocumentFacts, Facts
from carnet.core.identifiers import DocumentId
from carnet.core.vocabulary.confidentiality import Confidentiality

MASK = frozenset({Confidentiality.MASKED_TO_PROFESSIONALS})


def sources_shown(facts: Facts, documents: Iterable[DocumentFacts]) -> frozenset[DocumentId]:
    """Find the documents of which this actor may read the allergies that the person keeps visible.

    ``facts``: any question of theirs about the record, which READ_KEPT_ALLERGIES was permitted to. What is secret, set
    aside, deleted, unannounced, hidden from this very professional or beyond their matrix stays as it was (product.md,
    « Masking »: « Garder cette allergie visible aux urgences ? » lifts the mask of these lines, and nothing else).
    """
    question = replace(facts, record=replace(facts.record, hidden_classes=frozenset()))
    unmasked = [replace(one, confidentiality=one.confidentiality - MASK) for one in documents]
    return frozenset(one.id for one in visible(question, unmasked))
