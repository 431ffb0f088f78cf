"""The professional signs in and out, at the identity provider: Carnet knows no password of theirs."""

import hmac
from dataclasses import replace
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from carnet.core.audit.events import Door
from carnet.core.identifiers import OrganizationId
from carnet.doors.kit.paths import door_of
from carnet.doors.kit.session import forget_session, keep_session, token_of
from carnet.doors.kit.step_cookie import Away, away_of, forget_step, keep_away, leave_for
from carnet.doors.kit.web import CarnetRequest, next_path
from carnet.doors.professional_web.sign_in_cookie import Choosing, choosing_of, keep_choosing
from carnet.ports.identity_provider import IdentityProviderUnavailableError, IdentityRefused, ProfessionalIdentity
from carnet.usecases.account.begin_openid_sign_in import SECRET_SIZE, trace_refused_sign_in
from carnet.usecases.account.sign_in_professional import (
    ChoosePlace,
    NotInDirectory,
    RoleDoesNotConsult,
    SignedIn,
    WorksNowhereHere,
    begin_professional_sign_in,
    identify_professional,
    sign_in_professional,
)
from carnet.usecases.account.sign_out import sign_out

log = structlog.get_logger(__name__)
HOME = "/pro/"
_LONGEST_PATH = 500
"""Characters of a page to go to afterwards: it travels in a cookie."""


@require_http_methods(["GET", "POST"])
def sign_in(request: CarnetRequest) -> HttpResponse:
    """Show one button; pressed, lead to the provider. A GET begins nothing, so that no prefetch does."""
    then = _wanted(request)
    if request.method == "GET":
        if request.web_session is not None:
            return HttpResponseRedirect(then)
        return render(request, "professional_web/sign_in.html", {"suite": then, "is_demo": settings.CARNET_DEMO})
    try:
        begun = begin_professional_sign_in(redirect_uri=_own("pro-sign-in-return"), env=request.env)
    except IdentityProviderUnavailableError as error:
        return _unavailable(request, error)
    response = leave_for(begun.url, render(request, "professional_web/sign_in_leave.html", {"url": begun.url}))
    keep_away(request, response, Away(begun.state, begun.nonce, begun.code_verifier, then))
    return response


@require_GET
def come_back(request: CarnetRequest) -> HttpResponse:
    """Take the provider's answer: only to the browser that asked, and once (state; OWASP ASVS 10.1.2)."""
    away = away_of(request)
    state = request.GET.get("state", "")
    if away is None or not hmac.compare_digest(state.encode("utf-8", "replace"), away.state.encode()):
        trace_refused_sign_in("state", env=request.env)
        return _failed(request, "elsewhere")
    code = request.GET.get("code", "")
    if not code or "error" in request.GET:
        was_given_up = request.GET.get("error") == "access_denied"
        trace_refused_sign_in("given-up" if was_given_up else "provider-error", env=request.env)
        return _failed(request, "given-up" if was_given_up else "refused")
    try:
        answer = identify_professional(
            code,
            code_verifier=away.code_verifier,
            nonce=away.nonce,
            redirect_uri=_own("pro-sign-in-return"),
            env=request.env,
        )
    except IdentityProviderUnavailableError as error:
        return _unavailable(request, error)
    if isinstance(answer, IdentityRefused):
        return _failed(request, answer.reason.value)
    return _enter(request, Choosing(answer, away.then), None)


@require_http_methods(["GET", "POST"])
def choose_place(request: CarnetRequest) -> HttpResponse:
    """Ask in which structure the professional is; what they may read, and their signature, depend on it."""
    choosing = choosing_of(request)
    if choosing is None:
        return _failed(request, "elsewhere")
    if request.method == "GET":
        return _ask_place(request, choosing)
    return _enter(request, choosing, OrganizationId(request.POST.get("lieu", "")))


@require_POST
def leave(request: CarnetRequest) -> HttpResponse:
    """End our session, then lead to where the provider ends its own."""
    id_token = sign_out(token_of(request) or "", env=request.env).id_token
    url = _way_out(request, id_token) if id_token else None
    context = {"url": url, "is_over": not id_token}
    response = render(request, "professional_web/sign_in_over.html", context)
    if url is not None:
        leave_for(url, response)
    forget_session(response, door=Door.PROFESSIONAL_SITE)
    forget_step(response, door=Door.PROFESSIONAL_SITE)
    return response


@require_GET
def signed_out(request: CarnetRequest) -> HttpResponse:
    """Say that both sessions are over: where the provider leads back."""
    return render(request, "professional_web/sign_in_over.html", {"url": None, "is_over": True})


def _enter(request: CarnetRequest, choosing: Choosing, place: OrganizationId | None) -> HttpResponse:
    response: HttpResponse
    match sign_in_professional(choosing.identity, place, env=request.env):
        case SignedIn(token):
            sign_out(token_of(request) or "", env=request.env)  # whoever was here before on this browser
            response = HttpResponseRedirect(choosing.then)
            forget_step(response, door=Door.PROFESSIONAL_SITE)
            keep_session(response, token, door=Door.PROFESSIONAL_SITE)
            return response
        case ChoosePlace(places):
            response = HttpResponseRedirect(reverse("pro-choose-place"))
            keep_choosing(request, response, replace(choosing, identity=replace(choosing.identity, places=places)))
            return response
        case NotInDirectory():
            return _failed(request, "unknown", identity=choosing.identity)
        case WorksNowhereHere():
            return _failed(request, "nowhere", identity=choosing.identity)
        case RoleDoesNotConsult():
            return _failed(request, "role", identity=choosing.identity)


def _ask_place(request: CarnetRequest, choosing: Choosing) -> HttpResponse:
    places = [{"value": one.organization.value, "name": one.name} for one in choosing.identity.places]
    context = {"places": places, "name": choosing.identity.shown_name}
    return render(request, "professional_web/choose_place.html", context)


def _failed(request: CarnetRequest, why: str, *, identity: ProfessionalIdentity | None = None) -> HttpResponse:
    """Say what happened and what to do; who was recognised is told to them alone, for the help desk."""
    context = {"why": why, "identity": identity, "url": _way_out(request, identity.id_token) if identity else None}
    response = render(request, "professional_web/sign_in_failed.html", context, status=403)
    if why != "elsewhere":  # an answer that this browser did not ask for does not undo the sign-in that it began
        forget_step(response, door=Door.PROFESSIONAL_SITE)
    return response


def _way_out(request: CarnetRequest, id_token: str) -> str | None:
    """Give where the browser ends the provider's session; None when there is no such place, or no answer."""
    state = request.env.chance.secret(SECRET_SIZE).hex()  # the page that it comes back to does nothing: kept nowhere
    try:
        return request.env.identity_provider.logout_url(id_token, _own("pro-signed-out"), state)
    except IdentityProviderUnavailableError as error:
        _say_unavailable(error)
        return None


def _unavailable(request: CarnetRequest, error: IdentityProviderUnavailableError) -> HttpResponse:
    _say_unavailable(error)
    return render(request, "professional_web/sign_in_failed.html", {"why": "unavailable"}, status=503)


def _say_unavailable(error: IdentityProviderUnavailableError) -> None:
    log.error("the identity provider cannot be used", defect=str(error))


def _wanted(request: CarnetRequest) -> str:
    """Give the page to go to afterwards: one of the professional site, never the sign-in itself."""
    wanted = next_path(request, otherwise=HOME)
    path = urlsplit(wanted).path
    is_page = door_of(path) is Door.PROFESSIONAL_SITE and not path.startswith(reverse("pro-sign-in"))
    return wanted if is_page and len(wanted) <= _LONGEST_PATH else HOME


def _own(name: str) -> str:
    """Give the address of one of our pages as the provider has it registered: never from the Host header."""
    return f"{settings.CARNET_PUBLIC_URL}{reverse(name)}"
