"""What the browser keeps between two steps of a sign-in: for ten minutes, out of reach of scripts, and once."""

import base64
import hmac
import zlib
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import orjson
from django.conf import settings
from django.http import HttpResponse

from carnet.core.audit.events import Door
from carnet.doors.kit.session import cookie_name
from carnet.doors.kit.web import CarnetRequest
from carnet.formats.sealing import VALUE_NONCE_SIZE, SealBrokenError, open_value, seal_value

LASTS = timedelta(minutes=10)
"""Time to take a card or a telephone out; the provider's own page waits no longer."""

_LARGEST = 3900
"""Bytes: browsers drop a cookie of more than 4096, name and attributes included (RFC 6265 6.1)."""


@dataclass(frozen=True, slots=True, repr=False)
class Away:
    """Somebody went to the identity provider; ``then``: the page that they wanted."""

    state: str
    nonce: str
    code_verifier: str
    then: str

    def __repr__(self) -> str:
        """Hide the secrets."""
        return "Away(…)"


def keep_away(request: CarnetRequest, response: HttpResponse, away: Away) -> None:
    """Keep what the provider's answer will be held against (OWASP ASVS 10.1.2)."""
    keep_step(request, response, "away", asdict(away))


def away_of(request: CarnetRequest) -> Away | None:
    """Give it back; None when this browser did not begin a sign-in, or too long ago."""
    kept = kept_step(request, "away")
    return Away(**kept) if kept is not None else None


def keep_step(request: CarnetRequest, response: HttpResponse, step: str, kept: dict[str, Any]) -> None:
    """Keep a step of the sign-in at this door. ``kept``: what JSON can say. Raises ``ValueError`` when it is too long.

    Sealed: a browser's folder is no place for an identifier and a token in clear.
    """
    door = request.env.door
    until = (request.env.clock.now() + LASTS).timestamp()
    nonce = request.env.chance.secret(VALUE_NONCE_SIZE)
    packed = zlib.compress(orjson.dumps({**kept, "until": until}))
    sealed = seal_value(packed, key=_key(door), nonce=nonce, purpose=step, bound_to=b"")
    text = base64.urlsafe_b64encode(sealed).decode("ascii")
    if len(text) > _LARGEST:
        raise ValueError("what a sign-in needs to keep does not fit in a cookie")
    _set(response, text, door=door, lasts=LASTS)


def kept_step(request: CarnetRequest, step: str) -> dict[str, Any] | None:
    """Give back what ``keep_step`` kept; None when nothing was, for another step, or too long ago."""
    door = request.env.door
    try:
        sealed = base64.urlsafe_b64decode(request.COOKIES.get(name_of(door), ""))
        packed = open_value(sealed, key=_key(door), purpose=step, bound_to=b"")
    except (ValueError, SealBrokenError):
        return None  # written by somebody else, for another step, or before the key changed: it says nothing
    kept: dict[str, Any] = orjson.loads(zlib.decompress(packed))
    until = kept.pop("until")
    return kept if request.env.clock.now().timestamp() < until else None


def forget_step(response: HttpResponse, *, door: Door) -> None:
    """Make the browser forget the step: it has been used, or given up."""
    # Not delete_cookie: a __Host- cookie is only replaced by one that is Secure too.
    _set(response, "", door=door, lasts=timedelta(0))


def name_of(door: Door) -> str:
    """Give the cookie's name, beside the session's own: a sister domain cannot plant a sign-in that it began."""
    return f"{cookie_name(door)}-etape"


def leave_for(url: str, response: HttpResponse) -> HttpResponse:
    """Make a page lead to another site at once. Raises ``ValueError`` for what is no address of a site.

    A redirect would not: Chromium and Safari hold what follows the sending of a form against ``form-action``, which
    names this site alone. ``Refresh`` is a navigation of the page's own; its link serves where a browser ignores it.
    """
    if urlsplit(url).scheme not in {"http", "https"}:
        raise ValueError("an address of another site is http or https")
    response["Refresh"] = f"0;url={url}"
    return response


def _set(response: HttpResponse, text: str, *, door: Door, lasts: timedelta) -> None:
    # Lax: the provider's page, of another site, is what leads the browser back here.
    response.set_cookie(
        name_of(door),
        text,
        max_age=lasts,
        path="/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _key(door: Door) -> bytes:
    return hmac.digest(settings.SECRET_KEY.encode(), f"carnet:{door.value}-sign-in".encode(), "sha256")
