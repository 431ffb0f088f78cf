"""What was prescribed to somebody, for one reader: each prescription with its lines, as its author wrote them."""

from dataclasses import dataclass

from carnet.core.access.actors import Actor
from carnet.core.access.decision import Refusal
from carnet.core.identifiers import RecordId
from carnet.formats.cda.sections import read_sections
from carnet.ports.environment import Environment
from carnet.usecases.reading.open_several import open_several
from carnet.usecases.reading.shown_document import ShownDocument

PRESCRIPTIONS = frozenset({"57833-6"})
"""The type (JDV_J07) of prescriptions of health products."""
PRESCRIBED = frozenset({"57828-6", "46264-8"})
"""The sections (LOINC) of medications and of devices (CI-SIS « Volet e-prescription de médicaments »)."""


@dataclass(frozen=True, slots=True, repr=False)
class ToldPrescription:
    """A prescription and its lines; none where only the document itself tells them."""

    source: ShownDocument
    lines: tuple[str, ...]

    def __repr__(self) -> str:
        """Hide the content."""
        return "ToldPrescription(…)"


def read_prescriptions(record: RecordId, *, actor: Actor, env: Environment) -> tuple[ToldPrescription, ...] | Refusal:
    """Gather the prescriptions of a record, newest first (product.md, « Everything derived »).

    Each document that is opened has its line in the history. Nothing is added up: what somebody takes today is for the
    professionals who prescribe and dispense to say.
    """
    several = open_several(record, types=PRESCRIPTIONS, detail="prescriptions", actor=actor, env=env)
    if isinstance(several, Refusal):
        return several
    told = [
        ToldPrescription(
            one.shown,
            tuple(line for section in read_sections(one.content, codes=PRESCRIBED) for line in section.lines),
        )
        for one in several.opened
    ]
    told += [ToldPrescription(one, ()) for one in several.left]
    told.sort(key=lambda one: one.source.entry.service_start or one.source.entry.creation, reverse=True)
    return tuple(told)
