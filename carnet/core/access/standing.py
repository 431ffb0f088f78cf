"""What the rules ask of the facts, in the words of the DMP. No rule here: only what each word means."""

from carnet.core.access.actions import Action
from carnet.core.access.actors import Holder, Professional, Representative, StaffRole, StructureKind, StructureSoftware
from carnet.core.access.facts import Facts
from carnet.core.consent.authorization import Authorization, AuthorizationStatus, status_of
from carnet.core.emergency.access import EmergencyMode
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.core.vocabulary.professions import PHYSICIAN

CONSULTING = frozenset({Action.LIST_DOCUMENTS, Action.READ_DOCUMENT})
"""Reading what the record holds."""

FEEDING = frozenset({Action.DEPOSIT_DOCUMENTS, Action.REPLACE_DOCUMENT})
"""Adding to it."""

ON_ONE_DOCUMENT = frozenset({Action.READ_DOCUMENT, Action.MASK_DOCUMENT, Action.UNMASK_DOCUMENT})
"""Acts that mean nothing without a document."""

MANAGING = frozenset(
    {
        Action.MASK_DOCUMENT,
        Action.UNMASK_DOCUMENT,
        Action.AUTHORIZE_PROFESSIONAL,
        Action.BLOCK_PROFESSIONAL,
        Action.UNBLOCK_PROFESSIONAL,
        Action.NAME_TREATING_PHYSICIAN,
        Action.CHOOSE_EMERGENCY_ACCESS,
        Action.CLOSE_RECORD,
    }
)
"""Deciding who sees what."""

OCCUPATIONAL_SPECIALTIES = frozenset({"C41", "CAPA11", "SCH35", "SM25"})
"""« Médecine du travail » in TRE_R01, under each of its diplomas."""


PATIENT_SIDE = (Holder, Representative)
"""Those who act for the person: the holder, a representative."""


def is_patient_side(facts: Facts) -> bool:
    """Whether the holder or a representative asks."""
    return isinstance(facts.actor, PATIENT_SIDE)


def is_caring(facts: Facts) -> bool:
    """Whether a professional asks who takes part in care: not a secretary, a clerk or a service agent."""
    return (
        isinstance(facts.actor, Professional)
        and facts.actor.role is StaffRole.CARE
        and facts.actor.profession != ""
        and facts.actor.structure_kind in (StructureKind.CARE, StructureKind.SAMU, StructureKind.OCCUPATIONAL_HEALTH)
    )


def is_physician(facts: Facts) -> bool:
    """Whether the professional is a doctor."""
    return isinstance(facts.actor, Professional) and facts.actor.profession == PHYSICIAN


def is_valid(authorization: Authorization | None, facts: Facts) -> bool:
    """Whether an authorisation is valid at the instant of the question."""
    return status_of(authorization, at=facts.at) is AuthorizationStatus.VALID


def is_authorized(facts: Facts) -> bool:
    """Whether this professional holds the person's valid authorisation, in their own name or by their care team."""
    return is_valid(facts.tie.authorization, facts) or is_valid(facts.tie.structure_authorization, facts)


def is_treating_physician(facts: Facts) -> bool:
    """Whether the professional is the *médecin traitant DMP*: named, a doctor, and still authorised in person."""
    return (
        is_physician(facts)
        and facts.tie.is_treating_physician
        and not facts.tie.is_blocked
        and is_valid(facts.tie.authorization, facts)
    )


def is_author(facts: Facts) -> bool:
    """Whether the actor wrote the document or signed it; in 2026, whether their structure did."""
    document = facts.document
    if document is None or not isinstance(facts.actor, Professional):
        return False
    if facts.actor.identifier in document.written_by:
        return True
    return facts.policy.structure_counts_as_author and facts.actor.organization in document.written_in


def is_depositor(facts: Facts) -> bool:
    """Whether the actor is the named professional who deposited the document."""
    return (
        facts.document is not None
        and isinstance(facts.actor, Professional)
        and facts.actor.identifier == facts.document.deposited_by
    )


def is_occupational_health(facts: Facts) -> bool:
    """Whether somebody asks for occupational medicine, by their specialty or by where they work."""
    if isinstance(facts.actor, Professional):
        return (
            facts.actor.specialty in OCCUPATIONAL_SPECIALTIES
            or facts.actor.structure_kind is StructureKind.OCCUPATIONAL_HEALTH
        )
    return (
        isinstance(facts.actor, StructureSoftware) and facts.actor.structure_kind is StructureKind.OCCUPATIONAL_HEALTH
    )


def is_in_emergency(facts: Facts) -> bool:
    """Whether a living emergency access opens the record, in a mode that the person still allows."""
    emergency = facts.tie.emergency
    if emergency is None or not emergency.is_living(at=facts.at):
        return False
    switches = facts.record.switches
    return switches.break_the_glass if emergency.mode is EmergencyMode.BREAK_THE_GLASS else switches.samu


def carries(facts: Facts, confidentiality: Confidentiality) -> bool:
    """Whether the document carries that code."""
    return facts.document is not None and confidentiality in facts.document.confidentiality


def asks_for_document(facts: Facts) -> bool:
    """Whether the question bears on one document: to read it or to change who sees it."""
    return facts.document is not None and facts.action in ON_ONE_DOCUMENT
