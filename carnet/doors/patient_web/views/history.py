"""Who opened my record (P16): every act, found again by who, where, what and when; taken away as a table or a PDF."""

from collections.abc import Iterable
from itertools import groupby

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from carnet.core.access.decision import Refusal
from carnet.core.audit.contests import contested
from carnet.core.audit.selection import KNOWN_ONE_BY_ONE, author_key
from carnet.core.record.majority import PARIS
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.patient_web.history_files import FORMS, write_file
from carnet.doors.patient_web.history_pages import NEWER, OLDER, HistoryPage, cut
from carnet.doors.patient_web.history_wish import KINDS, SORTS, HistoryWish, read_wish
from carnet.doors.patient_web.page import actor_of, page, record_of, refused
from carnet.doors.patient_web.shown import AccessView, show_line
from carnet.doors.patient_web.visits import gather_visits
from carnet.doors.patient_web.whose import of_whom
from carnet.usecases.reading.read_access_history import AccessHistory, HistoryLine, read_access_history


@require_GET
def history(request: SignedInRequest) -> HttpResponse:
    """Every act, by day, with what is new, who came first and what was an emergency; the address holds the filters."""
    wish = read_wish(request.GET)
    match read_access_history(record_of(request), actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case AccessHistory() as found:
            return page(request, "history.html", _context(request, found, wish), current="historique")


@require_GET
def history_file(request: SignedInRequest, form: str) -> HttpResponse:
    """Give the same lines, all of them, as a file; taking it away is itself told in the history.

    A day that cannot be leads back to the page, which says so: no file holds other lines than those asked for.
    """
    if form not in FORMS:
        return page(request, "absent.html", status=404)
    wish = read_wish(request.GET)
    if wish.faults:
        return HttpResponseRedirect(f"{reverse('patient-history')}?{wish.address()}")
    match read_access_history(record_of(request), taken=form, actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case AccessHistory() as found:
            views = [view for view in _views(request, found, wish) if wish.keeps(view)]
            of_another = request.web_session.record_name
            whose = of_another or request.web_session.shown_name
            return write_file(form, views, whose=whose, at=request.env.clock.now())


def _views(request: SignedInRequest, found: AccessHistory, wish: HistoryWish) -> Iterable[AccessView]:
    """Put the lines that are wanted in words, one by one."""
    titles = {shown.document: shown.entry.title for shown in found.documents}
    since, of = request.web_session.previous_visit, of_whom(request.web_session.record_name)
    doubted = contested(line.event for line in found.lines)
    return (
        show_line(line, titles, since=since, is_first=line.event.id in found.firsts, contested=doubted, of=of)
        for line in found.lines
        if wish.criteria.keeps(line.event)
    )


def _context(request: SignedInRequest, found: AccessHistory, wish: HistoryWish) -> dict[str, object]:
    views = gather_visits(_views(request, found, wish))
    kept = [view for view in views if wish.keeps(view)]
    places = {line.event.id: place for place, line in enumerate(found.lines)}
    shown = cut(kept, places, older=request.GET.get(OLDER, ""), newer=request.GET.get(NEWER, ""))
    return {
        "choices": _choices(views, wish),
        "wish": wish,
        "faults": list(wish.faults.items()),
        "authors": _authors(found.lines, wish),
        "structures": _structures(found.lines, wish),
        "kinds": [(kind.value, label, kind is wish.criteria.kind) for kind, label in KINDS.items()],
        "days": [
            {"date": day, "lines": list(lines)}
            for day, lines in groupby(shown.views, key=lambda view: view.at.astimezone(PARIS).date())
        ],
        "since": request.web_session.previous_visit,
        "fresh": sum(view.is_new for view in views),
        "kept": len(kept),
        "is_filtered": bool(wish.whose) or wish.is_fine,
        "files": [(form, label, wish.address()) for form, label in FORMS.items()],
        **_neighbours(shown, wish),
    }


def _neighbours(shown: HistoryPage, wish: HistoryWish) -> dict[str, str]:
    return {
        "newer": f"?{wish.address(**{NEWER: shown.newer})}" if shown.newer else "",
        "older": f"?{wish.address(**{OLDER: shown.older})}" if shown.older else "",
    }


def _choices(views: list[AccessView], wish: HistoryWish) -> list[dict[str, object]]:
    """Give the quick filters that keep something, with how many lines; the one that is chosen stays."""
    counts = {key: sum(_asks(key, wish).keeps(view) for view in views) for key in SORTS}
    return [
        {
            "href": f"?{wish.address(whose=key)}",
            "label": label,
            "count": counts[key],
            "current": key == wish.whose,
        }
        for key, label in SORTS.items()
        if counts[key] or key in ("", wish.whose)
    ]


def _asks(whose: str, wish: HistoryWish) -> HistoryWish:
    return HistoryWish(whose, wish.criteria, wish.first, wish.last, wish.faults)


def _authors(lines: Iterable[HistoryLine], wish: HistoryWish) -> list[tuple[str, str, bool]]:
    """Give who acted in the lines that this reader may see, by name; whoever the address asks for is among them."""
    names: dict[str, str] = {}
    for line in lines:
        if line.event.actor.kind in KNOWN_ONE_BY_ONE and line.name:
            names.setdefault(author_key(line.event.actor), line.name)
    return _options(names, wish.criteria.author, _("Cette personne"))


def _structures(lines: Iterable[HistoryLine], wish: HistoryWish) -> list[tuple[str, str, bool]]:
    names = {line.event.actor.organization: line.structure for line in lines if line.structure}
    return _options(names, wish.criteria.structure, _("Cet établissement"))


def _options(names: dict[str, str], chosen: str, unknown: str) -> list[tuple[str, str, bool]]:
    if chosen and chosen not in names:
        names[chosen] = unknown
    return sorted(((key, name, key == chosen) for key, name in names.items()), key=lambda option: option[1].casefold())
