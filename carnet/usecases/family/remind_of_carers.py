"""A month before a carer's year ends, the person is asked whether they go on."""

from datetime import timedelta

from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.store import carers, notices
from carnet.store.context import within
from carnet.usecases.notices.owe_notice import owe_notice

REMIND_OF_CARERS = "remind-of-carers"
"""The job; the name stands in the schedule of carnet/doors/timer."""

KIND = "carer-year-near"
BEFORE = timedelta(days=30)


def remind_of_carers(*, env: Environment) -> int:
    """Tell every person of whom a carer's year ends within a month, once for that month; give how many were told.

    Product.md, « Minors and representatives »: « reconfirmed each year ». Not reconfirmed, the access sleeps.
    """
    at = env.clock.now()
    return sum(_remind(record, env) for record in carers.years_ending(after=at, until=at + BEFORE))


def _remind(record: RecordId, env: Environment) -> bool:
    with within(record):
        at = env.clock.now()
        if notices.was_owed(record, kind=KIND, since=at - BEFORE):
            return False
        owe_notice(record, kind=KIND, at=at, env=env)
    return True
