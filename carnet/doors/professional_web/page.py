"""What every page of the professional site shares: who is here, the menu, the sentence that is always true."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from carnet.core.access.actors import Professional
from carnet.core.access.decision import Refusal
from carnet.doors.kit.reasons import told_here
from carnet.doors.kit.said import say
from carnet.doors.kit.web import SignedInRequest
from carnet.usecases.professional.list_professional_notices import list_professional_notices


def professional_of(request: SignedInRequest) -> Professional:
    """Give the professional whose session this is."""
    actor = request.web_session.actor
    if not isinstance(actor, Professional):
        raise TypeError("a page of the professional site was reached by somebody who is no professional")
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
    unread = sum(
        notice.read_at is None for notice in list_professional_notices(actor=professional_of(request), env=request.env)
    )
    menu = [
        {"key": "patients", "href": "/pro/", "label": _("Patients"), "count": 0},
        {"key": "opening", "href": "/pro/ouvrir/", "label": _("Ouvrir un dossier"), "count": 0},
        {"key": "messages", "href": "/pro/messages/", "label": _("Messages"), "count": unread},
    ]
    shared = {
        "menu": menu,
        "current": current,
        "shown_name": name,
        "initials": "".join(part[0] for part in name.replace("Dr ", "").split()[:2]).upper(),
        "now": request.env.clock.now(),
    }
    return render(request, f"professional_web/{template}", {**shared, **(context or {})}, status=status)


def done(to: str, message: str, *, undo: str = "") -> HttpResponse:
    """Go on to a page that says what was done. ``undo``: the path that takes the act back."""
    response = HttpResponseRedirect(to)
    say(response, message, undo=undo)
    return response


def refused(request: SignedInRequest, refusal: Refusal) -> HttpResponse:
    """Answer a refusal with the words that its asker may read, and nothing of its cause."""
    status = 404 if refusal.must_look_absent else 403
    return page(request, "refused.html", told_here(refusal), current="patients", status=status)
