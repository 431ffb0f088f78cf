"""Every first access of a professional is told to the person (Vies de famille 2019; product.md, « Authorisation »)."""

from carnet.core.access.actors import Professional
from carnet.core.access.decision import Decision, Permit
from carnet.ports.environment import Environment
from carnet.store import consents
from carnet.usecases.notices.owe_notice import owe_notice


def tell_first_access(decision: Decision, is_first: bool, *, env: Environment) -> None:
    """Owe the person a notice when a professional consults for the first time. Within the transaction of the act."""
    actor = decision.facts.actor
    if not is_first or not isinstance(decision, Permit) or not isinstance(actor, Professional):
        return
    record = decision.facts.record.id
    if consents.remember_first_access(record, actor.identifier, at=decision.facts.at):
        owe_notice(record, kind="first-access", at=decision.facts.at, env=env)
