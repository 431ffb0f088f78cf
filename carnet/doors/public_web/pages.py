"""The pages that say what Carnet is, and that anybody may open."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from carnet.core.audit.events import Door
from carnet.doors.kit.paths import door_of, sign_in_path
from carnet.doors.kit.web import next_path


def show(name: str) -> Callable[[HttpRequest], HttpResponse]:
    """Make the view of a page that only says something: ``templates/public_web/<name>.html``."""

    @require_safe
    def page(request: HttpRequest) -> HttpResponse:
        return render(request, f"public_web/{name}.html")

    return page


@require_safe
def session_ended(request: HttpRequest) -> HttpResponse:
    """Say that the session has ended, and lead back to the page that was open (``suite``)."""
    wanted = next_path(request, otherwise="/accueil")
    door = door_of(wanted)
    context = {"sign_in": sign_in_path(door), "suite": wanted, "professional": door is Door.PROFESSIONAL_SITE}
    return render(request, "public_web/session_ended.html", context)


@require_safe
def session_goes_on(request: HttpRequest) -> HttpResponse:
    """Answer 204 to a page that says « Rester connecté »: recognising the session has prolonged it."""
    del request
    return HttpResponse(status=204)
