"""What every page of the patient site shares: whose record is open, the menu, and what was just done."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from carnet.core.access.actors import Holder
from carnet.core.access.decision import Refusal, Told
from carnet.doors.kit.reasons import told_here
from carnet.doors.kit.said import say
from carnet.doors.kit.web import SignedInRequest


def holder_of(request: SignedInRequest) -> Holder:
    """Give the person whose session this is."""
    actor = request.web_session.actor
    if not isinstance(actor, Holder):
        raise TypeError("a page of the patient site was reached by somebody who is no holder")
    return actor


def page(
    request: SignedInRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    current: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render a page. ``current``: the entry of the menu."""
    name = request.web_session.shown_name
    menu = [
        {"key": "accueil", "href": "/accueil/", "label": _("Accueil"), "icon": "house"},
        {"key": "documents", "href": "/documents/", "label": _("Documents"), "icon": "folder-open"},
        {"key": "historique", "href": "/historique/", "label": _("Historique"), "icon": "history"},
        {"key": "acces", "href": "/acces/", "label": _("Accès"), "icon": "shield-check"},
    ]
    shared = {
        "menu": menu,
        "current": current,
        "shown_name": name,
        "initials": "".join(part[0] for part in name.split()[:2]).upper(),
        "now": request.env.clock.now(),
    }
    return render(request, f"patient_web/{template}", {**shared, **(context or {})}, status=status)


def done(to: str, message: str, *, undo: str = "") -> HttpResponse:
    """Go on to a page that says what was done. ``undo``: the path that takes the act back."""
    response = HttpResponseRedirect(to)
    say(response, message, undo=undo)
    return response


def refused(request: SignedInRequest, refusal: Refusal) -> HttpResponse:
    """Answer a refusal: a page that says what may be said, and what to do."""
    if refusal.must_look_absent:
        return page(request, "absent.html", status=404)
    if refusal.told is Told.RECORD_CLOSED:
        return page(request, "closed_door.html", told_here(refusal), status=403)
    return page(request, "refused.html", told_here(refusal), status=403)
