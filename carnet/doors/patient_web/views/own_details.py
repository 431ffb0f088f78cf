"""« Mes informations » (P22): who one is, how one is reached, whom to call, and the ways to change each of them."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from carnet.core.access.decision import Refusal
from carnet.core.audit.events import party
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.patient_web.health_shown import show_block
from carnet.doors.patient_web.identity_words import show_identity
from carnet.doors.patient_web.page import actor_of, page, record_of, refused
from carnet.doors.patient_web.shown import show_document, show_phone
from carnet.usecases.record.read_own_details import OwnDetails, read_own_details


@require_GET
def own_details(request: SignedInRequest) -> HttpResponse:
    """Show them; each is changed on its own page."""
    actor = actor_of(request)
    match read_own_details(record_of(request), actor=actor, env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case OwnDetails() as found:
            context = {
                "identity": show_identity(found.identity) if found.identity else None,
                "reached": found.reached,
                "phone": show_phone(found.reached.phone) if found.reached else "",
                "names_trusted_person": found.trusted_person is not None,
                "trusted_person": found.trusted_person,
                "directives": show_document(found.directives, since=None) if found.directives else None,
                "blocks": [show_block(one, {}, reader=party(actor)) for one in found.blocks],
            }
            return page(request, "own_details.html", context)
