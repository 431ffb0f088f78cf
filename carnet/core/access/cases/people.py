"""Who the tables speak of and what they ask: each word, and the value that it stands for."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import (
    Actor,
    Applicant,
    Carer,
    Clockwork,
    Heirs,
    Holder,
    InsurerFeed,
    OpeningClerk,
    Professional,
    Representative,
    Reviewer,
    Software,
    StaffRole,
    StructureKind,
    StructureSoftware,
    SupportAgent,
)
from carnet.core.access.scopes import Permission
from carnet.core.identifiers import OrganizationId, PractitionerId, RecordId
from carnet.core.vocabulary.purposes import Purpose

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
A_RECORD = RecordId(UUID(int=1))
ANOTHER_RECORD = RecordId(UUID(int=2))
ME = PractitionerId("899700000001")
SOMEBODY_ELSE = PractitionerId("899700000002")
MY_STRUCTURE = OrganizationId("1440000001")
ANOTHER_STRUCTURE = OrganizationId("1440000002")

ACTIONS: dict[str, Action] = {
    "vérifier": Action.CHECK_RECORD,
    "ouvrir": Action.OPEN_RECORD,
    "lister": Action.LIST_DOCUMENTS,
    "lire": Action.READ_DOCUMENT,
    "lire ma santé": Action.READ_HEALTH,
    "compléter ma santé": Action.ADD_HEALTH,
    "corriger ma santé": Action.CHANGE_HEALTH,
    "historique": Action.READ_ACCESS_HISTORY,
    "voir les accès": Action.READ_ACCESS_RIGHTS,
    "simuler": Action.SIMULATE_ACCESS,
    "déposer": Action.DEPOSIT_DOCUMENTS,
    "remplacer": Action.REPLACE_DOCUMENT,
    "masquer": Action.MASK_DOCUMENT,
    "démasquer": Action.UNMASK_DOCUMENT,
    "garder une allergie": Action.KEEP_ALLERGIES,
    "lire les allergies gardées": Action.READ_KEPT_ALLERGIES,
    "laisser une allergie": Action.FORGET_ALLERGIES,
    "mettre au secret": Action.KEEP_SECRET,
    "sortir du secret": Action.LIFT_SECRET,
    "cacher à un professionnel": Action.HIDE_FROM_PROFESSIONAL,
    "montrer à un professionnel": Action.SHOW_TO_PROFESSIONAL,
    "choisir les catégories cachées": Action.CHOOSE_HIDDEN_CATEGORIES,
    "annoncer": Action.ANNOUNCE_DOCUMENT,
    "prolonger l’annonce": Action.EXTEND_ANNOUNCEMENT,
    "archiver": Action.ARCHIVE_DOCUMENT,
    "désarchiver": Action.UNARCHIVE_DOCUMENT,
    "supprimer": Action.DELETE_DOCUMENT,
    "écarter": Action.SET_ASIDE_DOCUMENT,
    "ne plus écarter": Action.RETURN_DOCUMENT,
    "vérifier un dépôt": Action.CHECK_DEPOSIT,
    "refuser les dépôts": Action.REFUSE_DEPOSITS,
    "autoriser": Action.AUTHORIZE_PROFESSIONAL,
    "retirer l’accès": Action.WITHDRAW_AUTHORIZATION,
    "renoncer à son accès": Action.GIVE_UP_ACCESS,
    "nommer sa personne de confiance": Action.CHOOSE_TRUSTED_PERSON,
    "confirmer l’équipe": Action.CONFIRM_CARE_TEAM,
    "bloquer": Action.BLOCK_PROFESSIONAL,
    "débloquer": Action.UNBLOCK_PROFESSIONAL,
    "nommer le médecin traitant": Action.NAME_TREATING_PHYSICIAN,
    "demander l’accord": Action.ASK_FOR_AGREEMENT,
    "régler les urgences": Action.CHOOSE_EMERGENCY_ACCESS,
    "bris de glace": Action.BREAK_THE_GLASS,
    "appel au samu": Action.ANSWER_SAMU_CALL,
    "chercher sans ins": Action.FIND_BY_TRAITS,
    "refermer l’urgence": Action.CLOSE_EMERGENCY_ACCESS,
    "fermer": Action.CLOSE_RECORD,
    "rouvrir": Action.REOPEN_RECORD,
    "effacer": Action.ERASE_RECORD,
    "garder": Action.KEEP_RECORD,
    "noter un décès": Action.RECORD_DEATH,
    "annuler un décès": Action.UNDO_DEATH,
    "demander une copie": Action.ASK_FOR_COPY,
    "télécharger le dossier": Action.EXPORT_RECORD,
    "copier": Action.COPY_DOCUMENT,
    "préparer la recherche": Action.INDEX_DOCUMENT,
    "demander une correction": Action.ASK_RECTIFICATION,
    "suivre ses demandes": Action.FOLLOW_REQUESTS,
    "répondre à une demande": Action.ANSWER_REQUEST,
    "expliquer un accès": Action.EXPLAIN_ACCESS,
    "examiner un cas": Action.REVIEW_CASE,
    "donner son accord": Action.AGREE_JOINTLY,
    "inscrire un représentant": Action.RECORD_REPRESENTATION,
    "suspendre un représentant": Action.SUSPEND_REPRESENTATION,
    "cacher des lieux": Action.HIDE_PLACES,
    "noter une émancipation": Action.RECORD_EMANCIPATION,
    "noter une protection": Action.RECORD_PROTECTION,
    "ouvrir une visite secrète": Action.OPEN_SECRET_VISIT,
    "terminer la visite secrète": Action.END_SECRET_VISIT,
    "trier": Action.SORT_HELD_DOCUMENT,
    "cacher aux représentants": Action.HIDE_FROM_REPRESENTATIVES,
    "exiger un médecin": Action.REQUIRE_A_DOCTOR,
    "inviter un aidant": Action.INVITE_CARER,
    "accepter l’invitation": Action.ACCEPT_INVITATION,
    "reconfirmer un aidant": Action.RECONFIRM_CARER,
    "écarter un aidant": Action.END_CARER,
    "cacher aux aidants": Action.HIDE_FROM_CARERS,
    "montrer aux aidants": Action.SHOW_TO_CARERS,
    "montrer son dossier": Action.SHOW_RECORD,
    "suivre ce qu’on montre": Action.FOLLOW_SHOWING,
    "arrêter de montrer": Action.STOP_SHOWING,
    "ouvrir ce qui est montré": Action.REDEEM_SHOWING,
}


def _professional(
    profession: str,
    specialty: str = "",
    *,
    role: StaffRole = StaffRole.CARE,
    structure_kind: StructureKind = StructureKind.CARE,
    purpose: Purpose = Purpose.TREATMENT,
) -> Professional:
    return Professional(ME, profession, specialty, role, MY_STRUCTURE, structure_kind, purpose)


A_READER = Software("an-app", frozenset({Permission.READ_DOCUMENTS}), A_RECORD)

ACTORS: dict[str, Actor] = {
    "titulaire": Holder(A_RECORD),
    "représentant": Representative("a-parent"),
    "aidant": Carer("a-carer"),
    "médecin": _professional("10", "SM26"),
    "médecin sans établissement": replace(_professional("10", "SM26"), organization=None),
    "médecin du travail": _professional("10", "SM25"),
    "médecin d’un service de santé au travail": _professional(
        "10", "SM26", structure_kind=StructureKind.OCCUPATIONAL_HEALTH
    ),
    "infirmier du SAMU": _professional("60", structure_kind=StructureKind.SAMU),
    "médecin du SAMU": _professional("10", "SM26", structure_kind=StructureKind.SAMU),
    "médecin-conseil de l’Assurance maladie": _professional(
        "10", "SM26", structure_kind=StructureKind.NATIONAL_INSURER
    ),
    "médecin d’un assureur": _professional("10", "SM26", structure_kind=StructureKind.PRIVATE_INSURER),
    "médecin d’un employeur": _professional("10", "SM26", structure_kind=StructureKind.EMPLOYER),
    "médecin, pour un contrat": _professional("10", "SM26", purpose=Purpose.COVERAGE),
    "pharmacien": _professional("21"),
    "infirmier": _professional("60"),
    "sage-femme": _professional("50"),
    "chirurgien-dentiste": _professional("40"),
    "podologue": _professional("80"),
    "orthophoniste": _professional("91"),
    "soignant sans profession déclarée": _professional(""),
    "secrétaire": _professional("", role=StaffRole.SECRETARY),
    "agent administratif": _professional("", role=StaffRole.ADMINISTRATIVE),
    "agent de service": _professional("", role=StaffRole.SERVICE),
    "infirmier à l’accueil": _professional("60", role=StaffRole.ADMINISTRATIVE),
    "logiciel d’un établissement": StructureSoftware(MY_STRUCTURE, StructureKind.CARE),
    "logiciel du SAMU": StructureSoftware(MY_STRUCTURE, StructureKind.SAMU),
    "logiciel d’un service de santé au travail": StructureSoftware(MY_STRUCTURE, StructureKind.OCCUPATIONAL_HEALTH),
    "logiciel d’un assureur": StructureSoftware(MY_STRUCTURE, StructureKind.PRIVATE_INSURER),
    "Assurance maladie": InsurerFeed(MY_STRUCTURE),
    "agent du guichet de l’Assurance maladie": OpeningClerk("clerk-1", MY_STRUCTURE, StructureKind.NATIONAL_INSURER),
    "agent de l’accueil d’un établissement": OpeningClerk("clerk-1", MY_STRUCTURE, StructureKind.CARE),
    "agent d’une mutuelle": OpeningClerk("clerk-1", MY_STRUCTURE, StructureKind.PRIVATE_INSURER),
    "titulaire, par une application qui lit": Holder(A_RECORD, A_READER),
    "titulaire, par une application qui peut tout": Holder(A_RECORD, replace(A_READER, may=frozenset(Permission))),
    "titulaire, par une application d’un autre dossier": Holder(A_RECORD, replace(A_READER, record=ANOTHER_RECORD)),
    "représentant, par une application qui lit": Representative("a-parent", A_READER),
    "représentant, par une application d’un autre dossier": Representative(
        "a-parent", replace(A_READER, record=ANOTHER_RECORD)
    ),
    "médecin, par un logiciel qui lit": replace(_professional("10", "SM26"), through=replace(A_READER, record=None)),
    "logiciel d’un établissement, borné à déposer": StructureSoftware(
        MY_STRUCTURE, StructureKind.CARE, Software("a-hospital", frozenset({Permission.ADD_DOCUMENTS}))
    ),
    "personne en ligne": Applicant(),
    "héritiers": Heirs(),
    "support": SupportAgent("agent-1"),
    "examinateur": Reviewer("reviewer-1"),
    "le dossier lui-même": Clockwork("vaccination-history"),
}
