"""The page of one professional or structure: what they are, what they may, and what the person may decide of them."""

from dataclasses import dataclass
from datetime import timedelta

from carnet.core.access.actors import Actor, StaffRole
from carnet.core.access.decision import Refusal
from carnet.core.consent.grantee import Grantee
from carnet.core.identifiers import PractitionerId, RecordId
from carnet.ports.environment import Environment
from carnet.store import directory
from carnet.usecases.consent.find_professional import look_up_professional
from carnet.usecases.consent.list_access import BlockedAccess, GrantedAccess, list_access
from carnet.usecases.consent.usual_time import usual_time


@dataclass(frozen=True, slots=True)
class SeenPerson:
    """Somebody of the directory. ``given``, ``blocked``: what the record says of them, if anything.

    ``places``: the names of the structures of care where they work, of a professional. ``others_treating``: the names
    of the other treating physicians; ``lasts``: how long a yes lasts here when nobody chooses, None without end.
    """

    name: str
    profession: str
    specialty: str
    given: GrantedAccess | None
    blocked: BlockedAccess | None
    others_treating: tuple[str, ...]
    lasts: timedelta | None
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnknownPerson:
    """Neither the record nor the directory knows them."""


def see_person(
    record: RecordId, grantee: Grantee, *, actor: Actor, env: Environment
) -> SeenPerson | UnknownPerson | Refusal:
    """Show somebody as the record and the directory know them; what the record says is for who manages its access."""
    rights = list_access(record, actor=actor, env=env)
    if isinstance(rights, Refusal):
        return rights
    given = next((one for one in rights.granted if one.grantee == grantee), None)
    blocked = next((one for one in rights.blocked if one.grantee == grantee), None)
    known = given or blocked or look_up_professional(grantee)
    if known is None:
        return UnknownPerson()
    return SeenPerson(
        name=known.name,
        profession=known.profession,
        specialty="" if isinstance(known, BlockedAccess) else known.specialty,
        given=given,
        blocked=blocked,
        others_treating=tuple(
            one.name for one in rights.granted if one.is_treating_physician and one.grantee != grantee
        ),
        lasts=usual_time(grantee, env=env),
        places=_places(grantee),
    )


def _places(grantee: Grantee) -> tuple[str, ...]:
    """Name where a professional cares for people: the directory is public, and people know their doctor by a place."""
    if not isinstance(grantee, PractitionerId):
        return ()
    return tuple(one.name for one in directory.workplaces(grantee) if one.role is StaffRole.CARE)
