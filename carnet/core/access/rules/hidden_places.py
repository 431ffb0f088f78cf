"""PLA – places and establishments that a decision hides from one representative, from a date on."""

from carnet.core.access.actions import Action
from carnet.core.access.facts import Facts
from carnet.core.access.rule import Gate, forbid

NAMING_PLACES = frozenset(
    {
        Action.READ_ACCESS_RIGHTS,
        Action.SIMULATE_ACCESS,
        Action.AUTHORIZE_PROFESSIONAL,
        Action.WITHDRAW_AUTHORIZATION,
        Action.BLOCK_PROFESSIONAL,
        Action.UNBLOCK_PROFESSIONAL,
        Action.REFUSE_DEPOSITS,
        Action.NAME_TREATING_PHYSICIAN,
        Action.HIDE_FROM_PROFESSIONAL,
        Action.SHOW_TO_PROFESSIONAL,
    }
)
"""Who is let in says where the person is cared for; so does the answer to whoever tries one name after the other."""


@forbid(
    "PLA-01",
    "Un document entré depuis la date d’une décision n’est pas montré au représentant à qui elle cache les lieux.",
    source="product.md, « Separated parents » : « hides places and establishments from a date on » ; a document names "
    "its author’s place in its text too, where nothing can be taken out",
    gate=Gate.DOCUMENT,
)
def names_a_hidden_place(facts: Facts) -> bool:
    """To this representative alone, whose tie says so: for the others nothing changes."""
    power = facts.tie.representation
    return facts.document is not None and power is not None and power.hides_places_of(facts.document.came_at)


@forbid(
    "PLA-02",
    "Le représentant à qui une décision cache les lieux ne voit ni ne change qui accède au dossier.",
    source="product.md, « Separated parents » : « hides places and establishments from a date on » ; notre lecture : "
    "la liste des accès est une liste de lieux",
)
def would_learn_places(facts: Facts) -> bool:
    """From the date on. The other representative, the person and the desk still may."""
    power = facts.tie.representation
    return facts.action in NAMING_PLACES and power is not None and power.hides_places_of(facts.at)
