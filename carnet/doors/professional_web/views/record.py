"""A patient's record on the professional site (S4), one document (S5), a deposit (S6), the history (S8)."""

from datetime import date, datetime, time, timedelta
from itertools import groupby
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from carnet.core.access.decision import Refusal
from carnet.core.documents.entry import DocumentStatus
from carnet.core.documents.selection import Criteria, Span
from carnet.core.identifiers import DocumentId, RecordId
from carnet.core.record.majority import PARIS
from carnet.core.results.reports import is_told_in_words
from carnet.core.vocabulary.document_types import document_types
from carnet.core.vocabulary.shelves import shelves
from carnet.doors.kit.attachment import attachment
from carnet.doors.kit.dates import read_day
from carnet.doors.kit.document_content import show_document_content
from carnet.doors.kit.drawn_pages import with_drawn_pages
from carnet.doors.kit.scan import read_looking
from carnet.doors.kit.shelf_names import shelf_name
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.professional_web.offered import offered
from carnet.doors.professional_web.own_words import show_own_words
from carnet.doors.professional_web.page import done, page, professional_of, refused
from carnet.doors.professional_web.shown import RowView, show_banner, show_row, show_whose
from carnet.usecases.feeding.deposit_documents import AlreadyThere, Deposited, Rejected
from carnet.usecases.feeding.deposit_file import FileToDeposit, deposit_file
from carnet.usecases.reading.consult_record import Consulted, consult_record
from carnet.usecases.reading.open_document import DocumentPage, open_document
from carnet.usecases.reading.open_file import open_file
from carnet.usecases.reading.read_access_history import AccessHistory, read_access_history
from carnet.usecases.reading.read_document import OpenedDocument, read_document

PERIODS = {"3": 92, "12": 366, "24": 731}
"""Months → days that the filter « Période » keeps."""

NOON = time(12)
"""When an act of a day happened, for one who gives no hour: far from midnight in every zone of France's clocks."""

STATUSES = frozenset({DocumentStatus.CURRENT})
OLD = frozenset({DocumentStatus.ARCHIVED, DocumentStatus.SUPERSEDED})
"""What is listed on demand only (product.md, « Emergency »)."""

FAULTS = {
    "file-too-large": gettext_lazy("Le fichier dépasse 10 Mo. Envoyez un fichier moins lourd."),
    "empty-file": gettext_lazy("Choisissez un fichier."),
    "hidden-from-representatives-of-an-adult": gettext_lazy("Cette personne est majeure : décochez cette case."),
    "unknown-type-code": gettext_lazy("Choisissez un type de document."),
}
ACTS = {
    "list-documents": gettext_lazy("Liste des documents"),
    "read-document": gettext_lazy("Lecture"),
    "deposit-documents": gettext_lazy("Dépôt"),
    "replace-document": gettext_lazy("Remplacement"),
    "break-the-glass": gettext_lazy("Ouverture en urgence"),
    "read-access-history": gettext_lazy("Historique"),
}
TO_ANNOUNCE, FOR_SAFETY = "oui", "securite"
WAITS = frozenset({"", TO_ANNOUNCE, FOR_SAFETY})
"""Whether the person sees what is deposited at once, and why not (product.md, « Masking »)."""
USUAL_TYPES = ("11488-4", "34112-3", "11490-0", "18748-4", "11502-2", "57833-6", "89601-9", "11506-3", "28653-4")


@require_GET
def record(request: SignedInRequest, record: UUID) -> HttpResponse:
    """List what this professional may see; category, period and words stand in the address."""
    now = request.env.clock.now()
    days = PERIODS.get(request.GET.get("periode", ""))
    served = (Span(start=now - timedelta(days=days)),) if days else ()
    with_old = "anciens" in request.GET
    criteria = Criteria(statuses=STATUSES | OLD if with_old else STATUSES, served=served)
    match consult_record(RecordId(record), criteria=criteria, actor=professional_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case Consulted() as consulted:
            rows = sorted(map(show_row, consulted.documents), key=lambda row: row.date, reverse=True)
            # A minor's record opens as a visit with a parent: what is kept from them takes a deliberate click.
            is_alone = "seul" in request.GET
            rows = [row for row in rows if is_alone or not (consulted.is_minor and row.is_kept)]
            category, words = request.GET.get("categorie", ""), request.GET.get("mots", "").strip()
            kept = [
                row
                for row in rows
                if (not category or row.shelf == category)
                and words.casefold() in f"{row.title} {row.kind} {row.author}".casefold()
            ]
            months = [{"date": month, "rows": list(of_month)} for month, of_month in groupby(kept, key=_month_of)]
            present = {row.shelf for row in rows}
            context = {
                "banner": show_banner(consulted, now=now),
                "months": months,
                "count": len(kept),
                "is_filtered": bool(category or words or days),
                "with_old": with_old,
                "allergies": consulted.allergies,
                "own_words": show_own_words(consulted.own_words),
                "is_minor": consulted.is_minor,
                "is_alone": is_alone,
                "categories": [
                    {"code": code, "label": shelf_name(code), "chosen": code == category}
                    for code in shelves()
                    if code in present
                ],
                "periods": [{"value": value, "chosen": request.GET.get("periode") == value} for value in PERIODS],
                "words": words,
            }
            return page(request, "record.html", context, current="patients")


@with_drawn_pages
@require_GET
def document(request: SignedInRequest, record: UUID, document_id: UUID) -> HttpResponse:
    """Read one document."""
    actor = professional_of(request)
    looking = read_looking(request.GET)
    answer = open_document(RecordId(record), DocumentId(document_id), actor=actor, env=request.env, looking=looking)
    match answer:
        case Refusal() as refusal:
            return refused(request, refusal)
        case DocumentPage(shown=shown, may=may, whose=whose):
            context = {
                "whose": show_whose(whose),
                "row": show_row(shown),
                "may": offered(shown, may),
                "waits_until": shown.announcement_due,
                "of_same_examination": [show_row(one) for one in answer.of_same_examination],
                "is_told_in_figures": is_told_in_words(shown.entry.type_code, shown.entry.events),
                "id": document_id,
                "record": record,
                **show_document_content(
                    answer,
                    request.GET,
                    file=reverse("pro-content", args=[record, document_id]),
                    original=reverse("pro-file", args=[record, document_id]),
                ),
            }
            return page(request, "document.html", context, current="patients")


@require_GET
def file(request: SignedInRequest, record: UUID, document_id: UUID) -> HttpResponseBase:
    """Hand the file over."""
    actor = professional_of(request)
    match read_document(RecordId(record), DocumentId(document_id), actor=actor, env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case OpenedDocument() as opened:
            return attachment(opened)


@require_GET
def content(request: SignedInRequest, record: UUID, document_id: UUID) -> HttpResponseBase:
    """Hand over the letter that a document holds, as a person keeps it; its page reads a PDF from here too."""
    actor = professional_of(request)
    match open_file(RecordId(record), DocumentId(document_id), actor=actor, env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case OpenedDocument() as opened:
            return attachment(opened)


@require_http_methods(["GET", "POST"])
def deposit(request: SignedInRequest, record: UUID) -> HttpResponse:
    """Deposit a file with its metadata; it becomes a CDA level 1 in the professional's name."""
    now = request.env.clock.now().astimezone(PARIS)
    types = [document_types()[code] for code in USUAL_TYPES]
    context: dict[str, object] = {
        "record": record,
        "types": [
            {"code": one.code.value, "label": one.code.label, "chosen": one.code.value == request.POST.get("type")}
            for one in types
        ],
        "title": request.POST.get("titre", ""),
        "date": now.date().isoformat() if request.method == "GET" else _day_as_sent(request),
        "wait": request.POST.get("annonce", ""),
        "delay": request.env.announcement_delay,
        "needs_agreement": request.env.policy.deposit_needs_agreement,
        "errors": {},
    }
    if request.method == "GET":
        return page(request, "deposit.html", context, current="patients")
    errors = _missing(request)
    if errors:
        return page(request, "deposit.html", {**context, "errors": errors}, current="patients", status=422)
    sent = request.FILES.getlist("fichier")[0]
    chosen = FileToDeposit(
        content=sent.read(),
        media_type=sent.content_type or "",
        title=request.POST["titre"].strip(),
        type_code=request.POST["type"],
        acted_at=min(datetime.combine(date.fromisoformat(request.POST["date"]), NOON, tzinfo=PARIS), now),
        person_did_not_oppose="non_opposition" in request.POST,
        waits_for_announcement=request.POST.get("annonce") == TO_ANNOUNCE,
        is_hidden_for_safety=request.POST.get("annonce") == FOR_SAFETY,
        is_hidden_from_representatives="cache" in request.POST,
    )
    match deposit_file(RecordId(record), chosen, actor=professional_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case Rejected(defects):
            found = {
                "fichier": " ".join(
                    str(FAULTS.get(one.code, gettext_lazy("Ce fichier ne peut pas entrer."))) for one in defects
                )
            }
            return page(request, "deposit.html", {**context, "errors": found}, current="patients", status=422)
        case AlreadyThere():
            return done(reverse("pro-deposited", args=[record]), _("Ce document était déjà déposé."))
        case Deposited():
            return done(reverse("pro-deposited", args=[record]), _("Document déposé."))


def _month_of(row: RowView) -> date:
    return row.date.astimezone(PARIS).date().replace(day=1)


def _day_as_sent(request: SignedInRequest) -> str:
    """Give the day that a browser's date field sent, or nothing: what is no day cannot be written back into it."""
    day = read_day(request.POST.get("date", ""))
    return day.isoformat() if day is not None else ""


def _missing(request: SignedInRequest) -> dict[str, str]:
    errors = {}
    if "fichier" not in request.FILES:
        errors["fichier"] = _("Choisissez un fichier : PDF, image ou texte.")
    if not request.POST.get("titre", "").strip():
        errors["titre"] = _("Donnez un titre que la personne comprendra.")
    if request.POST.get("type") not in USUAL_TYPES:
        errors["type"] = _("Choisissez un type de document.")
    day = _day_as_sent(request)
    if not day:
        errors["date"] = _("Saisissez la date de l’acte.")
    elif date.fromisoformat(day) > request.env.clock.now().astimezone(PARIS).date():
        errors["date"] = _("Cette date n’est pas encore passée. Saisissez celle de l’acte.")
    if request.POST.get("annonce", "") not in WAITS:
        errors["annonce"] = _("Choisissez l’une de ces trois réponses.")
    if "non_opposition" not in request.POST:
        errors["non_opposition"] = _("Sans cet accord, le document ne peut pas être déposé.")
    return errors


@require_GET
def deposited(request: SignedInRequest, record: UUID) -> HttpResponse:
    """Say that the deposit is done: one who may not read the record stays outside it."""
    return page(request, "deposited.html", {"record": record}, current="patients")


@require_GET
def history(request: SignedInRequest, record: UUID) -> HttpResponse:
    """Show the accesses of professionals, to the treating physician only."""
    match read_access_history(RecordId(record), actor=professional_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case AccessHistory(lines=lines, documents=shown):
            titles = {one.document: one.entry.title for one in shown}
            context = {
                "record": record,
                "lines": [
                    {
                        "at": line.event.at,
                        "who": line.name,
                        "where": line.structure,
                        "act": ACTS.get(line.event.action.value, ""),
                        "is_urgent": line.event.mode.value != "normal",
                        "reason": line.event.reason,
                        "titles": [titles[one] for one in line.event.documents if one in titles],
                    }
                    for line in lines
                ],
            }
            return page(request, "history.html", context, current="patients")
