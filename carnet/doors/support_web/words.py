"""The words of the desk's codes, in the language of the page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from carnet.core.audit.events import SecurityAct
from carnet.core.record.paper_copy import CopyFor, CopyStage, HeirPurpose
from carnet.core.support.authority import Assurance, DeskAct
from carnet.core.support.requests import Outcome, Proof, RequestKind, RequestState
from carnet.core.support.second_pair import NotConfirmed
from carnet.usecases.copies.ask_copy_at_desk import NoCopy
from carnet.usecases.support.answer_message import NotAnswered

KINDS: dict[RequestKind, Promise] = {
    RequestKind.ACCOUNT: _("Compte bloqué ou perdu"),
    RequestKind.SOMEBODY_ELSE: _("Quelqu’un d’autre utilise l’accès"),
    RequestKind.CONTACT: _("Question"),
    RequestKind.COPY_ON_PAPER: _("Copie sur papier"),
    RequestKind.RECTIFICATION: _("Correction"),
    RequestKind.CONTESTED_ACCESS: _("Accès contesté"),
    RequestKind.NOT_MINE: _("Document d’une autre personne"),
    RequestKind.DELETION: _("Suppression"),
    RequestKind.OPPOSITION: _("Opposition"),
    RequestKind.ERASURE: _("Effacement"),
    RequestKind.REPRESENTATION: _("Représentant légal"),
    RequestKind.PROTECTION_DECISION: _("Décision de justice ou de protection"),
    RequestKind.DEATH: _("Décès"),
    RequestKind.HEIRS: _("Demande d’héritiers"),
    RequestKind.ACCESSIBILITY: _("Accessibilité"),
    RequestKind.CREATION_CODE: _("Code de création"),
    RequestKind.DEMANDED: _("Dossier exigé par quelqu’un"),
}
STATES: dict[RequestState, Promise] = {
    RequestState.WAITING: _("En attente"),
    RequestState.TAKEN: _("En cours"),
    RequestState.CLOSED: _("Close"),
}
OUTCOMES: dict[Outcome, Promise] = {
    Outcome.DONE: _("Fait"),
    Outcome.REFUSED: _("Refusé"),
    Outcome.GIVEN_UP: _("Abandonné par la personne"),
}
PROOFS: dict[Proof, Promise] = {
    Proof.CARD: _("Carte Vitale"),
    Proof.IDENTITY_DOCUMENT: _("Pièce d’identité"),
    Proof.IN_PERSON: _("La personne est venue"),
    Proof.FAMILY_BOOK: _("Livret de famille"),
    Proof.COURT_DECISION: _("Décision de justice"),
    Proof.DEATH_CERTIFICATE: _("Acte de décès"),
    Proof.HEIR_DEED: _("Acte de notoriété"),
    Proof.MANDATE: _("Mandat écrit"),
    Proof.SIGN_IN: _("Demandé depuis son compte, identité prouvée"),
}
COPIES_FOR: dict[CopyFor, Promise] = {
    CopyFor.HOLDER: _("La personne elle-même"),
    CopyFor.REPRESENTATIVE: _("Qui la représente"),
    CopyFor.HEIRS: _("Les héritiers"),
}
COPY_STAGES: dict[CopyStage, Promise] = {
    CopyStage.RECEIVED: _("Attend une décision"),
    CopyStage.IN_THE_MAKING: _("Acceptée, se prépare"),
    CopyStage.AT_THE_PRINT_HOUSE: _("Chez l’imprimeur"),
    CopyStage.SENT: _("Partie"),
    CopyStage.STOPPED: _("Arrêtée"),
}
PURPOSES: dict[HeirPurpose, Promise] = {
    HeirPurpose.CAUSE_OF_DEATH: _("Connaître les causes de la mort"),
    HeirPurpose.MEMORY: _("Défendre la mémoire de la personne"),
    HeirPurpose.RIGHTS: _("Faire valoir leurs droits"),
}
NO_COPY: dict[NoCopy, Promise] = {
    NoCopy.ADDRESS: _("Écrivez le nom, puis l’adresse : de deux à six lignes, de 60 caractères au plus."),
    NoCopy.NOT_THEIRS: _("Cette copie n’est pas possible : aucun droit n’est inscrit, ou plus. Vérifiez les pièces."),
    NoCopy.UNDER_WAY: _("La même copie est déjà demandée, et n’est pas partie."),
    NoCopy.PURPOSE: _("Choisissez le motif que donnent les héritiers."),
    NoCopy.PROOFS: _("Les preuves notées ne suffisent pas. Notez d’abord celles que vous avez vues."),
    NoCopy.DOCTOR_DECIDES: _("Un médecin décide de cette copie."),
    NoCopy.NO_PRINT_HOUSE: _("Aucun imprimeur n’est réglé ici. Prévenez l’exploitant : la demande attend."),
}
NOT_ANSWERED: dict[NotAnswered, Promise] = {
    NotAnswered.WORDS: _("Écrivez la réponse, en 10 à 2000 caractères."),
    NotAnswered.NOT_REREAD: _("Relisez, puis cochez : ni nom, ni mot de santé."),
    NotAnswered.NO_MAIL: _("La personne n’a pas donné d’adresse de courriel. Appelez-la, ou écrivez-lui."),
    NotAnswered.NOT_SENT: _("Le courriel n’est pas parti. Recommencez dans un moment."),
}
ASSURANCES: dict[Assurance, Promise] = {
    Assurance.NONE: _("Personne n’a été reconnu"),
    Assurance.LOOKED_UP: _("Identité à vérifier"),
    Assurance.KNOWLEDGE: _("Deux réponses justes : on peut fermer et débloquer, rien de plus"),
    Assurance.PROVED: _("Identité prouvée"),
}
ACTS: dict[DeskAct, Promise] = {
    DeskAct.CHANGE_CHANNEL: _("Changer où arrivent les codes"),
    DeskAct.SUSPEND_REPRESENTATIVE: _("Suspendre un représentant légal"),
    DeskAct.RECORD_REPRESENTATIVE: _("Inscrire un représentant légal"),
    DeskAct.END_REPRESENTATIVE: _("Mettre fin à un pouvoir"),
    DeskAct.RECORD_EMANCIPATION: _("Noter une émancipation"),
    DeskAct.RECORD_PROTECTION: _("Noter la protection d’un majeur"),
    DeskAct.END_PROTECTION: _("Noter la fin d’une protection"),
    DeskAct.HIDE_PLACES: _("Lui cacher les lieux et les établissements"),
    DeskAct.SHOW_PLACES: _("Lui montrer de nouveau les lieux"),
    DeskAct.RECORD_DEATH: _("Noter un décès"),
    DeskAct.UNDO_DEATH: _("Annuler un décès noté à tort"),
}
NOT_CONFIRMED: dict[NotConfirmed, Promise] = {
    NotConfirmed.NOT_THIS_ROLE: _("Seul un agent confirme."),
    NotConfirmed.SAME_PERSON: _("Vous l’avez proposé : une autre personne le confirme, depuis sa propre session."),
    NotConfirmed.EXPIRED: _("Cette proposition a plus de 24 heures. Recommencez avec la personne."),
    NotConfirmed.ALREADY_DECIDED: _("C’est déjà décidé."),
    NotConfirmed.NOT_THERE: _("Cette proposition n’existe pas, ou plus."),
    NotConfirmed.NOT_POSSIBLE: _("Ce n’est plus possible : le compte a changé depuis."),
}
OF_THE_DESK: dict[SecurityAct, Promise] = {
    SecurityAct.DESK_LOOK_UP: _("Compte cherché"),
    SecurityAct.DESK_IDENTITY_CHECK: _("Identité vérifiée"),
    SecurityAct.DESK_UNLOCK: _("Compte débloqué"),
    SecurityAct.DESK_SUSPENSION: _("Accès fermé"),
    SecurityAct.SESSIONS_END: _("Sessions fermées"),
    SecurityAct.ACCOUNT_OPENING: _("Compte ouvert"),
    SecurityAct.ACCESS_REISSUE: _("Nouveaux identifiants"),
    SecurityAct.CHANNEL_CHANGE: _("Autre adresse pour les codes"),
    SecurityAct.DESK_PROPOSAL: _("Acte proposé, à confirmer à deux"),
    SecurityAct.DESK_PROPOSAL_DROPPED: _("Proposition abandonnée"),
    SecurityAct.DESK_REQUEST_READ: _("Demande lue par la relecture"),
    SecurityAct.DESK_REQUEST_CLOSED: _("Demande close"),
    SecurityAct.COPY_ORDERED: _("Copie sur papier acceptée"),
    SecurityAct.COPY_SENT: _("Copie sur papier partie"),
    SecurityAct.COPY_STOPPED: _("Copie sur papier arrêtée"),
    SecurityAct.DESK_ANSWER: _("Réponse envoyée"),
    SecurityAct.LETTER_PRINTED: _("Lettre imprimée"),
    SecurityAct.LETTER_POSTED: _("Lettre partie"),
    SecurityAct.LETTER_RETURNED: _("Lettre revenue"),
}
OTHER_LINE = _("Autre acte de l’assistance")
WRITTEN: dict[str, Promise] = {"text": _("Message"), "reply_to": _("Pour répondre")}
"""What the parts of a sealed text are called; a part of another name keeps it."""
