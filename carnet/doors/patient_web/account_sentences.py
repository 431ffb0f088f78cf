"""How the history says what happens to the way into an account, and what software is let do and told."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from carnet.core.audit.events import SecurityAct
from carnet.doors.patient_web import subscription_sentences

OTHERS: dict[str, Promise] = {
    **subscription_sentences.OTHERS,
    SecurityAct.SOFTWARE_ACCESS.value: _("est entrée dans votre dossier"),
    SecurityAct.SOFTWARE_ACCEPTANCE.value: _("a accepté une application pour votre dossier :"),
    SecurityAct.SOFTWARE_STOP.value: _("a arrêté une application :"),
    SecurityAct.ACCESS_CLOSING.value: _("a fermé votre accès, en prouvant que c’était le vôtre"),
    SecurityAct.ACCESS_REISSUE.value: _("vous a remis un nouvel identifiant et un nouveau premier mot de passe"),
}
"""After a name."""

OTHERS_REFUSED: dict[str, Promise] = {
    **subscription_sentences.OTHERS_REFUSED,
    SecurityAct.SOFTWARE_ACCESS.value: _("a voulu entrer dans votre dossier, sans le pouvoir"),
    SecurityAct.SOFTWARE_ACCEPTANCE.value: _("a refusé une application pour votre dossier :"),
    SecurityAct.SOFTWARE_STOP.value: _("a voulu arrêter une application :"),
    SecurityAct.ACCESS_CLOSING.value: _("a essayé de fermer votre accès"),
    SecurityAct.ACCESS_REISSUE.value: _("a voulu vous remettre un nouvel identifiant"),
}
"""The same, when nothing of it was done."""

ONESELF: dict[str, Promise] = {
    **subscription_sentences.ONESELF,
    SecurityAct.SOFTWARE_ACCEPTANCE.value: _("Vous avez accepté une application :"),
    SecurityAct.SOFTWARE_STOP.value: _("Vous avez arrêté une application :"),
    SecurityAct.SESSION_END.value: _("Vous avez fermé une autre session"),
    SecurityAct.DEVICE_FORGOTTEN.value: _("Vous avez oublié un appareil"),
    SecurityAct.PROOF_AGAIN.value: _("Vous avez confirmé que c’était vous"),
    SecurityAct.PASSKEY_ADDITION.value: _("Vous avez ajouté une clé d’accès"),
    SecurityAct.PASSKEY_RENAMING.value: _("Vous avez renommé une clé d’accès"),
    SecurityAct.PASSKEY_REMOVAL.value: _("Vous avez retiré une clé d’accès"),
    SecurityAct.APP_ADDITION.value: _("Vous avez ajouté une application de codes"),
    SecurityAct.APP_REMOVAL.value: _("Vous avez retiré votre application de codes"),
    SecurityAct.CHANNEL_CHANGE.value: _("Vous avez changé la façon de recevoir vos codes"),
    SecurityAct.CONTACT_CHANGE.value: _("Vous avez changé vos coordonnées"),
    SecurityAct.ALERT_CHOICE.value: _("Vous avez choisi vos alertes"),
    SecurityAct.ACCOUNT_OPENING.value: _("Vous avez ouvert votre accès en ligne"),
    SecurityAct.TERMS.value: _("Vous avez accepté les conditions d’utilisation"),
}
"""What the holder did."""

ONESELF_REFUSED: dict[str, Promise] = {
    **subscription_sentences.ONESELF_REFUSED,
    SecurityAct.SOFTWARE_ACCEPTANCE.value: _("Vous avez refusé une application :"),
    SecurityAct.SOFTWARE_STOP.value: _("Vous avez voulu arrêter une application :"),
    SecurityAct.PROOF_AGAIN.value: _("Vous avez voulu confirmer que c’était vous"),
    SecurityAct.PASSKEY_ADDITION.value: _("Vous avez voulu ajouter une clé d’accès"),
    SecurityAct.APP_ADDITION.value: _("Vous avez voulu ajouter une application de codes"),
    SecurityAct.CONTACT_CHANGE.value: _("Vous avez voulu changer vos coordonnées"),
    SecurityAct.TERMS.value: _("Vous avez refusé les conditions d’utilisation"),
}
"""What the holder wanted to do and could not."""
