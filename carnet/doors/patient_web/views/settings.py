"""Settings (P24): how the pages look on this device, and the ways to everything else that one may set."""

from django.http import HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from carnet.doors.kit.display_choices import chosen_in, display_choices
from carnet.doors.kit.preferences import PER_PAGE, keep_preferences
from carnet.doors.kit.said import say
from carnet.doors.kit.session import token_of
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.patient_web.list_wish import order_names
from carnet.doors.patient_web.page import page
from carnet.doors.patient_web.proving import first
from carnet.usecases.account.show_account import MyAccount, show_account


@require_http_methods(["GET", "POST"])
def settings(request: SignedInRequest) -> HttpResponse:
    """Show the choices, or keep those of the form in this browser: a telephone and a computer are read differently."""
    if request.method == "POST":
        chosen = chosen_in(request)
        response = HttpResponseRedirect(request.path)
        keep_preferences(response, chosen)
        with translation.override(chosen.language):
            say(response, _("Réglages enregistrés."))
        return response
    match show_account(token_of(request) or "", env=request.env):
        case MyAccount() as found:
            lists = {"numbers": PER_PAGE, "orders": order_names()}
            return page(request, "settings.html", {"account": found, **lists, **display_choices(request)})
        case nobody:
            return first(nobody, then="")
