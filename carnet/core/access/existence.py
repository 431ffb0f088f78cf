"""What somebody learns by asking whether a record exists (TD0.2): their own tie, and nothing of others'."""

from dataclasses import dataclass

from carnet.core.access.actors import Holder, Representative
from carnet.core.access.decision import Permit
from carnet.core.access.facts import RecordStatus
from carnet.core.access.sight import is_shown_documents, is_shown_the_record
from carnet.core.access.standing import (
    is_in_secret_visit,
    is_patient_side,
    is_treating_physician,
)
from carnet.core.access.told import has_known_the_record
from carnet.core.consent.authorization import AuthorizationStatus, status_of


@dataclass(frozen=True, slots=True)
class Glimpse:
    """The answer to TD0.2.

    ``exists``: whether there is a record for this asker; a closed one exists only for those who once could read it.
    ``is_feedable``: whether a deposit would be accepted. ``authorization``: the asker's own, a block looking like
    none. ``is_treating_physician``: whether the asker holds that status. ``is_shown``: whether the person shows them
    something just now, by a code that they have typed.
    """

    exists: bool
    is_feedable: bool
    authorization: AuthorizationStatus
    is_treating_physician: bool
    is_shown: bool = False


ABSENT = Glimpse(exists=False, is_feedable=False, authorization=AuthorizationStatus.NONE, is_treating_physician=False)


def glimpse(permit: Permit) -> Glimpse:
    """Tell what the asker may know, from the facts of a permit for CHECK_RECORD (product.md, « Closing »)."""
    facts = permit.facts
    status = facts.record.status
    if status is RecordStatus.ABSENT or (status is RecordStatus.CLOSED and not has_known_the_record(facts)):
        return ABSENT
    if is_in_secret_visit(facts):
        own = AuthorizationStatus.VALID
    elif facts.tie.is_blocked:
        own = AuthorizationStatus.NONE
    elif is_patient_side(facts):
        own = AuthorizationStatus.VALID
    else:
        own = status_of(facts.tie.authorization, at=facts.at)
        if own is not AuthorizationStatus.VALID:
            team = status_of(facts.tie.structure_authorization, at=facts.at)
            own = team if team is not AuthorizationStatus.NONE else own
    return Glimpse(
        exists=True,
        is_feedable=status is RecordStatus.OPEN and not (facts.tie.is_blocked and facts.tie.deposits_are_refused),
        authorization=own,
        is_treating_physician=is_treating_physician(facts),
        is_shown=not facts.tie.is_blocked and (is_shown_the_record(facts) or is_shown_documents(facts)),
    )


def tells_identity(permit: Permit) -> bool:
    """Whether the asker of CHECK_RECORD is told who the person is: the person, and whoever represents them.

    Those who give care know it from the INS, whose traits alone count (EX_0.2-1020); a carer knows whom they care for.
    """
    return isinstance(permit.facts.actor, Holder | Representative)
