"""What the desk's figures may say: how much was asked, how much was answered in time, and never fewer than eleven."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from carnet.core.support.requests import RequestKind

FEWEST = 11
"""Published statistics never show fewer (product.md, « Insurer »): below, a figure may be somebody."""
ROUNDED_TO = 5
"""Points of a share: finer, it would tell of the few that it leaves out."""


@dataclass(frozen=True, slots=True)
class Counted:
    """One request, of which nothing is left but its kind and its dates."""

    kind: RequestKind
    opened_at: datetime
    due_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Figure:
    """What may be shown of one kind. None: fewer than eleven. ``in_time``: percent of those answered, by fives."""

    kind: RequestKind
    opened: int | None
    answered: int | None
    in_time: int | None


def shown(count: int) -> int | None:
    """Give a count that may be shown; None when it is of fewer than eleven, zero included."""
    return count if count >= FEWEST else None


def figures_of(requests: Iterable[Counted]) -> tuple[Figure, ...]:
    """Count requests by kind, in the order of the kinds; no total, from which one that is left out could be told."""
    counted = list(requests)
    return tuple(_figure(kind, [one for one in counted if one.kind is kind]) for kind in RequestKind)


def _figure(kind: RequestKind, requests: list[Counted]) -> Figure:
    answered = [one for one in requests if one.closed_at is not None]
    in_time = sum(one.closed_at is not None and one.closed_at <= one.due_at for one in answered)
    share = round(100 * in_time / len(answered) / ROUNDED_TO) * ROUNDED_TO if shown(len(answered)) else None
    return Figure(kind, shown(len(requests)), shown(len(answered)), share)
