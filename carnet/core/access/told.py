"""What a refused person may be told: one answer for several causes, so that none of them can be guessed."""

from carnet.core.access.actions import Action
from carnet.core.access.actors import Holder
from carnet.core.access.decision import Reason, Told
from carnet.core.access.facts import Facts, RecordStatus
from carnet.core.access.sight import is_shown_documents
from carnet.core.access.standing import is_treating_physician, represents_by
from carnet.core.record.representation import Power

BY_ROLE = frozenset({"CAR-05", "CTM-02", "CTM-03", "INS-02", "OPN-05", "REQ-05", "SUP-01", "USE-01", "USE-03"})
"""Rules that look at who asks and at nothing of the record: saying so tells nothing of it."""

OCCUPATIONAL = "USE-02"
"""By role as long as consent changes nothing; where it does, to say so would tell the blocked that they are."""

EMERGENCIES = frozenset({Action.BREAK_THE_GLASS, Action.ANSWER_SAMU_CALL, Action.FIND_BY_TRAITS})
"""Both modes give the one answer to opposed, blocked, closed and absent."""

ONE_ANSWER = {
    **dict.fromkeys(EMERGENCIES, Told.NO_EMERGENCY_ACCESS),
    Action.REDEEM_SHOWING: Told.CODE_OPENS_NOTHING,
    Action.CONFIRM_CARE_TEAM: Told.NOT_CONFIRMED,
    Action.DEPOSIT_DOCUMENTS: Told.NOT_FEEDABLE,
}
"""Acts that give one answer to every other cause: blocked, closed, absent, or nobody named."""

BY_TYPE = frozenset({"FEE-02", "FEE-03", "FEE-04", "FEE-05"})
"""Rules that look at what is deposited and at nothing of the record."""

OF_AN_OPENING = {
    "OPN-03": Told.CARD_NEEDED,
    "OPN-02": Told.ALREADY_OPEN,
    "OPN-07": Told.REPRESENTATIVE_NEEDED,
}
"""The first that matches is said: without the card, nobody learns whether an identity has a record."""

SAID_PLAINLY = {
    "ANN-04": Told.PRESENCE_NEEDED,
    "ANN-06": Told.EXTENDED_ALREADY,
    "BLK-02": Told.LIFT_THE_BLOCK_FIRST,
    "END-03": Told.KEPT_TEN_YEARS,
    "MIN-04": Told.SECRET_VISIT,
    "MIN-09": Told.VISIT_FIRST,
    "ONL-02": Told.ADULTS_ONLY,
    "ONL-03": Told.REGIME_NOT_ONLINE,
    "ONL-04": Told.NOT_OFFERED_YET,
    "SHW-06": Told.OPENED_ALREADY,
    "REP-09": Told.WITH_A_DOCTOR,
    "REP-10": Told.BOTH_PARENTS,
}
"""Rules that the refused person may know of, when nothing else stands in the way."""


def told(facts: Facts, reasons: tuple[Reason, ...]) -> Told:
    """Choose the words for a refusal (product.md, « Emergency », « Closing », « What is hidden cannot be guessed »)."""
    rules = {reason.rule for reason in reasons}
    if "APP-01" in rules:
        return Told.BEYOND_ITS_SCOPES
    by_role = BY_ROLE if facts.policy.occupational_health_may_read else BY_ROLE | {OCCUPATIONAL}
    if rules & (by_role | BY_TYPE):
        return Told.NOT_ALLOWED
    if "FEE-01" in rules:
        return Told.OPPOSED
    if len(reasons) == 1 and reasons[0].rule in SAID_PLAINLY:
        return SAID_PLAINLY[reasons[0].rule]
    if facts.action in ONE_ANSWER:
        return ONE_ANSWER[facts.action]
    if facts.action is Action.OPEN_RECORD:
        return next((words for rule, words in OF_AN_OPENING.items() if rule in rules), Told.NOT_ALLOWED)
    is_not_shown = facts.action is Action.READ_DOCUMENT and rules == {"DEFAULT"} and is_shown_documents(facts)
    if is_not_shown or any(reason.is_secret for reason in reasons):
        return Told.NOT_FOUND
    if rules == {"MTT-05"} and may_name_somebody(facts):
        return Told.NOT_AN_AUTHORIZED_DOCTOR
    if facts.record.status is RecordStatus.CLOSED and has_known_the_record(facts):
        return Told.RECORD_CLOSED
    return Told.NO_ACCESS


def has_known_the_record(facts: Facts) -> bool:
    """Whether the actor once could read this record, so that « fermé » tells them nothing new."""
    tie = facts.tie
    if isinstance(facts.actor, Holder) or tie.representation is not None:
        return True
    return not tie.is_blocked and (tie.authorization is not None or tie.structure_authorization is not None)


def may_name_somebody(facts: Facts) -> bool:
    """Whether only the doctor who was chosen stands in the way: expired, blocked and unknown are told alike."""
    return isinstance(facts.actor, Holder) or represents_by(facts, frozenset(Power)) or is_treating_physician(facts)
