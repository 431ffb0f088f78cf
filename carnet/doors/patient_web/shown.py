"""What the patient's pages receive: plain views, in French words, with nothing left to decide."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from carnet.core.access.actions import Action
from carnet.core.audit.audience import OF_THE_RECORD
from carnet.core.audit.contests import is_contestable
from carnet.core.audit.events import AccessMode, Outcome, Party, SecurityAct
from carnet.core.documents.entry import DocumentStatus
from carnet.core.identifiers import DocumentId
from carnet.core.vocabulary.document_types import document_type
from carnet.core.vocabulary.professions import profession, specialty
from carnet.doors.kit.reasons import said_rule
from carnet.doors.kit.shelf_names import shelf_name
from carnet.doors.patient_web.cards import card_of, place_card
from carnet.doors.patient_web.close_ones_sentences import done_for_the_person
from carnet.doors.patient_web.download_sentences import how_it_was_taken, what_was_exported
from carnet.doors.patient_web.list_sentences import why_it_was_listed
from carnet.doors.patient_web.sentences import sentence_of
from carnet.doors.patient_web.showing_sentences import was_being_shown, what_was_shown
from carnet.doors.patient_web.subscription_sentences import what_was_told
from carnet.usecases.reading.read_access_history import HistoryLine
from carnet.usecases.reading.shown_document import BroughtBy, ShownDocument


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document in a list."""

    number: UUID
    title: str
    icon: str
    shelf: str
    category: str
    author: str
    date: datetime
    is_new: bool
    is_masked: bool
    is_archived: bool

    @property
    def href(self) -> str:
        """Its address: written for the lines of a page only, never for each document of the record."""
        return reverse("patient-document", args=[self.number])


def show_document(shown: ShownDocument, *, since: datetime | None) -> DocumentView:
    """Put a document in words. ``since``: the previous visit, after which it is new."""
    known = document_type(shown.entry.type_code.value)
    return DocumentView(
        number=shown.document,
        title=shown.entry.title,
        icon=known.shelf.icon if known else "file-text",
        shelf=shelf_of(shown.entry.type_code.value),
        category=shelf_name(shelf_of(shown.entry.type_code.value)),
        author=author_of(shown),
        date=date_of(shown),
        is_new=since is not None and shown.submitted_at > since,
        is_masked=shown.is_masked,
        is_archived=shown.status is DocumentStatus.ARCHIVED,
    )


def shelf_of(type_code: str) -> str:
    """Give the code of the category that documents of a type (JDV_J07) stand in."""
    known = document_type(type_code)
    return known.shelf.code if known else "AUTR_DOC"


def date_of(shown: ShownDocument) -> datetime:
    """Give the instant that a document is of: the care that it tells of, else its writing."""
    return shown.entry.service_start or shown.entry.creation


def author_of(shown: ShownDocument) -> str:
    """Name who a document comes from, to its reader: « Vous » for what they added, be it in another's name."""
    if shown.brought_by is BroughtBy.READER:
        return _("Vous")
    if shown.brought_by is BroughtBy.SOMEBODY_FOR_THEM:
        return _("Représentant ou aidant")
    authors = shown.entry.authors
    names = [author.name.shown() for author in authors if author.name is not None]
    places = [author.organization_name for author in authors if author.organization_name]
    return ", ".join(dict.fromkeys([*names[:1], *places[:1]]))


@dataclass(frozen=True, slots=True)
class AccessView:
    """A line of the history. ``contest``: the address at which it can be contested, or nothing."""

    actor: str
    action: str
    kind: str
    who: str
    icon: str
    role: str
    at: datetime
    sentence: str
    documents: tuple[tuple[str, str], ...]
    concerned: str
    reason: str
    why_refused: tuple[str, ...]
    is_new: bool
    is_first: bool
    is_urgent: bool
    is_refused: bool
    card: str
    contest: str
    is_contested: bool
    was_shown: bool
    """Read because it was being shown to them."""
    event: UUID
    """Its number, from which the next page begins."""
    application: str = ""
    """The one through which it was done, or which it is about (``names_application``)."""
    names_application: bool = False
    place: str = ""
    place_card: str = ""
    """The structure where they acted, and the address of its page, or nothing."""
    concerned_card: str = ""
    taken: str = ""
    """In which form a history was taken away, or why a list was asked for, in words: such lines are not told as one."""


KINDS = {
    "holder": "titulaire",
    "representative": "representants",
    "carer": "representants",
    "professional": "professionnels",
    "structure": "professionnels",
}
"""Whose acts these are, as the filters of the history say it; anybody else is a service."""

CLOSE = frozenset({"holder", "representative", "carer"})
"""Who comes from the person's side."""

ICONS = {"10": "stethoscope", "21": "pill", "60": "syringe", "50": "stethoscope"}


NAMING_NOTHING = frozenset({SecurityAct.CONTEST, Action.FOLLOW_SHOWING, Action.EXPORT_RECORD, Action.INDEX_DOCUMENT})
"""Acts whose sentence is whole: what they bear on stands in other lines."""


def show_line(
    line: HistoryLine,
    titles: Mapping[DocumentId, str],
    *,
    since: datetime | None,
    is_first: bool,
    contested: Collection[UUID] = (),
    of: str = "",
) -> AccessView:
    """Put a line in words. ``titles``: of the documents that the person may see; ``contested``: the contested lines.

    ``of``: of whom the record is (« de Lou ») when its reader acts for them, as ``whose.of_whom`` writes it.
    """
    event = line.event
    mine = line.is_own
    urgent = event.mode is not AccessMode.NORMAL
    kind = "moi" if mine else KINDS.get(event.actor.kind, "services")
    documents = tuple(
        (reverse("patient-document", args=[one]), titles[one])
        for one in event.documents
        if one in titles and event.action not in NAMING_NOTHING
    )
    by_structure = event.actor.kind in ("structure", "insurer")
    taken = how_it_was_taken(event) or why_it_was_listed(event)
    oneself = event.concerned is not None and event.concerned.identifier == event.actor.identifier
    return AccessView(
        actor=f"{event.actor.kind} {event.actor.identifier}",
        action=event.action.value,
        kind=kind,
        who=_("Vous") if mine else line.name or _party_name(event.actor, by_holder=event.actor.kind == "holder"),
        icon="user-round" if event.actor.kind in CLOSE else ICONS.get(event.actor.profession, "hospital"),
        role="" if by_structure else _role(line),
        at=event.at,
        sentence=(
            done_for_the_person(event, is_mine=mine)
            or sentence_of(
                event.action.value,
                is_mine=mine,
                is_refused=event.outcome is Outcome.REFUSED,
                is_of_the_service=event.actor.kind == "clockwork",
                of=of,
            )
        )
        + what_was_shown(event, len(documents))
        + what_was_told(event, len(documents))
        + what_was_exported(event)
        + taken,
        documents=documents,
        concerned="" if oneself else line.concerned,
        reason=event.reason,
        why_refused=tuple(map(said_rule, event.rules)) if event.outcome is Outcome.REFUSED else (),
        is_new=since is not None and event.at > since and not mine,
        is_first=is_first,
        is_urgent=urgent,
        is_refused=event.outcome is Outcome.REFUSED,
        card=card_of(event.actor),
        contest=reverse("patient-contest", args=[event.id]) if is_contestable(event) and not mine else "",
        is_contested=event.id in contested,
        was_shown=was_being_shown(event),
        application=line.application if event.actor.kind != "client" else "",
        names_application=isinstance(event.action, SecurityAct) and event.action not in OF_THE_RECORD,
        event=event.id,
        place="" if by_structure else line.structure,
        place_card=place_card(event.actor) if line.structure and not by_structure else "",
        concerned_card=card_of(event.concerned)
        if event.concerned is not None and line.concerned and not oneself
        else "",
        taken=taken,
    )


FRENCH_NUMBER = 10
"""Digits of a telephone number in France."""


def show_phone(number: str) -> str:
    """Write a telephone number as people read it: « +33639980000 » is « 06 39 98 00 00 »."""
    national = f"0{number.removeprefix('+33')}" if number.startswith("+33") else ""
    if len(national) != FRENCH_NUMBER or not national.isdecimal():
        return number
    return " ".join(national[place : place + 2] for place in range(0, FRENCH_NUMBER, 2))


def _role(line: HistoryLine) -> str:
    """Say as what somebody acts: their profession and place, or what ties them to the person."""
    ties = {"representative": _("représentant légal"), "carer": _("aidant")}
    actor = line.event.actor
    return ties.get(actor.kind, "") or describe_role(actor.profession, actor.specialty, line.structure)


def _party_name(party: Party, *, by_holder: bool) -> str:
    if by_holder:
        return _("Le titulaire du dossier")
    return {
        "representative": _("Un représentant légal"),
        "carer": _("Un aidant"),
        "support": _("L’assistance"),
        "clerk": _("Un agent de guichet"),
        "reviewer": _("La relecture de l’assistance"),
        "insurer": _("L’Assurance maladie"),
        "clockwork": _("Le service"),
        "client": _("Une application"),
        "unidentified": _("Quelqu’un"),
        "applicant": _("Quelqu’un"),
        "heirs": _("Les héritiers"),
    }.get(party.kind, _("Un professionnel"))


def describe_role(profession_code: str, specialty_code: str, place: str) -> str:
    """Say what somebody does and where: « Médecin, Médecine générale, Cabinet du Port »."""
    known, speciality = profession(profession_code), specialty(specialty_code)
    parts = [known.label if known else "", _plain(speciality.label) if speciality else "", place]
    return ", ".join(part for part in parts if part)


def _plain(label: str) -> str:
    """Drop what the register adds to a speciality: « Qualifié en Médecine générale (SM) » is « Médecine générale »."""
    return label.partition(" (")[0].removeprefix("Qualifié en ").removeprefix("Spécialiste en ")
