"""The browser's session: the cookie that carries its token, and the guard of every page that is not public."""

from collections.abc import Callable, Mapping
from typing import cast
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase

from carnet.core.access.actors import OpeningClerk
from carnet.core.audit.events import Door
from carnet.core.identifiers import RecordId
from carnet.doors.kit.paths import (
    COUNTER,
    TERMS,
    door_of,
    home_path,
    is_about_terms,
    is_api,
    is_of_a_counter,
    is_public,
    is_shared,
    needs_a_record,
    sign_in_path,
)
from carnet.doors.kit.web import CarnetRequest, is_partial
from carnet.usecases.account.recognize_session import WebSession, recognize_session
from carnet.usecases.support.refuse_trespass import refuse_trespass

ENDED = "/session-terminee/"
"""Where somebody lands whose session has ended while the page was open."""

CHOOSE = "/proches/"
"""Where somebody who acts for others says for whom, before any record is open."""

_ENDINGS = {Door.PROFESSIONAL_SITE: "-pro", Door.SUPPORT_DESK: "-assistance"}


class SessionMiddleware:
    """Recognises who asks, and lets visitors reach public pages only.

    A visitor of another page goes to the sign-in page of its site, with ``suite`` = the path they wanted (GET only: a
    form is not sent twice); somebody whose session has just ended goes to a page that says so.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Name the one who asks."""
        if not is_api(request.path_info):
            cast(CarnetRequest, request).web_session = _recognize(cast(CarnetRequest, request))
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: object, kwargs: Mapping[str, object]
    ) -> HttpResponseBase | None:
        """Send a visitor to the sign-in page; pages that do not exist never come here and answer 404."""
        del view, args
        path = request.path_info
        session = cast(CarnetRequest, request).web_session if not is_api(path) else None
        if session is not None and not is_public(path) and (elsewhere := _first(session, request)):
            return _go(request, elsewhere)
        if is_api(path) or is_public(path) or session:
            return None
        door = door_of(path)
        _note_trespass(cast(CarnetRequest, request), door, kwargs.get("record"))
        had_session = cookie_name(door) in request.COOKIES
        target = ENDED if had_session else sign_in_path(door)
        wanted = {"suite": request.get_full_path()} if request.method == "GET" and not is_partial(request) else {}
        if had_session and door is not Door.PATIENT_SITE and not wanted:
            wanted = {"suite": home_path(door)}
        address = f"{target}?{urlencode(wanted)}" if wanted else target
        response = _go(request, address)
        if had_session:
            _drop_cookie(response, door)
            # Not its storage, as a sign-out does: alerts go on coming to a device whose session time has ended.
            response["Clear-Site-Data"] = '"cache"'
        return response


def _note_trespass(request: CarnetRequest, door: Door, record: object) -> None:
    """Have it written down that somebody of the support desk, who sees no content, asked for a page of another site."""
    token = request.COOKIES.get(cookie_name(Door.SUPPORT_DESK))
    if token and door is not Door.SUPPORT_DESK:
        refuse_trespass(token, RecordId(record) if isinstance(record, UUID) else None, env=request.env)


def _first(session: WebSession, request: HttpRequest) -> str:
    """Tell where somebody who has signed in must go instead; nothing when they may go on.

    New terms are accepted first; a clerk of a counter opens records, and has no other page; who acts for others says
    for whom.
    """
    path = request.path_info
    if session.must_accept_terms and not is_about_terms(path):
        return f"{TERMS}?{urlencode({'suite': request.get_full_path()})}" if request.method == "GET" else TERMS
    if isinstance(session.actor, OpeningClerk) and not is_of_a_counter(path):
        return COUNTER
    return CHOOSE if session.record is None and needs_a_record(path) else ""


def _go(request: HttpRequest, address: str) -> HttpResponse:
    """Lead somewhere else: the whole page must go, not the part that was asked for."""
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def cookie_name(door: Door) -> str:
    """Give the name of the cookie of a site: who is both patient and professional has two sessions, never one."""
    return f"{settings.SESSION_COOKIE_NAME}{_ENDINGS.get(door, '')}"


def keep_session(response: HttpResponse, token: str, *, door: Door) -> None:
    """Hand the token of a new session to the browser: until it closes, out of reach of scripts and of other sites."""
    response.set_cookie(
        cookie_name(door), token, path="/", secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )


def forget_session(response: HttpResponse, *, door: Door) -> None:
    """Make the browser forget the session and all that it kept of this site (interface.md 3, « Logout »)."""
    _drop_cookie(response, door)
    response["Clear-Site-Data"] = '"cache", "storage"'


def token_of(request: HttpRequest) -> str | None:
    """Give the token that the browser sent for the site of this path, to close that session."""
    return request.COOKIES.get(cookie_name(door_of(request.path_info)))


def _drop_cookie(response: HttpResponse, door: Door) -> None:
    # Not delete_cookie: a __Host- cookie is only replaced by one that is Secure too.
    response.set_cookie(
        cookie_name(door), "", max_age=0, path="/", secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )


def _recognize(request: CarnetRequest) -> WebSession | None:
    token = token_of(request)
    if not token or is_shared(request.path_info):
        return None  # a page that is the same for everybody asks nothing of anybody, database included
    return recognize_session(token, env=request.env)
