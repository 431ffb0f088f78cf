"""The people of the histories: the same person as the product knows them and as the second opinion does."""

from dataclasses import replace
from datetime import date

from carnet.core.access.actors import Actor, Carer, Holder, Professional, Representative, StaffRole, StructureKind
from carnet.core.identifiers import (
    OrganizationId,
    PatientIdentifier,
    PatientIdentifierSystem,
    PractitionerId,
    nir_key,
)
from carnet.core.people import PersonName
from carnet.store import directory
from carnet.store.directory import Organization, Practitioner
from carnet.store.records import RecordPerson
from tests.installation import CAMILLE, HADDAD, HOSPITAL_SOFTWARE, HUGO, KELLER, NURSE, PAUL_PODIATRIST, SECRETARY
from tests.second_opinion.opinion import Somebody

AN_INSURER = OrganizationId("1440000313")
A_SAMU = OrganizationId("1440000321")
OCCUPATIONAL = replace(KELLER, identifier=PractitionerId("899700000021"), specialty="SM25")
OF_AN_INSURER = replace(
    KELLER,
    identifier=PractitionerId("899700000022"),
    organization=AN_INSURER,
    structure_kind=StructureKind.PRIVATE_INSURER,
)
REGULATOR = replace(
    KELLER, identifier=PractitionerId("899700000023"), organization=A_SAMU, structure_kind=StructureKind.SAMU
)
PROFESSIONALS: tuple[Professional, ...] = (
    KELLER,
    HADDAD,
    HUGO,
    PAUL_PODIATRIST,
    NURSE,
    SECRETARY,
    OCCUPATIONAL,
    OF_AN_INSURER,
    REGULATOR,
)
DOCTORS = (KELLER, HADDAD)
SETTINGS = {OCCUPATIONAL: "occupational", OF_AN_INSURER: "insurer", REGULATOR: "samu"}
HOLDER = Somebody("holder", "holder")
SOFTWARE = Somebody(HOSPITAL_SOFTWARE.organization.value, "software", team=HOSPITAL_SOFTWARE.organization.value)
MOTHER, FATHER = Representative("mother"), Representative("father")


def join_the_directory() -> None:
    """Make known those whom the usual directory of the tests lacks."""
    directory.save_organization(Organization(AN_INSURER, "Assurances du Large", StructureKind.PRIVATE_INSURER))
    directory.save_organization(Organization(A_SAMU, "SAMU 44", StructureKind.SAMU))
    for one in (OCCUPATIONAL, OF_AN_INSURER, REGULATOR):
        assert one.organization is not None
        directory.save_practitioner(
            Practitioner(one.identifier, PersonName("Durand", "Luc", "Dr"), one.profession, one.specialty)
        )
        directory.add_member(one.identifier, one.organization, role=StaffRole.CARE)


def known_as(actor: Actor) -> Somebody:
    """Describe somebody to the second opinion."""
    match actor:
        case Holder():
            return HOLDER
        case Carer(account) | Representative(account):
            return Somebody(account, type(actor).__name__.lower())
        case Professional():
            return Somebody(
                name=actor.identifier.value,
                kind="professional",
                profession=actor.profession,
                team=actor.organization.value if actor.organization else "",
                is_staff=actor.role is not StaffRole.CARE,
                setting=SETTINGS.get(actor, "care"),
            )
        case _:
            return SOFTWARE


def somebody_new(number: int, *, born: date = CAMILLE.traits.birth_date, mail: str = CAMILLE.mail) -> RecordPerson:
    """A patient whom no history has met yet. ``number``: below 1,000; ``mail``: nothing for who is not reached."""
    nir = f"1800144109{number:03d}"
    identifier = PatientIdentifier(PatientIdentifierSystem.INS_NIR_DEMO, nir + nir_key(nir))
    name = f"MOREL {''.join(chr(ord('A') + int(digit)) for digit in str(number))}"
    traits = replace(CAMILLE.traits, birth_name=name, birth_date=born)
    return replace(CAMILLE, identifiers=(identifier,), traits=traits, mail=mail, phone=CAMILLE.phone if mail else "")
