"""PRO – health professionals: authorisation, matrix, and what they declare with the person present."""

from carnet.core.access.actions import Action
from carnet.core.access.actors import Professional, StructureKind, StructureSoftware
from carnet.core.access.facts import Facts
from carnet.core.access.rule import Gate, forbid, permit
from carnet.core.access.standing import (
    CONSULTING,
    asks_for_document,
    is_author,
    is_authorized,
    is_caring,
    is_valid,
)

FEEDING_STRUCTURES = frozenset({StructureKind.CARE, StructureKind.SAMU, StructureKind.OCCUPATIONAL_HEALTH})


@permit(
    "PRO-01",
    "Un professionnel autorisé par la personne consulte le dossier.",
    source="Vies de famille 2019 : « toujours vous demander votre autorisation » ; FAQ dmp.fr 2018",
)
def authorized(facts: Facts) -> bool:
    """The person's valid yes, in the professional's own name."""
    return is_caring(facts) and facts.action in CONSULTING and is_valid(facts.tie.authorization, facts)


@permit(
    "PRO-02",
    "Déposer un document ne demande pas d’autorisation de consultation.",
    source="PDSm4DMP TD0.2 NB2 ; L1111-15 ; R1111-47",
)
def feeding(facts: Facts) -> bool:
    """A professional, or a care structure's software in its own name, deposits without reading."""
    return (
        facts.action is Action.DEPOSIT_DOCUMENTS
        and isinstance(facts.actor, Professional | StructureSoftware)
        and facts.actor.structure_kind in FEEDING_STRUCTURES
    )


@forbid(
    "PRO-03",
    "La matrice d’habilitation borne ce que chaque profession peut lire, même en urgence.",
    source="FAQ dmp.fr 2018 : « Une matrice d’habilitation définit avec précision le type de documents »",
    gate=Gate.DOCUMENT,
)
def matrix(facts: Facts) -> bool:
    """Profession × type; the author of a document keeps it."""
    return (
        isinstance(facts.actor, Professional)
        and facts.document is not None
        and asks_for_document(facts)
        and not facts.policy.matrix.allows(facts.actor.profession, facts.document.type_code)
        and not is_author(facts)
    )


@permit(
    "PRO-04",
    "Un professionnel ou son établissement peut savoir si un dossier existe et s’il peut l’alimenter.",
    source="PDSm4DMP TD0.2 ; EX_0.2",
)
def checking(facts: Facts) -> bool:
    """What exactly they are told depends on their own tie: see existence.py."""
    return (
        facts.action is Action.CHECK_RECORD
        and isinstance(facts.actor, Professional | StructureSoftware)
        and facts.actor.structure_kind in FEEDING_STRUCTURES
    )


@permit(
    "PRO-05",
    "Un professionnel autorisé masque un document à la demande de la personne présente.",
    source="CDT29 TD3.3a ; product.md, « Masking »",
)
def masks_on_request(facts: Facts) -> bool:
    """Only a document that they may read themselves: the other gates hold."""
    return (
        facts.action is Action.MASK_DOCUMENT and is_caring(facts) and is_authorized(facts) and facts.declares_presence
    )


@permit(
    "PRO-06",
    "Un professionnel déclare que la personne, présente et capable de répondre, consent à son accès.",
    source="EX_0.2-1100 : « Le patient, préalablement informé, consent au fait que j’accède à son DMP » ; TD0.3",
)
def declares_consent(facts: Facts) -> bool:
    """Never for somebody who cannot answer."""
    return facts.action is Action.AUTHORIZE_PROFESSIONAL and is_caring(facts) and facts.declares_presence


@permit(
    "PRO-07",
    "Un professionnel autorisé règle les choix d’urgence avec la personne présente.",
    source="FAQ dmp.fr 2018 : « ou auprès d’un professionnel de santé autorisé à accéder à votre DMP »",
)
def sets_switches_on_request(facts: Facts) -> bool:
    """The three switches, with the person present."""
    return (
        facts.action is Action.CHOOSE_EMERGENCY_ACCESS
        and is_caring(facts)
        and is_authorized(facts)
        and facts.declares_presence
    )


@permit(
    "PRO-08",
    "Un professionnel autorisé ferme le dossier à la demande de la personne présente.",
    source="FAQ dmp.fr 2018 : « réalisée, à votre demande, par un professionnel de santé »",
)
def closes_on_request(facts: Facts) -> bool:
    """With date and reason, told on every channel."""
    return facts.action is Action.CLOSE_RECORD and is_caring(facts) and is_authorized(facts) and facts.declares_presence


@permit(
    "PRO-09",
    "Un professionnel renonce à son accès dès que la personne retire son accord.",
    source="EX_0.3-1040 : « la suppression de l’autorisation » (TD0.3) ; product.md, « Authorisation »",
)
def gives_up_access(facts: Facts) -> bool:
    """Their own, at any moment: giving up opens nothing."""
    return facts.action is Action.GIVE_UP_ACCESS and is_caring(facts) and is_valid(facts.tie.authorization, facts)
