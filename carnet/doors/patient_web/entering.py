"""Going on in a sign-in: to the next step, into the site, or back to the beginning."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from carnet.core.audit.events import Door
from carnet.doors.kit.said import say
from carnet.doors.kit.session import keep_session
from carnet.doors.kit.web import CarnetRequest, next_path
from carnet.doors.patient_web.sign_in_cookies import Step, StepKind, forget_step, keep_device, keep_step
from carnet.usecases.account.enter import SignedIn

HOME = "/accueil/"


def visitor_page(
    request: CarnetRequest, template: str, context: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Render a page for somebody who has not signed in."""
    shared = {"is_demo": settings.CARNET_DEMO, "operator": settings.CARNET_OPERATOR}
    return render(request, f"patient_web/{template}", {**shared, **(context or {})}, status=status)


def enter(request: CarnetRequest, signed_in: SignedIn) -> HttpResponse:
    """Give the browser its session, or lead to the choice of a password when that is all it may do."""
    suite = next_path(request, otherwise=HOME)
    if signed_in.must_change_password:
        response: HttpResponse = go_to("sign-in-password", suite)
        keep_step(response, Step(StepKind.PASSWORD, signed_in.session))
    else:
        rotate_token(request)
        response = HttpResponseRedirect(suite)
        keep_session(response, signed_in.session, door=Door.PATIENT_SITE)
        forget_step(response)
    keep_device(response, signed_in.device)
    return response


def start_again(request: CarnetRequest, sentence: str = "") -> HttpResponse:
    """Lead back to the first step: the attempt has taken too long, or too many tries.

    Whoever is in already, since the same form was sent twice, goes where they wanted and is told nothing.
    """
    suite = next_path(request, otherwise=HOME)
    response = HttpResponseRedirect(suite) if request.web_session is not None else go_to("sign-in", suite)
    forget_step(response)
    if request.web_session is None:
        say(response, sentence or _("Cette connexion a pris trop de temps. Recommencez-la."))
    return response


def go_to(name: str, suite: str) -> HttpResponseRedirect:
    """Go on, and remember where the person wanted to go."""
    return HttpResponseRedirect(f"{reverse(name)}?{urlencode({'suite': suite})}" if suite != HOME else reverse(name))
