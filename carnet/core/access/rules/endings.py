"""END – how a record ends: erased at the person's request, shut by a death."""

from carnet.core.access.actions import Action
from carnet.core.access.actors import Holder, SupportAgent
from carnet.core.access.facts import Facts, RecordStatus
from carnet.core.access.rule import forbid, permit
from carnet.core.access.standing import (
    is_a_copy_for_heirs,
    is_of_a_minor,
    is_of_a_protected_adult,
    represents_by,
)
from carnet.core.record.representation import OF_A_MINOR, OF_A_PROTECTED_ADULT

ERASING = frozenset({Action.ERASE_RECORD, Action.KEEP_RECORD})
"""Asking for the erasure of a closed record, and taking it back while it waits."""
LEFT_AFTER_A_DEATH = frozenset({Action.CHECK_RECORD, Action.UNDO_DEATH, Action.REVIEW_CASE})
"""A professional learns that it is closed; a false death is undone; an emergency is still examined."""


@permit(
    "END-01",
    "Le titulaire demande l’effacement de son dossier fermé, et peut revenir sur sa demande.",
    source="R1111-36 : effacement à la demande expresse ; product.md, « Closing » : « Express erasure on request »",
)
def holder_erases(facts: Facts) -> bool:
    """Closing comes first: nobody loses an open record by one click."""
    return isinstance(facts.actor, Holder) and facts.action in ERASING and facts.record.status is RecordStatus.CLOSED


@permit(
    "END-02",
    "Le représentant légal demande l’effacement du dossier fermé de la personne qu’il représente, et peut y revenir.",
    source="product.md, « Separated parents » : « closing, erasing and refusing emergencies need both »",
)
def representative_erases(facts: Facts) -> bool:
    """Both parents for a minor (REP-10); either of them keeps the record."""
    acts_for_a_minor = is_of_a_minor(facts) and represents_by(facts, OF_A_MINOR)
    acts_for_an_adult = is_of_a_protected_adult(facts) and represents_by(facts, OF_A_PROTECTED_ADULT)
    return (
        facts.action in ERASING
        and facts.record.status is RecordStatus.CLOSED
        and (acts_for_a_minor or acts_for_an_adult)
    )


@forbid(
    "END-03",
    "Un dossier fermé est gardé dix ans : en 2018, rien n’est effacé avant.",
    source="FAQ dmp.fr 2018 : « les données seront conservées pendant 10 ans » ; R1111-36 seulement en 2026",
)
def kept_for_ten_years(facts: Facts) -> bool:
    """Said plainly: it depends on the law of the day and on nothing of the record."""
    return facts.action is Action.ERASE_RECORD and not facts.policy.allows_erasure


@permit(
    "END-04",
    "Le support note, sur preuve, qu’une personne est décédée ; le dossier se ferme aussitôt.",
    source="product.md, « Sharp edges » : « Death: on proof the record closes with that reason »",
)
def desk_records_a_death(facts: Facts) -> bool:
    """Two agents: one proposes, another confirms."""
    return isinstance(facts.actor, SupportAgent) and facts.action is Action.RECORD_DEATH


@forbid(
    "END-05",
    "Le dossier d’une personne décédée ne répond plus à personne.",
    source="product.md, « Sharp edges » : « sessions, carers, representatives, tokens, alerts and letters stop »",
)
def after_a_death(facts: Facts) -> bool:
    """Heirs ask on paper, with proof and a lawful purpose."""
    return facts.record.is_of_the_dead and facts.action not in LEFT_AFTER_A_DEATH and not is_a_copy_for_heirs(facts)


@permit(
    "END-06",
    "Un décès noté à tort est annulé par le support : le dossier redevient ce qu’il était.",
    source="product.md, « Sharp edges » : « a false death is undone under four eyes »",
)
def desk_undoes_a_death(facts: Facts) -> bool:
    """Nothing else that is closed is reopened by the desk."""
    return isinstance(facts.actor, SupportAgent) and facts.action is Action.UNDO_DEATH and facts.record.is_of_the_dead
