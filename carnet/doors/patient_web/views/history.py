"""Who opened my record (P16)."""

from itertools import groupby

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from carnet.core.access.decision import Refusal
from carnet.core.audit.contests import contested
from carnet.core.record.majority import PARIS
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.patient_web.page import actor_of, page, record_of, refused
from carnet.doors.patient_web.shown import AccessView, gather_visits, show_line
from carnet.doors.patient_web.whose import of_whom
from carnet.usecases.reading.read_access_history import AccessHistory, read_access_history

PAGE = 50
"""How many lines a page holds."""

LONGEST_NUMBER = 6
"""Digits of the number of a page: what is longer is no page that anybody was given."""


@require_GET
def history(request: SignedInRequest) -> HttpResponse:
    """Every act, by day, with what is new, who came first and what was an emergency; the address holds the filter."""
    since = request.web_session.previous_visit
    match read_access_history(record_of(request), actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case AccessHistory() as found:
            titles = {shown.document: shown.entry.title for shown in found.documents}
            of = of_whom(request.web_session.record_name)
            doubted = contested(line.event for line in found.lines)
            views = gather_visits(
                show_line(line, titles, since=since, is_first=line.event.id in found.firsts, contested=doubted, of=of)
                for line in found.lines
            )
            wanted = request.GET.get("filtre", "")
            kept = [view for view in views if _answers(view, wanted)]
            pages = max(1, -(-len(kept) // PAGE))
            asked = request.GET.get("page", "1")
            number = min(max(1, int(asked)), pages) if asked.isdecimal() and len(asked) <= LONGEST_NUMBER else 1
            shown = kept[(number - 1) * PAGE : number * PAGE]
            context = {
                "choices": [
                    {"href": f"?filtre={key}" if key else "?", "label": label, "count": count, "current": key == wanted}
                    for key, label, count in _choices(views)
                ],
                "days": [
                    {"date": day, "lines": list(lines)}
                    for day, lines in groupby(shown, key=lambda view: view.at.astimezone(PARIS).date())
                ],
                "since": since,
                "fresh": sum(view.is_new for view in views),
                "number": number,
                "pages": pages,
                "is_filtered": len(kept) < len(views),
                "previous": f"?filtre={wanted}&page={number - 1}" if number > 1 else "",
                "next": f"?filtre={wanted}&page={number + 1}" if number < pages else "",
            }
            return page(request, "history.html", context, current="historique")


def _choices(views: list[AccessView]) -> list[tuple[str, str, int]]:
    every = [
        ("", _("Tout"), len(views)),
        ("professionnels", _("Professionnels"), sum(_answers(view, "professionnels") for view in views)),
        ("representants", _("Représentants"), sum(_answers(view, "representants") for view in views)),
        ("services", _("Services"), sum(_answers(view, "services") for view in views)),
        ("urgence", _("Urgence"), sum(_answers(view, "urgence") for view in views)),
        ("refus", _("Refus"), sum(_answers(view, "refus") for view in views)),
        ("moi", _("Mes actions"), sum(_answers(view, "moi") for view in views)),
    ]
    return [choice for choice in every if choice[2] or choice[0] == ""]


def _answers(view: AccessView, wanted: str) -> bool:
    match wanted:
        case "urgence":
            return view.is_urgent
        case "refus":
            return view.is_refused
        case "moi" | "professionnels" | "representants" | "services":
            return view.kind == wanted
        case _:
            return True
