"""PAT – the patient on their own record."""

from carnet.core.access.actions import Action
from carnet.core.access.actors import Holder
from carnet.core.access.facts import Facts
from carnet.core.access.rule import Gate, forbid, permit
from carnet.core.access.standing import CONSULTING, MANAGING, asks_for_document, carries
from carnet.core.vocabulary.confidentiality import Confidentiality


@permit(
    "PAT-01",
    "Le titulaire consulte son dossier.",
    source="FAQ dmp.fr 2018 : « À part vous, seuls les professionnels de santé autorisés peuvent le consulter »",
)
def holder_reads(facts: Facts) -> bool:
    """The holder lists and reads."""
    return isinstance(facts.actor, Holder) and facts.action in CONSULTING


@forbid(
    "PAT-02",
    "Un document qui n’a pas encore été annoncé au patient ne lui est pas montré.",
    source="JDV_J08 INVISIBLE_PATIENT ; EX_2.1-1050",
    gate=Gate.DOCUMENT,
)
def not_yet_announced(facts: Facts) -> bool:
    """Until a doctor has announced the news, the document does not exist for the holder."""
    return (
        isinstance(facts.actor, Holder)
        and asks_for_document(facts)
        and carries(facts, Confidentiality.HIDDEN_FROM_PATIENT)
    )


@permit(
    "PAT-03",
    "Le titulaire lit l’historique de tous les accès à son dossier.",
    source="FAQ dmp.fr 2018 : « vous avez le relevé exhaustif de tous les accès »",
)
def holder_reads_history(facts: Facts) -> bool:
    """The holder sees who did what."""
    return isinstance(facts.actor, Holder) and facts.action is Action.READ_ACCESS_HISTORY


@permit(
    "PAT-04",
    "Le titulaire décide qui voit quoi : il autorise, bloque, masque, choisit et ferme.",
    source="FAQ dmp.fr 2018 : « Gestion des autorisations », « Fermer le DMP »",
)
def holder_decides(facts: Facts) -> bool:
    """The holder manages access to their record."""
    return isinstance(facts.actor, Holder) and facts.action in MANAGING


@permit(
    "PAT-05",
    "Le titulaire ajoute ses propres documents.",
    source="FAQ dmp.fr 2018 : « Ajouter un document », « Expression libre »",
)
def holder_adds(facts: Facts) -> bool:
    """The holder deposits what they wrote."""
    return isinstance(facts.actor, Holder) and facts.action is Action.DEPOSIT_DOCUMENTS


@permit(
    "PAT-06",
    "Le titulaire remplace un document qu’il a écrit.",
    source="product.md, « Documents » : « The patient deletes only their own documents »",
    gate=Gate.DOCUMENT,
)
def holder_replaces_own(facts: Facts) -> bool:
    """A new version of one's own note."""
    return (
        isinstance(facts.actor, Holder)
        and facts.action is Action.REPLACE_DOCUMENT
        and facts.document is not None
        and facts.document.by_patient
    )


@permit(
    "PAT-07",
    "Le titulaire sait si son dossier est ouvert.",
    source="PDSm4DMP TD0.2 ; product.md, « Closing »",
)
def holder_checks(facts: Facts) -> bool:
    """The holder asks whether the record is open."""
    return isinstance(facts.actor, Holder) and facts.action is Action.CHECK_RECORD


@permit(
    "PAT-08",
    "Le titulaire voit qui peut lire son dossier, qui est bloqué et ce qu’il a choisi pour les urgences.",
    source="FAQ dmp.fr 2018 : « modifier les accès autorisés et les accès bloqués »",
)
def holder_sees_rights(facts: Facts) -> bool:
    """The page where access is managed."""
    return isinstance(facts.actor, Holder) and facts.action is Action.READ_ACCESS_RIGHTS


@permit(
    "PAT-09",
    "Le titulaire range les documents de son dossier et les ressort.",
    source="FAQ dmp.fr 2018 : « Archiver » ou « Désarchiver » un document ; product.md, « Documents »",
)
def holder_archives(facts: Facts) -> bool:
    """Put away, not deleted: whoever could read it still can."""
    return isinstance(facts.actor, Holder) and facts.action in (Action.ARCHIVE_DOCUMENT, Action.UNARCHIVE_DOCUMENT)


@permit(
    "PAT-10",
    "Le titulaire supprime les documents qu’il a lui-même déposés, et aucun autre.",
    source="product.md, « Documents » : « The patient deletes only their own documents »",
    gate=Gate.DOCUMENT,
)
def holder_deletes_own(facts: Facts) -> bool:
    """What a professional wrote is masked, kept secret or set aside; its author deletes it."""
    return (
        isinstance(facts.actor, Holder)
        and facts.action is Action.DELETE_DOCUMENT
        and facts.document is not None
        and facts.document.by_patient
    )
