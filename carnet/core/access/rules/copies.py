"""COP – a copy of the record on paper: for the person, for whoever represents them, for heirs."""

from carnet.core.access.actors import Heirs, Holder
from carnet.core.access.facts import Facts
from carnet.core.access.rule import Gate, forbid, permit
from carnet.core.access.standing import COPYING, asks_for_document, carries, is_a_copy_for_heirs
from carnet.core.documents.hiding import Hiding
from carnet.core.vocabulary.confidentiality import Confidentiality

KEPT_FROM_CLOSE_ONES = frozenset(Hiding) - {Hiding.SECRET, Hiding.SET_ASIDE}
"""What is kept secret (MSK-04) and what is set aside (ASD-01) have rules of their own."""


@permit(
    "COP-01",
    "Le titulaire reçoit sur papier une copie de ce qu’il peut lire, même quand son dossier est fermé.",
    source="FAQ dmp.fr 2018 : « le formulaire de demande de copie » ; product.md, « Closing » : « to ask for a copy »",
)
def holder_is_sent_a_copy(facts: Facts) -> bool:
    """Asked for, then composed document by document: what they may not read yet stays out of it."""
    return isinstance(facts.actor, Holder) and facts.action in COPYING


@permit(
    "COP-02",
    "Les héritiers reçoivent sur papier une copie du dossier d’une personne décédée, quand un médecin l’a décidé.",
    source="product.md, « Death » : « heirs ask on paper with proof and a lawful purpose, decided by a doctor » ; "
    "CSP L1110-4 V",
)
def heirs_are_sent_a_copy(facts: Facts) -> bool:
    """Only of somebody whose death was noted."""
    return is_a_copy_for_heirs(facts)


@forbid(
    "COP-03",
    "Ce que la personne cachait à ses proches, ou qui ne lui était pas annoncé, n’est pas copié pour ses héritiers.",
    source="product.md, « Death » : « never secret documents » ; CSP L1110-4 V : « sauf volonté contraire exprimée »",
    gate=Gate.DOCUMENT,
)
def kept_from_close_ones(facts: Facts) -> bool:
    """Heirs are often those from whom it was hidden."""
    document = facts.document
    return (
        isinstance(facts.actor, Heirs)
        and asks_for_document(facts)
        and document is not None
        and (
            not document.hidings.isdisjoint(KEPT_FROM_CLOSE_ONES)
            or carries(facts, Confidentiality.HIDDEN_FROM_PATIENT)
            or carries(facts, Confidentiality.HIDDEN_FROM_REPRESENTATIVES)
        )
    )
