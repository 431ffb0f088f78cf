"""Who practises, where: the directory, which belongs to no record."""

from django.db import models
from django.db.models import Q

from carnet.core.access.actors import StaffRole, StructureKind
from carnet.store.models.fields import Row


class PractitionerRow(Row):
    """A professional of the national directory."""

    identifier = models.TextField(primary_key=True)
    family = models.TextField()
    given = models.TextField(default="")
    prefix = models.TextField(default="")
    profession = models.TextField(default="")
    specialty = models.TextField(default="")

    class Meta:
        """Its table."""

        db_table = "practitioner"


class OrganizationRow(Row):
    """A structure: an establishment, a practice, a SAMU, an insurer."""

    identifier = models.TextField(primary_key=True)
    name = models.TextField()
    kind = models.TextField()
    facility_type = models.TextField(default="")

    class Meta:
        """Its table and what it refuses."""

        db_table = "organization"
        constraints = (
            models.CheckConstraint(
                name="organization_has_a_kind", condition=Q(kind__in=[kind.value for kind in StructureKind])
            ),
        )


class MembershipRow(Row):
    """Somebody works in a structure, in a role."""

    pk = models.CompositePrimaryKey("practitioner", "organization")
    practitioner = models.TextField()
    organization = models.TextField()
    role = models.TextField()

    class Meta:
        """Its table and what it refuses."""

        db_table = "membership"
        constraints = (
            models.CheckConstraint(
                name="membership_has_a_role", condition=Q(role__in=[role.value for role in StaffRole])
            ),
        )
