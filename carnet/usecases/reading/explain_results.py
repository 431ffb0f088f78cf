"""Read a laboratory report in plain words: its figures, and what the same figures were over the years."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit, Refusal
from carnet.core.access.standing import is_patient_side
from carnet.core.identifiers import DocumentId, RecordId
from carnet.core.record.majority import is_minor
from carnet.core.results.measured import Bound, Measured
from carnet.core.results.reports import REPORTS
from carnet.core.vocabulary.grave_results import grave_results, tells_grave_result
from carnet.formats.cda.results import ReadResults, read_results
from carnet.formats.cda.sections import LOINC
from carnet.formats.media_types import CDA, canonical
from carnet.formats.preview import LARGEST_SHOWN
from carnet.ports.environment import Environment
from carnet.store import facts, records
from carnet.store.context import within
from carnet.usecases.notices.first_access import tell_first_access
from carnet.usecases.reading.list_documents import readable, show
from carnet.usecases.reading.open_document import Whose, whose_of
from carnet.usecases.reading.open_several import OpenedOne, open_several
from carnet.usecases.reading.shown_document import ShownDocument
from carnet.usecases.trace import write_down

DETAIL = "results"

_Series: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True, repr=False)
class FigureThen:
    """What a figure was: in which document, from which laboratory as far as it is named, and when."""

    document: DocumentId
    laboratory: str
    at: datetime
    measured: Measured

    def __repr__(self) -> str:
        """Hide the content."""
        return "FigureThen(…)"


@dataclass(frozen=True, slots=True, repr=False)
class ExplainedFigure:
    """A figure of the report. ``over_time``: the same one in every report read here, oldest first, this one too."""

    measured: Measured
    over_time: tuple[FigureThen, ...]

    def __repr__(self) -> str:
        """Hide the content."""
        return "ExplainedFigure(…)"


@dataclass(frozen=True, slots=True, repr=False)
class ExplainedResults:
    """A report in plain words. ``others``: how many of its results only the report itself says.

    ``whose``: the person, for a professional; nobody else needs it.
    """

    shown: ShownDocument
    figures: tuple[ExplainedFigure, ...]
    others: int
    whose: Whose | None = None

    def __repr__(self) -> str:
        """Hide the content."""
        return "ExplainedResults(…)"


@dataclass(frozen=True, slots=True)
class ReadAsWritten:
    """A grave result: it has no gauge and no sentence, and its own page asks before it opens."""


def explain_results(
    record: RecordId, document: DocumentId, *, actor: Actor, env: Environment
) -> ExplainedResults | ReadAsWritten | Refusal:
    """Read the figures of a report, then the same figures in the other reports that this reader may read now.

    Decided and traced as a reading of the report, and of each other one that is opened for a curve; none is opened
    when the report has no figure to follow. Nothing of it is kept (product.md, « Everything derived »; interface.md
    P11). A grave result is not opened, nor is a grave examination in an ordinary report told here (« A grave result is
    not read alone by surprise »). Beside a minor's ordinary report, a professional's page draws nothing that is kept
    from the parents who may look at it too (« A minor's secret visit »). What is told is where the laboratory itself
    puts a figure: never what it means.
    """
    with within(record):
        at = env.clock.now()
        gathered = facts.about_document(
            record, document, action=Action.READ_DOCUMENT, actor=actor, at=at, policy=env.policy
        )
        decision = decide(gathered.facts)
        if isinstance(decision, Permit):
            listed = facts.about_documents(record, action=Action.READ_DOCUMENT, actor=actor, at=at, policy=env.policy)
            key = env.keyring.open_record_key(gathered.wrapped_key, record=record.bytes)
            (shown,) = show(listed, readable(listed), record_key=key, only={document})
            if tells_grave_result(shown.entry.type_code, shown.entry.events):
                return ReadAsWritten()
        record_key = write_down(decision, gathered.wrapped_key, env=env, detail=DETAIL)
        tell_first_access(decision, gathered.is_first_access, env=env)
        if isinstance(decision, Refusal):
            return decision
        person = None if is_patient_side(gathered.facts) else records.person(record, record_key=record_key)
    is_read = canonical(shown.entry.mime_type) == CDA and shown.entry.size <= LARGEST_SHOWN
    content = b"".join(env.blobs.open(decision, record_key=record_key)) if is_read else b""
    found = without_grave(read_results(content) if is_read else ReadResults())
    others: Sequence[OpenedOne] = ()
    if _followed(found) and shown.entry.type_code.value in REPORTS:
        with_kept = shown.is_kept_from_parents or person is None or not is_minor(person.traits.birth_date, at=at)
        several = open_several(
            record, types=REPORTS, detail=DETAIL, actor=actor, env=env, but=document, with_kept=with_kept
        )
        others = () if isinstance(several, Refusal) else several.opened
    then = _over_time([(shown, found), *((one.shown, without_grave(read_results(one.content))) for one in others)])
    followed = {_series(one) for one in _followed(found)}
    figures = tuple(
        ExplainedFigure(one, then[_series(one)] if _series(one) in followed else ()) for one in found.measured
    )
    return ExplainedResults(shown, figures, found.others, None if person is None else whose_of(person))


def without_grave(found: ReadResults) -> ReadResults:
    """Leave out the examinations of the list of grave results, which an ordinary report may hold among others."""
    kept = tuple(one for one in found.measured if (one.code, LOINC) not in grave_results())
    return ReadResults(kept, found.others + len(found.measured) - len(kept))


def _over_time(reports: Sequence[tuple[ShownDocument, ReadResults]]) -> Mapping[_Series, tuple[FigureThen, ...]]:
    found: dict[_Series, list[FigureThen]] = defaultdict(list)
    for shown, results in reports:
        for one in _followed(results):
            at = one.at or shown.entry.service_start or shown.entry.creation
            found[_series(one)].append(FigureThen(shown.document, _laboratory(shown), at, one))
    return {series: tuple(sorted(figures, key=lambda one: one.at)) for series, figures in found.items()}


def _laboratory(shown: ShownDocument) -> str:
    return next((one.organization_name for one in shown.entry.authors if one.organization_name), "")


def _series(measured: Measured) -> _Series:
    """Tell one curve from another: the same examination, in the same unit."""
    return measured.code, measured.unit


def _followed(results: ReadResults) -> tuple[Measured, ...]:
    """Choose the figures of a curve: exact, coded, and the only one of its report (two germs are two)."""
    counted = Counter(map(_series, results.measured))
    return tuple(
        one for one in results.measured if one.code and one.bound is Bound.EXACT and counted[_series(one)] == 1
    )
