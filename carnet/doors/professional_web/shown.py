"""What the professional's pages receive: dense plain views, telegraphic."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from carnet.core.documents.entry import AuthorKind, DocumentStatus
from carnet.core.people import Gender
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.core.vocabulary.document_types import document_type
from carnet.usecases.reading.consult_record import Consulted
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
    is_unannounced: bool
    is_hidden_from_representatives: bool
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
        shelf_label=known.shelf.label if known else "",
        author=", ".join([*names[:1], *places[:1]]),
        date=entry.service_start or entry.creation,
        is_masked=Confidentiality.MASKED_TO_PROFESSIONALS in codes,
        is_unannounced=Confidentiality.HIDDEN_FROM_PATIENT in codes,
        is_hidden_from_representatives=Confidentiality.HIDDEN_FROM_REPRESENTATIVES in codes,
        is_archived=shown.status is DocumentStatus.ARCHIVED,
        is_superseded=shown.status is DocumentStatus.SUPERSEDED,
        by_patient=any(author.kind is AuthorKind.PATIENT for author in entry.authors),
    )


@dataclass(frozen=True, slots=True)
class BannerView:
    """Whose record is open, and in what right it is read."""

    record: UUID
    name: str
    born: str
    gender: str
    birth_date: object
    age: int
    identity: str
    is_minor: bool
    is_treating: bool
    emergency_until: datetime | None


IDENTITY = {
    "QUAL": "INS qualifiée",
    "VALI": "Identité validée",
    "RECUP": "INS récupérée",
    "PROV": "Identité provisoire",
}


def show_banner(consulted: Consulted, *, now: datetime) -> BannerView:
    """Put the identity bar in words."""
    born = consulted.birth_date
    had_birthday = (now.month, now.day) >= (born.month, born.day)
    return BannerView(
        record=consulted.record,
        name=f"{(consulted.used_name or consulted.birth_name).upper()} {consulted.given_name.title()}",
        born=consulted.birth_name.upper(),
        gender={Gender.FEMALE: "F", Gender.MALE: "M"}.get(consulted.gender, ""),
        birth_date=born,
        age=now.year - born.year - (0 if had_birthday else 1),
        identity=IDENTITY[consulted.identity_status.value],
        is_minor=consulted.is_minor,
        is_treating=consulted.is_treating_physician,
        emergency_until=consulted.emergency_until,
    )
