"""What the patient's pages receive: plain views, in French words, with nothing left to decide."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from carnet.core.access.actions import Action
from carnet.core.audit.audience import OF_THE_RECORD
from carnet.core.audit.contests import is_contestable
from carnet.core.audit.events import AccessMode, Outcome, Party, SecurityAct
from carnet.core.documents.entry import AuthorKind, DocumentStatus
from carnet.core.identifiers import DocumentId
from carnet.core.vocabulary.document_types import document_type
from carnet.core.vocabulary.professions import profession, specialty
from carnet.doors.kit.reasons import said_rule
from carnet.doors.patient_web.download_sentences import what_was_exported
from carnet.doors.patient_web.sentences import sentence_of
from carnet.doors.patient_web.showing_sentences import is_told_alone, was_being_shown, what_was_shown
from carnet.doors.patient_web.subscription_sentences import what_was_told
from carnet.usecases.reading.read_access_history import HistoryLine
from carnet.usecases.reading.shown_document import ShownDocument


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document in a list."""

    href: str
    title: str
    icon: str
    shelf: str
    category: str
    author: str
    date: datetime
    is_new: bool
    is_masked: bool
    is_archived: bool


def show_document(shown: ShownDocument, *, since: datetime | None) -> DocumentView:
    """Put a document in words. ``since``: the previous visit, after which it is new."""
    entry = shown.entry
    known = document_type(entry.type_code.value)
    names = [author.name.shown() for author in entry.authors if author.name is not None]
    places = [author.organization_name for author in entry.authors if author.organization_name]
    by_patient = any(author.kind is AuthorKind.PATIENT for author in entry.authors)
    return DocumentView(
        href=reverse("patient-document", args=[shown.document]),
        title=entry.title,
        icon=known.shelf.icon if known else "file-text",
        shelf=known.shelf.code if known else "AUTR_DOC",
        category=known.shelf.label if known else _("Autres documents"),
        author=_("Vous") if by_patient else ", ".join(dict.fromkeys([*names[:1], *places[:1]])),
        date=entry.service_start or entry.creation,
        is_new=since is not None and shown.submitted_at > since,
        is_masked=shown.is_masked,
        is_archived=shown.status is DocumentStatus.ARCHIVED,
    )


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
    application: str = ""
    """The one through which it was done, or which it is about (``names_application``)."""
    names_application: bool = False


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


NAMING_NOTHING = frozenset({SecurityAct.CONTEST, Action.FOLLOW_SHOWING, Action.EXPORT_RECORD})
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
    oneself = event.concerned is not None and event.concerned.identifier == event.actor.identifier
    return AccessView(
        actor=f"{event.actor.kind} {event.actor.identifier}",
        action=event.action.value,
        kind=kind,
        who=_("Vous") if mine else line.name or _party_name(event.actor, by_holder=event.actor.kind == "holder"),
        icon="user-round" if event.actor.kind in CLOSE else ICONS.get(event.actor.profession, "hospital"),
        role="" if by_structure else _role(line),
        at=event.at,
        sentence=sentence_of(
            event.action.value,
            is_mine=mine,
            is_refused=event.outcome is Outcome.REFUSED,
            is_of_the_service=event.actor.kind == "clockwork",
            of=of,
        )
        + what_was_shown(event, len(documents))
        + what_was_told(event, len(documents))
        + what_was_exported(event),
        documents=documents,
        concerned="" if oneself else line.concerned,
        reason=event.reason,
        why_refused=tuple(map(said_rule, event.rules)) if event.outcome is Outcome.REFUSED else (),
        is_new=since is not None and event.at > since and not mine,
        is_first=is_first,
        is_urgent=urgent,
        is_refused=event.outcome is Outcome.REFUSED,
        card=_card(event.actor),
        contest=reverse("patient-contest", args=[event.id]) if is_contestable(event) and not mine else "",
        is_contested=event.id in contested,
        was_shown=was_being_shown(event),
        application=line.application if event.actor.kind != "client" else "",
        names_application=isinstance(event.action, SecurityAct) and event.action not in OF_THE_RECORD,
    )


FRENCH_NUMBER = 10
"""Digits of a telephone number in France."""

ONE_VISIT = timedelta(hours=2)
"""Acts of one kind by one person within two hours are told together, as one visit."""


def gather_visits(views: Iterable[AccessView]) -> list[AccessView]:
    """Tell in one line what somebody did several times in one visit. ``views``: newest first; so is the answer.

    What was refused, typed or addressed to somebody else stays a line of its own.
    """
    gathered: list[AccessView] = []
    places: dict[tuple[str, str, bool, str], int] = {}
    for view in views:
        key = (view.actor, view.action, view.is_urgent, view.application)
        place = places.get(key)
        alone = view.is_refused or bool(view.reason) or bool(view.concerned) or is_told_alone(view.action)
        if place is not None and not alone and gathered[place].at - view.at < ONE_VISIT:
            newest = gathered[place]
            gathered[place] = replace(
                newest,
                documents=tuple(dict.fromkeys((*newest.documents, *view.documents))),
                is_first=newest.is_first or view.is_first,
                is_contested=newest.is_contested or view.is_contested,
            )
            continue
        if not alone:
            places[key] = len(gathered)
        gathered.append(view)
    return gathered


def tell_news(views: Iterable[AccessView]) -> list[AccessView]:
    """Choose what the home page tells: whoever opened something also looked at the list, which is then not told.

    The history tells both. ``views``: as ``gather_visits`` gives them.
    """
    gathered = gather_visits(views)
    looked = Action.LIST_DOCUMENTS.value
    lists = {(view.actor, view.is_urgent): view for view in gathered if view.action == looked}
    told: list[AccessView] = []
    for view in gathered:
        visit = (view.actor, view.is_urgent)
        if view.action == looked and any((one.actor, one.is_urgent) == visit and one is not view for one in gathered):
            continue
        told.append(replace(view, is_first=True) if visit in lists and lists[visit].is_first else view)
    return told


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


def _card(party: Party) -> str:
    if not party.identifier.isalnum():
        return ""
    if party.kind == "professional":
        return reverse("patient-person", args=["professionnel", party.identifier])
    if party.kind == "structure":
        return reverse("patient-person", args=["etablissement", party.identifier])
    return ""


def describe_role(profession_code: str, specialty_code: str, place: str) -> str:
    """Say what somebody does and where: « Médecin, Médecine générale, Cabinet du Port »."""
    known, speciality = profession(profession_code), specialty(specialty_code)
    parts = [known.label if known else "", _plain(speciality.label) if speciality else "", place]
    return ", ".join(part for part in parts if part)


def _plain(label: str) -> str:
    """Drop what the register adds to a speciality: « Qualifié en Médecine générale (SM) » is « Médecine générale »."""
    return label.partition(" (")[0].removeprefix("Qualifié en ").removeprefix("Spécialiste en ")
