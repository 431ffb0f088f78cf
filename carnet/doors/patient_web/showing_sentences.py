"""How the history says what was shown by a code: by the person, and to whom it opened."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from carnet.core.access.actions import Action
from carnet.core.audit.events import AuditEvent, Outcome

OTHERS: dict[str, Promise] = {
    Action.SHOW_RECORD.value: _("a montré par un code"),
    Action.FOLLOW_SHOWING.value: _("a regardé qui ouvre ce qui est montré"),
    Action.STOP_SHOWING.value: _("a cessé de montrer"),
    Action.REDEEM_SHOWING.value: _("a ouvert, par votre code,"),
}
OTHERS_REFUSED: dict[str, Promise] = {
    Action.SHOW_RECORD.value: _("a voulu montrer votre dossier"),
    Action.FOLLOW_SHOWING.value: _("a voulu regarder qui ouvre ce qui est montré"),
    Action.STOP_SHOWING.value: _("a voulu cesser de montrer"),
    Action.REDEEM_SHOWING.value: _("a tapé un code, qui ne lui a rien ouvert"),
}
ONESELF: dict[str, Promise] = {
    Action.SHOW_RECORD.value: _("Vous avez montré par un code"),
    Action.FOLLOW_SHOWING.value: _("Vous avez regardé qui ouvre ce que vous montrez"),
    Action.STOP_SHOWING.value: _("Vous avez cessé de montrer"),
}

SHOWN = frozenset({Action.SHOW_RECORD, Action.STOP_SHOWING, Action.REDEEM_SHOWING})
"""Acts whose line names what was shown: documents, or the whole record."""


def what_was_shown(event: AuditEvent, named: int) -> str:
    """Say what a line of a showing bears on where its documents do not say it. ``named``: how many titles follow."""
    if event.action not in SHOWN or event.outcome is not Outcome.DONE or named:
        return ""
    return f" {_('des documents')}" if event.documents else f" {_('tout le dossier')}"


def is_told_alone(action: str) -> bool:
    """Whether each line of this act stays a line of its own: two showings never become one."""
    return action in {one.value for one in SHOWN}


def was_being_shown(event: AuditEvent) -> bool:
    """Whether somebody consulted because it was being shown to them."""
    return event.action in (Action.LIST_DOCUMENTS, Action.READ_DOCUMENT) and any(
        rule.startswith("SHW-") for rule in event.rules
    )
