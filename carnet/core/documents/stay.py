"""Which documents tell the same story: one deposit, one stay in one establishment, one chain of versions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from carnet.core.identifiers import DocumentId, OrganizationId
from carnet.core.record.majority import PARIS

REIMBURSEMENTS = "REMB"
"""The type of what the insurer deposits: it says what was paid for, and to whom."""


@dataclass(frozen=True, slots=True)
class Traces:
    """What ties a document to others. ``places``: the structures in whose name it was written.

    ``submission``: the deposit that brought it. ``replaces``: the version that it replaced, if its reader may know.
    """

    id: DocumentId
    type_code: str
    submission: UUID
    places: frozenset[OrganizationId]
    service_start: datetime | None
    service_stop: datetime | None
    replaces: DocumentId | None

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day of what it tells of, in Paris; None when it says neither."""
        if self.service_start is None:
            return None
        last = self.service_stop if self.service_stop is not None else self.service_start
        return self.service_start.astimezone(PARIS).date(), last.astimezone(PARIS).date()


def same_story(one: Traces, others: Iterable[Traces]) -> list[Traces]:
    """Find what else tells the story of a document, in the order given (product.md, « Sharp edges », masking).

    ``others``: documents that the asker may read, and no other: a link to what they may not know is no link.
    """
    rest = [other for other in others if other.id != one.id]
    chain = _versions(one, rest)
    return [other for other in rest if other.id in chain or _is_tied(one, other)]


def _is_tied(one: Traces, other: Traces) -> bool:
    if one.submission == other.submission:
        return True
    # The insurer writes what was paid wherever it happened: only its days tell.
    same_place = not one.places.isdisjoint(other.places) or REIMBURSEMENTS in (one.type_code, other.type_code)
    return same_place and _overlap(one, other)


def _overlap(one: Traces, other: Traces) -> bool:
    mine, theirs = one.days, other.days
    return mine is not None and theirs is not None and mine[0] <= theirs[1] and theirs[0] <= mine[1]


def _versions(one: Traces, others: Sequence[Traces]) -> set[DocumentId]:
    """Follow « replaces » both ways, as far as it goes."""
    chain = {one.id}
    while True:
        longer = chain | {
            linked
            for other in (one, *others)
            if other.replaces is not None and {other.id, other.replaces} & chain
            for linked in (other.id, other.replaces)
        }
        if longer == chain:
            return chain
        chain = longer
