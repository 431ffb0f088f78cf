"""ANN – news that a doctor gives to the person, before the document does."""

from carnet.core.access.actions import Action
from carnet.core.access.facts import Facts
from carnet.core.access.rule import Gate, permit
from carnet.core.access.standing import is_author, is_authorized, is_caring, is_physician


@permit(
    "ANN-01",
    "Un médecin autorisé rend visible à la personne, présente, ce qu’il vient de lui annoncer.",
    source="JDV_J08 INVISIBLE_PATIENT ; EX_3.3-1045 ; product.md, « Masking » : « until a doctor has announced »",
)
def doctor_announces(facts: Facts) -> bool:
    """Only a document that they may read themselves: the other gates hold. It cannot be taken back."""
    return (
        facts.action is Action.ANNOUNCE_DOCUMENT
        and is_caring(facts)
        and is_physician(facts)
        and is_authorized(facts)
        and facts.declares_presence
    )


@permit(
    "ANN-02",
    "L’auteur rend visible à la personne le document qu’il lui a annoncé.",
    source="EX_3.3-1045 ; CDT29 TD3.3b ; product.md, « Masking »",
    gate=Gate.DOCUMENT,
)
def author_announces(facts: Facts) -> bool:
    """Whoever wrote it knows when its person knows it, be they there or on the telephone."""
    return facts.action is Action.ANNOUNCE_DOCUMENT and is_caring(facts) and is_author(facts)
