"""What a professional signs in for, in each structure where they work: care, a counter, or nothing."""

from collections.abc import Mapping
from enum import Enum

from carnet.core.access.actors import COUNTERS, StaffRole, StructureKind
from carnet.core.identifiers import OrganizationId


class Work(Enum):
    """What a session of the professional site is for."""

    CARE = "care"
    COUNTER = "counter"
    """Opening records with people, at an admission desk or the insurer's; nothing is read (OPN-04, OPN-05)."""


def work_of(role: StaffRole | None, kind: StructureKind) -> Work | None:
    """Say what somebody signs in for in a structure; None for nothing: they get no session there.

    ``role``: theirs in that structure, None outside it. Staff without a part in care read nothing (CTM-02), and their
    software deposits without them.
    """
    if role is StaffRole.CARE:
        return Work.CARE
    return Work.COUNTER if role is StaffRole.ADMINISTRATIVE and kind in COUNTERS else None


def signs_in_at(works: Mapping[OrganizationId, Work | None]) -> frozenset[OrganizationId]:
    """Give the structures among which somebody chooses: those where they care for people, else those of a counter."""
    caring = frozenset(one for one, work in works.items() if work is Work.CARE)
    return caring or frozenset(one for one, work in works.items() if work is Work.COUNTER)
