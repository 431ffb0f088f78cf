"""What every page of the support desk shares: who is here, the menu of their role, the words of a refusal."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from carnet.core.access.actors import Reviewer, SupportAgent
from carnet.core.support.desk_sign_in import Desk
from carnet.doors.kit.said import say
from carnet.doors.kit.web import SignedInRequest

AGENT, REVIEWER = "agent", "reviewer"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the menu. ``key``: what a page gives as ``current``; ``view``: the name of its address."""

    key: str
    view: str
    label: str | Promise
    roles: frozenset[str] = frozenset({AGENT})


MENU = (
    Entry("requests", "desk-home", gettext_lazy("Demandes"), frozenset({AGENT, REVIEWER})),
    Entry("reviews", "desk-reviews", gettext_lazy("Examens"), frozenset({REVIEWER})),
    Entry("receipts", "desk-receipts", gettext_lazy("Suivi"), frozenset({AGENT, REVIEWER})),
    Entry("accounts", "desk-find", gettext_lazy("Comptes")),
    Entry("proposals", "desk-proposals", gettext_lazy("À deux")),
    Entry("letters", "desk-letters", gettext_lazy("Courriers")),
    Entry("figures", "desk-figures", gettext_lazy("Chiffres"), frozenset({AGENT, REVIEWER})),
    Entry("banners", "desk-banners", gettext_lazy("Bandeaux")),
    Entry("texts", "desk-texts", gettext_lazy("Textes publics")),
)
"""In reading order. What somebody may do is decided by the use cases: the menu only spares them a refusal."""


def desk_of(request: SignedInRequest) -> Desk:
    """Give the agent or the reviewer whose session this is."""
    actor = request.web_session.actor
    if not isinstance(actor, SupportAgent | Reviewer):
        raise TypeError("a page of the support desk was reached by somebody who is not of the desk")
    return actor


def page(
    request: SignedInRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    current: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render a page of the desk. ``current``: the key of its entry in the menu."""
    role = REVIEWER if isinstance(desk_of(request), Reviewer) else AGENT
    name = request.web_session.shown_name
    shared = {
        "menu": [{"key": one.key, "href": reverse(one.view), "label": one.label} for one in MENU if role in one.roles],
        "current": current,
        "role": role,
        "shown_name": name,
        "initials": "".join(part[0] for part in name.split()[:2]).upper(),
        "now": request.env.clock.now(),
    }
    return render(request, f"support_web/{template}", {**shared, **(context or {})}, status=status)


def done(to: str, message: str) -> HttpResponse:
    """Go on to a page that says what was done: ``message`` is short, past tense, and names nobody."""
    response = HttpResponseRedirect(to)
    say(response, message)
    return response


def not_for_this_role(request: SignedInRequest) -> HttpResponse:
    """Answer somebody of the desk whose role does not do this; the use case has traced it."""
    return page(request, "not_for_this_role.html", status=403)


def not_found(request: SignedInRequest) -> HttpResponse:
    """Answer that what was asked for is not there, or no longer."""
    return page(request, "not_found.html", status=404)
