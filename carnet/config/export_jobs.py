"""The preparation of exports, on the schedule: the only place where the words of two doors meet a use case."""

from collections.abc import Iterator, Mapping
from typing import Any

from carnet.doors.fhir.mapping.everything import address_of
from carnet.doors.fhir.mapping.exported import exported_binary, exported_resources
from carnet.doors.patient_web.exported_words import exported_accesses, exported_lines, exported_own_words
from carnet.doors.timer.schedule import Job
from carnet.formats.folder.index import AccessRow, OwnLine, ToldLine
from carnet.usecases.export.prepare_exports import WORK_ON_EXPORTS, work_on_exports
from carnet.usecases.export.writing import Binary
from carnet.usecases.reading.read_everything import Everything
from carnet.usecases.reading.shown_document import ShownDocument


class WordsOfDoors:
    """Keeps the promise of ``carnet.usecases.export.writing.ExportWriter``."""

    def resources(self, everything: Everything, *, base_url: str) -> Iterator[Mapping[str, Any]]:
        """Write as the FHIR door does."""
        return exported_resources(everything, base_url=base_url)

    def address(self, resource: Mapping[str, Any], *, base_url: str) -> str:
        """Give it as the FHIR door does."""
        return address_of(resource, base_url=base_url)

    def binary(self, document: ShownDocument) -> Binary:
        """Write as the FHIR door does."""
        return exported_binary(document)

    def lines(self, everything: Everything) -> tuple[ToldLine, ...]:
        """Say as the patient site does."""
        return exported_lines(everything)

    def own_words(self, everything: Everything) -> tuple[OwnLine, ...]:
        """Say as the patient site does."""
        return exported_own_words(everything)

    def accesses(self, everything: Everything) -> tuple[AccessRow, ...]:
        """Say as the patient site does."""
        return exported_accesses(everything)


EXPORT_JOBS = (
    Job(
        WORK_ON_EXPORTS,
        "prepare what people asked to take away, begin again what was interrupted, remove what is over",
        lambda env, _: work_on_exports(write=WordsOfDoors(), env=env),
        "* * * * *",
        by_the_app=True,
    ),
)
