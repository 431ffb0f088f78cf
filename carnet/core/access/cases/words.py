"""The words of the tables, turned into facts: a valid world, then the things that a row changes."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import (
    Actor,
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
from carnet.core.access.facts import (
    BlobRef,
    Concerned,
    DepositFacts,
    DocumentFacts,
    Facts,
    RecordFacts,
    RecordStatus,
    Tie,
)
from carnet.core.access.policy import load_policy
from carnet.core.consent.authorization import Authorization
from carnet.core.documents.entry import DocumentStatus
from carnet.core.documents.submission import NonOpposition
from carnet.core.emergency.access import BREAK_THE_GLASS_LASTS, EmergencyAccess, EmergencyMode
from carnet.core.identifiers import DocumentId, OrganizationId, PractitionerId, RecordId
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.core.vocabulary.document_types import document_type
from carnet.core.vocabulary.purposes import Purpose

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
A_RECORD = RecordId(UUID(int=1))
A_DOCUMENT = DocumentId(UUID(int=2))
ME = PractitionerId("899700000001")
SOMEBODY_ELSE = PractitionerId("899700000002")
MY_STRUCTURE = OrganizationId("1440000001")
ANOTHER_STRUCTURE = OrganizationId("1440000002")
A_YEAR_AGO = NOON - timedelta(days=365)
YESTERDAY = NOON - timedelta(days=1)
A_YES = Authorization(A_YEAR_AGO)
AN_EXPIRED_YES = Authorization(A_YEAR_AGO, ends_at=YESTERDAY)
SIXTEEN_YEARS_AGO = date(2010, 6, 1)
EIGHTEEN_YEARS_AGO = date(2008, 11, 21)
FORTY_YEARS_AGO = date(1986, 3, 12)


class UnknownWordError(ValueError):
    """A table uses a word that is not explained here."""


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


@dataclass(slots=True)
class _World:
    """What a row is turning into facts."""

    tie: Tie
    record: RecordFacts
    document: DocumentFacts | None
    deposit: DepositFacts | None
    concerned: Concerned | None = None
    declares_presence: bool = False
    policy: str = "2018"


def _emergency(since: timedelta, *, closed: bool = False) -> EmergencyAccess:
    opened = NOON - since
    return EmergencyAccess(
        EmergencyMode.BREAK_THE_GLASS,
        opened,
        opened + BREAK_THE_GLASS_LASTS,
        closed_at=NOON - timedelta(minutes=1) if closed else None,
    )


_A_SAMU_CALL = EmergencyAccess(
    EmergencyMode.SAMU_CALL, NOON - timedelta(minutes=5), NOON + timedelta(hours=3, minutes=55)
)

TIES: dict[str, dict[str, object]] = {
    "autorisé": {"authorization": A_YES},
    "expiré": {"authorization": AN_EXPIRED_YES},
    "équipe autorisée": {"structure_authorization": A_YES},
    "équipe expirée": {"structure_authorization": AN_EXPIRED_YES},
    "bloqué": {"is_blocked": True},
    "médecin traitant": {"is_treating_physician": True},
    "bris de glace en cours": {"emergency": _emergency(timedelta(hours=1))},
    "bris de glace d’hier": {"emergency": _emergency(timedelta(hours=24))},
    "bris de glace refermé": {"emergency": _emergency(timedelta(hours=1), closed=True)},
    "samu en cours": {"emergency": _A_SAMU_CALL},
    "de droit": {"represents_from": A_YEAR_AGO},
    "droit terminé": {"represents_from": A_YEAR_AGO, "represents_until": YESTERDAY},
}

SHARES: dict[str, dict[str, object]] = {
    "auteur": {"written_by": frozenset({ME})},
    "structure auteur": {"written_in": frozenset({MY_STRUCTURE})},
    "déposant": {"deposited_by": ME},
}


def _bind(world: _World, word: str) -> None:
    """Change the tie between the actor and the record, or the actor's share in the document."""
    if word in TIES:
        world.tie = replace(world.tie, **TIES[word])  # type: ignore[arg-type]  # the table names the fields of Tie
    elif word in SHARES and world.document is not None:
        world.document = replace(world.document, **SHARES[word])  # type: ignore[arg-type]  # fields of DocumentFacts
    elif word == "personne présente":
        world.declares_presence = True
    else:
        raise UnknownWordError(f"lien : {word}")


CONCERNED: dict[str, Concerned] = {
    "un médecin autorisé": Concerned("10", A_YES),
    "un médecin dont l’accès a expiré": Concerned("10", AN_EXPIRED_YES),
    "un médecin autorisé puis bloqué": Concerned("10", A_YES, is_blocked=True),
    "un infirmier autorisé": Concerned("60", A_YES),
    "un médecin inconnu": Concerned("10"),
}


def _describe(world: _World, word: str) -> None:
    """Change the document that is asked for or deposited, or whom the act concerns."""
    if word in CONCERNED:
        world.concerned = CONCERNED[word]
        return
    if word == "rien":
        world.document = None
        return
    known = document_type(word)
    if known is None:
        raise UnknownWordError(f"document : {word}")
    if world.document is not None:
        world.document = replace(
            world.document, type_code=word, class_code=known.class_code.value if known.class_code else ""
        )
    if world.deposit is not None:
        world.deposit = replace(world.deposit, type_codes=frozenset({word}))


def _hide(world: _World, word: str) -> None:
    """Change the visibility or the state of the document, or what was recorded of the person's will."""
    masks = {
        "aux professionnels": Confidentiality.MASKED_TO_PROFESSIONALS,
        "au patient": Confidentiality.HIDDEN_FROM_PATIENT,
        "aux représentants": Confidentiality.HIDDEN_FROM_REPRESENTATIVES,
    }
    if word == "opposition" and world.deposit is not None:
        world.deposit = replace(world.deposit, non_opposition=NonOpposition.OPPOSED)
        return
    if world.document is None:
        raise UnknownWordError(f"visibilité : {word}")
    if word in masks:
        hidden = world.document.confidentiality | {masks[word]}
        world.document = replace(world.document, confidentiality=hidden)
    elif word == "du patient":
        world.document = replace(world.document, by_patient=True)
    elif word == "supprimé":
        world.document = replace(world.document, status=DocumentStatus.DELETED)
    elif word == "archivé":
        world.document = replace(world.document, status=DocumentStatus.ARCHIVED)
    else:
        raise UnknownWordError(f"visibilité : {word}")


def _set(world: _World, word: str) -> None:
    """Change the record or the policy."""
    record = world.record
    match word:
        case "fermé":
            world.record = replace(record, status=RecordStatus.CLOSED)
        case "absent":
            world.record = replace(record, status=RecordStatus.ABSENT)
        case "bris de glace refusé":
            world.record = replace(record, switches=replace(record.switches, break_the_glass=False))
        case "samu refusé":
            world.record = replace(record, switches=replace(record.switches, samu=False))
        case "masqués ouverts en urgence":
            world.record = replace(record, switches=replace(record.switches, masked_documents=True))
        case "d’un mineur":
            world.record = replace(record, birth_date=SIXTEEN_YEARS_AGO)
        case "majeur de ce jour":
            world.record = replace(record, birth_date=EIGHTEEN_YEARS_AGO)
        case "2018" | "2026":
            world.policy = word
        case _:
            raise UnknownWordError(f"dossier : {word}")


def facts_of(action: str, who: str, tie: str, document: str, hidden: str, record: str) -> Facts:
    """Turn one row of a table into the facts of a question.

    Each argument is a cell: a word of ``ACTIONS`` and of ``ACTORS``, then words joined by « + », or nothing for the
    usual (a hospital report, current, visible, in an adult's open record, policy 2018). Raises ``UnknownWordError``.
    """
    try:
        asked, actor = ACTIONS[action], ACTORS[who]
    except KeyError as missing:
        raise UnknownWordError(str(missing)) from None
    a_report = DocumentFacts(
        id=A_DOCUMENT,
        type_code="34112-3",
        class_code="10",
        status=DocumentStatus.CURRENT,
        confidentiality=frozenset({Confidentiality.NORMAL}),
        written_by=frozenset({SOMEBODY_ELSE}),
        written_in=frozenset({ANOTHER_STRUCTURE}),
        deposited_by=SOMEBODY_ELSE,
        blob=BlobRef("0" * 64, b"", 1),
    )
    policy_2018 = load_policy("2018")
    world = _World(
        tie=Tie(),
        record=RecordFacts(A_RECORD, RecordStatus.OPEN, policy_2018.initial_switches, FORTY_YEARS_AGO),
        document=a_report if asked in _ABOUT_ONE else None,
        deposit=DepositFacts(frozenset({"34112-3"}), NonOpposition.DECLARED)
        if asked is Action.DEPOSIT_DOCUMENTS
        else None,
    )
    for words, change in ((document, _describe), (hidden, _hide), (tie, _bind), (record, _set)):
        for word in filter(None, (part.strip() for part in words.split("+"))):
            change(world, word)
    return Facts(
        action=asked,
        actor=actor,
        at=NOON,
        policy=load_policy(world.policy),
        record=world.record,
        tie=world.tie,
        document=world.document,
        deposit=world.deposit,
        concerned=world.concerned,
        declares_presence=world.declares_presence,
    )


_ABOUT_ONE = frozenset({Action.READ_DOCUMENT, Action.REPLACE_DOCUMENT, Action.MASK_DOCUMENT, Action.UNMASK_DOCUMENT})
