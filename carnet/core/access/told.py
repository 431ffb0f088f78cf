"""What a refused person may be told: one answer for several causes, so that none of them can be guessed."""

from carnet.core.access.actions import Action
from carnet.core.access.actors import Holder
from carnet.core.access.decision import Reason, Told
from carnet.core.access.facts import Facts, RecordStatus

BY_ROLE = frozenset({"CTM-02", "CTM-03", "INS-02", "SUP-01", "USE-01", "USE-02", "USE-03"})
"""Rules that look at who asks and at nothing of the record: saying so tells nothing of it."""

BY_TYPE = frozenset({"FEE-02", "FEE-03", "FEE-04", "FEE-05"})
"""Rules that look at what is deposited and at nothing of the record."""


def told(facts: Facts, reasons: tuple[Reason, ...]) -> Told:
    """Choose the words for a refusal (product.md, « Emergency », « Closing », « What is hidden cannot be guessed »)."""
    rules = {reason.rule for reason in reasons}
    if rules & (BY_ROLE | BY_TYPE):
        return Told.NOT_ALLOWED
    if "FEE-01" in rules:
        return Told.OPPOSED
    if facts.action is Action.BREAK_THE_GLASS:
        return Told.NO_EMERGENCY_ACCESS
    if facts.action is Action.OPEN_RECORD:
        return Told.ALREADY_OPEN if "OPN-02" in rules else Told.NOT_ALLOWED
    if facts.action is Action.DEPOSIT_DOCUMENTS:
        return Told.NOT_FEEDABLE
    if all(reason.is_secret for reason in reasons):
        return Told.NOT_FOUND
    if facts.record.status is RecordStatus.CLOSED and has_known_the_record(facts):
        return Told.RECORD_CLOSED
    return Told.NO_ACCESS


def has_known_the_record(facts: Facts) -> bool:
    """Whether the actor once could read this record, so that « fermé » tells them nothing new."""
    tie = facts.tie
    if isinstance(facts.actor, Holder) or tie.representation is not None:
        return True
    return not tie.is_blocked and (tie.authorization is not None or tie.structure_authorization is not None)
