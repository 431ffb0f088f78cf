"""Signing in at an identity provider, and out: going there, coming back, leaving. The doors that do it share this."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from carnet.core.audit.events import Door
from carnet.doors.kit.paths import door_of, home_path
from carnet.doors.kit.session import forget_session, keep_session, token_of
from carnet.doors.kit.step_cookie import Away, away_of, forget_step, keep_away, leave_for
from carnet.doors.kit.web import CarnetRequest, next_path
from carnet.ports.environment import Environment
from carnet.ports.identity_provider import IdentityProvider, IdentityProviderUnavailableError
from carnet.usecases.account.begin_openid_sign_in import SECRET_SIZE, SignInBegun, trace_refused_sign_in
from carnet.usecases.account.sign_out import sign_out

log = structlog.get_logger(__name__)
_LONGEST_PATH = 500
"""Characters of a page to go to afterwards: it travels in a cookie."""


@dataclass(frozen=True, slots=True)
class ProviderSignIn:
    """How one door signs people in. ``provider``: who says who they are; ``folder``: where the pages of the door lie.

    ``sign_in``, ``back``, ``over``: the names of its addresses, the last two as the provider has them registered.
    """

    door: Door
    folder: str
    sign_in: str
    back: str
    over: str
    provider: Callable[[Environment], IdentityProvider]


def lead_away(request: CarnetRequest, site: ProviderSignIn, begin: Callable[[str], SignInBegun]) -> HttpResponse:
    """Show one button; pressed, lead to the provider. A GET begins nothing, so that no prefetch does.

    ``begin``: begins a sign-in that comes back to the address it is given; it may find the provider unavailable.
    """
    then = _wanted(request, site)
    if request.method == "GET":
        if request.web_session is not None:
            return HttpResponseRedirect(then)
        context = {"suite": then, "is_demo": settings.CARNET_DEMO}
        return render(request, f"{site.folder}/sign_in.html", context)
    try:
        begun = begin(own_address(site.back))
    except IdentityProviderUnavailableError as error:
        return _unavailable(request, site, error)
    response = leave_for(begun.url, render(request, f"{site.folder}/sign_in_leave.html", {"url": begun.url}))
    keep_away(request, response, Away(begun.state, begun.nonce, begun.code_verifier, then))
    return response


def take_answer(
    request: CarnetRequest, site: ProviderSignIn, recognize: Callable[[str, Away], HttpResponse]
) -> HttpResponse:
    """Take the provider's answer: only to the browser that asked, and once (state; OWASP ASVS 10.1.2).

    ``recognize``: answers the browser that brought this code and kept this; it may find the provider unavailable.
    """
    away = away_of(request)
    state = request.GET.get("state", "")
    if away is None or not hmac.compare_digest(state.encode("utf-8", "replace"), away.state.encode()):
        trace_refused_sign_in("state", env=request.env)
        return failed(request, site, "elsewhere")
    code = request.GET.get("code", "")
    if not code or "error" in request.GET:
        was_given_up = request.GET.get("error") == "access_denied"
        trace_refused_sign_in("given-up" if was_given_up else "provider-error", env=request.env)
        return failed(request, site, "given-up" if was_given_up else "refused")
    try:
        return recognize(code, away)
    except IdentityProviderUnavailableError as error:
        return _unavailable(request, site, error)


def enter(request: CarnetRequest, site: ProviderSignIn, token: str, *, then: str) -> HttpResponse:
    """Let somebody in whose session has just been opened, in place of whoever was here before on this browser."""
    sign_out(token_of(request) or "", env=request.env)
    response = HttpResponseRedirect(then)
    forget_step(response, door=site.door)
    keep_session(response, token, door=site.door)
    return response


def failed(
    request: CarnetRequest,
    site: ProviderSignIn,
    why: str,
    *,
    id_token: str = "",
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """Say what happened and what to do. ``id_token``: of somebody whom the provider knows, with which they leave it."""
    url = _way_out(request, site, id_token) if id_token else None
    shown = {"why": why, "url": url, **(context or {})}
    response = render(request, f"{site.folder}/sign_in_failed.html", shown, status=403)
    if why != "elsewhere":  # an answer that this browser did not ask for does not undo the sign-in that it began
        forget_step(response, door=site.door)
    return response


def leave_both(request: CarnetRequest, site: ProviderSignIn) -> HttpResponse:
    """End our session, then lead to where the provider ends its own."""
    id_token = sign_out(token_of(request) or "", env=request.env).id_token
    url = _way_out(request, site, id_token) if id_token else None
    response = render(request, f"{site.folder}/sign_in_over.html", {"url": url, "is_over": not id_token})
    if url is not None:
        leave_for(url, response)
    forget_session(response, door=site.door)
    forget_step(response, door=site.door)
    return response


def say_over(request: CarnetRequest, site: ProviderSignIn) -> HttpResponse:
    """Say that both sessions are over: where the provider leads back."""
    return render(request, f"{site.folder}/sign_in_over.html", {"url": None, "is_over": True})


def own_address(name: str) -> str:
    """Give the address of one of our pages as the provider has it registered: never from the Host header."""
    return f"{settings.CARNET_PUBLIC_URL}{reverse(name)}"


def _way_out(request: CarnetRequest, site: ProviderSignIn, id_token: str) -> str | None:
    """Give where the browser ends the provider's session; None when there is no such place, or no answer."""
    state = request.env.chance.secret(SECRET_SIZE).hex()  # the page that it comes back to does nothing: kept nowhere
    try:
        return site.provider(request.env).logout_url(id_token, own_address(site.over), state)
    except IdentityProviderUnavailableError as error:
        _log_unavailable(site, error)
        return None


def _unavailable(request: CarnetRequest, site: ProviderSignIn, error: IdentityProviderUnavailableError) -> HttpResponse:
    _log_unavailable(site, error)
    return render(request, f"{site.folder}/sign_in_failed.html", {"why": "unavailable"}, status=503)


def _log_unavailable(site: ProviderSignIn, error: IdentityProviderUnavailableError) -> None:
    log.error("the identity provider cannot be used", door=site.door.value, defect=str(error))


def _wanted(request: CarnetRequest, site: ProviderSignIn) -> str:
    """Give the page to go to afterwards: one of this door, never the sign-in itself."""
    home = home_path(site.door)
    wanted = next_path(request, otherwise=home)
    path = urlsplit(wanted).path
    is_page = door_of(path) is site.door and not path.startswith(reverse(site.sign_in))
    return wanted if is_page and len(wanted) <= _LONGEST_PATH else home
