"""AUT – what an author keeps of what they wrote."""

from carnet.core.access.actions import Action
from carnet.core.access.facts import Facts
from carnet.core.access.rule import Gate, permit
from carnet.core.access.standing import is_author, is_authoring_software, is_caring


@permit(
    "AUT-01",
    "L’auteur garde accès au document qu’il a écrit ou signé.",
    source="FAQ dmp.fr 2018 (documents masqués) ; EX_2.1-1140 ; product.md, « Masking »",
    gate=Gate.DOCUMENT,
)
def author_reads(facts: Facts) -> bool:
    """Without authorisation or matrix; a block or a closed record stops the author too."""
    return is_caring(facts) and facts.action is Action.READ_DOCUMENT and is_author(facts)


@permit(
    "AUT-02",
    "Seul un auteur remplace son document.",
    source="EX_2.1-1140 ; FAQ dmp.fr 2018 (droit de rectification)",
    gate=Gate.DOCUMENT,
)
def author_replaces(facts: Facts) -> bool:
    """Even blocked or no longer authorised: replacing reads nothing."""
    return is_caring(facts) and facts.action is Action.REPLACE_DOCUMENT and is_author(facts)


@permit(
    "AUT-03",
    "Seul un auteur supprime son document.",
    source="EX_2.1-1140 ; EX_3.3-1060 ; product.md, « Documents » : « Replace and delete: an author only »",
    gate=Gate.DOCUMENT,
)
def author_deletes(facts: Facts) -> bool:
    """Even blocked or no longer authorised: deleting reads nothing. It is logical, and final."""
    return is_caring(facts) and facts.action is Action.DELETE_DOCUMENT and is_author(facts)


@permit(
    "AUT-04",
    "En 2026, la structure qui a écrit un document le remplace et le supprime en son propre nom.",
    source="EX_2.1-1140 (authentification indirecte) ; product.md, « Documents » : « in 2026 also their structure »",
    gate=Gate.DOCUMENT,
)
def authoring_structure_replaces_and_deletes(facts: Facts) -> bool:
    """When it authenticated itself; it still reads nothing."""
    return facts.action in (Action.REPLACE_DOCUMENT, Action.DELETE_DOCUMENT) and is_authoring_software(facts)
