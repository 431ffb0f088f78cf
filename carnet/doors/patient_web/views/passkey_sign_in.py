"""Signing in with a passkey: the question for the device, and its answer (P3)."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from carnet.doors.kit.web import CarnetRequest
from carnet.doors.patient_web.entering import enter
from carnet.doors.patient_web.places import place_here
from carnet.doors.patient_web.proving import this_site
from carnet.doors.patient_web.sign_in_cookies import device_of
from carnet.doors.patient_web.views.sign_in import sign_in_again
from carnet.usecases.account.ask_passkey import ask_to_sign_in
from carnet.usecases.account.enter import SignedIn
from carnet.usecases.account.sign_in_with_passkey import PasskeyRefused, sign_in_with_passkey

ANSWER = "reponse"


@require_POST
def question(request: CarnetRequest) -> HttpResponse:
    """Give the question that any passkey of this site answers, to the script of the page."""
    asked = ask_to_sign_in(site=this_site(), env=request.env)
    return HttpResponse(asked.options, content_type="application/json")


@require_POST
def answer(request: CarnetRequest) -> HttpResponse:
    """Let in whoever's passkey answers."""
    match sign_in_with_passkey(
        request.POST.get(ANSWER, ""),
        device=device_of(request),
        place=place_here(request),
        site=this_site(),
        env=request.env,
    ):
        case SignedIn() as signed_in:
            return enter(request, signed_in)
        case PasskeyRefused():
            return sign_in_again(
                request, [("cle", _("Cette clé d’accès n’ouvre aucun compte ici. Utilisez votre mot de passe."))]
            )
