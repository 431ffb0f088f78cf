"""TRU – the trusted person: named by the holder, and what they may confirm for somebody who cannot answer."""

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor, Holder, Professional, StructureKind
from carnet.core.access.facts import Facts
from carnet.core.access.rule import permit
from carnet.core.access.standing import is_caring
from carnet.core.identifiers import OrganizationId
from carnet.core.record.majority import is_minor


def _establishment(actor: Actor) -> OrganizationId | None:
    """Find in which establishment of care somebody acts: a stay is nowhere else."""
    if isinstance(actor, Professional) and actor.structure_kind is StructureKind.CARE:
        return actor.organization
    return None


@permit(
    "TRU-01",
    "Une personne majeure nomme sa personne de confiance, en change ou n’en nomme plus.",
    source="L1111-6 : « Toute personne majeure peut désigner une personne de confiance » ; product.md, « The "
    "unconscious person » : « the trusted person named in the record »",
)
def names_a_trusted_person(facts: Facts) -> bool:
    """By themself: nobody names one for another."""
    return (
        facts.action is Action.CHOOSE_TRUSTED_PERSON
        and isinstance(facts.actor, Holder)
        and not is_minor(facts.record.birth_date, at=facts.at)
    )


@permit(
    "TRU-02",
    "Quand la personne ne peut pas répondre, sa personne de confiance confirme l’équipe de soins pour ce séjour.",
    source="product.md, « The unconscious person » : « the trusted person named in the record may confirm the care "
    "team for that stay only »",
)
def confirms_the_care_team(facts: Facts) -> bool:
    """For the establishment in which the professional acts, until the end of the stay, thirty days at most."""
    stay = facts.stay
    return (
        facts.action is Action.CONFIRM_CARE_TEAM
        and is_caring(facts)
        and _establishment(facts.actor) is not None
        and stay is not None
        and stay.cannot_answer
        and stay.is_the_one_named
        and stay.is_bounded(at=facts.at)
    )
