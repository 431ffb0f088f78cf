"""What somebody wants of the documents page, as its address says it: filters, order, number, page."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from carnet.core.vocabulary.shelves import shelves
from carnet.doors.kit.preferences import ORDERS, PER_PAGE, Preferences
from carnet.doors.patient_web.searched_words import FIELD

LIST = "liste"
"""In the address of a document: the list that it was opened from, as that list's own address says it."""

CHOOSING = "oui"

ARCHIVED, MASKED, SELECTED = "archives", "masques", "selection"
BESIDE = (ARCHIVED, MASKED, SELECTED)
"""What the list keeps beside the categories: what was put away, what professionals do not see, what is kept at hand."""

LONGEST = 1000
"""Characters of a word of the address, sealed words included: a longer one was written by no page of ours."""

PERIODS: Mapping[str, timedelta] = {
    "3-mois": timedelta(days=92),
    "12-mois": timedelta(days=366),
    "5-ans": timedelta(days=1827),
}


@dataclass(frozen=True, slots=True)
class ListWish:
    """What is wanted; an empty text wants nothing in particular.

    ``author``: the digest of a name, which stands in no address. ``order`` and ``per_page``: as the address says, else
    as the settings do. ``after``: the number of the last document of the page before. ``sealed``: the words looked
    for, as the address carries them. ``choosing``: several documents are being chosen, to do one thing to all of them.
    """

    usual: Preferences
    shelf: str = ""
    period: str = ""
    author: str = ""
    order: str = ""
    per_page: str = ""
    after: str = ""
    sealed: str = ""
    choosing: str = ""

    @property
    def sorts_by(self) -> str:
        """In which order: a word of ``ORDERS``."""
        return self.order or self.usual.order

    @property
    def size(self) -> int:
        """How many documents a page shows."""
        return int(self.shown_number)

    @property
    def shown_number(self) -> str:
        """The same, as forms carry it: a word of ``PER_PAGE``."""
        return self.per_page or self.usual.per_page

    @property
    def is_filtered(self) -> bool:
        """Whether less than everything is wanted, words apart."""
        return bool(self.shelf or self.period or self.author)

    def address(self) -> str:
        """Write it as the end of an address, what is wanted only."""
        said = {name: getattr(self, field) for name, field in _NAMES.items() if getattr(self, field)}
        return f"?{urlencode(said)}"

    def way_here(self) -> str:
        """Write what a link to a document carries, to come back to this list as it is; nothing for the usual one."""
        address = replace(self, choosing="").address()
        return f"?{urlencode({LIST: address[1:]})}" if address != "?" else ""

    def but(self, **changes: str) -> str:
        """Write the address of the same list but for this, from its first page."""
        said: dict[str, str] = {field: getattr(self, field) for field in _NAMES.values()}
        return ListWish(self.usual, **{**said, "after": "", **changes}).address()


_NAMES = {
    "categorie": "shelf",
    FIELD: "sealed",
    "periode": "period",
    "auteur": "author",
    "tri": "order",
    "nombre": "per_page",
    "apres": "after",
    "choisir": "choosing",
}


def _unusual(said: str, known: Collection[str], usual: str) -> str:
    """Keep a choice that differs from the settings: what they say already stands in no address."""
    return said if said in known and said != usual else ""


def read_wish(sent: QueryDict, *, usual: Preferences) -> ListWish:
    """Read an address, or a form that has the same fields; a word that nobody knows wants nothing."""
    asked = {field: sent.get(name, "") for name, field in _NAMES.items()}
    said = {field: word if len(word) <= LONGEST else "" for field, word in asked.items()}
    said["shelf"] = said["shelf"] if said["shelf"] in {*shelves(), *BESIDE} else ""
    said["period"] = said["period"] if said["period"] in PERIODS else ""
    said["order"] = _unusual(said["order"], ORDERS, usual.order)
    said["per_page"] = _unusual(said["per_page"], PER_PAGE, usual.per_page)
    said["choosing"] = CHOOSING if said["choosing"] == CHOOSING else ""
    return ListWish(usual, **said)


def read_way_back(sent: QueryDict, *, usual: Preferences) -> ListWish:
    """Read, in the address of a document, the list that it was opened from; the usual one when there is none."""
    return read_wish(QueryDict(sent.get(LIST, "")), usual=usual)


def period_names() -> list[tuple[str, str]]:
    """Name the periods that a list may be kept to."""
    return [
        ("", _("Toutes les dates")),
        ("3-mois", _("3 derniers mois")),
        ("12-mois", _("12 derniers mois")),
        ("5-ans", _("5 dernières années")),
    ]


def sifted_by(wish: ListWish, authors: Collection[tuple[str, str, bool]]) -> str:
    """Say what a list is kept to and how it is sorted, where that is unusual: « 12 derniers mois, Dr Anne Keller ».

    ``authors``: key, name, whether it is chosen. Empty where the list is the usual one.
    """
    said = [
        *(name for key, name in period_names() if key and key == wish.period),
        *(name for _key, name, is_chosen in authors if is_chosen),
        *(name for key, name in order_names() if key == wish.order),
        *([_("{number} par page").format(number=wish.per_page)] if wish.per_page else []),
    ]
    return ", ".join(said)


def order_names() -> list[tuple[str, str]]:
    """Name the orders of a list."""
    return [("date", _("Du plus récent au plus ancien")), ("auteur", _("Par auteur, de A à Z"))]
