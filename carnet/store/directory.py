"""Who practises and where: professionals, structures, and who works in which."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from carnet.core.access.actors import StaffRole, StructureKind
from carnet.core.identifiers import OrganizationId, PractitionerId
from carnet.core.people import PersonName
from carnet.core.vocabulary.professions import PHYSICIAN
from carnet.store.models import MembershipRow, OrganizationRow, PractitionerRow


@dataclass(frozen=True, slots=True)
class Practitioner:
    """A professional of the directory. ``profession``: TRE_G15, ``specialty``: TRE_R01; either may be empty."""

    identifier: PractitionerId
    name: PersonName
    profession: str
    specialty: str = ""


@dataclass(frozen=True, slots=True)
class Organization:
    """A structure of the directory. ``facility_type``: a code of JDV_J02, or empty."""

    identifier: OrganizationId
    name: str
    kind: StructureKind
    facility_type: str = ""


def save_practitioner(practitioner: Practitioner) -> None:
    """Add a professional, or replace what was known of them."""
    PractitionerRow.objects.bulk_create(
        [
            PractitionerRow(
                identifier=practitioner.identifier.value,
                family=practitioner.name.family,
                given=practitioner.name.given,
                prefix=practitioner.name.prefix,
                profession=practitioner.profession,
                specialty=practitioner.specialty,
            )
        ],
        update_conflicts=True,
        unique_fields=["identifier"],
        update_fields=["family", "given", "prefix", "profession", "specialty"],
    )


def save_organization(organization: Organization) -> None:
    """Add a structure, or replace what was known of it."""
    OrganizationRow.objects.bulk_create(
        [
            OrganizationRow(
                identifier=organization.identifier.value,
                name=organization.name,
                kind=organization.kind.value,
                facility_type=organization.facility_type,
            )
        ],
        update_conflicts=True,
        unique_fields=["identifier"],
        update_fields=["name", "kind", "facility_type"],
    )


def add_member(practitioner: PractitionerId, organization: OrganizationId, *, role: StaffRole) -> None:
    """Say that somebody works in a structure, in a role; a second time changes the role."""
    MembershipRow.objects.bulk_create(
        [MembershipRow(practitioner=practitioner.value, organization=organization.value, role=role.value)],
        update_conflicts=True,
        unique_fields=["practitioner", "organization"],
        update_fields=["role"],
    )


def remove_member(practitioner: PractitionerId, organization: OrganizationId) -> bool:
    """Say that somebody has left: their structure's authorisations stop for them. False if they were not there."""
    removed, _ = MembershipRow.objects.filter(practitioner=practitioner.value, organization=organization.value).delete()
    return removed == 1


def role_of(practitioner: PractitionerId, organization: OrganizationId) -> StaffRole | None:
    """Tell what somebody does in a structure; None when they do not work there."""
    role = (
        MembershipRow.objects.filter(practitioner=practitioner.value, organization=organization.value)
        .values_list("role", flat=True)
        .first()
    )
    return StaffRole(role) if role is not None else None


@dataclass(frozen=True, slots=True)
class Workplace:
    """A structure in which somebody works, and what they do there."""

    organization: OrganizationId
    name: str
    kind: StructureKind
    role: StaffRole


def workplaces(practitioner: PractitionerId) -> list[Workplace]:
    """List where somebody works, care first, then by name."""
    roles = dict(MembershipRow.objects.filter(practitioner=practitioner.value).values_list("organization", "role"))
    known = organizations(OrganizationId(one) for one in roles)
    places = [
        Workplace(one.identifier, one.name, one.kind, StaffRole(roles[one.identifier.value])) for one in known.values()
    ]
    return sorted(places, key=lambda place: (place.role is not StaffRole.CARE, place.name))


def physicians_of(organizations: Iterable[OrganizationId]) -> list[PractitionerId]:
    """List the doctors who care for people in these structures: who answers when an author has left."""
    there = MembershipRow.objects.filter(
        organization__in={one.value for one in organizations}, role=StaffRole.CARE.value
    ).values("practitioner")
    doctors = PractitionerRow.objects.filter(identifier__in=there, profession=PHYSICIAN).order_by("identifier")
    return [PractitionerId(one) for one in doctors.values_list("identifier", flat=True)]


def working(identifiers: Iterable[PractitionerId]) -> frozenset[PractitionerId]:
    """Tell which of these professionals still work somewhere: the others cannot be asked anything."""
    rows = MembershipRow.objects.filter(practitioner__in={one.value for one in identifiers})
    return frozenset(PractitionerId(one) for one in rows.values_list("practitioner", flat=True))


def practitioners(identifiers: Iterable[PractitionerId]) -> dict[PractitionerId, Practitioner]:
    """Look professionals up, in one statement; the unknown are left out."""
    rows = PractitionerRow.objects.filter(identifier__in={identifier.value for identifier in identifiers})
    return {
        PractitionerId(row.identifier): Practitioner(
            PractitionerId(row.identifier),
            PersonName(row.family, row.given, row.prefix),
            row.profession,
            row.specialty,
        )
        for row in rows
    }


def organizations(identifiers: Iterable[OrganizationId]) -> dict[OrganizationId, Organization]:
    """Look structures up, in one statement; the unknown are left out."""
    rows = OrganizationRow.objects.filter(identifier__in={identifier.value for identifier in identifiers})
    return {
        OrganizationId(row.identifier): Organization(
            OrganizationId(row.identifier), row.name, StructureKind(row.kind), row.facility_type
        )
        for row in rows
    }


def find_practitioner(identifier: PractitionerId) -> Practitioner | None:
    """Look one professional up."""
    return practitioners([identifier]).get(identifier)


def find_organization(identifier: OrganizationId) -> Organization | None:
    """Look one structure up."""
    return organizations([identifier]).get(identifier)


def search(words: str, *, most: int) -> tuple[list[Practitioner], list[Organization]]:
    """Find professionals and structures whose name holds every word, whatever its case; ``most`` of each."""
    people = PractitionerRow.objects.all()
    structures = OrganizationRow.objects.all()
    for word in words.split():
        people = people.filter(Q(family__icontains=word) | Q(given__icontains=word))
        structures = structures.filter(name__icontains=word)
    return (
        list(
            practitioners(PractitionerId(one.identifier) for one in people.order_by("family", "given")[:most]).values()
        ),
        list(organizations(OrganizationId(one.identifier) for one in structures.order_by("name")[:most]).values()),
    )
