"""The routes that give a record as a whole: its summary, everything in it, and its export."""

from collections.abc import Callable

from carnet.core.access.actions import Action
from carnet.doors.fhir.http import FhirRequest, FhirResponse
from carnet.doors.fhir.route import Route
from carnet.doors.fhir.transactions import everything, export, summary


def _operation(
    path: str,
    transaction: str,
    use_case: str,
    action: Action,
    answer: Callable[[FhirRequest], FhirResponse],
) -> tuple[Route, Route]:
    """Give the two ways of asking an operation that changes nothing (hl7.org/fhir/R4/operations.html#executing)."""
    asked = ("GET", "POST")
    get, post = (Route(one, path, transaction, "Patient", "operation", use_case, action, answer) for one in asked)
    return get, post


def _of_export(method: str, below: str, use_case: str, answer: Callable[[FhirRequest], FhirResponse]) -> Route:
    """Give a route about one export."""
    path = f"Patient/{{id}}/$export/{{job}}{below}"
    return Route(method, path, BULK, "Patient", "operation", use_case, Action.EXPORT_RECORD, answer)


BULK = "Bulk Data 2.0"
WHOLE_RECORD_ROUTES: tuple[Route, ...] = (
    *_operation(
        "Patient/$summary", "IPS 2.0", "reading.summarize_record", Action.LIST_DOCUMENTS, summary.of_identifier
    ),
    *_operation("Patient/{id}/$summary", "IPS 2.0", "reading.summarize_record", Action.LIST_DOCUMENTS, summary.of_one),
    *_operation(
        "Patient/{id}/$everything",
        "FHIR R4",
        "reading.read_everything",
        Action.LIST_DOCUMENTS,
        everything.everything,
    ),
    *_operation("Patient/{id}/$export", BULK, "export.ask_export", Action.EXPORT_RECORD, export.begin),
    _of_export("GET", "", "export.follow_exports", export.look),
    _of_export("DELETE", "", "export.remove_export", export.remove),
    _of_export("GET", "/{type}", "export.fetch_export", export.fetch),
)
