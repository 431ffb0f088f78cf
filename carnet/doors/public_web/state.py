"""The state of the service as anybody may read it: what works now, what is paused, what is planned."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from carnet.core.content.banners import Banner, Function
from carnet.doors.kit.service_notices import service_state
from carnet.doors.kit.web import CarnetRequest
from carnet.doors.public_web.pages import public
from carnet.doors.public_web.texts import language_of_page


@dataclass(frozen=True, slots=True)
class ShownFunction:
    """A function, and until when it is paused: None while it works."""

    label: str
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Planned:
    """A maintenance to come."""

    title: str
    text: str
    begins: datetime
    ends: datetime


@require_safe
def service(request: CarnetRequest) -> HttpResponse:
    """Show each function and what is planned, by the clock of this installation."""
    state = service_state(request)
    functions = []
    for function, label in _labels():
        stopped = state.stopped(function)
        functions.append(ShownFunction(label, stopped.until if stopped is not None else None))
    context = {
        "functions": functions,
        "planned": [_planned(banner) for banner in state.to_come],
        "works": all(one.until is None for one in functions),
        "at": state.at,
    }
    return public(request, "state", context)


def _labels() -> tuple[tuple[Function, str], ...]:
    return (
        (Function.EVERYTHING, _("Lire un dossier et choisir qui le voit")),
        (Function.SIGN_IN, _("Se connecter")),
        (Function.OPENING, _("Ouvrir un dossier")),
        (Function.DEPOSITS, _("Ajouter des documents")),
    )


def _planned(banner: Banner) -> Planned:
    language = language_of_page()
    return Planned(banner.title.told_in(language), banner.text.told_in(language), banner.begins, banner.ends)
