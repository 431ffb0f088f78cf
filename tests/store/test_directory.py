"""Who practises and where, as the directory last said."""

from dataclasses import replace

from carnet.core.access.actors import StaffRole, StructureKind
from carnet.core.people import PersonName
from carnet.store import directory
from carnet.store.directory import Organization, Practitioner
from tests.store.statements import counted
from tests.store.world import HADDAD, HOSPITAL, KELLER, OTHER_HOSPITAL, PAUL

DR_KELLER = Practitioner(KELLER, PersonName("KELLER", "Anne", "Dr"), "10", "SM26")
HER_HOSPITAL = Organization(HOSPITAL, "Hôpital d’exemple", StructureKind.CARE, "SA01")


def test_a_professional_is_read_back_as_last_written() -> None:
    directory.save_practitioner(DR_KELLER)
    assert directory.find_practitioner(KELLER) == DR_KELLER
    renamed = replace(DR_KELLER, name=PersonName("KELLER-MARTIN", "Anne", "Dr"), specialty="")
    directory.save_practitioner(renamed)
    assert directory.find_practitioner(KELLER) == renamed
    assert directory.find_practitioner(HADDAD) is None


def test_a_structure_is_read_back_as_last_written() -> None:
    directory.save_organization(HER_HOSPITAL)
    assert directory.find_organization(HOSPITAL) == HER_HOSPITAL
    samu = replace(HER_HOSPITAL, kind=StructureKind.SAMU, facility_type="")
    directory.save_organization(samu)
    assert directory.find_organization(HOSPITAL) == samu
    assert directory.find_organization(OTHER_HOSPITAL) is None


def test_several_people_are_looked_up_by_one_statement() -> None:
    others = [replace(DR_KELLER, identifier=identifier) for identifier in (HADDAD, PAUL)]
    for practitioner in (DR_KELLER, *others):
        directory.save_practitioner(practitioner)
    with counted() as statements:
        assert directory.practitioners([HADDAD, PAUL, HADDAD]) == {other.identifier: other for other in others}
    assert len(statements) == 1


def test_somebody_works_where_the_directory_says_until_they_leave() -> None:
    directory.add_member(KELLER, HOSPITAL, role=StaffRole.CARE)
    assert directory.role_of(KELLER, HOSPITAL) is StaffRole.CARE
    assert directory.role_of(KELLER, OTHER_HOSPITAL) is None
    directory.add_member(KELLER, HOSPITAL, role=StaffRole.ADMINISTRATIVE)
    assert directory.role_of(KELLER, HOSPITAL) is StaffRole.ADMINISTRATIVE
    assert directory.remove_member(KELLER, HOSPITAL)
    assert not directory.remove_member(KELLER, HOSPITAL)
    assert directory.role_of(KELLER, HOSPITAL) is None
