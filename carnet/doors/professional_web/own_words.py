"""What the person wrote of their health, as the professional's page shows it: theirs, and marked so."""

from typing import Any

from django.utils.translation import gettext as _

from carnet.core.health.entry import HealthEntry
from carnet.core.health.kinds import Answer
from carnet.core.health.told import line_of
from carnet.doors.kit.health_titles import TITLES
from carnet.usecases.health.own_health import Block

MOST_LINES = 20
"""How many lines of a block the page shows, the last written first: measures may be many."""


def show_own_words(blocks: tuple[Block, ...]) -> list[dict[str, Any]]:
    """Write the blocks in which somebody wrote or answered: title, then each line with its day and whose it is.

    ``older``: how many lines are not shown, which the page says.
    """
    return [
        {
            "title": TITLES[one.kind.key],
            "lines": [_line(entry) for entry in (*one.entries[:MOST_LINES], *([one.answer] if one.answer else []))],
            "older": max(0, len(one.entries) - MOST_LINES),
        }
        for one in blocks
    ]


def _line(entry: HealthEntry) -> dict[str, Any]:
    said = {
        Answer.WRITTEN: "",
        Answer.NONE: _("Aucun, d’après le patient"),
        Answer.UNKNOWN: _("Le patient ne le sait pas"),
    }[entry.said.answer]
    return {
        "said": said or line_of(entry.said),
        "at": entry.written_at,
        "by": _("Écrit par le patient") if entry.by.kind == "holder" else _("Écrit par un proche du patient"),
    }
