"""What the service tells everybody: a banner for a time, and which function is stopped meanwhile.

Source: the notice of 23/10/2018, « indisponibilité de la création des DMP. Les autres fonctionnalités ne sont pas
impactées » (features.md, S01): one function stops, the rest works.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.content.words import Words
from carnet.core.defects import Defect

LONGEST_TITLE, LONGEST_TEXT = 80, 300
"""In characters: a banner stands above every page, on a phone too."""

LONGEST_STOP = timedelta(days=3)
"""A function that stops for longer is a decision, not a maintenance."""


class Function(Enum):
    """What a maintenance may stop. ``EVERYTHING`` leaves the public pages and the support desk."""

    OPENING = "opening"
    DEPOSITS = "deposits"
    SIGN_IN = "sign-in"
    EVERYTHING = "everything"


FUNCTIONS = {
    Action.OPEN_RECORD: Function.OPENING,
    Action.DEPOSIT_DOCUMENTS: Function.DEPOSITS,
    Action.REPLACE_DOCUMENT: Function.DEPOSITS,
}
"""The function that an action belongs to; all the others stop with everything only."""


class Level(Enum):
    """How loud a banner is."""

    INFORMATION = "information"
    CAUTION = "caution"
    URGENT = "urgent"


@dataclass(frozen=True, slots=True)
class Banner:
    """One banner. It is shown from ``shown_from`` until ``ends``; from ``begins`` on, ``stops`` is refused.

    ``stops``: None for a banner that only says something. ``version``: counted from 1.
    """

    id: UUID
    version: int
    level: Level
    stops: Function | None
    shown_from: datetime
    begins: datetime
    ends: datetime
    title: Words
    text: Words

    def is_shown(self, at: datetime) -> bool:
        """Whether people see it at an instant."""
        return self.shown_from <= at < self.ends

    def is_under_way(self, at: datetime) -> bool:
        """Whether what it tells of is happening at an instant."""
        return self.begins <= at < self.ends

    @property
    def is_urgent(self) -> bool:
        """Whether it is of the loudest level."""
        return self.level is Level.URGENT


@dataclass(frozen=True, slots=True)
class Stopped:
    """A function that is stopped now. ``until``: when the last banner that stops it ends."""

    function: Function
    until: datetime
    title: Words
    text: Words


def shown_at(banners: Iterable[Banner], at: datetime) -> tuple[Banner, ...]:
    """Give the banners of an instant: the loudest first, then the one that begins first."""
    loudness = list(Level)
    shown = [banner for banner in banners if banner.is_shown(at)]
    return tuple(sorted(shown, key=lambda one: (-loudness.index(one.level), one.begins, one.id)))


def stopped_at(banners: Iterable[Banner], function: Function, at: datetime) -> Stopped | None:
    """Tell whether a function is stopped at an instant, by its own maintenance or by that of everything."""
    stopping = [
        banner for banner in banners if banner.is_under_way(at) and banner.stops in (function, Function.EVERYTHING)
    ]
    if not stopping:
        return None
    last = max(stopping, key=lambda one: one.ends)
    return Stopped(function, last.ends, last.title, last.text)


def banner_defects(banner: Banner, *, at: datetime) -> tuple[Defect, ...]:
    """List what keeps a banner from being published at ``at``: times that make no sense, words that are missing."""
    defects: list[Defect] = []
    if banner.ends <= banner.begins:
        defects.append(Defect("ends-before-it-begins", "ends", "It ends before it begins.", "Give a later end."))
    elif banner.ends <= at:
        defects.append(Defect("is-over", "ends", "It would be over already.", "Give an end to come."))
    elif banner.stops is not None and banner.ends - banner.begins > LONGEST_STOP:
        defects.append(Defect("stops-for-too-long", "ends", "It would stop for over 3 days.", "Give an earlier end."))
    if banner.shown_from > banner.begins:
        defects.append(
            Defect("shown-too-late", "shown_from", "It would be shown after it begins.", "Show it from the beginning.")
        )
    for name, words, longest in (("title", banner.title, LONGEST_TITLE), ("text", banner.text, LONGEST_TEXT)):
        for language in ("fr", "en"):
            told = words.told_in(language).strip()
            if not told:
                defects.append(Defect("text-missing", f"{name}_{language}", "Nothing is written.", "Write it."))
            if len(told) > longest:
                defects.append(Defect("text-too-long", f"{name}_{language}", f"Over {longest} characters.", "Cut it."))
    return tuple(defects)
