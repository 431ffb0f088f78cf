"""How the history says who is told of what comes about in the record, and when they were."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from carnet.core.audit.events import AuditEvent, Outcome, SecurityAct

OTHERS: dict[str, Promise] = {
    SecurityAct.SUBSCRIPTION.value: _("a pris un abonnement aux nouveautés du dossier"),
    SecurityAct.SUBSCRIPTION_READ.value: _("a vérifié son abonnement au dossier"),
    SecurityAct.SUBSCRIPTION_TOLD.value: _("a reçu un avis sur"),
    SecurityAct.SUBSCRIPTION_END.value: _("a arrêté un abonnement au dossier"),
}
"""After a name."""

OTHERS_REFUSED: dict[str, Promise] = {
    SecurityAct.SUBSCRIPTION.value: _("a voulu prendre un abonnement aux nouveautés du dossier"),
    SecurityAct.SUBSCRIPTION_READ.value: _("a voulu vérifier un abonnement au dossier"),
    SecurityAct.SUBSCRIPTION_TOLD.value: _("a demandé les nouveautés du dossier"),
}
"""The same, when nothing of it was done."""

ONESELF: dict[str, Promise] = {
    SecurityAct.SUBSCRIPTION.value: _("Vous avez pris un abonnement aux nouveautés du dossier"),
    SecurityAct.SUBSCRIPTION_READ.value: _("Vous avez vérifié un abonnement au dossier"),
    SecurityAct.SUBSCRIPTION_TOLD.value: _("Vous avez reçu un avis sur"),
    SecurityAct.SUBSCRIPTION_END.value: _("Vous avez arrêté un abonnement au dossier"),
}
"""What the reader's own application did, or they themselves."""

ONESELF_REFUSED: dict[str, Promise] = {
    SecurityAct.SUBSCRIPTION.value: _("Vous avez voulu prendre un abonnement aux nouveautés du dossier"),
    SecurityAct.SUBSCRIPTION_READ.value: _("Vous avez voulu vérifier un abonnement au dossier"),
    SecurityAct.SUBSCRIPTION_TOLD.value: _("Vous avez demandé les nouveautés du dossier"),
}


def what_was_told(event: AuditEvent, named: int) -> str:
    """Say what a notice was about where no title says it. ``named``: how many titles follow."""
    if event.action is not SecurityAct.SUBSCRIPTION_TOLD or event.outcome is not Outcome.DONE or named:
        return ""
    return f" {_('un document')}" if event.documents else f" {_('un accès')}"
