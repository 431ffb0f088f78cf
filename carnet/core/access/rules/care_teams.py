"""CTM – the care team of an establishment, and those in it who never consult."""

from carnet.core.access.actions import Action
from carnet.core.access.actors import Professional, StaffRole, StructureSoftware
from carnet.core.access.facts import Facts
from carnet.core.access.rule import forbid, permit
from carnet.core.access.standing import CONSULTING, is_caring, is_valid

READING = CONSULTING | {Action.READ_ACCESS_HISTORY}


@permit(
    "CTM-01",
    "L’autorisation donnée à un établissement vaut pour toute son équipe de soins.",
    source="FAQ dmp.fr 2018 : « c’est à cette équipe de soins que vous donnez l’accès à votre DMP »",
)
def care_team(facts: Facts) -> bool:
    """A professional of the establishment, under its authorisation."""
    return is_caring(facts) and facts.action in CONSULTING and is_valid(facts.tie.structure_authorization, facts)


@forbid(
    "CTM-02",
    "Les secrétariats, les agents administratifs et les agents de service ne consultent jamais.",
    source="FAQ dmp.fr 2018 : « les secrétariats d’accueil, les agents administratifs ou les agents de service »",
)
def staff_never_consult(facts: Facts) -> bool:
    """Whatever the authorisation of the structure they work in; they may only feed the record and ask if it exists."""
    return (
        isinstance(facts.actor, Professional)
        and facts.actor.role is not StaffRole.CARE
        and facts.action not in (Action.DEPOSIT_DOCUMENTS, Action.CHECK_RECORD)
    )


@forbid(
    "CTM-03",
    "Un établissement ne consulte qu’au nom d’un professionnel désigné.",
    source="product.md, « Sign-in » : « it reads only with a token that names the professional » ; EX_GEN (AIR)",
)
def software_never_reads_alone(facts: Facts) -> bool:
    """Software in a structure's own name deposits, and reads nothing."""
    return isinstance(facts.actor, StructureSoftware) and facts.action in READING
