"""My authenticator app: set up, and taken away."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from carnet.doors.kit.qr_picture import qr_picture
from carnet.doors.kit.session import token_of
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.patient_web.page import done, page
from carnet.doors.patient_web.proving import first
from carnet.usecases.account.set_up_app import AppConfirmed, AppToSetUp, HasApp, confirm_app, remove_app, show_app
from carnet.usecases.account.who_is_here import NobodyHere, ProofNeeded, what_comes_first

CODE = "code"


@require_http_methods(["GET", "POST"])
def authenticator(request: SignedInRequest) -> HttpResponse:
    """Show the secret as a picture and as text, and take the first code of the app."""
    here = reverse("patient-app")
    if request.method == "GET":
        return _form(request, "")
    match confirm_app(token_of(request) or "", request.POST.get(CODE, ""), env=request.env):
        case ProofNeeded() | NobodyHere() as needed:
            return first(needed, then=here)
        case AppConfirmed.ADDED:
            return done(reverse("patient-account"), _("Application ajoutée. Elle donne maintenant vos codes."))
        case AppConfirmed.UNREADABLE:
            return _form(request, _("Le code a 6 chiffres. Saisissez-les tous."))
        case AppConfirmed.WRONG:
            return _form(request, _("Ce n’est pas le code que l’application affiche. Vérifiez l’heure du téléphone."))
        case AppConfirmed.OVER:
            return _form(request, _("C’était trop long, ou trop d’essais. Attendez un peu, puis recommencez."))


@require_http_methods(["GET", "POST"])
def remove(request: SignedInRequest) -> HttpResponse:
    """Take the app away, after a proof."""
    token, here = token_of(request) or "", reverse("patient-app-remove")
    if request.method == "GET":
        needed = what_comes_first(token, env=request.env)
        return first(needed, then=here) if needed is not None else page(request, "authenticator_remove.html")
    match remove_app(token, env=request.env):
        case ProofNeeded() | NobodyHere() as needed:
            return first(needed, then=here)
        case bool():
            return done(reverse("patient-account"), _("Application retirée. Vos codes sont envoyés de nouveau."))


def _form(request: SignedInRequest, fault: str) -> HttpResponse:
    match show_app(token_of(request) or "", env=request.env):
        case ProofNeeded() | NobodyHere() as needed:
            return first(needed, then=reverse("patient-app"))
        case HasApp():
            return page(request, "authenticator_has.html")
        case AppToSetUp() as app:
            context = {
                "picture": qr_picture(app.address, title=_("Code QR à lire avec l’application")),
                "key": app.key,
                "faults": [(CODE, fault)] if fault else [],
                "fault": fault,
            }
            return page(request, "authenticator.html", context, status=422 if fault else 200)
