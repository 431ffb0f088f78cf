"""A laboratory report as figures, for a professional: a dense table, and the curve of what was measured before."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from carnet.core.access.decision import Refusal
from carnet.core.identifiers import DocumentId, RecordId
from carnet.doors.kit.result_words import show_figures
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.professional_web.page import page, professional_of, refused
from carnet.doors.professional_web.shown import show_row, show_whose
from carnet.usecases.reading.explain_results import ExplainedResults, ReadAsWritten, explain_results


@require_GET
def results(request: SignedInRequest, record: UUID, document_id: UUID) -> HttpResponse:
    """Show the figures of a report; one that is read as it is written goes back to its own page."""
    actor, of = professional_of(request), RecordId(record)

    def address_of(document: DocumentId) -> str:
        return reverse("pro-document", args=[record, document])

    match explain_results(of, DocumentId(document_id), actor=actor, env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case ReadAsWritten():
            return HttpResponseRedirect(address_of(DocumentId(document_id)))
        case ExplainedResults(shown=shown, figures=figures, others=others, whose=whose):
            context = {
                "whose": show_whose(whose),
                "row": show_row(shown),
                "figures": show_figures(figures, address_of),
                "others": others,
            }
            return page(request, "results.html", context, current="patients")
