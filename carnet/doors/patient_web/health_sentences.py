"""How the history says what was done in « Ma santé »."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from carnet.core.access.actions import Action

OTHERS: dict[str, Promise] = {
    Action.READ_HEALTH.value: _("a consulté ce que vous avez écrit de votre santé"),
    Action.ADD_HEALTH.value: _("a complété pour vous « Ma santé »"),
    Action.CHANGE_HEALTH.value: _("a corrigé pour vous « Ma santé »"),
}

OTHERS_REFUSED: dict[str, Promise] = {
    Action.READ_HEALTH.value: _("a voulu consulter ce que vous avez écrit de votre santé"),
    Action.ADD_HEALTH.value: _("a voulu compléter « Ma santé »"),
    Action.CHANGE_HEALTH.value: _("a voulu corriger « Ma santé »"),
}

ONESELF: dict[str, Promise] = {
    Action.READ_HEALTH.value: _("Vous avez consulté « Ma santé »"),
    Action.ADD_HEALTH.value: _("Vous avez complété « Ma santé »"),
    Action.CHANGE_HEALTH.value: _("Vous avez corrigé « Ma santé »"),
}

OF_ANOTHER: dict[str, Promise] = {
    Action.READ_HEALTH.value: _("a consulté ce qui est écrit de la santé {of}"),
    Action.ADD_HEALTH.value: _("a complété ce qui est écrit de la santé {of}"),
    Action.CHANGE_HEALTH.value: _("a corrigé ce qui est écrit de la santé {of}"),
}

OF_ANOTHER_REFUSED: dict[str, Promise] = {
    Action.READ_HEALTH.value: _("a voulu consulter ce qui est écrit de la santé {of}"),
    Action.ADD_HEALTH.value: _("a voulu compléter ce qui est écrit de la santé {of}"),
    Action.CHANGE_HEALTH.value: _("a voulu corriger ce qui est écrit de la santé {of}"),
}

DONE_FOR_ANOTHER: dict[str, Promise] = {
    Action.READ_HEALTH.value: _("Vous avez consulté ce qui est écrit de la santé {of}"),
    Action.ADD_HEALTH.value: _("Vous avez complété ce qui est écrit de la santé {of}"),
    Action.CHANGE_HEALTH.value: _("Vous avez corrigé ce qui est écrit de la santé {of}"),
}
