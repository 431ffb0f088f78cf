"""CHK – what somebody blocked has deposited: it waits until the person has looked."""

from carnet.core.access.actions import Action
from carnet.core.access.actors import Holder
from carnet.core.access.facts import Facts
from carnet.core.access.rule import Gate, forbid, permit


@permit(
    "CHK-01",
    "Le titulaire accepte ou refuse ce que dépose un professionnel qu’il a bloqué.",
    source="product.md, « Reading passes three gates » : « wait under « À vérifier » »",
)
def holder_checks_deposits(facts: Facts) -> bool:
    """One by one; what is refused leaves the record for everybody."""
    return isinstance(facts.actor, Holder) and facts.action is Action.CHECK_DEPOSIT


@forbid(
    "CHK-02",
    "Seul un dépôt qui attend est accepté ou refusé.",
    source="product.md, « Documents » : « The patient deletes only their own documents »",
    gate=Gate.DOCUMENT,
)
def nothing_to_check(facts: Facts) -> bool:
    """Refusing is no other way of deleting what a professional wrote."""
    return facts.action is Action.CHECK_DEPOSIT and facts.document is not None and not facts.document.awaits_check


@forbid(
    "CHK-03",
    "La personne peut refuser tout nouveau dépôt d’un professionnel qu’elle a bloqué.",
    source="product.md, « Reading passes three gates » : « where the holder may refuse further ones »",
)
def further_deposits_refused(facts: Facts) -> bool:
    """As long as the block holds; to the depositor, the record cannot be fed."""
    return facts.action is Action.DEPOSIT_DOCUMENTS and facts.tie.is_blocked and facts.tie.deposits_are_refused
