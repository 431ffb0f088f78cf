"""The list of documents as a page shows it: what answers to the filters, in its order, one page of it."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

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
from carnet.doors.patient_web.shown import DocumentView, show_document
from carnet.formats.words import Piece
from carnet.usecases.reading.browse_documents import FoundDocument

ICONS = {SELECTED: "star", MASKED: "eye-off", ARCHIVED: "archive"}
"""Of what the list keeps beside the categories (interface.md 6.3)."""


@dataclass(frozen=True, slots=True, repr=False)
class ListedView:
    """A line of the list. ``sentence``: where the words stand, in pieces; ``author_key``: its author, in an address."""

    id: UUID
    view: DocumentView
    sentence: tuple[Piece, ...]
    is_selected: bool
    author_key: str

    def __repr__(self) -> str:
        """Name the document only."""
        return f"ListedView({self.id})"


def lay_out(found: Sequence[FoundDocument], wish: ListWish, *, since: datetime | None, now: datetime) -> dict[str, Any]:
    """Give what the template of the list receives: filters with their counts, the lines of this page, its neighbours.

    Everything is counted among what this reader may see. ``since``: the previous visit; ``now``: for periods.
    """
    keys: dict[str, str] = {}
    everything = [_listed(one, since, keys) for one in found]
    kept = [one for one in everything if _answers(one, wish, now)]
    current = [one for one in kept if not one.view.is_archived]
    beside = {
        SELECTED: [one for one in current if one.is_selected],
        MASKED: [one for one in current if one.view.is_masked],
        ARCHIVED: [one for one in kept if one.view.is_archived],
    }
    by_shelf = {code: [one for one in current if one.view.shelf == code] for code in shelves()}
    lines = {"": current, **by_shelf, **beside}.get(wish.shelf, current)
    lines.sort(key=lambda one: (one.view.date, one.id.int), reverse=True)
    if wish.sorts_by == "auteur":
        lines.sort(key=lambda one: plain(one.view.author))
    return {
        "choices": _choices(wish, current, by_shelf, beside),
        **_page(lines, wish),
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


def _listed(found: FoundDocument, since: datetime | None, keys: dict[str, str]) -> ListedView:
    """Put a document of the list in words. ``keys``: what stands for each author met so far in an address."""
    view = show_document(found.shown, since=since)
    if view.author not in keys:
        keys[view.author] = _digest(view.author)
    return ListedView(found.shown.document, view, found.sentence, found.is_selected, keys[view.author])


def _answers(one: ListedView, wish: ListWish, now: datetime) -> bool:
    is_of_time = not wish.period or one.view.date >= now - PERIODS[wish.period]
    return is_of_time and wish.author in ("", one.author_key)


def _choices(
    wish: ListWish,
    current: list[ListedView],
    by_shelf: dict[str, list[ListedView]],
    beside: dict[str, list[ListedView]],
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


def _page(lines: list[ListedView], wish: ListWish) -> dict[str, Any]:
    """One page: what comes after the document that the address names, or the first when there is no such line."""
    numbers = [str(one.id) for one in lines]
    start = numbers.index(wish.after) + 1 if wish.after in numbers else 0
    before = start - wish.size
    return {
        "documents": lines[start : start + wish.size],
        "page_number": -(-start // wish.size) + 1,
        "page_count": max(-(-len(lines) // wish.size), 1),
        "previous": "" if not start else wish.but(after=numbers[before - 1] if before > 0 else ""),
        "next": wish.but(after=numbers[start + wish.size - 1]) if start + wish.size < len(lines) else "",
    }


def _authors(everything: list[ListedView], wish: ListWish) -> list[tuple[str, str, bool]]:
    """Who wrote what this reader may see, for a list of choices: key, name, whether it is chosen."""
    named = {one.author_key: one.view.author for one in everything if one.view.author}
    return [(key, name, key == wish.author) for key, name in sorted(named.items(), key=lambda one: plain(one[1]))]


def _digest(author: str) -> str:
    """Stand for a name in an address: keyed, so that the address tells no name (product.md, « Identity »)."""
    return hmac.digest(settings.SECRET_KEY.encode(), f"carnet:author:{author}".encode(), "sha256").hex()[:16]
