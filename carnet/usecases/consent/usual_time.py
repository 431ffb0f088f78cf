"""How long a yes to somebody lasts here, when the person chooses nothing."""

from datetime import timedelta

from carnet.core.access.actors import Professional
from carnet.core.consent.grantee import Grantee
from carnet.core.identifiers import OrganizationId
from carnet.ports.environment import Environment
from carnet.store import directory


def usual_time(grantee: Grantee, *, env: Environment) -> timedelta | None:
    """Tell the operator's duration for a professional or an establishment; None: without end.

    Somebody who works in several structures gets the longest of theirs: nobody is shut out sooner than expected.
    """
    if isinstance(grantee, OrganizationId):
        return env.durations.of("", _facility(grantee))
    known = directory.find_practitioner(grantee)
    profession = known.profession if known is not None else ""
    places = [place.organization for place in directory.workplaces(grantee)]
    found = [env.durations.of(profession, _facility(place)) for place in places] or [env.durations.of(profession, "")]
    ends = [one for one in found if one is not None]
    return max(ends) if len(ends) == len(found) else None


def usual_time_here(actor: Professional, *, env: Environment) -> timedelta | None:
    """Tell it for a professional where they work now, as they declare that the person is present."""
    facility = _facility(actor.organization) if actor.organization is not None else ""
    return env.durations.of(actor.profession, facility)


def _facility(organization: OrganizationId) -> str:
    known = directory.find_organization(organization)
    return known.facility_type if known is not None else ""
