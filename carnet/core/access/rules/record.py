"""REC – the record itself: absent, closed."""

from carnet.core.access.actions import Action
from carnet.core.access.actors import Holder
from carnet.core.access.facts import Facts, RecordStatus
from carnet.core.access.rule import forbid

ASKED_OF_A_CLOSED_RECORD = frozenset({Action.CHECK_RECORD})
ASKED_OF_NOTHING = frozenset({Action.CHECK_RECORD, Action.OPEN_RECORD})


@forbid(
    "REC-01",
    "Un dossier fermé n’est ni consulté ni alimenté.",
    source="FAQ dmp.fr 2018 (fermeture, conservation 10 ans) ; PDSm4DMP : « statut actif » requis ; CDT DMPClosed",
)
def closed_record(facts: Facts) -> bool:
    """A closed record answers only whether it exists, and shows its holder their history."""
    reads_own_history = isinstance(facts.actor, Holder) and facts.action is Action.READ_ACCESS_HISTORY
    return (
        facts.record.status is RecordStatus.CLOSED
        and facts.action not in ASKED_OF_A_CLOSED_RECORD
        and not reads_own_history
    )


@forbid(
    "REC-02",
    "Un dossier qui n’existe pas ne répond rien.",
    source="product.md, « What is hidden cannot be guessed » ; CDT TD0.2 « NF »",
)
def absent_record(facts: Facts) -> bool:
    """Nothing can be done to a record that is not there, but asking whether it is and opening it."""
    return facts.record.status is RecordStatus.ABSENT and facts.action not in ASKED_OF_NOTHING
