"""Which steps of a first visit are offered to whom: those whose page lets them do something."""

from carnet.core.access.cases.words import facts_of
from carnet.core.access.first_steps import steps_offered
from carnet.core.record.first_visit import Step


def test_an_adult_is_offered_every_step() -> None:
    assert steps_offered(facts_of("voir les accès", "titulaire", "", "", "", "")) == tuple(Step)


def test_a_parent_is_offered_neither_the_trusted_person_nor_the_alerts() -> None:
    offered = steps_offered(facts_of("voir les accès", "représentant", "de droit", "", "", "d’un mineur"))
    assert {Step.CONTACTS, Step.ACCESS} <= set(offered)
    assert {Step.TRUSTED_PERSON, Step.ALERTS}.isdisjoint(offered)


def test_the_guardian_of_an_adult_chooses_no_alert_of_theirs() -> None:
    question = facts_of("voir les accès", "représentant", "tuteur à la personne", "", "", "d’un majeur protégé")
    assert Step.ALERTS not in steps_offered(question)


def test_a_minor_chooses_no_alert() -> None:
    assert Step.ALERTS not in steps_offered(facts_of("voir les accès", "titulaire", "", "", "", "d’un mineur"))


def test_a_question_about_a_document_offers_the_same() -> None:
    assert steps_offered(facts_of("lire", "titulaire", "", "EXPPAT_2", "", "")) == tuple(Step)
