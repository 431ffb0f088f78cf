"""FEE – what may enter: the person's will, and the types reserved to some depositors."""

from carnet.core.access.actions import Action
from carnet.core.access.actors import Clockwork, InsurerFeed
from carnet.core.access.facts import Facts
from carnet.core.access.rule import forbid
from carnet.core.access.standing import is_patient_side
from carnet.core.documents.submission import NonOpposition
from carnet.core.vocabulary.document_types import ReservedDepositor, document_type


def _has_type_reserved_to(facts: Facts, depositor: ReservedDepositor) -> bool:
    if facts.action is not Action.DEPOSIT_DOCUMENTS or facts.deposit is None:
        return False
    types = (document_type(code) for code in facts.deposit.type_codes)
    return any(known is not None and known.reserved_depositor is depositor for known in types)


@forbid(
    "FEE-01",
    "Un dépôt auquel la personne s’est opposée n’entre pas.",
    source="FAQ dmp.fr 2018 : « déposeront dans votre DMP, avec votre accord » ; R1111-47 ; PAM-Fr ZFA",
)
def opposed(facts: Facts) -> bool:
    """Each deposit records that the person, informed, did not oppose it."""
    return (
        facts.action is Action.DEPOSIT_DOCUMENTS
        and facts.deposit is not None
        and facts.deposit.non_opposition is NonOpposition.OPPOSED
    )


@forbid(
    "FEE-02",
    "Les documents d’expression personnelle ne sont déposés que par la personne ou son représentant.",
    source="CDT29 : DOCPAT*, EXPPAT_* (classe 90) réservés au patient",
)
def reserved_to_the_patient(facts: Facts) -> bool:
    """Professionals cannot create them."""
    return _has_type_reserved_to(facts, ReservedDepositor.PATIENT) and not is_patient_side(facts)


@forbid(
    "FEE-03",
    "Seule l’Assurance maladie dépose les données de remboursement.",
    source="CDT29 : REMB réservé à l’assurance maladie",
)
def reserved_to_the_insurer(facts: Facts) -> bool:
    """Nobody else creates REMB."""
    return _has_type_reserved_to(facts, ReservedDepositor.NATIONAL_INSURER) and not isinstance(facts.actor, InsurerFeed)


@forbid(
    "FEE-04",
    "L’historique des vaccinations est composé par le dossier lui-même.",
    source="CDT29 : 11369-6 unique, produit par le DMP",
)
def reserved_to_the_record(facts: Facts) -> bool:
    """Notes of vaccination enter; their history is made of them."""
    return _has_type_reserved_to(facts, ReservedDepositor.THE_RECORD_ITSELF) and not isinstance(facts.actor, Clockwork)


@forbid(
    "FEE-05",
    "La personne ne dépose que des documents d’expression personnelle.",
    source="FAQ dmp.fr 2018 : « Expression libre » ; CDT29 (types réservés au patient)",
)
def patients_write_their_own_types(facts: Facts) -> bool:
    """A patient's document must not pass for a professional's."""
    if facts.action is not Action.DEPOSIT_DOCUMENTS or facts.deposit is None or not is_patient_side(facts):
        return False
    types = (document_type(code) for code in facts.deposit.type_codes)
    return any(known is None or known.reserved_depositor is not ReservedDepositor.PATIENT for known in types)
