"""The words of the reviewer's cases, in the language of the page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from carnet.core.access.actions import Action
from carnet.core.claims.claim import Did, Reason
from carnet.core.emergency.review import EmergencyOutcome

KINDS: dict[str, Promise] = {
    "emergency": _("Accès en urgence"),
    "correction": _("Correction"),
    "deletion": _("Suppression"),
    "not-mine": _("Document d’une autre personne"),
    "contest": _("Accès contesté"),
}
"""Of the cases: that of an emergency, and each kind of request."""

WHY: dict[Reason, Promise] = {
    Reason.WRONG: _("Contient une erreur"),
    Reason.INCOMPLETE: _("Incomplet"),
    Reason.SOMEBODY_ELSE: _("D’une autre personne"),
    Reason.TWICE: _("En double"),
    Reason.HARMS: _("Porte tort à la personne"),
    Reason.DOES_NOT_TREAT_ME: _("Ne soigne pas la personne"),
    Reason.UNKNOWN_TO_ME: _("Inconnu de la personne"),
    Reason.TOO_MUCH: _("A lu plus que nécessaire"),
    Reason.OTHERWISE: _("Autre raison"),
}
DONE: dict[Did, Promise] = {
    Did.ASKED: _("Demande de la personne"),
    Did.TO_THE_STRUCTURE: _("Passée à la structure de l’auteur"),
    Did.TO_THE_REVIEWER: _("Passée à l’examen"),
    Did.QUESTIONED: _("Question au professionnel"),
    Did.EXPLAINED: _("Explication du professionnel"),
    Did.CORRECTED: _("Corrigé"),
    Did.WITHDRAWN: _("Document supprimé"),
    Did.THEIRS: _("Document bien à la personne"),
    Did.REFUSED: _("Refusé"),
    Did.JUSTIFIED: _("Accès justifié"),
    Did.UNJUSTIFIED: _("Accès non justifié"),
    Did.TAKEN_BACK: _("Repris par la personne"),
}
DECISIONS: dict[Did, Promise] = {
    Did.REFUSED: _("Refuser : le document reste tel quel"),
    Did.WITHDRAWN: _("Supprimer le document, pour toujours"),
    Did.THEIRS: _("C’est bien celui de la personne : le remettre"),
    Did.JUSTIFIED: _("L’accès était justifié"),
    Did.UNJUSTIFIED: _("L’accès n’était pas justifié"),
}
OUTCOMES: dict[EmergencyOutcome, Promise] = {
    EmergencyOutcome.JUSTIFIED: _("Justifié"),
    EmergencyOutcome.UNJUSTIFIED: _("Non justifié"),
    EmergencyOutcome.REPORTED: _("Non justifié, et signalé à l’ordre"),
}
_ACTS: dict[str, Promise] = {
    Action.BREAK_THE_GLASS.value: _("Ouverture en urgence"),
    Action.ANSWER_SAMU_CALL.value: _("Ouverture pendant un appel au Samu"),
    Action.LIST_DOCUMENTS.value: _("Liste des documents"),
    Action.READ_DOCUMENT.value: _("Lecture d’un document"),
    Action.DEPOSIT_DOCUMENTS.value: _("Dépôt"),
    Action.CLOSE_EMERGENCY_ACCESS.value: _("Fin de l’accès en urgence"),
    Action.AUTHORIZE_PROFESSIONAL.value: _("Accord déclaré"),
    Action.CLOSE_RECORD.value: _("Fermeture du dossier"),
}


def said_act(act: str) -> str | Promise:
    """Say what was done, without what it was done to; a code for what has no words here."""
    return _ACTS.get(act, act)
