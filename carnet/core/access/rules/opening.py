"""OPN – opening a record, with the person's consent and the card that proves who they are."""

from carnet.core.access.actions import Action
from carnet.core.access.actors import COUNTERS, OpeningClerk, Professional, StructureKind, StructureSoftware
from carnet.core.access.facts import Facts, RecordStatus
from carnet.core.access.rule import forbid, permit
from carnet.core.access.standing import is_caring, is_of_a_minor
from carnet.core.record.opening import CardShown

ASSISTED = (Professional, StructureSoftware, OpeningClerk)
"""Those who open with somebody; a person who opens alone, online, proves who they are another way."""


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


@forbid(
    "OPN-03",
    "Personne n’ouvre le dossier d’un autre sans sa carte Vitale, lue pour cette ouverture ; pour un mineur, la sienne "
    "ou celle de son représentant.",
    source="FAQ dmp.fr 2018 : « Votre carte Vitale est essentielle au processus de création » ; product.md, "
    "« Opening » : « a newborn's: the parent's »",
)
def needs_the_card(facts: Facts) -> bool:
    """To say that somebody is there is not enough: the reader signs that their card was."""
    if facts.action is not Action.OPEN_RECORD or not isinstance(facts.actor, ASSISTED):
        return False
    card = facts.opening.card if facts.opening is not None else CardShown.NONE
    is_of_the_family = card is CardShown.OF_THE_REPRESENTATIVE and is_of_a_minor(facts)
    return card is not CardShown.OF_THE_PERSON and not is_of_the_family


@permit(
    "OPN-04",
    "Au guichet de l’Assurance maladie ou à l’accueil d’un établissement, un agent ouvre le dossier d’un adulte "
    "présent, informé et d’accord.",
    source="Guide 2018 : « Avec l'aide d'un conseiller dans les agences » ; FAQ dmp.fr 2018 : « à l’accueil de votre "
    "organisme de sécurité sociale » ; product.md, « Who uses it »",
)
def clerk_opens_with_the_person(facts: Facts) -> bool:
    """A child's is opened with a professional (product.md, « Opening »)."""
    return (
        facts.action is Action.OPEN_RECORD
        and isinstance(facts.actor, OpeningClerk)
        and facts.actor.structure_kind in COUNTERS
        and facts.declares_presence
        and not is_of_a_minor(facts)
    )


@forbid(
    "OPN-05",
    "Qui ouvre les dossiers à un guichet n’y lit rien et n’y change rien.",
    source="product.md, « Who uses it » : « open a record with the person, and hand over the credentials on paper » ; "
    "FAQ dmp.fr 2018 : « les secrétariats d’accueil, les agents administratifs »",
)
def clerk_does_nothing_else(facts: Facts) -> bool:
    """Not even whether a record exists: who opens it learns that, with the card."""
    return isinstance(facts.actor, OpeningClerk) and facts.action is not Action.OPEN_RECORD


@permit(
    "OPN-06",
    "Le logiciel d’un établissement de soins ouvre le dossier d’une personne présente, informée et d’accord.",
    source="Guide 2018 : « d'un établissement équipé d'outils informatiques adaptés » ; product.md, « Opening »",
)
def software_opens_with_the_person(facts: Facts) -> bool:
    """In the establishment's name, which answers for the consent that it declares."""
    return (
        facts.action is Action.OPEN_RECORD
        and isinstance(facts.actor, StructureSoftware)
        and facts.actor.structure_kind is StructureKind.CARE
        and facts.declares_presence
        and not is_of_a_minor(facts)
    )


@forbid(
    "OPN-07",
    "Le dossier d’un mineur s’ouvre avec son représentant légal, le mineur associé à la décision.",
    source="FAQ dmp.fr 2018 : « le représentant légal d’un mineur doit donner son consentement lors de la création du "
    "DMP. Le mineur est associé à cette démarche », « Le mineur émancipé […] est en capacité de créer […] son DMP »",
)
def minor_with_a_representative(facts: Facts) -> bool:
    """Unless a judgment, shown, lets the minor act alone."""
    return (
        facts.action is Action.OPEN_RECORD
        and is_of_a_minor(facts)
        and not (facts.opening is not None and facts.opening.is_represented)
    )
