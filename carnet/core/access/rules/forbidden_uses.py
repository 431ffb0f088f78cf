"""USE – uses for which a record is never opened."""

from carnet.core.access.actions import Action
from carnet.core.access.actors import Professional, StructureKind, StructureSoftware
from carnet.core.access.facts import Facts
from carnet.core.access.rule import forbid
from carnet.core.access.standing import FEEDING, is_occupational_health, is_valid
from carnet.core.vocabulary.purposes import Purpose

NEVER = frozenset({StructureKind.NATIONAL_INSURER, StructureKind.PRIVATE_INSURER, StructureKind.EMPLOYER})


@forbid(
    "USE-01",
    "Ni assureur, ni mutuelle, ni employeur n’accède au dossier, même avec l’accord de la personne.",
    source="Guide 2018 : « Assurance maladie, assureurs, employeur ou médecin du travail ne peuvent consulter le DMP »",
)
def insurers_and_employers(facts: Facts) -> bool:
    """Whoever acts for them, whatever their profession: neither reading nor feeding."""
    return isinstance(facts.actor, Professional | StructureSoftware) and facts.actor.structure_kind in NEVER


@forbid(
    "USE-02",
    "La médecine du travail ne consulte pas le dossier ; en 2026, seulement avec l’accord exprès de la personne.",
    source="FAQ dmp.fr 2018 : « ou par la médecine du travail, même avec votre accord » ; L1111-17 IV (2026)",
)
def occupational_medicine(facts: Facts) -> bool:
    """Decided on specialty and on sector; under 2026 the person's yes to this very professional opens.

    A yes to a whole care team is not express consent to the occupational physician who works in it.
    """
    consents = facts.policy.occupational_health_may_read and is_valid(facts.tie.authorization, facts)
    may_ask_for_consent = facts.policy.occupational_health_may_read and facts.action is Action.AUTHORIZE_PROFESSIONAL
    return (
        is_occupational_health(facts)
        and facts.action not in FEEDING
        and facts.action is not Action.CHECK_RECORD
        and not consents
        and not may_ask_for_consent
    )


@forbid(
    "USE-03",
    "Personne n’ouvre un dossier pour un contrat d’assurance ou de travail, même avec l’accord de la personne.",
    source="FAQ dmp.fr 2018 : « Il ne peut pas être exigé lors de la conclusion d’un contrat »",
)
def contracts(facts: Facts) -> bool:
    """Whatever the declared purpose opens elsewhere."""
    return isinstance(facts.actor, Professional) and facts.actor.purpose is Purpose.COVERAGE
