"""The one gate of maintenance for pages: a table of paths says which function each belongs to; the rest works."""

from collections.abc import Callable
from datetime import datetime
from fnmatch import fnmatchcase
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from carnet.core.content.banners import Function, Stopped
from carnet.doors.kit.paths import is_api, is_shared
from carnet.doors.kit.preferences import read_preferences
from carnet.doors.kit.service_notices import service_state
from carnet.doors.kit.web import CarnetRequest

PATHS: tuple[tuple[str, Function], ...] = (
    ("/ouvrir/*", Function.OPENING),
    ("/pro/ouvrir/*", Function.OPENING),
    ("/pro/dossiers/*/deposer/", Function.DEPOSITS),
    ("/connexion/*", Function.SIGN_IN),
    ("/mot-de-passe/*", Function.SIGN_IN),
    ("/pro/connexion/*", Function.SIGN_IN),
)
"""``*`` stands for anything. A path that is not here stops with everything only."""

NEVER_STOPPED = (
    "/affichage/",
    "/langue/",
    "/contact/*",
    "/session-terminee/",
    "/connexion/fermer/*",
    "/connexion/fin/",
    "/pro/connexion/fin/",
    "/deconnexion/",
    "/pro/deconnexion/",
    "/assistance/*",
    "/ui/*",
)
"""Beside the pages that are the same for everybody: help, leaving, and the desk that ends the maintenance."""


class MaintenanceMiddleware:
    """Answers 503, politely, where a function is stopped; it stands after the middleware of the world and language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Change nothing of the answers of what works."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: object, kwargs: object
    ) -> HttpResponse | None:
        """Stop at the door: nothing of a form that was sent is kept, and the page says so."""
        del view, args, kwargs
        path = request.path_info
        if is_api(path) or is_shared(path) or any(fnmatchcase(path, one) for one in NEVER_STOPPED):
            return None
        state = service_state(cast(CarnetRequest, request))
        stopped = state.stopped(function_of(path))
        return _paused(request, stopped, state.at) if stopped is not None else None


def function_of(path: str) -> Function:
    """Tell which function a page belongs to; ``EVERYTHING`` for one that only stops with the whole service."""
    return next((function for pattern, function in PATHS if fnmatchcase(path, pattern)), Function.EVERYTHING)


def retry_after(stopped: Stopped, at: datetime) -> str:
    """Give the value of ``Retry-After`` (RFC 9110, 10.2.3): the seconds until it works again, one at least."""
    return str(max(1, int((stopped.until - at).total_seconds())))


def _paused(request: HttpRequest, stopped: Stopped, at: datetime) -> HttpResponse:
    language = read_preferences(request).language
    context = {
        "function": stopped.function.value,
        "until": stopped.until,
        "text": stopped.text.told_in(language),
        "was_sent": request.method not in ("GET", "HEAD"),
    }
    response = render(request, "kit/paused.html", context, status=503)
    response.headers["Retry-After"] = retry_after(stopped, at)
    return response
