"""REP – parents and guardians of a minor, under their own name."""

from carnet.core.access.actions import Action
from carnet.core.access.actors import Representative
from carnet.core.access.facts import Facts
from carnet.core.access.rule import Gate, forbid, permit
from carnet.core.access.standing import CONSULTING, MANAGING, asks_for_document, carries
from carnet.core.record.majority import is_minor
from carnet.core.vocabulary.confidentiality import Confidentiality

DONE_FOR_A_MINOR = CONSULTING | MANAGING | {Action.DEPOSIT_DOCUMENTS, Action.CHECK_RECORD, Action.READ_ACCESS_RIGHTS}


@permit(
    "REP-01",
    "Le représentant légal agit pour le mineur.",
    source="FAQ dmp.fr 2018 : « le représentant légal autorise les professionnels, décide des documents masqués »",
)
def represents(facts: Facts) -> bool:
    """From the day their right is proved to the day it ends."""
    power = facts.tie.representation
    return (
        isinstance(facts.actor, Representative)
        and facts.action in DONE_FOR_A_MINOR
        and power is not None
        and power.is_in_force(at=facts.at)
    )


@forbid(
    "REP-02",
    "Ce que le mineur a fait masquer n’est pas montré à ses représentants.",
    source="FAQ dmp.fr 2018 : « s’opposer à ce que son représentant légal accède à certaines de ses données »",
    gate=Gate.DOCUMENT,
)
def hidden_by_the_minor(facts: Facts) -> bool:
    """At the minor's request, for one act."""
    return (
        isinstance(facts.actor, Representative)
        and asks_for_document(facts)
        and carries(facts, Confidentiality.HIDDEN_FROM_REPRESENTATIVES)
    )


@forbid(
    "REP-03",
    "À la majorité, l’accès des représentants s’éteint.",
    source="FAQ dmp.fr 2018 : « ses accès seront invalidés »",
)
def come_of_age(facts: Facts) -> bool:
    """On the day itself, in Paris time."""
    return isinstance(facts.actor, Representative) and not is_minor(facts.record.birth_date, at=facts.at)


@forbid(
    "REP-04",
    "Un document qui n’a pas encore été annoncé au patient n’est pas montré à ses représentants.",
    source="JDV_J08 INVISIBLE_PATIENT ; notre lecture : qui agit pour le patient ne l’apprend pas avant lui",
    gate=Gate.DOCUMENT,
)
def not_yet_announced_to_the_minor(facts: Facts) -> bool:
    """News is announced by a doctor, to the one it concerns."""
    return (
        isinstance(facts.actor, Representative)
        and asks_for_document(facts)
        and carries(facts, Confidentiality.HIDDEN_FROM_PATIENT)
    )
