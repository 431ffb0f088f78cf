"""What the history says of a list beside that it was consulted: words looked for, documents kept at hand."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from carnet.core.access.actions import Action
from carnet.core.audit.events import AuditEvent, Outcome
from carnet.usecases.reading.browse_documents import SEARCHED
from carnet.usecases.reading.select_documents import LET_GO, SELECTED

WHY: dict[str, Promise] = {
    SEARCHED: _("recherche de mots"),
    SELECTED: _("ajout à la sélection"),
    LET_GO: _("retrait de la sélection"),
}
"""By the detail of the line. Never which words, nor which documents: a line is as visible as what it names."""


def why_it_was_listed(event: AuditEvent) -> str:
    """Say what the list was asked for; nothing for any other act, nor for what was refused."""
    why = WHY.get(event.detail)
    if event.action is not Action.LIST_DOCUMENTS or event.outcome is not Outcome.DONE or why is None:
        return ""
    return f" ({why})"
