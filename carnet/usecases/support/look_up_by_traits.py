"""Find the account of somebody who knows neither identifier nor number: by their name and birth date (D2)."""

from dataclasses import dataclass

from carnet.core.access.actors import Actor
from carnet.core.audit.events import SecurityAct
from carnet.core.identifiers import RecordId
from carnet.core.people import searchable
from carnet.core.support.authority import Assurance, DeskAct, NotDone
from carnet.core.support.identity_script import LOOKED_UP_FOR
from carnet.ports.environment import Environment
from carnet.ports.messages import Channel
from carnet.store import account_people
from carnet.store.context import within
from carnet.store.records import RecordPerson
from carnet.usecases.account.holder import address_of, masked_address, person_of
from carnet.usecases.emergency.find_by_traits import MOST, TooMany, Traits, candidates
from carnet.usecases.support.assurance import keep_assurance
from carnet.usecases.support.desk_trace import is_refused_by_role, trace_alone, trace_at_desk
from carnet.usecases.support.show_account import initials_of

TRAITS = "traits"
"""By what they were looked for, in each history."""


@dataclass(frozen=True, slots=True, repr=False)
class MaskedPerson:
    """Somebody who may be meant, as masked as on their sheet. ``mail``, ``phone``: "" when there is none."""

    record: RecordId
    initials: str
    birth_year: int
    mail: str
    phone: str

    def __repr__(self) -> str:
        """Hide the person."""
        return "MaskedPerson(…)"


@dataclass(frozen=True, slots=True)
class MaskedPeople:
    """Those who may be meant, ten at most. Their list is never read out: the person says, the agent compares."""

    people: tuple[MaskedPerson, ...]


def look_up_by_traits(traits: Traits, *, actor: Actor, env: Environment) -> MaskedPeople | TooMany | NotDone:
    """Search by what somebody says of themself (interface.md D2: « masked data »; ten answers at most).

    A record is found alike whether it is open or closed, and whether its person refuses emergencies or not: the desk
    learns none of that. Each person listed has a line in their own history and may be shown to this agent for half an
    hour. ``NOT_THERE`` for nobody; ``TooMany`` names nobody, and only nobody's history tells of the search.
    """
    if is_refused_by_role(actor, DeskAct.LOOK_UP, env=env):
        return NotDone.NOT_THIS_ROLE
    possible = [one for one in candidates(traits, env=env) if _is_called(one, traits.given_name, env)]
    if not possible or len(possible) > MOST:
        trace_alone(SecurityAct.DESK_LOOK_UP, actor=actor, env=env, detail=TRAITS, is_refused=True)
        return TooMany() if possible else NotDone.NOT_THERE
    return MaskedPeople(tuple(_list(record, actor, env) for record in possible))


def _is_called(record: RecordId, given_name: str, env: Environment) -> bool:
    """Whether this person could be meant. Nothing of them is shown yet: nothing is traced."""
    wanted = searchable(given_name)
    with within(record):
        if account_people.key_of_history(record) is None:
            return False  # destroyed since: nothing is left but a digest
        given = person_of(record, env=env).traits.given_names
    return not wanted or any(searchable(one).startswith(wanted) for one in given)


def _list(record: RecordId, actor: Actor, env: Environment) -> MaskedPerson:
    with within(record):
        trace_at_desk(record, SecurityAct.DESK_LOOK_UP, actor=actor, env=env, detail=TRAITS)
        keep_assurance(record, Assurance.LOOKED_UP, (TRAITS,), lasts=LOOKED_UP_FOR, actor=actor, env=env)
        person = person_of(record, env=env)
    return MaskedPerson(
        record,
        initials_of(person),
        person.traits.birth_date.year,
        _masked(person, Channel.MAIL),
        _masked(person, Channel.SMS),
    )


def _masked(person: RecordPerson, channel: Channel) -> str:
    return masked_address(person, channel) if address_of(person, channel) else ""
