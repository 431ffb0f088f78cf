"""Who may open somebody's account, and who may end their sessions."""

from dataclasses import dataclass
from uuid import UUID

from carnet.core.access.actors import (
    COUNTERS,
    Actor,
    Carer,
    Clockwork,
    Holder,
    OpeningClerk,
    Professional,
    Representative,
    StaffRole,
    StructureKind,
    SupportAgent,
)
from carnet.core.access.facts import Facts, RecordStatus
from carnet.core.access.standing import is_caring, is_occupational_health
from carnet.core.identifiers import PractitionerId, RecordId


def may_open_account(facts: Facts) -> bool:
    """Whether the actor may hand over the means to sign in to a record that exists.

    ``facts``: about that record; ``declares_presence`` is the actor's statement that the person is there, or that
    their card and identity document were seen. A professional who takes part in care (FAQ dmp.fr 2018: « vos
    identifiants vous sont remis sur papier »; product.md, « Opening »), the clerk of a counter who opens records, or
    an agent of the support desk: these are accounts, never content.
    """
    if facts.record.status is RecordStatus.ABSENT or not facts.declares_presence:
        return False
    if isinstance(facts.actor, OpeningClerk):
        return facts.actor.structure_kind in COUNTERS
    return isinstance(facts.actor, SupportAgent) or (is_caring(facts) and not is_occupational_health(facts))


def may_open_account_without_record(actor: Actor, *, identity_is_proved: bool) -> bool:
    """Whether the actor may hand over the means to sign in to somebody who has no record here (a representative).

    ``identity_is_proved``: the actor's statement that the person is there, or that their document was seen. A
    professional who takes part in care, the clerk of a counter who opens records, or an agent of the support desk; the
    account opens no record by itself (product.md, « Minors and representatives »).
    """
    cares = (
        isinstance(actor, Professional)
        and actor.role is StaffRole.CARE
        and actor.profession != ""
        and actor.structure_kind in (StructureKind.CARE, StructureKind.SAMU)
    )
    is_at_a_counter = isinstance(actor, OpeningClerk) and actor.structure_kind in COUNTERS
    return identity_is_proved and (cares or is_at_a_counter or isinstance(actor, SupportAgent))


@dataclass(frozen=True, slots=True)
class CarersApplication:
    """What somebody who was invited as a carer, and has no account, has shown.

    ``has_the_code``: the code of an invitation that waits, drawn by us and handed to them by the person.
    ``has_a_channel``: a code reached them at the address that they gave. ``accepts_the_terms``: they read and accepted
    them. ``has_a_name``: they said under which name the person will read what they do.
    """

    has_the_code: bool
    has_a_channel: bool
    accepts_the_terms: bool
    has_a_name: bool


def may_open_carers_account(shown: CarersApplication) -> bool:
    """Whether somebody opens their own account online, to answer an invitation (product.md, « Minors », « A carer »).

    Nothing of it can be guessed: the code has 59 random bits and lasts a week, and the channel was reached. The account
    opens no record by itself; the invitation that is accepted with it does.
    """
    return shown.has_the_code and shown.has_a_channel and shown.accepts_the_terms and shown.has_a_name


def may_end_sessions(actor: Actor, whose: RecordId | PractitionerId, *, account: UUID | None = None) -> bool:
    """Whether the actor may end every session of a holder (told by their record), of an account, or of a professional.

    Closing is easy (product.md, « Sharp edges »): oneself, the support desk, and time.
    """
    match actor:
        case SupportAgent() | Clockwork():
            return True
        case Holder(own):
            return own == whose
        case Representative(own_account) | Carer(own_account):
            return account is not None and own_account == str(account)
        case Professional():
            return actor.identifier == whose
        case _:
            return False
