"""What the browser keeps between two steps of a sign-in: for ten minutes, out of reach of scripts, and once."""

import base64
import hmac
import zlib
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

import orjson
from django.conf import settings
from django.http import HttpResponse

from carnet.core.audit.events import Door
from carnet.core.identifiers import OrganizationId, PractitionerId
from carnet.doors.kit.session import cookie_name
from carnet.doors.kit.web import CarnetRequest
from carnet.formats.sealing import VALUE_NONCE_SIZE, SealBrokenError, open_value, seal_value
from carnet.ports.identity_provider import PlaceOfPractice, ProfessionalIdentity

LASTS = timedelta(minutes=10)
"""Time to take a card or a telephone out; the provider's own page waits no longer."""

_LARGEST = 3900
"""Bytes: browsers drop a cookie of more than 4096, name and attributes included (RFC 6265 6.1)."""


@dataclass(frozen=True, slots=True, repr=False)
class Away:
    """Somebody went to the provider; ``then``: the page that they wanted."""

    state: str
    nonce: str
    code_verifier: str
    then: str

    def __repr__(self) -> str:
        """Hide the secrets."""
        return "Away(…)"


@dataclass(frozen=True, slots=True, repr=False)
class Choosing:
    """Somebody came back, recognised, and is asked in which structure they are."""

    identity: ProfessionalIdentity
    then: str

    def __repr__(self) -> str:
        """Hide who it is."""
        return "Choosing(…)"


def keep_away(request: CarnetRequest, response: HttpResponse, away: Away) -> None:
    """Keep what the provider's answer will be held against (OWASP ASVS 10.1.2)."""
    _keep(request, response, "away", asdict(away))


def away_of(request: CarnetRequest) -> Away | None:
    """Give it back; None when this browser did not begin a sign-in, or too long ago."""
    kept = _kept(request, "away")
    return Away(**kept) if kept is not None else None


def keep_choosing(request: CarnetRequest, response: HttpResponse, choosing: Choosing) -> None:
    """Keep who was recognised. Sealed: a browser's folder is no place for an identifier and a token in clear."""
    identity = choosing.identity
    kept = {
        "practitioner": identity.practitioner.value,
        "shown_name": identity.shown_name,
        "places": [(one.organization.value, one.name, one.profession) for one in identity.places],
        "acr": identity.acr,
        "id_token": identity.id_token,
        "then": choosing.then,
    }
    _keep(request, response, "choosing", kept)


def choosing_of(request: CarnetRequest) -> Choosing | None:
    """Give it back; None when nobody was recognised here, or too long ago."""
    kept = _kept(request, "choosing")
    if kept is None:
        return None
    places = (PlaceOfPractice(OrganizationId(one), name, profession) for one, name, profession in kept["places"])
    identity = ProfessionalIdentity(
        PractitionerId(kept["practitioner"]), kept["shown_name"], tuple(places), kept["acr"], kept["id_token"]
    )
    return Choosing(identity, kept["then"])


def forget_step(response: HttpResponse) -> None:
    """Make the browser forget the step: it has been used, or given up."""
    # Not delete_cookie: a __Host- cookie is only replaced by one that is Secure too.
    _set(response, "", lasts=timedelta(0))


def _keep(request: CarnetRequest, response: HttpResponse, step: str, kept: dict[str, Any]) -> None:
    until = (request.env.clock.now() + LASTS).timestamp()
    nonce = request.env.chance.secret(VALUE_NONCE_SIZE)
    packed = zlib.compress(orjson.dumps({**kept, "until": until}))
    sealed = seal_value(packed, key=_key(), nonce=nonce, purpose=step, bound_to=b"")
    text = base64.urlsafe_b64encode(sealed).decode("ascii")
    if len(text) > _LARGEST:
        raise ValueError("what a sign-in needs to keep does not fit in a cookie")
    _set(response, text, lasts=LASTS)


def _kept(request: CarnetRequest, step: str) -> dict[str, Any] | None:
    try:
        sealed = base64.urlsafe_b64decode(request.COOKIES.get(_name(), ""))
        packed = open_value(sealed, key=_key(), purpose=step, bound_to=b"")
    except (ValueError, SealBrokenError):
        return None  # written by somebody else, for another step, or before the key changed: it says nothing
    kept: dict[str, Any] = orjson.loads(zlib.decompress(packed))
    until = kept.pop("until")
    return kept if request.env.clock.now().timestamp() < until else None


def _set(response: HttpResponse, text: str, *, lasts: timedelta) -> None:
    # Lax: the provider's page, of another site, is what leads the browser back here.
    response.set_cookie(
        _name(), text, max_age=lasts, path="/", secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )


def _name() -> str:
    """Beside the session's own, with its prefix: a sister domain cannot plant a sign-in that it began."""
    return f"{cookie_name(Door.PROFESSIONAL_SITE)}-etape"


def _key() -> bytes:
    return hmac.digest(settings.SECRET_KEY.encode(), b"carnet:professional-sign-in", "sha256")
