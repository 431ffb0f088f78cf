"""Who may open somebody's account, and who may end their sessions."""

from carnet.core.access.actors import Actor, Clockwork, Holder, Professional, SupportAgent
from carnet.core.access.facts import Facts, RecordStatus
from carnet.core.access.standing import is_caring, is_occupational_health
from carnet.core.identifiers import PractitionerId, RecordId


def may_open_account(facts: Facts) -> bool:
    """Whether the actor may hand over the means to sign in to a record that exists.

    ``facts``: about that record; ``declares_presence`` is the actor's statement that the person is there, or that
    their card and identity document were seen. A professional who takes part in care (FAQ dmp.fr 2018: « vos
    identifiants vous sont remis sur papier »; product.md, « Opening »), or an agent of the support desk: these
    are accounts, never content.
    """
    if facts.record.status is RecordStatus.ABSENT or not facts.declares_presence:
        return False
    return isinstance(facts.actor, SupportAgent) or (is_caring(facts) and not is_occupational_health(facts))


def may_end_sessions(actor: Actor, whose: RecordId | PractitionerId) -> bool:
    """Whether the actor may end every session of a holder (told by their record) or of a professional.

    Closing is easy (product.md, « Sharp edges »): oneself, the support desk, and time.
    """
    match actor:
        case SupportAgent() | Clockwork():
            return True
        case Holder(record):
            return record == whose
        case Professional():
            return actor.identifier == whose
        case _:
            return False
