"""How the pages say what an application may do, and for how long."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from carnet.core.access.scopes import Permission
from carnet.usecases.access.accept_app import Lasting

PERMISSIONS: dict[Permission, Promise] = {
    Permission.READ_DOCUMENTS: _("Lire les documents, et ce que vous avez écrit dans « Ma santé »"),
    Permission.ADD_DOCUMENTS: _("Ajouter des documents, en votre nom"),
    Permission.READ_IDENTITY: _("Savoir à qui est ce dossier (nom, naissance, INS), et s’il est ouvert"),
    Permission.READ_HISTORY: _("Lire l’historique : qui a ouvert le dossier, et quand"),
    Permission.READ_ACCESS_RIGHTS: _("Lire la liste de ceux qui ont accès au dossier"),
    Permission.CHANGE_DOCUMENTS: _("Masquer ou archiver des documents"),
    Permission.OPEN_RECORD: _("Ouvrir un dossier"),
    Permission.CLOSE_RECORD: _("Fermer le dossier"),
    Permission.CHANGE_ACCESS_RIGHTS: _("Changer qui a accès au dossier"),
}
"""One sentence for each thing that is given or refused as a whole."""

LASTINGS: dict[Lasting, tuple[str, Promise]] = {
    Lasting.MONTH: ("un-mois", _("Un mois")),
    Lasting.SIX_MONTHS: ("six-mois", _("Six mois")),
    Lasting.YEAR: ("un-an", _("Un an")),
}
"""What a form sends for each, and how it is said."""

USUAL = Lasting.SIX_MONTHS


def read_lasting(sent: str) -> Lasting:
    """Read what the form sends; the shortest when it is none of these."""
    return next((one for one, (value, _said) in LASTINGS.items() if value == sent), Lasting.MONTH)
