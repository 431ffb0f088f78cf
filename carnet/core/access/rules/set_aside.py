"""ASD – « Ce document n’est pas à moi »: set aside until its author has answered."""

from carnet.core.access.actions import Action
from carnet.core.access.actors import Holder
from carnet.core.access.facts import Facts
from carnet.core.access.rule import Gate, forbid, permit
from carnet.core.access.standing import asks_for_document, is_author, is_caring, is_withheld
from carnet.core.documents.hiding import Hiding

SETTING_ASIDE = frozenset({Action.SET_ASIDE_DOCUMENT, Action.RETURN_DOCUMENT})


@forbid(
    "ASD-01",
    "Un document que la personne dit ne pas être à elle n’est montré qu’à son auteur, jusqu’à sa réponse.",
    source="product.md, « Sharp edges » : « set aside from everyone, synthesis and checks included »",
    gate=Gate.DOCUMENT,
)
def set_aside(facts: Facts) -> bool:
    """Not to the holder either: it may be somebody else's. They know that it is set aside, and may say so no more."""
    return (
        asks_for_document(facts)
        and is_withheld(facts, Hiding.SET_ASIDE)
        and facts.action not in SETTING_ASIDE
        and not is_author(facts)
    )


@permit(
    "ASD-02",
    "Le titulaire écarte un document qui n’est pas à lui, et revient sur ce qu’il a dit.",
    source="product.md, « Sharp edges » : « Ce document n’est pas à moi »",
)
def holder_sets_aside(facts: Facts) -> bool:
    """Only a document that they may read; to take it back, one that they have set aside."""
    return isinstance(facts.actor, Holder) and facts.action in SETTING_ASIDE


@permit(
    "ASD-03",
    "L’auteur répond que le document écarté est bien celui de la personne.",
    source="product.md, « Sharp edges » : « until the author answers »",
    gate=Gate.DOCUMENT,
)
def author_answers(facts: Facts) -> bool:
    """The other answer is to delete it."""
    return facts.action is Action.RETURN_DOCUMENT and is_caring(facts) and is_author(facts)
