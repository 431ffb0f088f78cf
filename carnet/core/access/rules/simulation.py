"""SIM – « Que verrait… ? »: seeing one's record with somebody else's eyes."""

from carnet.core.access.actions import Action
from carnet.core.access.actors import Holder
from carnet.core.access.facts import Facts
from carnet.core.access.rule import permit


@permit(
    "SIM-01",
    "Le titulaire peut regarder son dossier avec les yeux d’un autre.",
    source="product.md, « Sharp edges », simulation ; interface.md P18 : « Que verrait… ? »",
)
def holder_simulates(facts: Facts) -> bool:
    """The simulation is cut to what the holder may read: see simulation.py."""
    return isinstance(facts.actor, Holder) and facts.action is Action.SIMULATE_ACCESS
