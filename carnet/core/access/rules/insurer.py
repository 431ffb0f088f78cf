"""INS – the national insurer: it deposits reimbursements and reads nothing."""

from carnet.core.access.actions import Action
from carnet.core.access.actors import InsurerFeed
from carnet.core.access.facts import Facts
from carnet.core.access.rule import forbid, permit

REIMBURSEMENTS = frozenset({"REMB"})


@permit(
    "INS-01",
    "L’Assurance maladie dépose les remboursements.",
    source="Vies de famille 2019 : « l’Assurance maladie intègre automatiquement l’historique des soins remboursés »",
)
def deposits_reimbursements(facts: Facts) -> bool:
    """Reimbursements and nothing else."""
    return (
        isinstance(facts.actor, InsurerFeed)
        and facts.action is Action.DEPOSIT_DOCUMENTS
        and facts.deposit is not None
        and facts.deposit.type_codes <= REIMBURSEMENTS
    )


@forbid(
    "INS-02",
    "L’Assurance maladie ne lit rien du dossier.",
    source="Vies de famille 2019 : « L’Assurance maladie n’a pas accès à vos informations »",
)
def reads_nothing(facts: Facts) -> bool:
    """Not even whether a record exists."""
    return isinstance(facts.actor, InsurerFeed) and facts.action is not Action.DEPOSIT_DOCUMENTS
