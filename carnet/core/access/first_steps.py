"""Which steps of a first visit make sense for whoever asks: those whose page lets them do something."""

from dataclasses import replace

from carnet.core.access.actions import Action
from carnet.core.access.actors import Holder
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit
from carnet.core.access.facts import Facts
from carnet.core.alerts import chooses_alerts
from carnet.core.record.first_visit import Step

DONE_BY = {
    Step.CONTACTS: Action.ADD_HEALTH,
    Step.TRUSTED_PERSON: Action.CHOOSE_TRUSTED_PERSON,
    Step.ACCESS: Action.AUTHORIZE_PROFESSIONAL,
    Step.EMERGENCIES: Action.CHOOSE_EMERGENCY_ACCESS,
}
"""By which act each step is done; alerts are chosen for an account, and ask no right of the record."""


def steps_offered(facts: Facts) -> tuple[Step, ...]:
    """Choose the steps that this reader may do, by the rules of the acts: no parent names a trusted person.

    ``facts``: any question of theirs about the record itself. Alerts: ``carnet.core.alerts.chooses_alerts``.
    """
    return tuple(one for one in Step if _may_do(one, replace(facts, document=None)))


def _may_do(step: Step, facts: Facts) -> bool:
    if step is Step.ALERTS:
        return isinstance(facts.actor, Holder) and chooses_alerts(facts.record.birth_date, at=facts.at)
    return isinstance(decide(replace(facts, action=DONE_BY[step])), Permit)
