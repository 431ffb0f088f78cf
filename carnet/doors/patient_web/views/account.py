"""My account: another password, and what to do when a visit was not mine."""

from django.http import HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from carnet.core.accounts.credentials import ADVISED_PASSWORD, SHORTEST_PASSWORD
from carnet.core.audit.events import Door
from carnet.doors.kit.said import say
from carnet.doors.kit.session import ENDED, forget_session, keep_session, token_of
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.patient_web.page import page
from carnet.doors.patient_web.passwords import password_fault
from carnet.usecases.account.change_password import PasswordChanged, PasswordRefused, change_password
from carnet.usecases.account.counted_try import Blocked, IncorrectCredentials
from carnet.usecases.account.end_all_sessions import end_all_sessions
from carnet.usecases.account.who_is_here import NobodyHere

CURRENT, NEW = "mot-de-passe", "nouveau-mot-de-passe"


@require_http_methods(["GET", "POST"])
def not_me(request: SignedInRequest) -> HttpResponse:
    """Offer to close every session of the account, this one included."""
    account = request.web_session.account
    if request.method == "GET" or account is None:
        return page(request, "not_me.html")
    end_all_sessions(account, actor=request.web_session.actor, env=request.env)
    response = HttpResponseRedirect(reverse("sign-in"))
    forget_session(response, door=Door.PATIENT_SITE)
    say(response, _("Toutes les connexions à votre compte sont fermées, celle-ci aussi."))
    return response


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def password(request: SignedInRequest) -> HttpResponse:
    """Replace the password: the present one is asked for, since a telephone may lie open on a table."""
    if request.method == "GET":
        return _form(request, {})
    old, new = request.POST.get(CURRENT, ""), request.POST.get(NEW, "")
    missing = [field for field, typed in ((CURRENT, old), (NEW, new)) if not typed.strip()]
    if missing:
        return _form(request, dict.fromkeys(missing, _("Saisissez ce mot de passe.")))
    match change_password(token_of(request) or "", current=old, new=new, env=request.env):
        case PasswordChanged(session):
            rotate_token(request)
            response = HttpResponseRedirect(reverse("patient-home"))
            keep_session(response, session, door=Door.PATIENT_SITE)
            say(response, _("Mot de passe changé. Les autres connexions à votre compte sont fermées."))
            return response
        case PasswordRefused(faults):
            return _form(request, {NEW: " ".join(password_fault(fault) for fault in faults)})
        case IncorrectCredentials(left):
            sentence = ngettext("Il vous reste {count} essai.", "Il vous reste {count} essais.", left)
            return _form(request, {CURRENT: f"{_('Ce n’est pas votre mot de passe.')} {sentence.format(count=left)}"})
        case Blocked():
            return _form(request, {CURRENT: _("Trop d’essais. Attendez quinze minutes, ou fermez cette connexion.")})
        case NobodyHere():
            return HttpResponseRedirect(ENDED)


def _form(request: SignedInRequest, faults: dict[str, str]) -> HttpResponse:
    context = {
        "shortest": SHORTEST_PASSWORD,
        "advised": ADVISED_PASSWORD,
        "faults": list(faults.items()),
        "current_fault": faults.get(CURRENT, ""),
        "new_fault": faults.get(NEW, ""),
    }
    return page(request, "password.html", context, status=422 if faults else 200)
