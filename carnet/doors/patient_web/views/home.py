"""The home page (P6)."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from carnet.core.access.decision import Refusal
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.patient_web.page import actor_of, page, record_of, refused
from carnet.doors.patient_web.shown import show_document, show_line, show_phone, tell_news
from carnet.doors.patient_web.whose import of_whom
from carnet.usecases.reading.read_home import Home, read_home

NEWS = 4
"""How many lines of news the page shows."""

ESSENTIALS = {
    "summary": _("Synthèse médicale"),
    "prescription": _("Dernière ordonnance"),
    "vaccination": _("Dernier vaccin noté"),
    "directives": _("Directives anticipées"),
}
"""What the page calls each kind of ``read_home.ESSENTIALS``."""


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
                "more_news": max(0, len(news) - NEWS),
                "essentials": [
                    (label, show_document(found.essentials[kind], since=since) if kind in found.essentials else None)
                    for kind, label in ESSENTIALS.items()
                ],
                "latest": [show_document(shown, since=since) for shown in found.latest],
            }
            return page(request, "home.html", context, current="accueil")
