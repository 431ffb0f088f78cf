"""OPN – opening a record, with the person's consent."""

from carnet.core.access.actions import Action
from carnet.core.access.facts import Facts, RecordStatus
from carnet.core.access.rule import forbid, permit
from carnet.core.access.standing import is_caring


@permit(
    "OPN-01",
    "Un professionnel ouvre le dossier avec la personne présente, informée et d’accord.",
    source="FAQ dmp.fr 2018 : « auprès d’un professionnel de santé », « La création ne peut avoir lieu qu’avec votre "
    "consentement »",
)
def opens_with_the_person(facts: Facts) -> bool:
    """In a pharmacy, in a practice, in an establishment."""
    return facts.action is Action.OPEN_RECORD and is_caring(facts) and facts.declares_presence


@forbid(
    "OPN-02",
    "Une identité n’a qu’un dossier.",
    source="product.md, « Opening » : one identity, one record ; Vies de famille 2019",
)
def one_identity_one_record(facts: Facts) -> bool:
    """A record that exists is not opened a second time; a closed one is reopened by its holder."""
    return facts.action is Action.OPEN_RECORD and facts.record.status is not RecordStatus.ABSENT
