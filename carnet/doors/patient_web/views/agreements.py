"""« Décider à deux » (P21): what needs both parents, what one of them agreed to, and giving one's own agreement."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from carnet.core.access.actions import Action
from carnet.core.access.actors import Representative
from carnet.core.access.decision import Refusal
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.patient_web.page import actor_of, done, page, record_of, refused
from carnet.usecases.family.agree_jointly import NEED_BOTH, Agreed, NeedsNoAgreement, agree_jointly
from carnet.usecases.family.read_agreements import Agreements, read_agreements

ACTS: dict[Action, tuple[Promise, str]] = {
    Action.CLOSE_RECORD: (gettext_lazy("Fermer le dossier"), "patient-close"),
    Action.CHOOSE_EMERGENCY_ACCESS: (gettext_lazy("Refuser les accès en urgence"), "patient-access"),
}
"""What each act that needs both is called, and where it is done."""


BOTH = 2


@require_GET
def agreements(request: SignedInRequest) -> HttpResponse:
    """Show what needs both parents, and where each act stands."""
    match read_agreements(record_of(request), actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case Agreements() as found:
            acts = [
                {
                    "value": act.value,
                    "label": label,
                    "href": reverse(route),
                    "own": next((one for one in found.living if one.to is act and one.is_own), None),
                    "others": next((one for one in found.living if one.to is act and not one.is_own), None),
                }
                for act, (label, route) in ACTS.items()
            ]
            context = {"acts": acts, "alone": found.parents < BOTH}
            return page(request, "agreements.html", context, current="proches")


@require_POST
def agree(request: SignedInRequest, act: str) -> HttpResponse:
    """Agree to an act: the other parent may then do it, within thirty days, once."""
    actor, wanted = actor_of(request), next((one for one in NEED_BOTH if one.value == act), None)
    if wanted is None or not isinstance(actor, Representative):
        return page(request, "absent.html", status=404)
    match agree_jointly(record_of(request), wanted, actor=actor, env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case Agreed():
            return done(reverse("patient-agreements"), _("Votre accord est inscrit. L’autre parent peut agir."))
        case NeedsNoAgreement():
            return page(request, "absent.html", status=404)
