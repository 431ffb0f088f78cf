"""The pages that say what Carnet is, and that anybody may open."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from carnet.core.audit.events import Door
from carnet.doors.kit.paths import door_of, sign_in_path
from carnet.doors.kit.preferences import COOKIE as DISPLAY_COOKIE
from carnet.doors.kit.said import COOKIE as SAID_COOKIE
from carnet.doors.kit.session import cookie_name
from carnet.doors.kit.web import next_path


@dataclass(frozen=True, slots=True)
class Cookie:
    """A cookie, as the page tells it."""

    name: str
    purpose: str
    lasts: str


def show(name: str) -> Callable[[HttpRequest], HttpResponse]:
    """Make the view of a page that only says something: ``templates/public_web/<name>.html``."""

    @require_safe
    def page(request: HttpRequest) -> HttpResponse:
        return public(request, name)

    return page


def public(request: HttpRequest, name: str, context: dict[str, Any] | None = None) -> HttpResponse:
    """Render a public page, which may name who runs the service."""
    shared = {"operator": settings.CARNET_OPERATOR, "demo": settings.CARNET_DEMO}
    return render(request, f"public_web/{name}.html", {**shared, **(context or {})})


def cookies() -> tuple[Cookie, ...]:
    """Give every cookie of the product by its name, in the language of the page."""
    return tuple(Cookie(*told) for told in _cookies())


@require_safe
def session_ended(request: HttpRequest) -> HttpResponse:
    """Say that the session has ended, and lead back to the page that was open (``suite``)."""
    wanted = next_path(request, otherwise="/accueil/")
    door = door_of(wanted)
    context = {"sign_in": sign_in_path(door), "suite": wanted, "of_patient": door is Door.PATIENT_SITE}
    return public(request, "session_ended", context)


@require_safe
def session_goes_on(request: HttpRequest) -> HttpResponse:
    """Answer 204 to a page that says « Rester connecté »: recognising the session has prolonged it."""
    del request
    return HttpResponse(status=204)


def _cookies() -> Iterator[tuple[str, str, str]]:
    """Name each one, its purpose and how long it lasts; a test holds them against those of every door."""
    patient, professional = cookie_name(Door.PATIENT_SITE), cookie_name(Door.PROFESSIONAL_SITE)
    desk = cookie_name(Door.SUPPORT_DESK)
    idle = _("15 minutes sans action")
    yield patient, _("Votre session"), idle
    yield professional, _("La session d’un professionnel"), idle
    yield desk, _("La session d’un agent de l’assistance"), idle
    yield f"{patient}-etape", _("L’étape de votre connexion"), _("Quelques minutes")
    yield f"{professional}-etape", _("L’étape de connexion d’un professionnel"), _("Quelques minutes")
    yield f"{desk}-etape", _("L’étape de connexion d’un agent de l’assistance"), _("Quelques minutes")
    yield f"{patient}-ouverture", _("L’ouverture de votre dossier, pendant que vous la faites"), _("1 heure")
    yield f"{patient}-appareil", _("Reconnaître cet appareil, pour vous protéger"), _("13 mois")
    yield settings.CSRF_COOKIE_NAME, _("Protéger les formulaires"), _("1 an")
    yield DISPLAY_COOKIE, _("Votre langue, vos couleurs, la taille du texte"), _("1 an")
    yield SAID_COOKIE, _("Dire que votre action est faite"), _("1 minute")
