"""« Quelqu’un d’autre utilise mon accès »: close it, from any page of the sign-in, on light proof."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from carnet.core.accounts.one_time_code import CodeFault
from carnet.core.audit.events import Door
from carnet.doors.kit.said import say
from carnet.doors.kit.session import forget_session
from carnet.doors.kit.web import CarnetRequest
from carnet.doors.patient_web.sign_in_cookies import Step, StepKind, device_of, forget_step, keep_step, step_of
from carnet.ports.messages import Channel
from carnet.usecases.account.close_access import (
    AccessClosed,
    ClosingAsked,
    ask_closing_code,
    close_by_code,
    close_by_password,
)
from carnet.usecases.account.confirm_code import CodeRefused, CodeUnreadable
from carnet.usecases.account.counted_try import Blocked, IncorrectCredentials
from carnet.usecases.account.show_attempt import AttemptOver

IDENTIFIER, PASSWORD, PROOF, CODE = "identifiant", "mot-de-passe", "preuve", "code"
CHANNELS = {"e-mail": Channel.MAIL, "sms": Channel.SMS}


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def close(request: CarnetRequest) -> HttpResponse:
    """Ask for the identifier, and for one proof: the password, or a code by mail or SMS."""
    if request.method == "GET":
        return _form(request, "", "")
    identifier, proof = request.POST.get(IDENTIFIER, ""), request.POST.get(PROOF, "")
    if not identifier.strip():
        return _form(request, IDENTIFIER, _("Saisissez votre identifiant."))
    if proof in CHANNELS:
        return _ask_code(request, identifier, CHANNELS[proof])
    password = request.POST.get(PASSWORD, "")
    if not password.strip():
        return _form(request, PROOF, _("Saisissez votre mot de passe, ou choisissez un code."))
    match close_by_password(identifier, password, device=device_of(request), env=request.env):
        case AccessClosed():
            return _closed()
        case IncorrectCredentials(left):
            sentence = ngettext("Il vous reste {count} essai.", "Il vous reste {count} essais.", left)
            return _form(
                request, PASSWORD, f"{_('Identifiant ou mot de passe incorrect.')} {sentence.format(count=left)}"
            )
        case Blocked(until):
            return _page(request, "close_access_blocked.html", {"until": until}, status=429)


@require_http_methods(["GET", "POST"])
def code(request: CarnetRequest) -> HttpResponse:
    """Ask for the code that closes."""
    closing = step_of(request, StepKind.CLOSING)
    if closing is None:
        return HttpResponseRedirect(reverse("close-access"))
    if request.method == "GET":
        return _code_form(request, "")
    match close_by_code(closing, request.POST.get(CODE, ""), env=request.env):
        case AccessClosed():
            return _closed()
        case CodeUnreadable():
            return _code_form(request, _("Le code a 6 chiffres. Saisissez-les tous."))
        case CodeRefused(CodeFault.EXPIRED, _tries):
            return _code_form(request, _("Ce code a expiré. Demandez-en un nouveau."))
        case CodeRefused(CodeFault.WRONG, left):
            sentence = ngettext("Il vous reste {count} essai.", "Il vous reste {count} essais.", left)
            return _code_form(
                request, f"{_('Ce n’est pas le code que nous avons envoyé.')} {sentence.format(count=left)}"
            )
        case CodeRefused() | AttemptOver():
            response = HttpResponseRedirect(reverse("close-access"))
            forget_step(response)
            say(response, _("C’était trop long, ou trop d’essais. Recommencez."))
            return response


@require_safe
def closed(request: CarnetRequest) -> HttpResponse:
    """Say that it is closed, and how to come back."""
    return _page(request, "close_access_done.html", {})


def _ask_code(request: CarnetRequest, identifier: str, channel: Channel) -> HttpResponse:
    match ask_closing_code(identifier, channel, env=request.env):
        case ClosingAsked(closing):
            response = HttpResponseRedirect(reverse("close-access-code"))
            keep_step(response, Step(StepKind.CLOSING, closing))
            return response
        case Blocked(until):
            return _page(request, "close_access_blocked.html", {"until": until}, status=429)


def _closed() -> HttpResponse:
    response = HttpResponseRedirect(reverse("close-access-done"))
    forget_step(response)
    forget_session(response, door=Door.PATIENT_SITE)
    return response


def _form(request: CarnetRequest, field: str, fault: str) -> HttpResponse:
    context = {
        "identifier": request.POST.get(IDENTIFIER, ""),
        "faults": [(field, fault)] if fault else [],
        "fault_of": {field.replace("-", "_"): fault},
    }
    return _page(request, "close_access.html", context, status=422 if fault else 200)


def _code_form(request: CarnetRequest, fault: str) -> HttpResponse:
    context = {"faults": [(CODE, fault)] if fault else [], "fault": fault}
    return _page(request, "close_access_code.html", context, status=422 if fault else 200)


def _page(request: CarnetRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    shared = {"is_demo": settings.CARNET_DEMO, "operator": settings.CARNET_OPERATOR}
    return render(request, f"patient_web/{template}", {**shared, **context}, status=status)
