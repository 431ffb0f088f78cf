"""How the history says what the person writes and arranges for others to know, and who hides places from whom."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from carnet.core.access.actions import Action
from carnet.doors.patient_web import health_sentences

OTHERS: dict[str, Promise] = {
    **health_sentences.OTHERS,
    Action.KEEP_ALLERGIES.value: _("a gardé visible aux urgences une allergie de"),
    Action.READ_KEPT_ALLERGIES.value: _("a consulté vos allergies visibles aux urgences"),
    Action.FORGET_ALLERGIES.value: _("a retiré une allergie visible aux urgences"),
    Action.CHOOSE_TRUSTED_PERSON.value: _("a choisi votre personne de confiance"),
    Action.HIDE_PLACES.value: _("a changé, sur une décision, ce qu’un représentant légal voit des lieux"),
    Action.CONFIRM_CARE_TEAM.value: _("a inscrit que votre personne de confiance confirme l’équipe de soins de"),
}

OTHERS_REFUSED: dict[str, Promise] = {
    **health_sentences.OTHERS_REFUSED,
    Action.KEEP_ALLERGIES.value: _("a voulu garder une allergie visible aux urgences"),
    Action.READ_KEPT_ALLERGIES.value: _("a voulu consulter vos allergies visibles aux urgences"),
    Action.FORGET_ALLERGIES.value: _("a voulu retirer une allergie visible aux urgences"),
    Action.CHOOSE_TRUSTED_PERSON.value: _("a voulu choisir votre personne de confiance"),
    Action.HIDE_PLACES.value: _("a voulu changer ce qu’un représentant légal voit des lieux"),
    Action.CONFIRM_CARE_TEAM.value: _("a voulu faire confirmer une équipe de soins pour un séjour"),
}

ONESELF: dict[str, Promise] = {
    **health_sentences.ONESELF,
    Action.KEEP_ALLERGIES.value: _("Vous avez gardé visible aux urgences une allergie de"),
    Action.READ_KEPT_ALLERGIES.value: _("Vous avez consulté vos allergies visibles aux urgences"),
    Action.FORGET_ALLERGIES.value: _("Vous avez retiré une allergie visible aux urgences"),
    Action.CHOOSE_TRUSTED_PERSON.value: _("Vous avez regardé ou choisi votre personne de confiance"),
}
