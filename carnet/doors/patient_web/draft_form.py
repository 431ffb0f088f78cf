"""The form in which somebody says what each file is before it is added: its title, its kind, its day."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from carnet.core.documents.draft import USUAL_TYPE, Draft
from carnet.doors.kit.attachment import EXTENSIONS, weigh
from carnet.doors.kit.dates import plain_date, read_day
from carnet.doors.patient_web.adding_words import KINDS, is_named_by_a_camera, title_of
from carnet.formats.media_types import IMAGES

LONGEST = 120
"""Letters of a title: what a list shows in full."""

_TITLE_FIELD = re.compile(r"titre-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")


@dataclass(frozen=True, slots=True, repr=False)
class Typed:
    """What is said of one file. ``day``: None where none was given; ``faults``: by « titre », « type », « date »."""

    title: str
    type_code: str
    day: date | None
    faults: dict[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Hide the title."""
        return f"Typed({self.type_code})"


@dataclass(frozen=True, slots=True)
class DraftView:
    """A file that waits, as the form shows it. ``faults``: by « titre », « type », « date »."""

    id: UUID
    name: str
    kind: str
    weight: str
    title: str
    type_code: str
    day: str
    faults: dict[str, str]


def read_typed(sent: Mapping[str, str], *, today: date) -> dict[UUID, Typed]:
    """Read what was typed of each file that the form names; ``sent``: its fields, as they came."""
    found = (_TITLE_FIELD.fullmatch(name) for name in sent)
    return {UUID(one[1]): _typed(sent, one[1], today) for one in found if one is not None}


def first_guess(draft: Draft, *, today: date) -> Typed:
    """Say of a file what can be said before its sender did: a photograph has no name of its own, but a day."""
    is_photo = draft.media_type in IMAGES and is_named_by_a_camera(draft.name)
    title = _("Photo du {day}").format(day=plain_date(today)) if is_photo else title_of(draft.name)
    return Typed(title, USUAL_TYPE, today)


def view_of(draft: Draft, typed: Typed) -> DraftView:
    """Put a file in words, with what is said of it."""
    return DraftView(
        id=draft.id,
        name=draft.name,
        kind=EXTENSIONS.get(draft.media_type, "").upper(),
        weight=weigh(draft.size),
        title=typed.title,
        type_code=typed.type_code,
        day=typed.day.isoformat() if typed.day is not None else "",
        faults=typed.faults,
    )


def _typed(sent: Mapping[str, str], number: str, today: date) -> Typed:
    title = " ".join(sent.get(f"titre-{number}", "").split())
    type_code = sent.get(f"type-{number}", "")
    day = read_day(sent.get(f"date-{number}", ""))
    faults = {}
    if not title or not title.isprintable() or len(title) > LONGEST:
        faults["titre"] = _("Donnez un titre, en 120 lettres au plus.")
    if type_code not in KINDS:
        faults["type"] = _("Choisissez une catégorie.")
    if day is None or day > today:
        faults["date"] = _("Donnez une date, aujourd’hui au plus tard.")
    return Typed(title, type_code, day, faults)
