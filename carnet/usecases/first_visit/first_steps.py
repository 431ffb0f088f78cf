"""Tells the steps of a first visit from what stands in the record, for whoever reads it."""

from carnet.core.access.actors import Carer, Representative
from carnet.core.access.facts import Facts
from carnet.core.access.first_steps import steps_offered
from carnet.core.record.first_visit import FirstVisit, Step, StepState
from carnet.store import first_visits
from carnet.usecases.health.own_health import Block

CONTACT = "contact"
"""The block of « Ma santé » in which people to call are written."""


def account_behind(asked: Facts) -> str:
    """Tell under which name somebody's steps are put off: the holder's has none."""
    return asked.actor.account if isinstance(asked.actor, Representative | Carer) else ""


def first_steps(asked: Facts, blocks: tuple[Block, ...]) -> FirstVisit:
    """Tell which steps make sense for this reader, which are done and which they put off.

    Inside ``within(record)``, by a reading that is traced. ``asked``: any question of theirs about the record itself;
    ``blocks``: of « Ma santé », those that they may see, with the people to call. Nothing is kept of what is done.
    """
    stands = first_visits.filled_in(asked.record.id, account=account_behind(asked))
    is_done = {
        Step.CONTACTS: any(one.kind.key == CONTACT and bool(one.entries or one.answer) for one in blocks),
        Step.TRUSTED_PERSON: stands.trusted_person,
        Step.ALERTS: stands.alerts,
        Step.ACCESS: stands.access,
        Step.EMERGENCIES: stands.emergencies,
    }
    return FirstVisit(tuple(StepState(one, is_done[one], one in stands.put_off) for one in steps_offered(asked)))
