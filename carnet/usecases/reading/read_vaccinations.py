"""The vaccination record of somebody, for one reader: every vaccine that the documents they may read say was given."""

from dataclasses import dataclass

from carnet.core.access.actors import Actor
from carnet.core.access.decision import Refusal
from carnet.core.identifiers import RecordId
from carnet.formats.cda.timestamps import latest_first
from carnet.formats.cda.vaccines import GivenVaccine, read_vaccines
from carnet.ports.environment import Environment
from carnet.usecases.reading.open_several import open_several
from carnet.usecases.reading.shown_document import ShownDocument

VACCINATIONS = frozenset({"87273-9", "11369-6", "96874-3"})
"""The types (JDV_J07) of vaccination notes and records."""


@dataclass(frozen=True, slots=True, repr=False)
class ToldVaccine:
    """A vaccine, and the document that says it."""

    vaccine: GivenVaccine
    source: ShownDocument

    def __repr__(self) -> str:
        """Hide the content."""
        return "ToldVaccine(…)"


@dataclass(frozen=True, slots=True)
class VaccinationRecord:
    """``given``: newest first, those without a date last. ``unread``: documents on vaccines that no page can tell."""

    given: tuple[ToldVaccine, ...]
    unread: tuple[ShownDocument, ...]


def read_vaccinations(record: RecordId, *, actor: Actor, env: Environment) -> VaccinationRecord | Refusal:
    """Gather the vaccines of a record (features.md H06; product.md, « Everything derived »: the vaccination list).

    Each document that is opened has its line in the history. Two documents that tell the same vaccine tell it once,
    from the newest of them: same name, same day, same lot.
    """
    several = open_several(record, types=VACCINATIONS, detail="vaccinations", actor=actor, env=env)
    if isinstance(several, Refusal):
        return several
    told: dict[tuple[str, str, str], ToldVaccine] = {}
    silent: list[ShownDocument] = []
    for one in several.opened:
        vaccines = read_vaccines(one.content)
        if not vaccines:
            silent.append(one.shown)
        for vaccine in vaccines:
            day = "" if vaccine.when is None else str(vaccine.when.at.date())
            told.setdefault((vaccine.name.casefold(), day, vaccine.lot), ToldVaccine(vaccine, one.shown))
    return VaccinationRecord(
        tuple(sorted(told.values(), key=lambda one: latest_first(one.vaccine.when))), (*silent, *several.left)
    )
