"""Every first access of a professional is told to the person (Vies de famille 2019; product.md, « Authorisation »)."""

from carnet.core.access.actors import Professional
from carnet.core.access.decision import Decision, Permit
from carnet.core.access.mail import leads_to_a_place, may_be_mailed
from carnet.core.audit.events import LISTED_AS_CHOSEN, secret_visit_of
from carnet.ports.environment import Environment
from carnet.store import consents
from carnet.usecases.notices.owe_notice import owe_notice


def tell_first_access(decision: Decision, is_first: bool, *, env: Environment) -> None:
    """Owe the person a notice when a professional consults for the first time. Within the transaction of the act.

    Not in a minor's secret visit: notices go to the channel of a representative, and a first access that was not told
    remains to be told the day this professional consults openly (product.md, « Sharp edges »). Nor by the reading of a
    document that is hidden from the person, or where a decision hides places: no line that they see would explain the
    notice, which would tell of it. Nor by the list of documents shown one by one: the first of them that is read is
    told.
    """
    actor, document = decision.facts.actor, decision.facts.document
    if not is_first or not isinstance(decision, Permit) or not isinstance(actor, Professional):
        return
    if secret_visit_of(decision.facts) is not None or leads_to_a_place(decision.facts):
        return
    if {reason.rule for reason in decision.reasons} == LISTED_AS_CHOSEN:
        return
    if document is not None and not may_be_mailed(decision.facts, document.confidentiality, document.hidings):
        return
    record = decision.facts.record.id
    if consents.remember_first_access(record, actor.identifier, at=decision.facts.at):
        owe_notice(record, kind="first-access", at=decision.facts.at, env=env)
