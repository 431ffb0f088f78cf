"""To whom a yes or a no is given: one professional, or an establishment and its care team."""

from typing import TypeAlias

from carnet.core.identifiers import OrganizationId, PractitionerId

Grantee: TypeAlias = PractitionerId | OrganizationId
