"""SUP – the support desk."""

from carnet.core.access.actors import SupportAgent
from carnet.core.access.facts import Facts
from carnet.core.access.rule import forbid


@forbid(
    "SUP-01",
    "Le support agit sur le compte, jamais sur le contenu du dossier.",
    source="FAQ dmp.fr 2018 (DMP Info Service) ; notre lecture : le texte dit ce qu’il fait, nous traçons la limite",
)
def account_only(facts: Facts) -> bool:
    """Every action of the record is closed to an agent."""
    return isinstance(facts.actor, SupportAgent)
