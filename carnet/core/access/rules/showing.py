"""SHW – « Montrer mon dossier »: what the person shows, by a code, to the professional who is with them."""

from carnet.core.access.actions import Action
from carnet.core.access.actors import Holder
from carnet.core.access.facts import Facts
from carnet.core.access.rule import Gate, forbid, permit
from carnet.core.access.sight import (
    is_living,
    is_shown_documents,
    is_shown_the_record,
    is_shown_this_document,
)
from carnet.core.access.standing import CONSULTING, SHOWING, is_caring


@permit(
    "SHW-01",
    "Le titulaire montre son dossier, ou des documents choisis un par un, pour quelques minutes ; "
    "il voit qui l’ouvre et arrête quand il veut.",
    source="product.md, « Masking » : « show by QR the whole record or documents chosen one by one » ; "
    "interface.md P20",
)
def holder_shows(facts: Facts) -> bool:
    """A representative shows too (REP-01, REP-06); a carer never (CAR-05: « share »)."""
    return isinstance(facts.actor, Holder) and facts.action in SHOWING


@permit(
    "SHW-02",
    "Un professionnel de soins ouvre ce que la personne lui montre, par le code qu’elle lui donne.",
    source="product.md, « Masking » : « to the professional who redeems it, for 15 or 60 minutes » ; « Nobody may "
    "demand it » : « A QR opens only after a professional has signed in »",
)
def opens_what_is_shown(facts: Facts) -> bool:
    """As long as it is shown: several may, each of them once."""
    offered = facts.offered
    return (
        facts.action is Action.REDEEM_SHOWING
        and is_caring(facts)
        and offered is not None
        and is_living(offered.showing, facts)
    )


@permit(
    "SHW-03",
    "Le professionnel qui a ouvert le dossier montré le consulte jusqu’à la fin du temps choisi, sans autorisation ; "
    "ce qui est masqué le reste.",
    source="product.md, « Masking » : « the whole record (masks hold) » ; « Nobody may demand it » : « it replaces "
    "gate 1 », « for its time »",
)
def reads_the_record_that_is_shown(facts: Facts) -> bool:
    """Nothing but reading; the matrix, the blocks and every hiding hold."""
    return facts.action in CONSULTING and is_shown_the_record(facts)


@permit(
    "SHW-04",
    "Le professionnel à qui des documents sont montrés un par un en reçoit la liste, où rien d’autre ne paraît.",
    source="product.md, « What must be true » : « What is hidden cannot be guessed »",
)
def lists_what_was_chosen(facts: Facts) -> bool:
    """The list is decided document by document, as any other."""
    return facts.action is Action.LIST_DOCUMENTS and is_shown_documents(facts)


@permit(
    "SHW-05",
    "Le professionnel lit les documents que la personne a choisis un par un pour les lui montrer, même masqués.",
    source="product.md, « Masking » : « documents chosen one by one (masked ones too) », « matrix and blocks hold »",
    gate=Gate.DOCUMENT,
)
def reads_what_was_chosen(facts: Facts) -> bool:
    """Never what is kept secret: nobody but the holder and the author (MSK-04)."""
    return is_shown_this_document(facts)


@forbid(
    "SHW-06",
    "Chaque professionnel n’ouvre qu’une fois ce qu’un code montre.",
    source="product.md, « Masking » : « once each » ; interface.md 6.7, 12 : « code works once per professional »",
)
def opened_already(facts: Facts) -> bool:
    """They know that they did; whoever finds the code beside their screen gains nothing."""
    return facts.action is Action.REDEEM_SHOWING and facts.offered is not None and facts.offered.is_opened
