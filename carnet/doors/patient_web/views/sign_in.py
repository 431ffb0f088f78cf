"""Signing in: identifier and password (P3), code (P4), first password (P5); and out."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from carnet.core.accounts.credentials import ADVISED_PASSWORD, SHORTEST_PASSWORD
from carnet.core.accounts.one_time_code import CodeFault
from carnet.core.audit.events import Door
from carnet.doors.kit.said import say
from carnet.doors.kit.session import forget_session, keep_session, token_of
from carnet.doors.kit.web import CarnetRequest, next_path
from carnet.doors.patient_web.entering import HOME, enter, go_to, start_again, visitor_page
from carnet.doors.patient_web.passwords import password_fault
from carnet.doors.patient_web.places import place_here
from carnet.doors.patient_web.sign_in_cookies import (
    Step,
    StepKind,
    device_of,
    forget_step,
    keep_step,
    step_of,
)
from carnet.ports.messages import Channel
from carnet.usecases.account.change_password import (
    PasswordChanged,
    PasswordRefused,
    change_password,
)
from carnet.usecases.account.confirm_code import CodeRefused, CodeUnreadable, confirm_code
from carnet.usecases.account.counted_try import Blocked, IncorrectCredentials
from carnet.usecases.account.enter import SignedIn
from carnet.usecases.account.recognize_session import awaits_password
from carnet.usecases.account.resend_code import TooSoon, resend_code
from carnet.usecases.account.show_attempt import AppCodeAwaited, AttemptOver, CodeSent, NoWayToSend, show_attempt
from carnet.usecases.account.sign_in import sign_in
from carnet.usecases.account.sign_out import sign_out
from carnet.usecases.account.who_is_here import NobodyHere

IDENTIFIER, PASSWORD, CODE, NEW_PASSWORD = "identifiant", "mot-de-passe", "code", "nouveau-mot-de-passe"
"""The fields of the three forms, and their anchors in a summary."""

Faults = list[tuple[str, str]]
"""What the page must say, each with the field it is about."""


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def sign_in_page(request: CarnetRequest) -> HttpResponse:
    """Ask for an identifier and a password (P3)."""
    suite = next_path(request, otherwise=HOME)
    if request.method == "GET":
        if request.web_session is not None:
            return HttpResponseRedirect(suite)
        return visitor_page(request, "sign_in.html", {"suite": suite})
    identifier, password = request.POST.get(IDENTIFIER, ""), request.POST.get(PASSWORD, "")
    if faults := _missing({IDENTIFIER: identifier, PASSWORD: password}):
        return sign_in_again(request, faults)
    match sign_in(identifier, password, device=device_of(request), env=request.env):
        case CodeSent(attempt=attempt) | AppCodeAwaited(attempt=attempt):
            response = go_to("sign-in-code", suite)
            keep_step(response, Step(StepKind.CODE, attempt))
            return response
        case IncorrectCredentials(tries_left):
            left = ngettext("Il vous reste {count} essai.", "Il vous reste {count} essais.", tries_left)
            sentence = _("Identifiant ou mot de passe incorrect.")
            return sign_in_again(request, [(PASSWORD, f"{sentence} {left.format(count=tries_left)}")])
        case Blocked(until):
            return visitor_page(request, "sign_in_blocked.html", {"until": until}, status=429)
        case NoWayToSend():
            return visitor_page(request, "sign_in_no_address.html", status=409)


@require_http_methods(["GET", "POST"])
def code_page(request: CarnetRequest) -> HttpResponse:
    """Ask for the code that was sent (P4)."""
    attempt = step_of(request, StepKind.CODE)
    if attempt is None:
        return start_again(request)
    if request.method == "GET":
        return _show_code_page(request, attempt, [])
    typed, device = request.POST.get(CODE, ""), device_of(request)
    match confirm_code(attempt, typed, device=device, place=place_here(request), env=request.env):
        case SignedIn() as signed_in:
            return enter(request, signed_in)
        case CodeUnreadable():
            return _show_code_page(request, attempt, [(CODE, _("Le code a 6 chiffres. Saisissez-les tous."))])
        case CodeRefused(CodeFault.EXPIRED, _tries):
            return _show_code_page(request, attempt, [(CODE, _("Ce code a expiré. Demandez-en un nouveau."))])
        case CodeRefused(CodeFault.WRONG, tries_left):
            left = ngettext("Il vous reste {count} essai.", "Il vous reste {count} essais.", tries_left)
            sentence = _("Ce n’est pas le bon code.")
            return _show_code_page(request, attempt, [(CODE, f"{sentence} {left.format(count=tries_left)}")])
        case CodeRefused():
            return start_again(request, _("Trop de codes ont été essayés. Recommencez la connexion."))
        case AttemptOver():
            return start_again(request)


@require_POST
def send_another_code(request: CarnetRequest) -> HttpResponse:
    """Have another code sent, by the same channel or by the other."""
    attempt = step_of(request, StepKind.CODE)
    if attempt is None:
        return start_again(request)
    wanted = request.POST.get("canal", "")
    channel = Channel(wanted) if wanted in {one.value for one in Channel} else None
    match resend_code(attempt, channel=channel, device=device_of(request), env=request.env):
        case CodeSent():
            response = go_to("sign-in-code", next_path(request, otherwise=HOME))
            say(response, _("Un nouveau code est en route. Le précédent ne sert plus."))
            return response
        case AppCodeAwaited():
            return go_to("sign-in-code", next_path(request, otherwise=HOME))
        case TooSoon(resend_at):
            return _show_code_page(request, attempt, [], {"too_soon": resend_at}, status=429)
        case NoWayToSend():
            return visitor_page(request, "sign_in_no_address.html", status=409)
        case AttemptOver():
            return start_again(request)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def password_page(request: CarnetRequest) -> HttpResponse:
    """Ask for the person's own password, in place of the initial one, which has just been used up (P5)."""
    token = step_of(request, StepKind.PASSWORD)
    if token is None:
        return start_again(request)
    if request.method == "GET":
        return _show_password_page(request, []) if awaits_password(token, env=request.env) else _too_late(request)
    new = request.POST.get(NEW_PASSWORD, "")
    match change_password(token, current=None, new=new, env=request.env):
        case PasswordChanged(session):
            rotate_token(request)
            response = HttpResponseRedirect(next_path(request, otherwise=HOME))
            keep_session(response, session, door=Door.PATIENT_SITE)
            forget_step(response)
            say(response, _("Mot de passe enregistré."))
            return response
        case PasswordRefused(faults):
            return _show_password_page(request, [(NEW_PASSWORD, password_fault(fault)) for fault in faults])
        case NobodyHere() | IncorrectCredentials() | Blocked():
            return _too_late(request)


@require_POST
def leave(request: CarnetRequest) -> HttpResponse:
    """End the session, and make the browser forget what it kept of it."""
    sign_out(token_of(request) or "", env=request.env)
    response = HttpResponseRedirect(reverse("signed-out"))
    forget_session(response, door=Door.PATIENT_SITE)
    return response


@require_safe
def signed_out(request: CarnetRequest) -> HttpResponse:
    """Say that nobody is here any more."""
    return visitor_page(request, "sign_in_over.html")


@require_GET
def forgotten(request: CarnetRequest) -> HttpResponse:
    """Say what to do without a password: nothing that a stranger could do too."""
    return visitor_page(request, "sign_in_forgotten.html")


def _missing(typed: dict[str, str]) -> Faults:
    """Nothing typed is no failure: it is not worth one of three tries."""
    sentences = {IDENTIFIER: _("Saisissez votre identifiant."), PASSWORD: _("Saisissez votre mot de passe.")}
    return [(field, sentences[field]) for field, text in typed.items() if not text.strip()]


def sign_in_again(request: CarnetRequest, faults: Faults) -> HttpResponse:
    """Show the first page of the sign-in again, with what it must say."""
    context = {
        "suite": next_path(request, otherwise=HOME),
        "identifier": request.POST.get(IDENTIFIER, ""),
        "faults": faults,
        "fault_of": {field.replace("-", "_"): sentence for field, sentence in faults},
    }
    return visitor_page(request, "sign_in.html", context, status=422)


def _show_code_page(
    request: CarnetRequest, attempt: str, faults: Faults, more: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    match show_attempt(attempt, device=device_of(request), env=request.env):
        case CodeSent() as sent:
            context = {
                "sent": sent,
                "by_mail": sent.channel is Channel.MAIL,
                "other": sent.other.value if sent.other is not None else "",
                "suite": next_path(request, otherwise=HOME),
                "faults": faults,
                "fault": faults[0][1] if faults else "",
                **(more or {}),
            }
            return visitor_page(request, "sign_in_code.html", context, status=422 if faults else status)
        case AppCodeAwaited():
            context = {
                "suite": next_path(request, otherwise=HOME),
                "faults": faults,
                "fault": faults[0][1] if faults else "",
            }
            return visitor_page(request, "sign_in_app_code.html", context, status=422 if faults else status)
        case NoWayToSend():
            return visitor_page(request, "sign_in_no_address.html", status=409)
        case AttemptOver():
            return start_again(request)


def _show_password_page(request: CarnetRequest, faults: Faults) -> HttpResponse:
    context = {
        "suite": next_path(request, otherwise=HOME),
        "shortest": SHORTEST_PASSWORD,
        "advised": ADVISED_PASSWORD,
        "faults": faults,
        "fault": " ".join(sentence for _field, sentence in faults),
    }
    return visitor_page(request, "sign_in_password.html", context, status=422 if faults else 200)


def _too_late(request: CarnetRequest) -> HttpResponse:
    """Say that the first password was used up without another being chosen."""
    response = go_to("sign-in-forgotten", next_path(request, otherwise=HOME))
    forget_step(response)
    say(response, _("Votre premier mot de passe a servi. Il vous en faut un autre."))
    return response
