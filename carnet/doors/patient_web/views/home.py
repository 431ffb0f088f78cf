"""The home page (P6)."""

from typing import Any

import structlog
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from carnet.core.access.decision import Refusal
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.patient_web.first_visit_words import show_steps
from carnet.doors.patient_web.health_shown import show_vital
from carnet.doors.patient_web.page import actor_of, page, record_of, refused
from carnet.doors.patient_web.shown import show_document, show_line, show_phone
from carnet.doors.patient_web.visits import tell_news
from carnet.doors.patient_web.whose import of_whom
from carnet.usecases.reading.read_home import Home, read_home

log = structlog.get_logger(__name__)

NEWS = 4
"""How many lines of news the page shows."""

ESSENTIALS = {
    "summary": _("Synthèse médicale"),
    "prescription": _("Dernière ordonnance"),
    "vaccination": _("Dernier vaccin noté"),
    "directives": _("Directives anticipées"),
}
"""What the page calls each kind of ``home_documents.ESSENTIALS``."""


@require_GET
def home(request: SignedInRequest) -> HttpResponse:
    """News since the last visit, the latest documents, the essentials, who can see."""
    since = request.web_session.previous_visit
    match read_home(record_of(request), since=since, actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case Home(to_confirm=True):
            return HttpResponseRedirect(reverse("patient-inherited"))
        case Home() as found:
            if found.missing:
                log.error(
                    "parts of a home page could not be read", record=str(record_of(request)), count=len(found.missing)
                )
            of = of_whom(request.web_session.record_name)
            news = tell_news(
                show_line(line, found.titles, since=since, is_first=line.event.id in found.firsts, of=of)
                for line in found.news
            )
            context = {
                "home": found,
                "phone": show_phone(found.phone),
                "since": since,
                "news": news[:NEWS],
                "more_news": max(0, len(news) - NEWS) + found.further,
                "essentials": [
                    (label, show_document(found.essentials[kind], since=since) if kind in found.essentials else None)
                    for kind, label in ESSENTIALS.items()
                ],
                "vital": show_vital(found.health),
                "missing": {part.value for part in found.missing},
                "first_steps": _first_steps(found, is_of_another=bool(of)),
                "some_done": found.first_visit is not None and found.first_visit.done > 0,
                "latest": [show_document(shown, since=since) for shown in found.latest],
            }
            return page(request, "home.html", context, current="accueil")


def _first_steps(found: Home, *, is_of_another: bool) -> list[dict[str, Any]]:
    """Write the steps of the first visit that still wait."""
    if found.first_visit is None:
        return []
    return [one for one in show_steps(found.first_visit, of_another=is_of_another) if one["waits"]]
