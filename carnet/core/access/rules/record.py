"""REC – the record itself: absent, closed."""

from carnet.core.access.actions import Action
from carnet.core.access.actors import Holder
from carnet.core.access.facts import Facts, RecordStatus
from carnet.core.access.rule import forbid, permit
from carnet.core.access.standing import (
    COPYING,
    is_a_copy_for_heirs,
    is_of_a_minor,
    is_of_a_protected_adult,
    represents_by,
)
from carnet.core.record.representation import OF_A_MINOR, OF_A_PROTECTED_ADULT

ASKED_OF_A_CLOSED_RECORD = frozenset(
    {
        Action.CHECK_RECORD,
        Action.REOPEN_RECORD,
        Action.RECORD_REPRESENTATION,
        Action.SUSPEND_REPRESENTATION,
        Action.HIDE_PLACES,
        Action.RECORD_EMANCIPATION,
        Action.RECORD_PROTECTION,
        Action.ERASE_RECORD,
        Action.KEEP_RECORD,
        Action.RECORD_DEATH,
        Action.UNDO_DEATH,
        Action.EXPLAIN_ACCESS,
        Action.REVIEW_CASE,
    }
)
"""Reopening and erasing are left, and so is writing down a death or who may act: that shows nothing of the record."""
READ_OF_A_CLOSED_RECORD = frozenset({Action.READ_ACCESS_HISTORY, Action.FOLLOW_REQUESTS}) | COPYING
"""By the holder alone: who did what, what became of what they asked, and a copy on paper."""
ASKED_OF_NOTHING = frozenset({Action.CHECK_RECORD, Action.OPEN_RECORD, Action.FIND_BY_TRAITS})


@forbid(
    "REC-01",
    "Un dossier fermé n’est ni consulté ni alimenté.",
    source="FAQ dmp.fr 2018 (fermeture, conservation 10 ans) ; PDSm4DMP : « statut actif » requis ; CDT DMPClosed",
)
def closed_record(facts: Facts) -> bool:
    """A closed record answers only whether it exists, shows its holder their history, and can be reopened."""
    reads_own_history = isinstance(facts.actor, Holder) and facts.action in READ_OF_A_CLOSED_RECORD
    return (
        facts.record.status is RecordStatus.CLOSED
        and facts.action not in ASKED_OF_A_CLOSED_RECORD
        and not reads_own_history
        and not is_a_copy_for_heirs(facts)
    )


@forbid(
    "REC-02",
    "Un dossier qui n’existe pas ne répond rien.",
    source="product.md, « What is hidden cannot be guessed » ; CDT TD0.2 « NF »",
)
def absent_record(facts: Facts) -> bool:
    """Nothing can be done to a record that is not there, but asking whether it is and opening it."""
    return facts.record.status is RecordStatus.ABSENT and facts.action not in ASKED_OF_NOTHING


@permit(
    "REC-03",
    "Le titulaire rouvre son dossier fermé, à tout moment.",
    source="FAQ dmp.fr 2018 (réouverture possible pendant 10 ans) ; product.md, « Closing » : « reopened at any time »",
)
def holder_reopens(facts: Facts) -> bool:
    """Whoever closed it: the record is theirs."""
    return (
        isinstance(facts.actor, Holder)
        and facts.action is Action.REOPEN_RECORD
        and facts.record.status is RecordStatus.CLOSED
    )


@permit(
    "REC-04",
    "Le représentant légal rouvre le dossier fermé de la personne qu’il représente.",
    source="FAQ dmp.fr 2018 : « décide des documents devant être masqués et de la fermeture du DMP » ; product.md, "
    "« Sharp edges » : « ordinary acts either »",
)
def representative_reopens(facts: Facts) -> bool:
    """Either parent alone: reopening gives nobody anything back."""
    acts_for_a_minor = is_of_a_minor(facts) and represents_by(facts, OF_A_MINOR)
    acts_for_an_adult = is_of_a_protected_adult(facts) and represents_by(facts, OF_A_PROTECTED_ADULT)
    return (
        facts.action is Action.REOPEN_RECORD
        and facts.record.status is RecordStatus.CLOSED
        and (acts_for_a_minor or acts_for_an_adult)
    )
