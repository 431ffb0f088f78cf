"""Cuts the history into pages that begin where another ended: a line that comes meanwhile moves none of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from carnet.doors.patient_web.shown import AccessView

PAGE = 50
"""How many lines a page holds."""

OLDER, NEWER = "avant", "apres"
"""The words of the address that say from which line on."""


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """One page. ``newer``, ``older``: the line from which the page before, the page after is asked, or nothing."""

    views: Sequence[AccessView]
    newer: str = ""
    older: str = ""


def cut(views: Sequence[AccessView], places: Mapping[UUID, int], *, older: str, newer: str) -> HistoryPage:
    """Give one page. ``views``: newest first; ``places``: of every line that this reader may see, by its number.

    ``older``, ``newer``: what the address says. A number that is no line of theirs, hidden or invented, asks for the
    first page: both are answered alike.
    """
    after, before = _place(older, places), _place(newer, places)
    if after is not None:
        rest = [view for view in views if places[view.event] > after]
        start = len(views) - len(rest) if rest else max(0, len(views) - PAGE)
    elif before is not None:
        start = max(0, sum(places[view.event] < before for view in views) - PAGE)
    else:
        start = 0
    shown = views[start : start + PAGE]
    if not shown:
        return HistoryPage(())
    return HistoryPage(
        shown,
        newer=str(shown[0].event) if start else "",
        older=str(shown[-1].event) if start + PAGE < len(views) else "",
    )


def _place(written: str, places: Mapping[UUID, int]) -> int | None:
    try:
        return places.get(UUID(written))
    except ValueError:
        return None
