"""How the history says what the support desk does: each act of theirs is a line (« L’assistance a débloqué… »)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from carnet.core.access.actions import Action
from carnet.core.audit.events import SecurityAct

OTHERS: dict[str, Promise] = {
    Action.ASK_FOR_COPY.value: _("a demandé pour vous une copie sur papier"),
    Action.EXPORT_RECORD.value: _("a téléchargé votre dossier"),
    Action.COPY_DOCUMENT.value: _("a fait imprimer"),
    SecurityAct.DESK_REQUEST.value: _("a adressé pour vous une demande à l’assistance"),
    SecurityAct.DESK_REQUEST_READ.value: _("a lu votre demande"),
    SecurityAct.DESK_REQUEST_LATE.value: _(
        "n’a pas répondu à temps à votre demande ; une personne responsable le sait"
    ),
    SecurityAct.DESK_REQUEST_CLOSED.value: _("a répondu à votre demande"),
    SecurityAct.COUNTER_PAPER.value: _("vous a remis un papier en main propre"),
    SecurityAct.COPY_ORDERED.value: _("a vu vos preuves : votre copie sur papier se prépare"),
    SecurityAct.COPY_SENT.value: _("a posté votre copie sur papier"),
    SecurityAct.COPY_STOPPED.value: _("a arrêté votre copie sur papier"),
    SecurityAct.DESK_LOOK_UP.value: _("a cherché votre compte"),
    SecurityAct.DESK_IDENTITY_CHECK.value: _("a vérifié votre identité"),
    SecurityAct.DESK_UNLOCK.value: _("a débloqué votre compte"),
    SecurityAct.DESK_SUSPENSION.value: _("a suspendu votre compte, à votre demande"),
    SecurityAct.DESK_PROPOSAL.value: _("a proposé une action sur votre compte, qu’une autre personne doit confirmer"),
    SecurityAct.DESK_PROPOSAL_DROPPED.value: _("a renoncé à une action proposée sur votre compte"),
    SecurityAct.CHANNEL_CHANGE.value: _("a changé, à votre demande, où vos codes arrivent"),
}
"""After a name."""

OTHERS_REFUSED: dict[str, Promise] = {
    Action.ASK_FOR_COPY.value: _("a voulu demander une copie sur papier"),
    Action.EXPORT_RECORD.value: _("a voulu télécharger le dossier"),
    Action.COPY_DOCUMENT.value: _("a voulu faire imprimer un document"),
    SecurityAct.DESK_REFUSAL.value: _("a voulu faire ce qui n’est pas de son rôle"),
    SecurityAct.DESK_LOOK_UP.value: _("a voulu chercher votre compte"),
    SecurityAct.DESK_IDENTITY_CHECK.value: _("n’a pas pu vérifier votre identité"),
    SecurityAct.DESK_UNLOCK.value: _("a voulu débloquer votre compte"),
    SecurityAct.DESK_SUSPENSION.value: _("a voulu suspendre votre compte"),
    SecurityAct.DESK_PROPOSAL.value: _("a voulu agir sur votre compte"),
    SecurityAct.CHANNEL_CHANGE.value: _("a voulu changer où vos codes arrivent"),
    SecurityAct.SESSIONS_END.value: _("a voulu fermer toutes vos sessions"),
}
"""The same, when nothing of it was done."""

ONESELF: dict[str, Promise] = {
    Action.ASK_FOR_COPY.value: _("Vous avez demandé une copie sur papier"),
    Action.EXPORT_RECORD.value: _("Vous avez téléchargé votre dossier"),
    Action.COPY_DOCUMENT.value: _("Vous avez fait imprimer"),
    SecurityAct.DESK_REQUEST.value: _("Vous avez adressé une demande à l’assistance"),
}
"""What the person did."""
