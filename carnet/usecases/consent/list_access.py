"""Who can see a record: authorised, blocked, treating physician, and what was chosen for emergencies."""

from dataclasses import dataclass
from datetime import datetime

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.consent.authorization import AuthorizationStatus, status_of
from carnet.core.consent.grantee import Grantee
from carnet.core.emergency.access import EmergencySwitches
from carnet.core.identifiers import OrganizationId, PractitionerId, RecordId
from carnet.ports.environment import Environment
from carnet.store import consents, directory, facts
from carnet.store.context import within
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class GrantedAccess:
    """Somebody with a yes, or who had one. ``name`` and ``profession`` (TRE_G15) as the directory knows them."""

    grantee: Grantee
    name: str
    profession: str
    specialty: str
    status: AuthorizationStatus
    given_at: datetime
    ends_at: datetime | None
    is_treating_physician: bool


@dataclass(frozen=True, slots=True)
class BlockedAccess:
    """Somebody shut out, and since when. ``refuses_deposits``: whether their deposits are refused too."""

    grantee: Grantee
    name: str
    profession: str
    since: datetime
    refuses_deposits: bool


@dataclass(frozen=True, slots=True)
class AccessRights:
    """Everything that the page of access shows: the valid first, then the expired, then the blocked."""

    granted: tuple[GrantedAccess, ...]
    blocked: tuple[BlockedAccess, ...]
    switches: EmergencySwitches


def list_access(record: RecordId, *, actor: Actor, env: Environment) -> AccessRights | Refusal:
    """Show who may read a record and who may not, by their names."""
    with within(record):
        at = env.clock.now()
        gathered = facts.about_record(record, action=Action.READ_ACCESS_RIGHTS, actor=actor, at=at, policy=env.policy)
        decision = decide(gathered.facts)
        write_down(decision, gathered.wrapped_key, env=env)
        if isinstance(decision, Refusal):
            return decision
        given = consents.authorizations(record)
        blocks = consents.blocks(record)
        treating = set(consents.treating_physicians(record))
    named = [*(one.grantee for one in given), *(one.grantee for one in blocks)]
    people = directory.practitioners(one for one in named if isinstance(one, PractitionerId))
    structures = directory.organizations(one for one in named if isinstance(one, OrganizationId))

    def name_of(grantee: Grantee) -> tuple[str, str, str]:
        if isinstance(grantee, PractitionerId):
            known = people.get(grantee)
            return (known.name.shown(), known.profession, known.specialty) if known else (grantee.value, "", "")
        structure = structures.get(grantee)
        return (structure.name if structure else grantee.value, "", "")

    shut_out = {one.grantee for one in blocks}
    granted = [
        GrantedAccess(
            one.grantee,
            *name_of(one.grantee),
            status=status_of(one.authorization, at=at),
            given_at=one.authorization.given_at,
            ends_at=one.authorization.ends_at,
            is_treating_physician=one.grantee in treating,
        )
        for one in given
        if one.grantee not in shut_out
    ]
    granted.sort(key=lambda one: (one.status is not AuthorizationStatus.VALID, not one.is_treating_physician, one.name))
    return AccessRights(
        tuple(granted),
        tuple(
            BlockedAccess(
                one.grantee, *name_of(one.grantee)[:2], since=one.since, refuses_deposits=one.refuses_deposits
            )
            for one in blocks
        ),
        gathered.facts.record.switches,
    )
