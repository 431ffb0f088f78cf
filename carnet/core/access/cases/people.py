"""Who the tables speak of and what they ask: each word, and the value that it stands for."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import (
    Actor,
    Carer,
    Clockwork,
    Holder,
    InsurerFeed,
    Professional,
    Representative,
    StaffRole,
    StructureKind,
    StructureSoftware,
    SupportAgent,
)
from carnet.core.identifiers import OrganizationId, PractitionerId, RecordId
from carnet.core.vocabulary.purposes import Purpose

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
A_RECORD = RecordId(UUID(int=1))
ME = PractitionerId("899700000001")
SOMEBODY_ELSE = PractitionerId("899700000002")
MY_STRUCTURE = OrganizationId("1440000001")
ANOTHER_STRUCTURE = OrganizationId("1440000002")

ACTIONS: dict[str, Action] = {
    "vérifier": Action.CHECK_RECORD,
    "ouvrir": Action.OPEN_RECORD,
    "lister": Action.LIST_DOCUMENTS,
    "lire": Action.READ_DOCUMENT,
    "historique": Action.READ_ACCESS_HISTORY,
    "voir les accès": Action.READ_ACCESS_RIGHTS,
    "déposer": Action.DEPOSIT_DOCUMENTS,
    "remplacer": Action.REPLACE_DOCUMENT,
    "masquer": Action.MASK_DOCUMENT,
    "démasquer": Action.UNMASK_DOCUMENT,
    "autoriser": Action.AUTHORIZE_PROFESSIONAL,
    "bloquer": Action.BLOCK_PROFESSIONAL,
    "débloquer": Action.UNBLOCK_PROFESSIONAL,
    "nommer le médecin traitant": Action.NAME_TREATING_PHYSICIAN,
    "régler les urgences": Action.CHOOSE_EMERGENCY_ACCESS,
    "bris de glace": Action.BREAK_THE_GLASS,
    "refermer l’urgence": Action.CLOSE_EMERGENCY_ACCESS,
    "fermer": Action.CLOSE_RECORD,
}


def _professional(profession: str, specialty: str = "", **changes: object) -> Professional:
    usual = Professional(ME, profession, specialty, StaffRole.CARE, MY_STRUCTURE, StructureKind.CARE)
    return replace(usual, **changes)  # type: ignore[arg-type]  # the words below are the only callers


ACTORS: dict[str, Actor] = {
    "titulaire": Holder(A_RECORD),
    "représentant": Representative("a-parent"),
    "aidant": Carer("a-carer"),
    "médecin": _professional("10", "SM26"),
    "médecin du travail": _professional("10", "SM25"),
    "médecin d’un service de santé au travail": _professional(
        "10", "SM26", structure_kind=StructureKind.OCCUPATIONAL_HEALTH
    ),
    "médecin d’un assureur": _professional("10", "SM26", structure_kind=StructureKind.PRIVATE_INSURER),
    "médecin d’un employeur": _professional("10", "SM26", structure_kind=StructureKind.EMPLOYER),
    "médecin, pour un contrat": _professional("10", "SM26", purpose=Purpose.COVERAGE),
    "pharmacien": _professional("21"),
    "infirmier": _professional("60"),
    "sage-femme": _professional("50"),
    "podologue": _professional("80"),
    "orthophoniste": _professional("91"),
    "secrétaire": _professional("", role=StaffRole.SECRETARY),
    "agent administratif": _professional("", role=StaffRole.ADMINISTRATIVE),
    "agent de service": _professional("", role=StaffRole.SERVICE),
    "infirmier à l’accueil": _professional("60", role=StaffRole.ADMINISTRATIVE),
    "logiciel d’un établissement": StructureSoftware(MY_STRUCTURE, StructureKind.CARE),
    "logiciel d’un assureur": StructureSoftware(MY_STRUCTURE, StructureKind.PRIVATE_INSURER),
    "Assurance maladie": InsurerFeed(MY_STRUCTURE),
    "support": SupportAgent("agent-1"),
    "le dossier lui-même": Clockwork("vaccination-history"),
}
