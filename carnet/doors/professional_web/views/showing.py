"""« Le patient me montre son dossier »: the code that the person shows, typed or read from their screen."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from carnet.core.access.decision import Refusal, Told
from carnet.doors.kit.dates import time_of_day
from carnet.doors.kit.reasons import told_here
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.professional_web.page import done, page, professional_of, refused
from carnet.usecases.showing.redeem_showing import ShowingOpened, TooManyCodes, redeem_showing

CODE = "code"
OF_THE_CODE = frozenset({Told.CODE_OPENS_NOTHING, Told.OPENED_ALREADY})
"""What can be mended by typing another code: said beside the field."""


@require_http_methods(["GET", "POST"])
def redeem(request: SignedInRequest) -> HttpResponse:
    """Take the code. It is sent in a form, and never stands in an address that a server receives."""
    if request.method == "GET":
        return page(request, "shown.html", {"fault": ""}, current="patients")
    match redeem_showing(request.POST.get(CODE, ""), actor=professional_of(request), env=request.env):
        case ShowingOpened(record):
            return done(reverse("pro-record", args=[record]), _("Le patient vous montre son dossier."))
        case TooManyCodes(until):
            sentence = _("Trois codes faux. Réessayez à {at}.").format(at=time_of_day(until))
            return page(request, "shown.html", {"fault": sentence}, current="patients", status=429)
        case Refusal(told=told) as refusal if told in OF_THE_CODE:
            return page(request, "shown.html", {"fault": told_here(refusal)["told"]}, current="patients", status=422)
        case Refusal() as refusal:
            return refused(request, refusal)
