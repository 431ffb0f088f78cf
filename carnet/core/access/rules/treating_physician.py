"""MTT – what the *médecin traitant DMP* may do beyond another authorised doctor."""

from carnet.core.access.actions import Action
from carnet.core.access.facts import Facts
from carnet.core.access.rule import forbid, permit
from carnet.core.access.standing import is_treating_physician, is_valid
from carnet.core.record.majority import PARIS
from carnet.core.vocabulary.professions import PHYSICIAN

ABOUT_A_SUCCESSOR = frozenset({Action.NAME_TREATING_PHYSICIAN, Action.ASK_FOR_AGREEMENT})


@permit(
    "MTT-01",
    "Le médecin traitant DMP lit l’historique des accès, y compris ceux des autres professionnels.",
    source="FAQ dmp.fr 2018 : « consulter l’historique des accès à votre DMP, y compris ceux des autres »",
)
def reads_history(facts: Facts) -> bool:
    """Professionals' and emergency accesses only: see what each audience sees in audit/audience.py."""
    return facts.action is Action.READ_ACCESS_HISTORY and is_treating_physician(facts)


@permit(
    "MTT-02",
    "Le médecin traitant DMP bloque un autre professionnel à la demande de la personne.",
    source="FAQ dmp.fr 2018 : « bloquer, à votre demande, l’accès de votre DMP à un autre professionnel »",
)
def blocks_on_request(facts: Facts) -> bool:
    """No other professional may."""
    return facts.action is Action.BLOCK_PROFESSIONAL and is_treating_physician(facts) and facts.declares_presence


@permit(
    "MTT-03",
    "Le médecin traitant DMP donne ce statut à un autre médecin autorisé, avec l’accord de la personne.",
    source="FAQ dmp.fr 2018 : « donner, avec votre accord, le statut de médecin traitant à un autre médecin » ; "
    "product.md, « Treating physician »",
)
def passes_status_on(facts: Facts) -> bool:
    """With the person's agreement, proved by a code that they received or by a signed paper: no statement is enough."""
    return (
        facts.action is Action.NAME_TREATING_PHYSICIAN
        and is_treating_physician(facts)
        and facts.agreement is not None
        and facts.agreement.on <= facts.at.astimezone(PARIS).date()
    )


@permit(
    "MTT-04",
    "Le médecin traitant DMP rend un document visible à la demande de la personne.",
    source="CDT29 TD3.3a ; product.md, « Masking » : « unmasked by the treating physician at their request »",
)
def unmasks_on_request(facts: Facts) -> bool:
    """No other professional may."""
    return facts.action is Action.UNMASK_DOCUMENT and is_treating_physician(facts) and facts.declares_presence


@forbid(
    "MTT-05",
    "Le médecin traitant DMP est choisi parmi les médecins autorisés.",
    source="FAQ dmp.fr 2018 : « Parmi les médecins autorisés à consulter votre DMP »",
)
def named_among_authorized_doctors(facts: Facts) -> bool:
    """The one who is named is a doctor, holds a valid authorisation in person, and is not blocked."""
    concerned = facts.concerned
    return facts.action in ABOUT_A_SUCCESSOR and (
        concerned is None
        or concerned.profession != PHYSICIAN
        or concerned.is_blocked
        or not is_valid(concerned.authorization, facts)
    )


@permit(
    "MTT-06",
    "Le médecin traitant DMP fait demander à la personne, par un code, si elle accepte de le remplacer.",
    source="product.md, « Treating physician » : « confirmed by a code or a signed paper » ; EX_0.2-1100",
)
def asks_for_agreement(facts: Facts) -> bool:
    """The code goes to the person, never to the professional: telling it is agreeing."""
    return facts.action is Action.ASK_FOR_AGREEMENT and is_treating_physician(facts)
