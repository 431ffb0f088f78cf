"""What the professional's pages receive: dense plain views, telegraphic."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from carnet.core.documents.entry import AuthorKind, DocumentStatus
from carnet.core.documents.hiding import Hiding
from carnet.core.emergency.access import EmergencyMode
from carnet.core.people import Gender
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.core.vocabulary.document_types import document_type
from carnet.doors.kit.dates import FRANCE, dense_date, dense_datetime, time_of_day
from carnet.doors.kit.shelf_names import shelf_name
from carnet.usecases.reading.consult_record import Consulted
from carnet.usecases.reading.open_document import Whose
from carnet.usecases.reading.shown_document import ShownDocument


@dataclass(frozen=True, slots=True)
class RowView:
    """A document in the list."""

    href: str
    title: str
    kind: str
    icon: str
    shelf: str
    shelf_label: str
    author: str
    date: datetime
    is_masked: bool
    is_set_aside: bool
    is_unannounced: bool
    is_hidden_from_representatives: bool
    is_kept: bool
    """Hidden from representatives, or held from them: never on the screen of a visit with a parent, never printed."""
    is_archived: bool
    is_superseded: bool
    by_patient: bool


def show_row(shown: ShownDocument) -> RowView:
    """Put a document in a row."""
    entry = shown.entry
    known = document_type(entry.type_code.value)
    names = [author.name.shown() for author in entry.authors if author.name is not None]
    places = [author.organization_name for author in entry.authors if author.organization_name]
    codes = entry.confidentiality
    return RowView(
        href=reverse("pro-document", args=[shown.record, shown.document]),
        title=entry.title,
        kind=known.code.label if known else entry.type_code.value,
        icon=known.shelf.icon if known else "file-text",
        shelf=known.shelf.code if known else "",
        shelf_label=shelf_name(known.shelf.code) if known else "",
        author=", ".join(dict.fromkeys([*names[:1], *places[:1]])),
        date=entry.service_start or entry.creation,
        is_masked=shown.is_masked,
        is_set_aside=Hiding.SET_ASIDE in shown.hidings,
        is_unannounced=Confidentiality.HIDDEN_FROM_PATIENT in codes,
        is_hidden_from_representatives=Confidentiality.HIDDEN_FROM_REPRESENTATIVES in codes,
        is_kept=shown.is_kept_from_parents,
        is_archived=shown.status is DocumentStatus.ARCHIVED,
        is_superseded=shown.status is DocumentStatus.SUPERSEDED,
        by_patient=any(author.kind is AuthorKind.PATIENT for author in entry.authors),
    )


@dataclass(frozen=True, slots=True)
class BannerView:
    """Whose record is open, and in what right it is read. ``alert``: of an emergency access, or nothing.

    ``is_call``: whether that is a call to the SAMU. ``shown``: until when the person shows it, or nothing.
    """

    record: UUID
    name: str
    birth: str
    identity: str
    is_treating: bool
    is_urgent: bool
    is_call: bool
    alert: str
    shown: str


BORN = {Gender.FEMALE: "née {name}", Gender.MALE: "né {name}", Gender.UNKNOWN: "né(e) {name}"}
SEX = {Gender.FEMALE: "F", Gender.MALE: "M", Gender.UNKNOWN: ""}
IDENTITY = {
    "QUAL": "INS qualifiée",
    "VALI": "Identité validée",
    "RECUP": "INS récupérée",
    "PROV": "Identité provisoire",
}


def show_whose(whose: Whose | None) -> tuple[str, str]:
    """Write whose document it is: the name, then how and when they were born."""
    if whose is None:
        return "", ""
    name = f"{(whose.used_name or whose.birth_name).upper()} {whose.given_name.title()}"
    born = BORN[whose.gender].format(name=whose.birth_name.upper())
    return name, ", ".join(part for part in (born, SEX[whose.gender], dense_date(whose.birth_date)) if part)


def show_banner(consulted: Consulted, *, now: datetime) -> BannerView:
    """Put the identity bar in words."""
    born, until, today = consulted.birth_date, consulted.emergency_until, now.astimezone(FRANCE)
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return BannerView(
        record=consulted.record,
        name=f"{(consulted.used_name or consulted.birth_name).upper()} {consulted.given_name.title()}",
        birth=", ".join(
            part
            for part in (
                BORN[consulted.gender].format(name=consulted.birth_name.upper()),
                SEX[consulted.gender],
                f"{dense_date(born)} ({ngettext('{count} an', '{count} ans', age).format(count=age)})",
            )
            if part
        ),
        identity=IDENTITY[consulted.identity_status.value],
        is_treating=consulted.is_treating_physician,
        is_urgent=until is not None,
        is_call=consulted.emergency_mode is EmergencyMode.SAMU_CALL,
        alert=_("le patient est informé, fin {end}").format(end=dense_datetime(until)) if until else "",
        shown=_shown(consulted),
    )


def _shown(consulted: Consulted) -> str:
    """Say what the person shows and until when; nothing to one who reads by another right too."""
    if consulted.shown_until is None:
        return ""
    words = (
        _("Le patient vous montre son dossier jusqu’à {end}. Ensuite il se referme.")
        if consulted.shows_all
        else _("Le patient vous montre des documents choisis jusqu’à {end}. Ensuite ils se referment.")
    )
    return words.format(end=time_of_day(consulted.shown_until))
