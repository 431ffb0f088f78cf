"""The form in which somebody says what each file is before it is added: its title, its kind, its day."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from uuid import UUID

from django.utils.translation import gettext as _

from carnet.core.documents.draft import TYPE_OF_IMAGES, USUAL_TYPE, Draft
from carnet.core.documents.image_label import ImageLabel
from carnet.doors.kit.attachment import EXTENSIONS, weigh
from carnet.doors.kit.dates import plain_date, read_day
from carnet.doors.kit.scan import name_of_modality
from carnet.doors.patient_web.adding_words import KINDS, is_named_by_a_camera, title_of
from carnet.formats.cda.timestamps import PARIS
from carnet.formats.media_types import IMAGES
from carnet.usecases.adding.own_document import Wish

LONGEST = 120
"""Letters of a title: what a list shows in full."""
NOON = time(12)

_TITLE_FIELD = re.compile(r"titre-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")


@dataclass(frozen=True, slots=True, repr=False)
class Typed:
    """What is said of one file. ``day``: None where none was given; ``faults``: as in ``DraftView``."""

    title: str
    type_code: str
    day: date | None
    is_of_the_person: bool = False
    faults: dict[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Hide the title."""
        return f"Typed({self.type_code})"


@dataclass(frozen=True, slots=True)
class DraftView:
    """A file that waits, as the form shows it. ``faults``: by « titre », « type », « date », « personne ».

    ``bears``: whose a picture says it is, when that is somebody else; ``is_of_the_person``: what its sender says of it.
    ``replaces``: the title of the document whose place it takes, if any.
    """

    id: UUID
    name: str
    kind: str
    weight: str
    title: str
    type_code: str
    day: str
    bears: str
    is_of_the_person: bool
    replaces: str
    faults: dict[str, str]


def read_typed(sent: Mapping[str, str], *, today: date) -> dict[UUID, Typed]:
    """Read what was typed of each file that the form names; ``sent``: its fields, as they came."""
    found = (_TITLE_FIELD.fullmatch(name) for name in sent)
    return {UUID(one[1]): _typed(sent, one[1], today) for one in found if one is not None}


def first_guess(draft: Draft, *, today: date) -> Typed:
    """Say of a file what can be said before its sender did: a photograph has no name of its own, but a day."""
    if draft.after is not None:
        return Typed(draft.after.title, draft.after.type_code, draft.after.day)
    if draft.label is not None:
        return _of_image(draft.label, today)
    is_photo = draft.media_type in IMAGES and is_named_by_a_camera(draft.name)
    title = _("Photo du {day}").format(day=plain_date(today)) if is_photo else title_of(draft.name)
    return Typed(title, USUAL_TYPE, today)


def wish_of(typed: Typed, *, now: datetime) -> Wish:
    """Give what is wished for a file: written at noon of its day, or now if that is to come."""
    local = now.astimezone(PARIS)
    written = datetime.combine(typed.day or local.date(), NOON, tzinfo=PARIS)
    return Wish(typed.title, typed.type_code, min(written, local), is_of_the_person=typed.is_of_the_person)


def with_unsaid(typed: Mapping[UUID, Typed], another: Collection[UUID]) -> dict[UUID, Typed]:
    """Say of pictures that name somebody else what is missing; ``another``: their numbers."""
    fault = _("Retirez cette image, ou dites de qui elle est.")
    return {
        number: replace(one, faults={**one.faults, "personne": fault}) if number in another else one
        for number, one in typed.items()
    }


def view_of(draft: Draft, typed: Typed, *, is_of_another: bool = False) -> DraftView:
    """Put a file in words, with what is said of it. ``is_of_another``: whether it is a picture that says so."""
    return DraftView(
        id=draft.id,
        name=draft.name,
        kind=EXTENSIONS.get(draft.media_type, "").upper(),
        weight=weigh(draft.size),
        title=typed.title,
        type_code=typed.type_code,
        day=typed.day.isoformat() if typed.day is not None else "",
        bears=_bearing(draft.label) if is_of_another and draft.label is not None else "",
        is_of_the_person=typed.is_of_the_person,
        replaces=draft.after.title if draft.after is not None else "",
        faults=typed.faults,
    )


def _of_image(label: ImageLabel, today: date) -> Typed:
    """Call a picture of a machine by what made it and its day: its file has a number for a name."""
    day = min(label.day or today, today)
    title = _("{what} du {day}").format(what=name_of_modality(label.modality), day=plain_date(day))
    return Typed(title, TYPE_OF_IMAGES, day)


def _bearing(label: ImageLabel) -> str:
    """Say whose a picture says that it is."""
    name = " ".join(filter(None, (label.given, label.family)))
    born = plain_date(label.birth_date) if label.birth_date is not None else ""
    if name and born:
        return _("{name}, date de naissance : {day}").format(name=name, day=born)
    return name or _("date de naissance : {day}").format(day=born)


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
    return Typed(title, type_code, day, f"personne-{number}" in sent, faults)
