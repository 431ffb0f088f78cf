"""What documents tell together: the timeline of care (P13), vaccines, prescriptions, reimbursements."""

from itertools import groupby

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from carnet.core.access.decision import Refusal
from carnet.core.documents.entry import DocumentStatus
from carnet.core.documents.selection import Criteria
from carnet.core.vocabulary.shelves import shelves
from carnet.doors.kit.dates import in_france, long_month
from carnet.doors.kit.shelf_names import shelf_name
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.patient_web.page import actor_of, page, record_of, refused
from carnet.doors.patient_web.reimbursed_words import lay_out
from carnet.doors.patient_web.shown import DocumentView, show_document
from carnet.doors.patient_web.told_words import choices, show_vaccine
from carnet.doors.patient_web.vaccine_paper import write_vaccines
from carnet.usecases.reading.list_documents import ListedDocuments, list_documents
from carnet.usecases.reading.read_prescriptions import read_prescriptions
from carnet.usecases.reading.read_reimbursements import Reimbursements, read_reimbursements
from carnet.usecases.reading.read_vaccinations import VaccinationRecord, read_vaccinations

EVERYTHING = frozenset({DocumentStatus.CURRENT, DocumentStatus.ARCHIVED})


@require_GET
def timeline(request: SignedInRequest) -> HttpResponse:
    """Show the care of a life, month by month; the address holds the year and the category."""
    since = request.web_session.previous_visit
    answer = list_documents(
        record_of(request), criteria=Criteria(statuses=EVERYTHING), actor=actor_of(request), env=request.env
    )
    match answer:
        case Refusal() as refusal:
            return refused(request, refusal)
        case ListedDocuments(documents=found):
            views = [show_document(shown, since=since) for shown in found if not shown.awaits_check]
            views.sort(key=lambda view: view.date, reverse=True)
            years = list(dict.fromkeys(str(in_france(view.date).year) for view in views))
            present = {view.shelf for view in views}
            year = request.GET.get("annee", "")
            shelf = request.GET.get("categorie", "")
            year, shelf = year if year in years else "", shelf if shelf in present else ""
            kept = [
                view
                for view in views
                if (not year or str(in_france(view.date).year) == year) and (not shelf or view.shelf == shelf)
            ]
            labels = {code: shelf_name(code) for code in shelves() if code in present}
            context = {
                "months": [(month, list(events)) for month, events in groupby(kept, key=_month)],
                "years": choices({one: one for one in years}, year, "annee", {"categorie": shelf}, _("Toutes")),
                "shelves": choices(labels, shelf, "categorie", {"annee": year}, _("Tout")),
                "is_filtered": bool(year or shelf),
            }
            return page(request, "timeline.html", context, current="documents")


@require_GET
def vaccines(request: SignedInRequest) -> HttpResponse:
    """Show every vaccine that a document says was given."""
    match read_vaccinations(record_of(request), actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case VaccinationRecord(given=given, unread=unread):
            context = {
                "given": [show_vaccine(one) for one in given],
                "unread": [show_document(one, since=None) for one in unread],
            }
            return page(request, "vaccines.html", context, current="documents")


@require_GET
def vaccines_file(request: SignedInRequest) -> HttpResponse:
    """Give the same vaccines as a tagged PDF."""
    match read_vaccinations(record_of(request), actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case VaccinationRecord(given=given, unread=unread):
            whose = request.web_session.record_name or request.web_session.shown_name
            views, at = [show_vaccine(one) for one in given], request.env.clock.now()
            return write_vaccines(views, whose=whose, unread=len(unread), at=at)


@require_GET
def prescriptions(request: SignedInRequest) -> HttpResponse:
    """Show every prescription with its lines."""
    answer = read_prescriptions(record_of(request), actor=actor_of(request), env=request.env)
    if isinstance(answer, Refusal):
        return refused(request, answer)
    told = [(show_document(one.source, since=None), one.lines) for one in answer]
    return page(request, "prescriptions.html", {"prescriptions": told}, current="documents")


@require_GET
def reimbursements(request: SignedInRequest) -> HttpResponse:
    """Show what was paid back, month by month; the address holds the year and the kind of care."""
    match read_reimbursements(record_of(request), actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case Reimbursements(told=told, unread=unread):
            context = {"unread": [show_document(one, since=None) for one in unread]}
            return page(request, "reimbursements.html", {**lay_out(told, request.GET), **context}, current="documents")


def _month(view: DocumentView) -> str:
    return long_month(view.date)
