"""The records that a professional may open, the last let into first: their own list, page by page (TD0.4)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from carnet.core.access.actions import Action
from carnet.core.access.actors import Professional
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit, Refusal
from carnet.core.access.existence import glimpse
from carnet.core.consent.authorization import AuthorizationStatus
from carnet.core.consent.grantee import Grantee
from carnet.core.identifiers import NOBODYS_RECORD, RecordId
from carnet.core.people import IdentityStatus
from carnet.ports.environment import Environment
from carnet.store import facts, records, records_let_into
from carnet.store.context import within
from carnet.store.facts import Gathered
from carnet.store.records_let_into import LetInto
from carnet.usecases.record.check_record import CheckedRecord
from carnet.usecases.trace import write_down

AT_ONCE: Final = 50
"""How many are looked up at once: some of them may be closed, or open no more."""


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """A record that the professional may open, and since when. ``checked.identifier``: its INS, and no trait."""

    checked: CheckedRecord
    since: datetime


@dataclass(frozen=True, slots=True)
class OwnRecords:
    """One page. ``goes_on``: whether there are more behind it."""

    records: tuple[OwnRecord, ...]
    goes_on: bool


def list_own_records(
    *, after: tuple[datetime, RecordId] | None = None, count: int, actor: Professional, env: Environment
) -> OwnRecords | Refusal:
    """List the records of those who let this professional in, or their establishment (TD0.4, REC_0.4-1010).

    ``after``: where the page before ended; ``count``: how many a page holds. The asking is traced on nobody's record,
    and each record that is listed keeps a line of it. What is closed, blocked or over is not there, and nothing is
    counted: it would have to be decided on every record of theirs.
    """
    asked = _ask(actor, env)
    if isinstance(asked, Refusal):
        return asked
    listed: list[OwnRecord] = []
    for one in _let_into(actor, after, env) if count else ():
        if len(listed) == count:
            if _may_be_opened(one.record, actor, env):
                return OwnRecords(tuple(listed), goes_on=True)
            continue
        found = _list(one, actor, env)
        listed += [found] if found is not None else []
    return OwnRecords(tuple(listed), goes_on=False)


def _let_into(actor: Professional, after: tuple[datetime, RecordId] | None, env: Environment) -> Iterator[LetInto]:
    """Give every record whose yes lives by its dates: whether it opens is decided one by one."""
    grantees: list[Grantee] = [actor.identifier]
    grantees += [actor.organization] if actor.organization is not None else []
    while True:
        found = records_let_into.of(grantees, at=env.clock.now(), after=after, most=AT_ONCE)
        yield from found
        if len(found) < AT_ONCE:
            return
        after = found[-1].given_at, found[-1].record


def _ask(actor: Professional, env: Environment) -> Refusal | None:
    with within(NOBODYS_RECORD):
        gathered = _gather(NOBODYS_RECORD, actor, env)
        decision = decide(gathered.facts)
        write_down(decision, gathered.wrapped_key, env=env, detail="own-records")
    return decision if isinstance(decision, Refusal) else None


def _may_be_opened(record: RecordId, actor: Professional, env: Environment) -> bool:
    """Whether the list goes on with this one. Nothing of it is shown yet: nothing is traced."""
    with within(record):
        return _opened_by(_gather(record, actor, env)) is not None


def _list(one: LetInto, actor: Professional, env: Environment) -> OwnRecord | None:
    """Write down that this record is listed, and name it; nothing for one that does not open."""
    with within(one.record):
        gathered = _gather(one.record, actor, env)
        permit = _opened_by(gathered)
        if permit is None:
            return None
        record_key = write_down(permit, gathered.wrapped_key, env=env, detail="own-records")
        person = records.person(one.record, record_key=record_key)
    if person is None:
        return None
    # The number travels with a qualified identity only (FR Core, « fr-core-patient-ins »).
    identifier = person.identifiers[0] if person.identity_status is IdentityStatus.QUALIFIED else None
    return OwnRecord(CheckedRecord(one.record, glimpse(permit), identifier), one.given_at)


def _gather(record: RecordId, actor: Professional, env: Environment) -> Gathered:
    return facts.about_record(record, action=Action.CHECK_RECORD, actor=actor, at=env.clock.now(), policy=env.policy)


def _opened_by(gathered: Gathered) -> Permit | None:
    """Give the permit to know of a record that this professional may open by a yes in force; None of any other.

    Opening is asked of the very rules, for the professional themself: whether the software that lists may also read is
    another matter, and nothing is read here.
    """
    decision = decide(gathered.facts)
    if isinstance(decision, Refusal) or glimpse(decision).authorization is not AuthorizationStatus.VALID:
        return None
    actor = gathered.facts.actor
    if not isinstance(actor, Professional):
        return None
    reading = replace(gathered.facts, action=Action.LIST_DOCUMENTS, actor=replace(actor, through=None))
    return decision if isinstance(decide(reading), Permit) else None
