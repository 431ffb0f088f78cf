"""What a browser keeps of an opening under way: one token, for an hour, and nothing that was typed."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from carnet.core.audit.events import Door
from carnet.core.record.online_opening import OPENING_LASTS
from carnet.doors.kit.session import cookie_name


def keep_opening(response: HttpResponse, token: str) -> None:
    """Keep the token: in no address, out of reach of scripts and of other sites."""
    _set(response, token, lasts=OPENING_LASTS)


def opening_of(request: HttpRequest) -> str:
    """Give the token of the opening that this browser has begun; empty when it has begun none."""
    return request.COOKIES.get(name_of_cookie(), "")


def forget_opening(response: HttpResponse) -> None:
    """Make the browser forget it."""
    _set(response, "", lasts=timedelta())


def name_of_cookie() -> str:
    """Give the name under which it is kept, beside the session's own."""
    return f"{cookie_name(Door.PATIENT_SITE)}-ouverture"


def _set(response: HttpResponse, token: str, *, lasts: timedelta) -> None:
    # Not delete_cookie: a __Host- cookie is only replaced by one that is Secure too. Lax, since the page of a mail
    # programme may lead back here.
    response.set_cookie(
        name_of_cookie(),
        token,
        max_age=lasts,
        path="/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
