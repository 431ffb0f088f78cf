"""The list of documents as a page shows it: what answers to the filters, in its order, one page of it."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from carnet.core.documents.entry import Author, DocumentStatus
from carnet.core.documents.selection import plain
from carnet.core.vocabulary.shelves import shelves
from carnet.doors.kit.preferences import PER_PAGE
from carnet.doors.patient_web.list_wish import (
    ARCHIVED,
    CHOOSING,
    MASKED,
    PERIODS,
    SELECTED,
    ListWish,
    order_names,
    period_names,
)
from carnet.doors.patient_web.shown import DocumentView, author_of, date_of, shelf_of, show_document
from carnet.formats.words import Piece
from carnet.usecases.reading.browse_documents import FoundDocument
from carnet.usecases.reading.shown_document import BroughtBy

ICONS = {SELECTED: "star", MASKED: "eye-off", ARCHIVED: "archive"}
"""Of what the list keeps beside the categories (interface.md 6.3)."""


@dataclass(frozen=True, slots=True, repr=False)
class ListedView:
    """A line of the list. ``sentence``: where the words stand, in pieces."""

    id: UUID
    view: DocumentView
    sentence: tuple[Piece, ...]
    is_selected: bool

    def __repr__(self) -> str:
        """Name the document only."""
        return f"ListedView({self.id})"


@dataclass(frozen=True, slots=True, repr=False)
class _Sifted:
    """What a document is counted, filtered and sorted by. ``author_key``: its author, in an address.

    Every document of the record becomes one of these; only those of one page become lines.
    """

    found: FoundDocument
    shelf: str
    author: str
    author_key: str
    date: datetime

    def __repr__(self) -> str:
        """Name the document only."""
        return f"_Sifted({self.number})"

    @property
    def number(self) -> UUID:
        return self.found.shown.document

    @property
    def is_archived(self) -> bool:
        return self.found.shown.status is DocumentStatus.ARCHIVED


_Named: TypeAlias = dict[tuple[BroughtBy | None, tuple[Author, ...]], tuple[str, str]]
"""The name of each author met so far, and what stands for it in an address."""


def lay_out(found: Sequence[FoundDocument], wish: ListWish, *, since: datetime | None, now: datetime) -> dict[str, Any]:
    """Give what the template of the list receives: filters with their counts, the lines of this page, its neighbours.

    Everything is counted among what this reader may see. ``since``: the previous visit; ``now``: for periods.
    """
    named: _Named = {}
    everything = [_sift(one, named) for one in found]
    kept = [one for one in everything if _answers(one, wish, now)]
    current = [one for one in kept if not one.is_archived]
    beside = {
        SELECTED: [one for one in current if one.found.is_selected],
        MASKED: [one for one in current if one.found.shown.is_masked],
        ARCHIVED: [one for one in kept if one.is_archived],
    }
    by_shelf = {code: [one for one in current if one.shelf == code] for code in shelves()}
    lines = {"": current, **by_shelf, **beside}.get(wish.shelf, current)
    lines.sort(key=lambda one: (one.date, one.number.int), reverse=True)
    if wish.sorts_by == "auteur":
        lines.sort(key=lambda one: plain(one.author))
    return {
        "choices": _choices(wish, current, by_shelf, beside),
        **_page(lines, wish, since),
        "wish": wish,
        "total": len(lines),
        "is_filtered": wish.is_filtered,
        "is_sifted": bool(wish.period or wish.author or wish.order or wish.per_page),
        "authors": _authors(everything, wish),
        "periods": period_names(),
        "orders": order_names(),
        "numbers": PER_PAGE,
        "way_here": wish.way_here(),
        "choose": wish.but(choosing=CHOOSING, after=wish.after),
        "stop_choosing": wish.but(choosing="", after=wish.after),
    }


def _sift(found: FoundDocument, named: _Named) -> _Sifted:
    """Take from a document what it is counted, filtered and sorted by."""
    shown = found.shown
    known = (shown.brought_by, shown.entry.authors)
    if known not in named:
        author = author_of(shown)
        named[known] = author, _digest(author)
    return _Sifted(found, shelf_of(shown), *named[known], date_of(shown))


def _listed(sifted: _Sifted, since: datetime | None) -> ListedView:
    """Put a document of the page in words."""
    found = sifted.found
    return ListedView(sifted.number, show_document(found.shown, since=since), found.sentence, found.is_selected)


def _answers(one: _Sifted, wish: ListWish, now: datetime) -> bool:
    is_of_time = not wish.period or one.date >= now - PERIODS[wish.period]
    return is_of_time and wish.author in ("", one.author_key)


def _choices(
    wish: ListWish,
    current: list[_Sifted],
    by_shelf: dict[str, list[_Sifted]],
    beside: dict[str, list[_Sifted]],
) -> list[dict[str, Any]]:
    """The categories that hold something, with how many current documents each holds."""
    known = {*by_shelf, *beside}
    labels = {code: shelf.label for code, shelf in shelves().items()}
    labels |= {SELECTED: _("Ma sélection"), MASKED: _("Masqués"), ARCHIVED: _("Archivés")}
    icons = {code: shelf.icon for code, shelf in shelves().items()} | ICONS
    choices = [{"href": wish.but(shelf=""), "label": _("Tout"), "count": len(current), "icon": "folder-open"}]
    choices[0]["current"] = wish.shelf not in known
    for code, documents in {**by_shelf, **beside}.items():
        if documents:
            choice = {"href": wish.but(shelf=code), "label": labels[code], "count": len(documents)}
            choices.append(choice | {"icon": icons[code], "current": code == wish.shelf})
    return choices


def _page(lines: list[_Sifted], wish: ListWish, since: datetime | None) -> dict[str, Any]:
    """One page: what comes after the document that the address names, or the first when there is no such line."""
    numbers = [str(one.number) for one in lines]
    start = numbers.index(wish.after) + 1 if wish.after in numbers else 0
    before = start - wish.size
    return {
        "documents": [_listed(one, since) for one in lines[start : start + wish.size]],
        "page_number": -(-start // wish.size) + 1,
        "page_count": max(-(-len(lines) // wish.size), 1),
        "previous": "" if not start else wish.but(after=numbers[before - 1] if before > 0 else ""),
        "next": wish.but(after=numbers[start + wish.size - 1]) if start + wish.size < len(lines) else "",
    }


def _authors(everything: list[_Sifted], wish: ListWish) -> list[tuple[str, str, bool]]:
    """Who wrote what this reader may see, for a list of choices: key, name, whether it is chosen."""
    named = {one.author_key: one.author for one in everything if one.author}
    return [(key, name, key == wish.author) for key, name in sorted(named.items(), key=lambda one: plain(one[1]))]


def _digest(author: str) -> str:
    """Stand for a name in an address: keyed, so that the address tells no name (product.md, « Identity »)."""
    return hmac.digest(settings.SECRET_KEY.encode(), f"carnet:author:{author}".encode(), "sha256").hex()[:16]
