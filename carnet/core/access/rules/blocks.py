"""BLK – a professional or an establishment shut out by the person."""

from carnet.core.access.actions import Action
from carnet.core.access.facts import BlockedBy, Facts
from carnet.core.access.rule import forbid
from carnet.core.access.standing import FEEDING, is_in_secret_visit

LEFT_TO_THE_BLOCKED = FEEDING | {Action.CHECK_RECORD, Action.EXPLAIN_ACCESS}


@forbid(
    "BLK-01",
    "Un professionnel bloqué par la personne ne consulte jamais, même en urgence, même ce qu’il a écrit.",
    source="FAQ dmp.fr 2018 ; TD0.2 NB1 (INTERDIT) ; product.md : « A block beats everything »",
)
def blocked(facts: Facts) -> bool:
    """It follows them wherever they work; they may still feed the record.

    What a representative decided does not stop a secret visit to which the minor consents (product.md, « A minor’s
    secret visit »).
    """
    visits = facts.action is Action.OPEN_SECRET_VISIT or is_in_secret_visit(facts)
    by_another = facts.tie.blocked_by is BlockedBy.REPRESENTATIVE
    return facts.tie.is_blocked and facts.action not in LEFT_TO_THE_BLOCKED and not (visits and by_another)


@forbid(
    "BLK-02",
    "Quelqu’un que la personne a bloqué n’est autorisé de nouveau qu’une fois le blocage levé.",
    source="product.md, « Reading passes three gates » : « after a block is lifted, consent is asked anew »",
)
def authorizes_somebody_blocked(facts: Facts) -> bool:
    """A yes given under a block would come into force unseen on the day when the block is lifted."""
    return facts.action is Action.AUTHORIZE_PROFESSIONAL and facts.concerned is not None and facts.concerned.is_blocked
