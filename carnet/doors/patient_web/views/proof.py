"""Proving again who one is, before anything that opens the account changes."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from carnet.core.audit.events import Door
from carnet.doors.kit.session import ENDED, keep_session, token_of
from carnet.doors.kit.web import SignedInRequest, next_path
from carnet.doors.patient_web.page import page
from carnet.doors.patient_web.proving import this_site
from carnet.usecases.account.ask_passkey import PasskeyQuestion, ask_to_prove
from carnet.usecases.account.counted_try import Blocked, IncorrectCredentials
from carnet.usecases.account.prove_again import ProvedAgain, prove_by_passkey, prove_by_password
from carnet.usecases.account.sign_in_with_passkey import PasskeyRefused
from carnet.usecases.account.who_is_here import NobodyHere

PASSWORD, ANSWER = "mot-de-passe", "reponse"
ACCOUNT = "/compte/"


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def proof(request: SignedInRequest) -> HttpResponse:
    """Ask for the password again, or for a passkey."""
    if request.method == "GET":
        return _form(request, "")
    typed = request.POST.get(PASSWORD, "")
    if not typed.strip():
        return _form(request, _("Saisissez votre mot de passe."))
    match prove_by_password(token_of(request) or "", typed, env=request.env):
        case ProvedAgain(session):
            return _go_on(request, session)
        case IncorrectCredentials(left):
            sentence = ngettext("Il vous reste {count} essai.", "Il vous reste {count} essais.", left)
            return _form(request, f"{_('Ce n’est pas votre mot de passe.')} {sentence.format(count=left)}")
        case Blocked():
            return _form(request, _("Trop d’essais. Attendez quinze minutes, ou fermez cette connexion."))
        case NobodyHere():
            return HttpResponseRedirect(ENDED)


@require_POST
def question(request: SignedInRequest) -> HttpResponse:
    """Give the question that a passkey answers, to the script of the page."""
    match ask_to_prove(token_of(request) or "", site=this_site(), env=request.env):
        case PasskeyQuestion(options):
            return HttpResponse(options, content_type="application/json")
        case NobodyHere():
            return HttpResponseRedirect(ENDED)


@require_POST
def answer(request: SignedInRequest) -> HttpResponse:
    """Take the answer of a passkey."""
    match prove_by_passkey(token_of(request) or "", request.POST.get(ANSWER, ""), site=this_site(), env=request.env):
        case ProvedAgain(session):
            return _go_on(request, session)
        case PasskeyRefused():
            return _form(request, _("Cette clé d’accès n’a pas répondu comme il faut. Saisissez votre mot de passe."))
        case NobodyHere():
            return HttpResponseRedirect(ENDED)


def _go_on(request: SignedInRequest, session: str) -> HttpResponse:
    rotate_token(request)
    response = HttpResponseRedirect(next_path(request, otherwise=ACCOUNT))
    keep_session(response, session, door=Door.PATIENT_SITE)
    return response


def _form(request: SignedInRequest, fault: str) -> HttpResponse:
    context: dict[str, Any] = {
        "suite": next_path(request, otherwise=ACCOUNT),
        "faults": [(PASSWORD, fault)] if fault else [],
        "fault": fault,
    }
    return page(request, "proof.html", context, status=422 if fault else 200)
