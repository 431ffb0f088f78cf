"""MSK – documents hidden from professionals."""

from carnet.core.access.actors import Professional
from carnet.core.access.facts import Facts
from carnet.core.access.rule import Gate, forbid
from carnet.core.access.standing import (
    asks_for_document,
    carries,
    is_author,
    is_depositor,
    is_in_emergency,
    is_treating_physician,
)
from carnet.core.vocabulary.confidentiality import Confidentiality


@forbid(
    "MSK-01",
    "Un document masqué ne reste visible qu’à son auteur, au professionnel qui l’a déposé "
    "et au médecin traitant DMP ; en urgence, seulement si la personne l’a permis.",
    source="FAQ dmp.fr 2018 ; Vies de famille 2019 : « accessibles que pour votre médecin traitant » ; CDT29 BTG",
    gate=Gate.DOCUMENT,
)
def masked_document(facts: Facts) -> bool:
    """To anybody else, the world is the world without it."""
    opened_by_emergency = is_in_emergency(facts) and facts.record.switches.masked_documents
    return (
        isinstance(facts.actor, Professional)
        and asks_for_document(facts)
        and carries(facts, Confidentiality.MASKED_TO_PROFESSIONALS)
        and not is_author(facts)
        and not is_depositor(facts)
        and not is_treating_physician(facts)
        and not opened_by_emergency
    )
