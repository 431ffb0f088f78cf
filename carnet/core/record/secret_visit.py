"""A minor's secret visit (*connexion secrète*): how long it lasts, and what is held back in the weeks that follow."""

from dataclasses import dataclass
from datetime import timedelta

VISIT_LASTS = timedelta(hours=12)
"""A visit is one consultation: it ends when the professional says so, at the latest on the same day."""

PERIOD_IN_DAYS = 60
LONGEST_PERIOD_IN_DAYS = 365
"""product.md, « A minor's secret visit »: sixty days, set by the professional."""

LABORATORY = frozenset({"11502-2", "11526-1", "51969-4", "60568-3", "96173-0"})
"""Results of laboratories: biology, pathology, molecular genetics, and the rapid tests of a pharmacy."""

IMAGING, DISPENSING, REIMBURSEMENTS = "31", "43", "60"
"""Classes of documents (TRE_A03)."""


@dataclass(frozen=True, slots=True)
class PeriodOutOfBounds:
    """The period asked for is not one: from 1 day to ``most`` days."""

    most: int = LONGEST_PERIOD_IN_DAYS


def period_of(days: int) -> timedelta | PeriodOutOfBounds:
    """Give the period in which deposits are held, from the number of days that the professional chose."""
    return timedelta(days=days) if 1 <= days <= LONGEST_PERIOD_IN_DAYS else PeriodOutOfBounds()


def tells_of_a_visit(type_code: str, class_code: str) -> bool:
    """Tell whether a document of this type, coming in that period, would tell of what was prescribed in the visit.

    Laboratory, imaging, dispensing and reimbursements (product.md, « A minor's secret visit »).
    """
    return type_code in LABORATORY or class_code in (IMAGING, DISPENSING, REIMBURSEMENTS)
