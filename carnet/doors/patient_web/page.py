"""What every page of the patient site shares: whose record is open, the menu, and what was just done."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from carnet.core.access.actors import Carer, Holder, Representative
from carnet.core.access.decision import Refusal, Told
from carnet.core.identifiers import RecordId
from carnet.doors.kit.reasons import told_here
from carnet.doors.kit.said import say
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.patient_web.whose import record_of_whom


def actor_of(request: SignedInRequest) -> Holder | Representative | Carer:
    """Give who is here: the holder of the record that is open, or one who acts for them under their own name."""
    actor = request.web_session.actor
    if not isinstance(actor, Holder | Representative | Carer):
        raise TypeError("a page of the patient site was reached by somebody who comes from no person's side")
    return actor


def record_of(request: SignedInRequest) -> RecordId:
    """Give whose record is open. The middleware lets nobody come to a page of a record before one is."""
    record = request.web_session.record
    if record is None:
        raise TypeError("a page of a record was reached with none open")
    return record


def page(
    request: SignedInRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    current: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render a page. ``current``: the entry of the menu."""
    session = request.web_session
    name, of_another = session.shown_name, session.record_name
    shared = {
        "menu": _menu(request),
        "current": current,
        "shown_name": name,
        "of_another": record_of_whom(of_another) if of_another else "",
        "other_name": of_another,
        "acts_as_carer": isinstance(session.actor, Carer),
        "initials": "".join(part[0] for part in name.split()[:2]).upper(),
        "now": request.env.clock.now(),
    }
    return render(request, f"patient_web/{template}", {**shared, **(context or {})}, status=status)


def _menu(request: SignedInRequest) -> list[dict[str, str]]:
    """Choose the entries of the menu: a carer manages no access, and before a record is open there is none to read."""
    profiles = {"key": "proches", "href": "/proches/", "label": _("Profils"), "icon": "users-round"}
    if request.web_session.record is None:
        return [profiles]
    menu = [
        {"key": "accueil", "href": "/accueil/", "label": _("Accueil"), "icon": "house"},
        {"key": "documents", "href": "/documents/", "label": _("Documents"), "icon": "folder-open"},
        {"key": "historique", "href": "/historique/", "label": _("Historique"), "icon": "history"},
    ]
    if not isinstance(request.web_session.actor, Carer):
        menu.append({"key": "acces", "href": "/acces/", "label": _("Accès"), "icon": "shield-check"})
    return menu


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
