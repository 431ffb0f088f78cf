"""The pages that say what Carnet is, and that anybody may open."""

from collections.abc import Callable
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


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Tell people their rights, and every cookie by its name."""
    cookies = [
        {"name": cookie_name(Door.PATIENT_SITE), "purpose": _("Votre session"), "lasts": _("15 minutes sans action")},
        {
            "name": cookie_name(Door.PROFESSIONAL_SITE),
            "purpose": _("La session d’un professionnel"),
            "lasts": _("15 minutes sans action"),
        },
        {"name": settings.CSRF_COOKIE_NAME, "purpose": _("Protéger les formulaires"), "lasts": _("1 an")},
        {"name": DISPLAY_COOKIE, "purpose": _("Votre langue, vos couleurs, la taille du texte"), "lasts": _("1 an")},
        {"name": SAID_COOKIE, "purpose": _("Dire que votre action est faite"), "lasts": _("1 minute")},
    ]
    return public(request, "privacy", {"cookies": cookies})


@require_safe
def session_ended(request: HttpRequest) -> HttpResponse:
    """Say that the session has ended, and lead back to the page that was open (``suite``)."""
    wanted = next_path(request, otherwise="/accueil/")
    door = door_of(wanted)
    context = {"sign_in": sign_in_path(door), "suite": wanted, "professional": door is Door.PROFESSIONAL_SITE}
    return public(request, "session_ended", context)


@require_safe
def session_goes_on(request: HttpRequest) -> HttpResponse:
    """Answer 204 to a page that says « Rester connecté »: recognising the session has prolonged it."""
    del request
    return HttpResponse(status=204)
