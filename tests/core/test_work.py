"""Who signs in at the professional site, for what, and among which of the structures where they work."""

import pytest

from carnet.core.access.actors import StaffRole, StructureKind
from carnet.core.accounts.work import Work, signs_in_at, work_of
from carnet.core.identifiers import OrganizationId

HOSPITAL, PRACTICE, INSURER = (OrganizationId(f"31800000000000{one}") for one in (1, 2, 3))


@pytest.mark.parametrize("kind", StructureKind)
def test_whoever_takes_part_in_care_signs_in_for_it_in_any_kind_of_structure(kind: StructureKind) -> None:
    assert work_of(StaffRole.CARE, kind) is Work.CARE


@pytest.mark.parametrize(
    ("kind", "work"),
    [
        (StructureKind.CARE, Work.COUNTER),
        (StructureKind.NATIONAL_INSURER, Work.COUNTER),
        (StructureKind.PRIVATE_INSURER, None),
    ],
)
def test_a_clerk_signs_in_at_a_counter_where_records_are_opened(kind: StructureKind, work: Work | None) -> None:
    assert work_of(StaffRole.ADMINISTRATIVE, kind) is work


@pytest.mark.parametrize("role", [StaffRole.SECRETARY, None])
def test_a_secretary_and_somebody_who_has_left_sign_in_for_nothing(role: StaffRole | None) -> None:
    assert work_of(role, StructureKind.CARE) is None


def test_care_goes_before_a_counter() -> None:
    everywhere = {HOSPITAL: Work.COUNTER, PRACTICE: Work.CARE, INSURER: None}
    assert signs_in_at(everywhere) == {PRACTICE}
    assert signs_in_at({HOSPITAL: Work.COUNTER, INSURER: None}) == {HOSPITAL}
    assert signs_in_at({INSURER: None}) == frozenset()
