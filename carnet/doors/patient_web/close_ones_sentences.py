"""How the history says what a representative or a carer did: they act for the person, and nobody asked it of them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from carnet.core.access.actions import Action
from carnet.core.audit.events import AuditEvent, Outcome

CLOSE = frozenset({"representative", "carer"})
"""The kinds of parties who act for somebody."""

DONE: dict[str, Promise] = {
    Action.AUTHORIZE_PROFESSIONAL.value: _("a autorisé"),
    Action.BLOCK_PROFESSIONAL.value: _("a bloqué"),
    Action.UNBLOCK_PROFESSIONAL.value: _("a levé le blocage de"),
    Action.NAME_TREATING_PHYSICIAN.value: _("a désigné comme médecin traitant"),
    Action.CHOOSE_EMERGENCY_ACCESS.value: _("a réglé les accès en urgence"),
    Action.MASK_DOCUMENT.value: _("a masqué"),
    Action.UNMASK_DOCUMENT.value: _("a rendu visible"),
    Action.CLOSE_RECORD.value: _("a fermé ce dossier"),
}
"""After their name. What is not here is said of them as of everybody."""


def done_for_the_person(event: AuditEvent, *, is_mine: bool) -> str:
    """Say an act of somebody who acts for the person; nothing for any other act, and for what was refused."""
    if is_mine or event.actor.kind not in CLOSE or event.outcome is not Outcome.DONE:
        return ""
    return str(DONE.get(event.action.value, ""))
