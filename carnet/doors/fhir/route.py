"""One line of the table of routes of this door."""

from collections.abc import Callable
from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.doors.fhir.http import FhirRequest, FhirResponse


@dataclass(frozen=True, slots=True)
class Route:
    """One line of the table.

    ``path``: below the base address, with ``{id}`` for an id. ``interaction``: the FHIR one. ``use_case``: its module
    below ``carnet.usecases``. ``audit``: the action written in the trace.
    """

    method: str
    path: str
    transaction: str
    resource: str
    interaction: str
    use_case: str
    action: Action
    answer: Callable[[FhirRequest], FhirResponse]

    @property
    def reads_form(self) -> bool:
        """Whether parameters are also in its body, as those of a ``_search`` are (FHIR R4, « search by POST »)."""
        return self.path.endswith("/_search")

    @property
    def takes_body(self) -> bool:
        """Whether what is sent there is a resource or a patch; a deposit writes down itself what it could not read."""
        is_sent = self.method in ("POST", "PUT", "PATCH") and not self.reads_form
        return is_sent and self.use_case != "feeding.deposit_documents"

    @property
    def answers_bytes(self) -> bool:
        """Whether it answers with the bytes of a document, unless a resource is asked for by its own name."""
        return (self.resource, self.interaction) == ("Binary", "read")

    @property
    def audit(self) -> str:
        """The event that the trace keeps of it: the action itself."""
        return self.action.value
