"""A laboratory report in plain words (P11): sentence, gauge, curve, table, glossary and questions."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from carnet.core.access.decision import Refusal
from carnet.core.identifiers import DocumentId
from carnet.doors.kit.result_words import show_figures, tell_in_brief
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.patient_web.page import actor_of, page, record_of, refused
from carnet.doors.patient_web.shown import show_document
from carnet.usecases.reading.explain_results import ExplainedResults, ReadAsWritten, explain_results


def address_of(document: DocumentId) -> str:
    """Say where the page of a document stands."""
    return reverse("patient-document", args=[document])


@require_GET
def results(request: SignedInRequest, document_id: UUID) -> HttpResponse:
    """Show the figures of a report; one that is read as it is written goes back to its own page, which asks first."""
    answer = explain_results(record_of(request), DocumentId(document_id), actor=actor_of(request), env=request.env)
    match answer:
        case Refusal() as refusal:
            return refused(request, refusal)
        case ReadAsWritten():
            return HttpResponseRedirect(address_of(DocumentId(document_id)))
        case ExplainedResults(shown=shown, figures=figures, others=others):
            context = {
                "document": show_document(shown, since=None),
                "figures": show_figures(figures, address_of),
                "brief": tell_in_brief(figures),
                "others": others,
                "original": address_of(DocumentId(document_id)),
            }
            return page(request, "results.html", context, current="documents")
