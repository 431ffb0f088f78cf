"""ARC – documents put away without being deleted, and taken out again."""

from carnet.core.access.actions import Action
from carnet.core.access.facts import Facts
from carnet.core.access.rule import Gate, permit
from carnet.core.access.standing import is_author, is_authorized, is_caring, is_physician

PUTTING_AWAY = frozenset({Action.ARCHIVE_DOCUMENT, Action.UNARCHIVE_DOCUMENT})


@permit(
    "ARC-01",
    "Un médecin autorisé range un document ou le ressort.",
    source="CDT29 TD3.3d : « any doctor or an author » ; product.md, « Documents » : « any authorised doctor »",
)
def authorized_doctor_archives(facts: Facts) -> bool:
    """Only a document that they may read themselves: the other gates hold. An emergency is no authorisation."""
    return facts.action in PUTTING_AWAY and is_caring(facts) and is_physician(facts) and is_authorized(facts)


@permit(
    "ARC-02",
    "L’auteur range le document qu’il a écrit, ou le ressort.",
    source="CDT29 TD3.3d ; product.md, « Documents » : « patient, any authorised doctor, an author »",
    gate=Gate.DOCUMENT,
)
def author_archives(facts: Facts) -> bool:
    """Without authorisation or matrix, as they read it."""
    return facts.action in PUTTING_AWAY and is_caring(facts) and is_author(facts)
