"""« À vous de décider » : what others had decided, shown to whoever decides alone from now on."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from carnet.core.access.actors import Holder
from carnet.core.access.decision import Refusal
from carnet.core.consent.authorization import AuthorizationStatus
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.patient_web.page import actor_of, done, page, record_of, refused
from carnet.doors.patient_web.shown import describe_role, show_document
from carnet.doors.patient_web.views.access import address_of
from carnet.usecases.family.confirm_inherited import confirm_inherited, read_inherited


@require_http_methods(["GET", "POST"])
def inherited(request: SignedInRequest) -> HttpResponse:
    """Show accesses, blocks and masks with the way to change each; then take note that they were looked at."""
    actor, record = actor_of(request), record_of(request)
    if not isinstance(actor, Holder):
        return page(request, "absent.html", status=404)
    if request.method == "POST":
        answer = confirm_inherited(record, actor=actor, env=request.env)
        if isinstance(answer, Refusal):
            return refused(request, answer)
        return done(reverse("patient-home"), _("C’est noté. Vous pourrez changer d’avis à tout moment."))
    found = read_inherited(record, actor=actor, env=request.env)
    if isinstance(found, Refusal):
        return refused(request, found)
    context = {
        "granted": [
            {
                "name": one.name,
                "role": describe_role(one.profession, one.specialty, ""),
                "href": address_of(one.grantee),
            }
            for one in found.rights.granted
            if one.status is AuthorizationStatus.VALID
        ],
        "blocked": [
            {"name": one.name, "role": describe_role(one.profession, "", ""), "href": address_of(one.grantee)}
            for one in found.rights.blocked
        ],
        "masked": [show_document(one, since=None) for one in found.masked],
        "waits": found.waits,
    }
    return page(request, "inherited.html", context, current="acces")
