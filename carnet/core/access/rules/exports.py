"""EXP – the record prepared to be taken away: by the person, or by who represents them."""

from carnet.core.access.actions import Action
from carnet.core.access.actors import Holder
from carnet.core.access.facts import Facts
from carnet.core.access.rule import permit


@permit(
    "EXP-01",
    "Le titulaire télécharge son dossier, tout ou partie : ce qu’il peut lire ce jour-là.",
    source="FAQ dmp.fr 2018 : « un ou plusieurs documents, l’historique des accès, les autorisations d’accès » ; "
    "RGPD 15 et 20 ; product.md, « Download »",
)
def holder_exports(facts: Facts) -> bool:
    """A representative does it too (REP-01, REP-06); a carer never (CAR-05: « download all »)."""
    return isinstance(facts.actor, Holder) and facts.action is Action.EXPORT_RECORD
