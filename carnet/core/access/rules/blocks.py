"""BLK – a professional or an establishment shut out by the person."""

from carnet.core.access.actions import Action
from carnet.core.access.facts import Facts
from carnet.core.access.rule import forbid
from carnet.core.access.standing import FEEDING

LEFT_TO_THE_BLOCKED = FEEDING | {Action.CHECK_RECORD}


@forbid(
    "BLK-01",
    "Un professionnel bloqué par la personne ne consulte jamais, même en urgence, même ce qu’il a écrit.",
    source="FAQ dmp.fr 2018 ; TD0.2 NB1 (INTERDIT) ; product.md : « A block beats everything »",
)
def blocked(facts: Facts) -> bool:
    """It follows them wherever they work; they may still feed the record."""
    return facts.tie.is_blocked and facts.action not in LEFT_TO_THE_BLOCKED
