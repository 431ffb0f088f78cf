"""A minor comes of age: told a month before, written down on the day, when nobody represents them any more."""

from datetime import timedelta

from carnet.core.access.actors import Clockwork
from carnet.core.audit.events import AuditEvent, Outcome, SecurityAct, party
from carnet.core.identifiers import RecordId
from carnet.core.record.majority import majority_begins, majority_is_told
from carnet.ports.environment import Environment
from carnet.store import consents, notices, records
from carnet.store.context import within
from carnet.usecases.family.stand_alone import stand_alone
from carnet.usecases.notices.owe_notice import owe_notice
from carnet.usecases.trace import append

COME_OF_AGE = "come-of-age"
"""The job; the name stands in the schedule of carnet/doors/timer."""

LOOKS_BACK, LOOKS_AHEAD = timedelta(days=8), timedelta(days=32)
"""A worker that stood still for a week misses nobody; the longest month is shorter than what it looks ahead."""

NEAR, REACHED, ENDED = "majority-near", "majority", "representation-ended"


def come_of_age(record: RecordId, *, env: Environment) -> bool:
    """Do what a majority asks for, once; false when there was nothing to do yet, or any more.

    A month before, whoever represents the minor is told, by the channel of the record and by their own. On the day,
    their access has ended by its own date (the rules refuse them since that midnight): the line is written, they are
    told, and all that others set up ends (``stand_alone``; product.md, « The day of 18 »). A majority that comes of no
    representation is nobody's affair.
    """
    with within(record, exclusive=True):
        at, born = env.clock.now(), records.birth_date(record)
        if born is None:
            return False
        if at >= majority_begins(born):
            return _reach(record, env)
        if at < majority_is_told(born) or notices.was_owed(record, kind=NEAR):
            return False
        owe_notice(record, kind=NEAR, at=at, env=env)
    return True


def come_of_age_of_all(*, env: Environment) -> int:
    """Do so for every minor whose representatives' powers end these weeks; give for how many there was something."""
    at = env.clock.now()
    found = consents.powers_ending(after=at - LOOKS_BACK, until=at + LOOKS_AHEAD)
    return sum(come_of_age(record, env=env) for record in found)


def _reach(record: RecordId, env: Environment) -> bool:
    wrapped = records.wrapped_key(record)
    if wrapped is None or notices.was_owed(record, kind=REACHED):
        return False
    at = env.clock.now()
    line = AuditEvent(
        id=env.chance.identifier(),
        record=record,
        at=at,
        action=SecurityAct.REPRESENTATION_END,
        outcome=Outcome.DONE,
        actor=party(Clockwork(COME_OF_AGE)),
        door=env.door,
        detail=REACHED,
    )
    record_key = append(line, wrapped, env=env)
    stand_alone(record, at=at, record_key=record_key, env=env)
    owe_notice(record, kind=REACHED, at=at, env=env)
    owe_notice(record, kind=ENDED, at=at, env=env)
    return True
