"""What a browser keeps of signing in: the step that it has reached, and that this device is known."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from carnet.core.accounts.one_time_code import ATTEMPT_LASTS
from carnet.core.audit.events import Door
from carnet.doors.kit.session import cookie_name

DEVICE_LASTS = timedelta(days=400)
"""As long as browsers keep a cookie at most. It opens nothing: it keeps a stranger from closing this very device."""


class StepKind(Enum):
    """What a visitor has still to do."""

    CODE = "code"
    PASSWORD = "password"  # noqa: S105  the name of a step
    CLOSING = "closing"
    """To type the code that closes an access."""


@dataclass(frozen=True, slots=True, repr=False)
class Step:
    """A step under way. ``token``: of the attempt, of the session that only chooses a password, or of the closing."""

    kind: StepKind
    token: str

    def __repr__(self) -> str:
        """Hide the token."""
        return f"Step({self.kind.value}, …)"


def keep_step(response: HttpResponse, step: Step) -> None:
    """Keep a step while it may last: in no address, out of reach of scripts."""
    _set(response, _step_name(), f"{step.kind.value}.{step.token}", lasts=ATTEMPT_LASTS)


def step_of(request: HttpRequest, kind: StepKind) -> str | None:
    """Give the token of the step that this browser has reached, if it is that one."""
    name, _, token = request.COOKIES.get(_step_name(), "").partition(".")
    return token if name == kind.value and token else None


def forget_step(response: HttpResponse) -> None:
    """Make the browser forget the step: it was completed, or it is over."""
    _set(response, _step_name(), "", lasts=timedelta())


def keep_device(response: HttpResponse, token: str) -> None:
    """Make this device one on which the person has signed in."""
    _set(response, _device_name(), token, lasts=DEVICE_LASTS)


def device_of(request: HttpRequest) -> str | None:
    """Give what this device keeps of an earlier sign-in, if anything."""
    return request.COOKIES.get(_device_name()) or None


def _step_name() -> str:
    return f"{cookie_name(Door.PATIENT_SITE)}-etape"


def _device_name() -> str:
    return f"{cookie_name(Door.PATIENT_SITE)}-appareil"


def _set(response: HttpResponse, name: str, value: str, *, lasts: timedelta) -> None:
    # Not delete_cookie: a __Host- cookie is only replaced by one that is Secure too. Lax, since a link in somebody's
    # mail may lead here.
    response.set_cookie(
        name, value, max_age=lasts, path="/", secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )
