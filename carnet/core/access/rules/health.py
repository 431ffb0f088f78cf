"""HLT – what the person writes of their own health: « Ma santé »."""

from carnet.core.access.actions import Action
from carnet.core.access.actors import Holder
from carnet.core.access.facts import Facts
from carnet.core.access.rule import permit

WRITING = frozenset({Action.ADD_HEALTH, Action.CHANGE_HEALTH})


@permit(
    "HLT-01",
    "Le titulaire écrit ce qu’il sait de sa santé, le corrige et le retire.",
    source="FAQ dmp.fr 2018 ; brochure : « groupe sanguin, allergies, par exemple » ; interface.md P14",
)
def holder_writes_of_their_health(facts: Facts) -> bool:
    """A representative does it for the person (REP-01, REP-06); a carer adds, and changes nothing (CAR-01)."""
    return isinstance(facts.actor, Holder) and facts.action in WRITING
