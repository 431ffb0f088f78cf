"""What the history says of a download beside that there was one: asked for, prepared, fetched or removed."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from carnet.core.access.actions import Action
from carnet.core.audit.events import AuditEvent, Outcome

STEPS: dict[str, Promise] = {
    "asked": _("demande"),
    "prepared": _("préparation"),
    "fetched": _("fichier remis"),
    "removed": _("suppression"),
}
"""By the detail of the line."""


def what_was_exported(event: AuditEvent) -> str:
    """Say at which step it was; nothing for any other act, nor for what was refused."""
    step = STEPS.get(event.detail)
    if event.action is not Action.EXPORT_RECORD or event.outcome is not Outcome.DONE or step is None:
        return ""
    return f" ({step})"


FORMS: dict[str, Promise] = {"csv": _("téléchargé en tableau"), "pdf": _("téléchargé en PDF")}
"""By the detail of the line that reads a history."""


def how_it_was_taken(event: AuditEvent) -> str:
    """Say in which form a history was taken away; nothing where it was looked at, nor for what was refused."""
    form = FORMS.get(event.detail)
    if event.action is not Action.READ_ACCESS_HISTORY or event.outcome is not Outcome.DONE or form is None:
        return ""
    return f" ({form})"
