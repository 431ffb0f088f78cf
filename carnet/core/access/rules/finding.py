"""FND – documents made ready to be searched, by the record itself."""

from carnet.core.access.actions import Action
from carnet.core.access.actors import Clockwork
from carnet.core.access.facts import Facts
from carnet.core.access.rule import permit


@permit(
    "FND-01",
    "Le dossier lui-même prépare la recherche dans un document arrivé avant elle ; personne ne le lit.",
    source="features.md H20 : « Full-text search inside documents » ; product.md, « What must be true » 1 et 3",
)
def record_prepares_the_search(facts: Facts) -> bool:
    """Whoever the document is hidden from: its words are sealed beside it, and are fetched for its readers only."""
    return facts.action is Action.INDEX_DOCUMENT and isinstance(facts.actor, Clockwork)
