"""People of the support desk sign in and out, at the desk's own identity provider and with a second factor."""

import hmac
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from carnet.core.audit.events import Door
from carnet.doors.kit.paths import door_of, home_path
from carnet.doors.kit.session import forget_session, keep_session, token_of
from carnet.doors.kit.step_cookie import Away, away_of, forget_step, keep_away, leave_for
from carnet.doors.kit.web import CarnetRequest, next_path
from carnet.ports.identity_provider import IdentityProviderUnavailableError, IdentityRefused
from carnet.usecases.account.begin_openid_sign_in import SECRET_SIZE, trace_refused_sign_in
from carnet.usecases.account.sign_out import sign_out
from carnet.usecases.support.sign_in_agent import AgentRefused, AgentSignedIn, begin_agent_sign_in, sign_in_agent

log = structlog.get_logger(__name__)
HOME = home_path(Door.SUPPORT_DESK)
_LONGEST_PATH = 500
"""Characters of a page to go to afterwards: it travels in a cookie."""


@require_http_methods(["GET", "POST"])
def sign_in(request: CarnetRequest) -> HttpResponse:
    """Show one button; pressed, lead to the provider. A GET begins nothing, so that no prefetch does."""
    then = _wanted(request)
    if request.method == "GET":
        if request.web_session is not None:
            return HttpResponseRedirect(then)
        return render(request, "support_web/sign_in.html", {"suite": then, "is_demo": settings.CARNET_DEMO})
    try:
        begun = begin_agent_sign_in(redirect_uri=_own("desk-sign-in-return"), env=request.env)
    except IdentityProviderUnavailableError as error:
        return _unavailable(request, error)
    response = leave_for(begun.url, render(request, "support_web/sign_in_leave.html", {"url": begun.url}))
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
        answer = sign_in_agent(
            code,
            code_verifier=away.code_verifier,
            nonce=away.nonce,
            redirect_uri=_own("desk-sign-in-return"),
            env=request.env,
        )
    except IdentityProviderUnavailableError as error:
        return _unavailable(request, error)
    match answer:
        case IdentityRefused(reason):
            return _failed(request, reason.value)
        case AgentRefused(why, id_token):
            return _failed(request, why.value, id_token=id_token)
        case AgentSignedIn(token):
            sign_out(token_of(request) or "", env=request.env)  # whoever was here before on this browser
            response = HttpResponseRedirect(away.then)
            forget_step(response, door=Door.SUPPORT_DESK)
            keep_session(response, token, door=Door.SUPPORT_DESK)
            return response


@require_POST
def leave(request: CarnetRequest) -> HttpResponse:
    """End our session, then lead to where the provider ends its own."""
    id_token = sign_out(token_of(request) or "", env=request.env).id_token
    url = _way_out(request, id_token) if id_token else None
    response = render(request, "support_web/sign_in_over.html", {"url": url, "is_over": not id_token})
    if url is not None:
        leave_for(url, response)
    forget_session(response, door=Door.SUPPORT_DESK)
    forget_step(response, door=Door.SUPPORT_DESK)
    return response


@require_GET
def signed_out(request: CarnetRequest) -> HttpResponse:
    """Say that both sessions are over: where the provider leads back."""
    return render(request, "support_web/sign_in_over.html", {"url": None, "is_over": True})


def _failed(request: CarnetRequest, why: str, *, id_token: str = "") -> HttpResponse:
    """Say what happened and what to do."""
    context = {"why": why, "url": _way_out(request, id_token) if id_token else None}
    response = render(request, "support_web/sign_in_failed.html", context, status=403)
    if why != "elsewhere":  # an answer that this browser did not ask for does not undo the sign-in that it began
        forget_step(response, door=Door.SUPPORT_DESK)
    return response


def _way_out(request: CarnetRequest, id_token: str) -> str | None:
    """Give where the browser ends the provider's session; None when there is no such place, or no answer."""
    state = request.env.chance.secret(SECRET_SIZE).hex()  # the page that it comes back to does nothing: kept nowhere
    try:
        return request.env.desk_identity_provider.logout_url(id_token, _own("desk-signed-out"), state)
    except IdentityProviderUnavailableError as error:
        _say_unavailable(error)
        return None


def _unavailable(request: CarnetRequest, error: IdentityProviderUnavailableError) -> HttpResponse:
    _say_unavailable(error)
    return render(request, "support_web/sign_in_failed.html", {"why": "unavailable"}, status=503)


def _say_unavailable(error: IdentityProviderUnavailableError) -> None:
    log.error("the desk's identity provider cannot be used", defect=str(error))


def _wanted(request: CarnetRequest) -> str:
    """Give the page to go to afterwards: one of the desk, never the sign-in itself."""
    wanted = next_path(request, otherwise=HOME)
    path = urlsplit(wanted).path
    is_page = door_of(path) is Door.SUPPORT_DESK and not path.startswith(reverse("desk-sign-in"))
    return wanted if is_page and len(wanted) <= _LONGEST_PATH else HOME


def _own(name: str) -> str:
    """Give the address of one of our pages as the provider has it registered: never from the Host header."""
    return f"{settings.CARNET_PUBLIC_URL}{reverse(name)}"
