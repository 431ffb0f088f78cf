"""Look for somebody during a call, by their name and birth date: ten at most, each told in their history."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.emergency.call import read_call_number
from carnet.core.identifiers import NOBODYS_RECORD, RecordId
from carnet.core.people import Gender, IdentityTraits, searchable
from carnet.ports.environment import Environment
from carnet.store import facts, person_traits, records
from carnet.store.context import within
from carnet.usecases.emergency.answer_samu_call import CallNumberMissing
from carnet.usecases.trace import write_down

MOST = 10
"""TD0.5: at most ten answers."""

LOOKED_AT = 100
"""Records of one name and one birth date that are looked at: more than any town has."""


@dataclass(frozen=True, slots=True, repr=False)
class Traits:
    """What is known of somebody: a birth name or a name in use, the birth date, perhaps a first name."""

    name: str
    birth_date: date
    given_name: str = ""

    def __repr__(self) -> str:
        """Hide the person."""
        return "Traits(…)"


@dataclass(frozen=True, slots=True, repr=False)
class FoundPerson:
    """Somebody who may be meant."""

    record: RecordId
    traits: IdentityTraits

    def __repr__(self) -> str:
        """Hide the person."""
        return "FoundPerson(…)"


@dataclass(frozen=True, slots=True)
class FoundPeople:
    """Those who may be meant, ten at most; nobody alike when there is none, or when they refuse or have closed."""

    people: tuple[FoundPerson, ...]


@dataclass(frozen=True, slots=True)
class TooMany:
    """More than ten may be meant: nobody is named, and nobody's history says so. A first name tells them apart."""


def find_by_traits(
    traits: Traits, *, call: str, actor: Actor, env: Environment
) -> FoundPeople | TooMany | CallNumberMissing | Refusal:
    """Search without an identifier (TD0.5; product.md, « Emergency search by traits »), during a call to the SAMU.

    ``call``: its number, as for ``answer_samu_call``. The search itself is traced on nobody's record; each person
    listed gets a line in their own history. Opposed, blocked and closed records are never listed, nor counted.
    """
    number = read_call_number(call)
    if number is None:
        return CallNumberMissing()
    search = _decide(NOBODYS_RECORD, number, actor, env)
    if isinstance(search, Refusal):
        return search
    possible = [record for record in candidates(traits, env=env) if _may_be_meant(record, traits, actor, env)]
    if len(possible) > MOST:
        return TooMany()
    return FoundPeople(tuple(found for record in possible if (found := _list(record, number, actor, env)) is not None))


def candidates(traits: Traits, *, env: Environment) -> Iterator[RecordId]:
    """Give the records of everybody of this name and birth date, whatever their first name: whoever asks decides."""
    said = IdentityTraits(traits.name, (), Gender.UNKNOWN, traits.birth_date, "")
    digests = [env.keyring.lookup_digest(text) for text in person_traits.texts_of(said)]
    yield from person_traits.find(digests, most=LOOKED_AT)


def _may_be_meant(record: RecordId, traits: Traits, actor: Actor, env: Environment) -> bool:
    """Whether this person could be listed. Nothing of them is shown to anybody yet: nothing is traced."""
    with within(record):
        gathered = facts.about_record(
            record, action=Action.FIND_BY_TRAITS, actor=actor, at=env.clock.now(), policy=env.policy
        )
        if isinstance(decide(gathered.facts), Refusal):
            return False
        person = records.person(
            record, record_key=env.keyring.open_record_key(gathered.wrapped_key, record=record.bytes)
        )
    wanted = searchable(traits.given_name)
    return person is not None and (
        not wanted or any(searchable(given).startswith(wanted) for given in person.traits.given_names)
    )


def _list(record: RecordId, number: str, actor: Actor, env: Environment) -> FoundPerson | None:
    """Write down that this person is listed, then name them; nobody when they have refused meanwhile."""
    with within(record):
        gathered = facts.about_record(
            record, action=Action.FIND_BY_TRAITS, actor=actor, at=env.clock.now(), policy=env.policy
        )
        decision = decide(gathered.facts)
        record_key = write_down(decision, gathered.wrapped_key, env=env, reason=number)
        person = records.person(record, record_key=record_key)
    return FoundPerson(record, person.traits) if person is not None and not isinstance(decision, Refusal) else None


def _decide(record: RecordId, number: str, actor: Actor, env: Environment) -> Refusal | None:
    with within(record):
        gathered = facts.about_record(
            record, action=Action.FIND_BY_TRAITS, actor=actor, at=env.clock.now(), policy=env.policy
        )
        decision = decide(gathered.facts)
        write_down(decision, gathered.wrapped_key, env=env, reason=number)
    return decision if isinstance(decision, Refusal) else None
