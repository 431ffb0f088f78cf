"""What the rules ask of the facts, in the words of the DMP. No rule here: only what each word means."""

from carnet.core.access.actions import Action
from carnet.core.access.actors import (
    Carer,
    Heirs,
    Holder,
    Professional,
    Representative,
    StaffRole,
    StructureKind,
    StructureSoftware,
)
from carnet.core.access.facts import Facts
from carnet.core.consent.authorization import Authorization, AuthorizationStatus, status_of
from carnet.core.documents.hiding import Hiding
from carnet.core.emergency.access import EmergencyMode
from carnet.core.record.majority import is_minor
from carnet.core.record.representation import Power
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.core.vocabulary.professions import PHYSICIAN

CONSULTING = frozenset({Action.LIST_DOCUMENTS, Action.READ_DOCUMENT, Action.READ_HEALTH})
"""Reading what the record holds."""

FEEDING = frozenset({Action.DEPOSIT_DOCUMENTS, Action.REPLACE_DOCUMENT, Action.DELETE_DOCUMENT})
"""Adding to it, and taking back what one has written: none of it reads anything (EX_3.3-1060)."""

ON_ONE_DOCUMENT = frozenset(
    {
        Action.READ_DOCUMENT,
        Action.MASK_DOCUMENT,
        Action.UNMASK_DOCUMENT,
        Action.KEEP_ALLERGIES,
        Action.KEEP_SECRET,
        Action.LIFT_SECRET,
        Action.HIDE_FROM_PROFESSIONAL,
        Action.SHOW_TO_PROFESSIONAL,
        Action.ANNOUNCE_DOCUMENT,
        Action.EXTEND_ANNOUNCEMENT,
        Action.ARCHIVE_DOCUMENT,
        Action.UNARCHIVE_DOCUMENT,
        Action.SET_ASIDE_DOCUMENT,
        Action.RETURN_DOCUMENT,
        Action.ASK_RECTIFICATION,
        Action.COPY_DOCUMENT,
        Action.INDEX_DOCUMENT,
        Action.CHECK_DEPOSIT,
        Action.SORT_HELD_DOCUMENT,
        Action.HIDE_FROM_REPRESENTATIVES,
        Action.REQUIRE_A_DOCTOR,
        Action.HIDE_FROM_CARERS,
        Action.SHOW_TO_CARERS,
    }
)
"""Acts that mean nothing without a document that the actor may see."""

ON_WHAT_IS_THERE = ON_ONE_DOCUMENT | {Action.DELETE_DOCUMENT}
"""Acts that a deleted document answers like one that never was."""

COPYING = frozenset({Action.ASK_FOR_COPY, Action.COPY_DOCUMENT})
"""A copy on paper: asked for, and composed document by document (product.md, « A copy on paper »)."""

MANAGING = frozenset(
    {
        Action.MASK_DOCUMENT,
        Action.UNMASK_DOCUMENT,
        Action.HIDE_FROM_PROFESSIONAL,
        Action.SHOW_TO_PROFESSIONAL,
        Action.CHOOSE_HIDDEN_CATEGORIES,
        Action.AUTHORIZE_PROFESSIONAL,
        Action.WITHDRAW_AUTHORIZATION,
        Action.BLOCK_PROFESSIONAL,
        Action.UNBLOCK_PROFESSIONAL,
        Action.REFUSE_DEPOSITS,
        Action.NAME_TREATING_PHYSICIAN,
        Action.CHOOSE_EMERGENCY_ACCESS,
        Action.CLOSE_RECORD,
    }
)
"""Deciding who sees what."""

OCCUPATIONAL_SPECIALTIES = frozenset({"C41", "CAPA11", "SCH35", "SM25"})
"""« Médecine du travail » in TRE_R01, under each of its diplomas."""


SHOWING = frozenset({Action.SHOW_RECORD, Action.FOLLOW_SHOWING, Action.STOP_SHOWING})
"""Showing one's record by a code, seeing who opens it, and stopping."""

PATIENT_SIDE = (Holder, Representative, Carer)
"""Those who come from the person's side: the holder, a representative, a carer."""


def is_patient_side(facts: Facts) -> bool:
    """Whether the holder, a representative or a carer asks."""
    return isinstance(facts.actor, PATIENT_SIDE)


def is_a_copy_for_heirs(facts: Facts) -> bool:
    """Whether a copy on paper of a dead person's record is composed for their heirs, as a doctor decided."""
    return isinstance(facts.actor, Heirs) and facts.action in COPYING and facts.record.is_of_the_dead


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


def is_regulating_physician(facts: Facts) -> bool:
    """Whether a doctor asks from a structure registered as a SAMU (product.md, « Emergency »)."""
    return (
        is_caring(facts)
        and is_physician(facts)
        and isinstance(facts.actor, Professional)
        and facts.actor.structure_kind is StructureKind.SAMU
    )


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


def is_authoring_software(facts: Facts) -> bool:
    """Whether the structure that wrote the document acts in its own name; it counts from 2026 on."""
    return (
        facts.policy.structure_counts_as_author
        and facts.document is not None
        and isinstance(facts.actor, StructureSoftware)
        and facts.actor.organization in facts.document.written_in
    )


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
    """Whether a living emergency access opens the record, in a mode that the person still allows.

    What was opened for a call to the SAMU is read from there only, wherever else the same doctor works.
    """
    emergency = facts.tie.emergency
    if emergency is None or not emergency.is_living(at=facts.at):
        return False
    switches = facts.record.switches
    if emergency.mode is EmergencyMode.BREAK_THE_GLASS:
        return switches.break_the_glass
    return switches.samu and is_regulating_physician(facts)


def is_of_a_minor(facts: Facts) -> bool:
    """Whether the person is a minor whom somebody represents: not of age, in Paris time, and not emancipated."""
    return is_minor(facts.record.birth_date, at=facts.at) and not is_emancipated(facts)


def is_emancipated(facts: Facts) -> bool:
    """Whether a judge has let this minor act alone."""
    since = facts.record.emancipated_at
    return since is not None and since <= facts.at


def is_of_a_protected_adult(facts: Facts) -> bool:
    """Whether the person is an adult whom a judge's decision protects."""
    since = facts.record.protected_at
    return since is not None and since <= facts.at and not is_minor(facts.record.birth_date, at=facts.at)


def represents_by(facts: Facts, powers: frozenset[Power]) -> bool:
    """Whether a representative asks, by one of these powers, in force at the instant of the question."""
    power = facts.tie.representation
    return (
        isinstance(facts.actor, Representative)
        and power is not None
        and power.power in powers
        and power.is_in_force(at=facts.at)
    )


def is_in_secret_visit(facts: Facts) -> bool:
    """Whether a professional of care acts in a visit that a minor keeps from their representatives."""
    return is_caring(facts) and is_of_a_minor(facts) and is_valid(facts.tie.secret_visit, facts)


def is_withheld(facts: Facts, hiding: Hiding) -> bool:
    """Whether the document is withheld for that reason."""
    return facts.document is not None and hiding in facts.document.hidings


def carries(facts: Facts, confidentiality: Confidentiality) -> bool:
    """Whether the document carries that code."""
    return facts.document is not None and confidentiality in facts.document.confidentiality


def asks_for_document(facts: Facts) -> bool:
    """Whether the question bears on one document: to read it or to change who sees it.

    Who acts for somebody takes back only what they see: what was hidden from them since is, for them, not there.
    """
    acts = ON_WHAT_IS_THERE if isinstance(facts.actor, Representative | Carer) else ON_ONE_DOCUMENT
    return facts.document is not None and facts.action in acts


def takes_back_of_another(facts: Facts) -> bool:
    """Whether a document is to be deleted that the one who asks did not add themselves."""
    return (
        facts.action is Action.DELETE_DOCUMENT
        and facts.document is not None
        and not facts.document.is_brought_by(facts.actor)
    )
