"""Every right and its roads without a screen: with a professional, at a counter, by post, by a free phone call.

The table is data (``rights.toml``): the page, the printed sheet and the tests read the same rows. Source: product.md,
« Every right has a road without a screen »; FAQ dmp.fr 2018, « l’imprimer, le compléter, joindre les justificatifs ».
"""

import tomllib
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path

from carnet.core.access.actions import Action
from carnet.core.content.words import Words


class Road(Enum):
    """A way that needs no screen, in the order of the columns."""

    PROFESSIONAL = "professional"
    COUNTER = "counter"
    POST = "post"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Right:
    """One right. ``actions``: what a person asks the record for by it; ``roads``: what is done on each road."""

    key: str
    title: Words
    actions: frozenset[Action]
    roads: dict[Road, Words]

    def cells(self) -> tuple[Words | None, ...]:
        """Give what stands in each column, None where there is no road."""
        return tuple(self.roads.get(road) for road in Road)


@cache
def rights() -> tuple[Right, ...]:
    """Read every right, in the order of the table."""
    written = tomllib.loads((Path(__file__).parent / "rights.toml").read_text(encoding="utf-8"))
    words = {name: Words(**told) for name, told in written["roads"].items()}
    return tuple(
        Right(
            key=one["key"],
            title=Words(**one["title"]),
            actions=frozenset(Action(value) for value in one["actions"]),
            roads={road: words[one[road.value]] for road in Road if road.value in one},
        )
        for one in written["right"]
    )
