"""Who can see a record, as its holder is shown it; and the directory in which they look for somebody."""

from datetime import timedelta

from carnet.core.access.actors import Holder, StaffRole, StructureKind
from carnet.core.access.decision import Told
from carnet.core.consent.authorization import AuthorizationStatus
from carnet.core.identifiers import OrganizationId, PractitionerId
from carnet.core.people import PersonName
from carnet.store import directory
from carnet.store.directory import Organization, Practitioner
from carnet.usecases.consent.authorize_professional import authorize_professional
from carnet.usecases.consent.block_professional import block_professional
from carnet.usecases.consent.find_professional import find_professional, look_up_professional
from carnet.usecases.consent.list_access import AccessRights, list_access
from carnet.usecases.consent.name_treating_physician import name_treating_physician
from tests.conftest import NOON
from tests.installation import (
    CAMILLE,
    HADDAD,
    HOSPITAL,
    HUGO,
    KELLER,
    NURSE,
    PRACTICE,
    SECRETARY,
    Installation,
    refused,
)
from tests.usecases.looking import told


def test_the_holder_sees_the_valid_then_the_expired_then_the_blocked(installation: Installation) -> None:
    record = installation.opens(CAMILLE)
    holder, env = Holder(record), installation.env
    installation.authorizes(record, HUGO, until=NOON + timedelta(hours=1))
    for grantee in (HADDAD, KELLER, HOSPITAL):
        installation.authorizes(record, grantee)
    name_treating_physician(record, KELLER.identifier, actor=holder, env=env)
    block_professional(record, NURSE.identifier, actor=holder, env=env)
    block_professional(record, HADDAD.identifier, actor=holder, env=env)
    installation.at(NOON + timedelta(hours=2))
    rights = list_access(record, actor=holder, env=env)
    assert isinstance(rights, AccessRights)
    assert [(one.name, one.profession, one.status, one.is_treating_physician) for one in rights.granted] == [
        ("Dr Anne Keller", "10", AuthorizationStatus.VALID, True),
        ("CHU des Deux-Rives", "", AuthorizationStatus.VALID, False),
        ("Hugo Lemaire", "21", AuthorizationStatus.EXPIRED, False),
    ]
    assert {(one.name, one.since) for one in rights.blocked} == {("Lise Aubry", NOON), ("Dr Inès Haddad", NOON)}
    assert rights.switches == env.policy.initial_switches
    assert told(installation, record)[-1] == ("read-access-rights", "done", "")


def test_somebody_whom_the_directory_no_longer_knows_is_shown_by_their_number(installation: Installation) -> None:
    record = installation.opens(CAMILLE)
    holder, env = Holder(record), installation.env
    gone: list[PractitionerId | OrganizationId] = [PractitionerId("899799999999"), OrganizationId("1999999999")]
    for grantee in gone:
        authorize_professional(record, grantee, actor=holder, env=env)
    rights = list_access(record, actor=holder, env=env)
    assert isinstance(rights, AccessRights)
    assert [one.name for one in rights.granted] == sorted(one.value for one in gone)


def test_no_professional_sees_who_else_can_see(installation: Installation) -> None:
    record = installation.opens(CAMILLE)
    installation.authorizes(record, KELLER)
    answer = list_access(record, actor=KELLER, env=installation.env)
    assert refused(answer).told is Told.NO_ACCESS
    assert told(installation, record)[-1] == ("read-access-rights", "refused", "")


def test_people_and_structures_of_care_are_found_by_name_and_insurers_never(installation: Installation) -> None:
    assert installation
    insurer, samu = OrganizationId("1750000018"), OrganizationId("1750000026")
    directory.save_organization(Organization(insurer, "Mutuelle du Port", StructureKind.PRIVATE_INSURER))
    directory.save_organization(Organization(samu, "SAMU du Port", StructureKind.SAMU))
    clerk = PractitionerId("899700000099")
    directory.save_practitioner(Practitioner(clerk, PersonName("Port", "Léa"), ""))
    directory.add_member(clerk, PRACTICE, role=StaffRole.ADMINISTRATIVE)
    assert [one.name for one in find_professional(" port ")] == ["Cabinet du Port", "SAMU du Port"]
    assert [(one.grantee, one.name, one.profession) for one in find_professional("keller")] == [
        (KELLER.identifier, "Dr Anne Keller", "10")
    ]
    for words in ("", " ", "k", "zzz", SECRETARY.identifier.value[:1]):
        assert find_professional(words) == ()


def test_an_entry_is_found_by_its_number(installation: Installation) -> None:
    assert installation
    person, structure = look_up_professional(KELLER.identifier), look_up_professional(HOSPITAL)
    assert person is not None
    assert structure is not None
    assert (person.name, structure.name) == ("Dr Anne Keller", "CHU des Deux-Rives")
    assert look_up_professional(PractitionerId("899799999999")) is None
    assert look_up_professional(OrganizationId("1999999999")) is None
