"""EMG – opening a record in an emergency, within what the person allowed in advance."""

from carnet.core.access.actions import Action
from carnet.core.access.facts import Facts, RecordStatus
from carnet.core.access.rule import forbid, permit
from carnet.core.access.standing import CONSULTING, is_caring, is_in_emergency, is_regulating_physician


@permit(
    "EMG-01",
    "En urgence, un professionnel consulte sans autorisation préalable, pour un temps limité.",
    source="FAQ dmp.fr 2018 : « accès au DMP en mode urgence ou dit bris de glace » ; EX_0.2-1040",
)
def in_emergency(facts: Facts) -> bool:
    """While a living emergency access holds, and as long as the person still allows that mode."""
    return is_caring(facts) and facts.action in CONSULTING and is_in_emergency(facts)


@forbid(
    "EMG-02",
    "La personne peut s’opposer d’avance au bris de glace.",
    source="FAQ dmp.fr 2018 : « Ces accès ne seront possibles que si vous ne vous y êtes pas opposé »",
)
def opposed_to_break_the_glass(facts: Facts) -> bool:
    """Her switch is off."""
    return facts.action is Action.BREAK_THE_GLASS and not facts.record.switches.break_the_glass


@permit(
    "EMG-03",
    "Devant un danger immédiat, un professionnel de soins peut briser la glace, avec un motif écrit.",
    source="FAQ dmp.fr 2018 : « si votre état présente un risque immédiat pour votre santé » ; EX_0.2-1050",
)
def may_break_the_glass(facts: Facts) -> bool:
    """Any professional who takes part in care; the matrix still bounds what they read."""
    return facts.action is Action.BREAK_THE_GLASS and is_caring(facts)


@permit(
    "EMG-04",
    "Le professionnel referme l’accès en urgence qu’il a ouvert.",
    source="EX_0.2-1040 : non persistant ; product.md, « Emergency » : « ends after 24 hours or when closed »",
)
def closes_own_access(facts: Facts) -> bool:
    """Whatever the switch has become: closing opens nothing."""
    emergency = facts.tie.emergency
    return (
        facts.action is Action.CLOSE_EMERGENCY_ACCESS
        and is_caring(facts)
        and emergency is not None
        and emergency.is_living(at=facts.at)
    )


@permit(
    "EMG-05",
    "Pendant un appel au Samu – Centre 15, le médecin régulateur consulte sans autorisation préalable.",
    source="FAQ dmp.fr 2018 : « accès au DMP par le médecin régulateur du Samu – Centre 15 » ; CDT29 centre_15",
)
def answers_samu_call(facts: Facts) -> bool:
    """A doctor of a structure registered as a SAMU, and nobody else."""
    return facts.action is Action.ANSWER_SAMU_CALL and is_regulating_physician(facts)


@forbid(
    "EMG-06",
    "La personne peut s’opposer d’avance à l’accès du Samu – Centre 15.",
    source="FAQ dmp.fr 2018 : « Ces accès ne seront possibles que si vous ne vous y êtes pas opposé » ; CDT29 ETREAT",
)
def opposed_to_the_samu(facts: Facts) -> bool:
    """Her switch is off."""
    return facts.action is Action.ANSWER_SAMU_CALL and not facts.record.switches.samu


@permit(
    "EMG-07",
    "Pendant un appel, le médecin régulateur du Samu cherche une personne par ses traits, sans INS.",
    source="TD0.5 (recherche sans INS) ; product.md, « Sharp edges » : « Emergency search by traits »",
)
def finds_by_traits(facts: Facts) -> bool:
    """Somebody who calls rarely knows the number on a card. Each person listed reads it in their history."""
    return facts.action is Action.FIND_BY_TRAITS and is_regulating_physician(facts)


@forbid(
    "EMG-08",
    "Une personne qui s’oppose à l’accès du Samu n’apparaît dans aucune recherche en urgence.",
    source="TD0.5 : « opposed patients never returned » ; product.md : « opposed and closed records never »",
)
def opposed_is_never_found(facts: Facts) -> bool:
    """Her switch is off. Nobody's record, on which a search without an answer is traced, has none."""
    return (
        facts.action is Action.FIND_BY_TRAITS
        and facts.record.status is not RecordStatus.ABSENT
        and not facts.record.switches.samu
    )
