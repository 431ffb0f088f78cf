"""ALG – the allergies that the person keeps visible in emergencies when they mask the document that tells them."""

from carnet.core.access.actions import Action
from carnet.core.access.actors import Holder
from carnet.core.access.facts import Facts
from carnet.core.access.rule import permit
from carnet.core.access.standing import is_caring, is_in_emergency

OF_ALLERGIES = frozenset({Action.KEEP_ALLERGIES, Action.READ_KEPT_ALLERGIES, Action.FORGET_ALLERGIES})


@permit(
    "ALG-01",
    "Le titulaire garde une allergie visible aux urgences, la relit et la retire.",
    source="product.md, « Masking » : « if an allergy is in it, Garder cette allergie visible aux urgences ? »",
)
def holder_keeps_allergies(facts: Facts) -> bool:
    """Of a document that they read; a representative does it for the person (REP-01, REP-06)."""
    return isinstance(facts.actor, Holder) and facts.action in OF_ALLERGIES


@permit(
    "ALG-02",
    "En urgence, les allergies que la personne garde visibles se lisent, même si leur document est masqué.",
    source="product.md, « Masking » : « Garder cette allergie visible aux urgences ? »",
)
def read_in_an_emergency(facts: Facts) -> bool:
    """While a living emergency access holds; nothing says from which document they come."""
    return facts.action is Action.READ_KEPT_ALLERGIES and is_caring(facts) and is_in_emergency(facts)
