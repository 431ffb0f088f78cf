"""The list of documents as a page shows it: what answers to the filters, in its order, one page of it."""

import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from carnet.core.documents.selection import plain
from carnet.core.identifiers import DocumentId
from carnet.core.vocabulary.shelves import shelves
from carnet.doors.kit.preferences import PER_PAGE
from carnet.doors.kit.shelf_names import shelf_name
from carnet.doors.patient_web.list_wish import (
    ARCHIVED,
    CHOOSING,
    MASKED,
    PERIODS,
    SELECTED,
    ListWish,
    order_names,
    period_names,
    sifted_by,
)
from carnet.doors.patient_web.shown import DocumentView, author_of, shelf_of, show_document
from carnet.formats.words import Piece
from carnet.usecases.reading.browse_documents import FoundDocument, Glance

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

    glance: Glance
    shelf: str
    author: str
    author_key: str

    def __repr__(self) -> str:
        """Name the document only."""
        return f"_Sifted({self.glance.number})"


@dataclass(frozen=True, slots=True)
class LaidOut:
    """The list as its template receives it, its lines apart; ``numbers``: the documents of the page, in order."""

    numbers: tuple[DocumentId, ...]
    context: dict[str, Any]


def lay_out(found: Sequence[Glance], wish: ListWish, *, now: datetime) -> LaidOut:
    """Lay the list out: filters with their counts, which documents stand on this page, its neighbours.

    Everything is counted among what this reader may see. ``now``: for periods.
    """
    named: dict[DocumentId, tuple[str, str]] = {}
    shelf_of_type = {code: shelf_of(code) for code in {one.type_code for one in found}}
    everything = [_sift(one, shelf_of_type[one.type_code], named) for one in found]
    kept = [one for one in everything if _answers(one, wish, now)]
    current = [one for one in kept if not one.glance.is_archived]
    beside = {
        SELECTED: [one for one in current if one.glance.is_selected],
        MASKED: [one for one in current if one.glance.is_masked],
        ARCHIVED: [one for one in kept if one.glance.is_archived],
    }
    by_shelf = {code: [one for one in current if one.shelf == code] for code in shelves()}
    lines = {"": current, **by_shelf, **beside}.get(wish.shelf, current)
    lines.sort(key=lambda one: (one.glance.of, one.glance.number.int), reverse=True)
    if wish.sorts_by == "auteur":
        lines.sort(key=lambda one: plain(one.author))
    numbers = [one.glance.number for one in lines]
    written = [str(one) for one in numbers]
    start = written.index(wish.after) + 1 if wish.after in written else 0
    before, end = start - wish.size, start + wish.size
    authors = _authors(everything, wish)
    context = {
        "choices": _choices(wish, current, by_shelf, beside),
        "page_number": -(-start // wish.size) + 1,
        "page_count": max(-(-len(lines) // wish.size), 1),
        "previous": "" if not start else wish.but(after=written[before - 1] if before > 0 else ""),
        "next": wish.but(after=written[end - 1]) if end < len(lines) else "",
        "wish": wish,
        "total": len(lines),
        "is_filtered": wish.is_filtered,
        "sifted": sifted_by(wish, authors),
        "authors": authors,
        "periods": period_names(),
        "orders": order_names(),
        "numbers": PER_PAGE,
        "way_here": wish.way_here(),
        "choose": wish.but(choosing=CHOOSING, after=wish.after),
        "stop_choosing": wish.but(choosing="", after=wish.after),
    }
    return LaidOut(tuple(numbers[start:end]), context)


def lines_of(found: Iterable[FoundDocument], *, since: datetime | None) -> list[ListedView]:
    """Put the documents of a page in words. ``since``: the previous visit."""
    return [
        ListedView(one.shown.document, show_document(one.shown, since=since), one.sentence, one.is_selected)
        for one in found
    ]


def _sift(glance: Glance, shelf: str, named: dict[DocumentId, tuple[str, str]]) -> _Sifted:
    """Take from a document what it is counted, filtered and sorted by."""
    like = glance.like.document
    if like not in named:
        author = author_of(glance.like)
        named[like] = author, _digest(author)
    return _Sifted(glance, shelf, *named[like])


def _answers(one: _Sifted, wish: ListWish, now: datetime) -> bool:
    is_of_time = not wish.period or one.glance.of >= now - PERIODS[wish.period]
    return is_of_time and wish.author in ("", one.author_key)


def _choices(
    wish: ListWish,
    current: list[_Sifted],
    by_shelf: dict[str, list[_Sifted]],
    beside: dict[str, list[_Sifted]],
) -> list[dict[str, Any]]:
    """The categories that hold something, with how many current documents each holds."""
    known = {*by_shelf, *beside}
    labels = {code: shelf_name(code) for code in shelves()}
    labels |= {SELECTED: _("Ma sélection"), MASKED: _("Masqués"), ARCHIVED: _("Archivés")}
    icons = {code: shelf.icon for code, shelf in shelves().items()} | ICONS
    choices = [{"href": wish.but(shelf=""), "label": _("Tout"), "count": len(current), "icon": "folder-open"}]
    choices[0]["current"] = wish.shelf not in known
    for code, documents in {**by_shelf, **beside}.items():
        if documents:
            choice = {"href": wish.but(shelf=code), "label": labels[code], "count": len(documents)}
            choices.append(choice | {"icon": icons[code], "current": code == wish.shelf})
    return choices


def _authors(everything: list[_Sifted], wish: ListWish) -> list[tuple[str, str, bool]]:
    """Who wrote what this reader may see, for a list of choices: key, name, whether it is chosen."""
    named = {one.author_key: one.author for one in everything if one.author}
    return [(key, name, key == wish.author) for key, name in sorted(named.items(), key=lambda one: plain(one[1]))]


def _digest(author: str) -> str:
    """Stand for a name in an address: keyed, so that the address tells no name (product.md, « Identity »)."""
    return hmac.digest(settings.SECRET_KEY.encode(), f"carnet:author:{author}".encode(), "sha256").hex()[:16]
