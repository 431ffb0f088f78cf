"""SUP – the support desk."""

from carnet.core.access.actions import Action
from carnet.core.access.actors import SupportAgent
from carnet.core.access.facts import Facts
from carnet.core.access.rule import forbid

ACTS_ON_ACCOUNTS = frozenset(
    {
        Action.RECORD_REPRESENTATION,
        Action.SUSPEND_REPRESENTATION,
        Action.HIDE_PLACES,
        Action.RECORD_EMANCIPATION,
        Action.RECORD_PROTECTION,
        Action.RECORD_DEATH,
        Action.UNDO_DEATH,
    }
)
"""Who may act for somebody: proofs are the desk's, and none of it shows a content."""


@forbid(
    "SUP-01",
    "Le support agit sur le compte, jamais sur le contenu du dossier.",
    source="FAQ dmp.fr 2018 (DMP Info Service) ; notre lecture : le texte dit ce qu’il fait, nous traçons la limite",
)
def account_only(facts: Facts) -> bool:
    """Every action of the record is closed to an agent, but who represents the person."""
    return isinstance(facts.actor, SupportAgent) and facts.action not in ACTS_ON_ACCOUNTS
