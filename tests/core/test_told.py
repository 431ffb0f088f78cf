"""What a refused person is told: one answer for several causes, and never more than they already know."""

from dataclasses import replace

import pytest

from carnet.core.access.cases.words import facts_of
from carnet.core.access.decide import decide, is_secret
from carnet.core.access.decision import Effect, Reason, Refusal, Told
from carnet.core.access.facts import NO_TIE
from carnet.core.access.told import told
from carnet.core.consent.authorization import Authorization


def words_told(action: str, who: str, tie: str = "", document: str = "", hidden: str = "", record: str = "") -> Told:
    answer = decide(facts_of(action, who, tie, document, hidden, record))
    assert isinstance(answer, Refusal)
    return answer.told


@pytest.mark.parametrize(
    ("action", "who", "tie"),
    [
        ("lister", "secrétaire", "équipe autorisée"),
        ("lister", "logiciel d’un établissement", "équipe autorisée"),
        ("lister", "Assurance maladie", ""),
        ("lister", "support", ""),
        ("lister", "médecin d’un assureur", "autorisé"),
        ("lister", "médecin du travail", "autorisé"),
        ("lister", "médecin, pour un contrat", "autorisé"),
        ("fermer", "aidant", "aidant accepté"),
    ],
)
def test_whoever_is_shut_out_by_their_role_is_told_so(action: str, who: str, tie: str) -> None:
    assert words_told(action, who, tie) is Told.NOT_ALLOWED


@pytest.mark.parametrize("tie", ["", "expiré", "autorisé + bloqué", "équipe autorisée + bloqué"])
def test_where_consent_opens_it_an_occupational_physician_does_not_learn_that_they_are_blocked(tie: str) -> None:
    assert words_told("lister", "médecin du travail", tie, record="2026") is Told.NO_ACCESS


@pytest.mark.parametrize(
    ("who", "document"),
    [("médecin", "EXPPAT_2"), ("médecin", "REMB"), ("médecin", "11369-6"), ("titulaire", "34112-3")],
)
def test_whoever_brings_a_type_reserved_to_others_is_told_so(who: str, document: str) -> None:
    assert words_told("déposer", who, document=document) is Told.NOT_ALLOWED


def test_a_deposit_that_the_person_opposed_is_told_as_such() -> None:
    assert words_told("déposer", "médecin", hidden="opposition") is Told.OPPOSED


@pytest.mark.parametrize("record", ["fermé", "absent"])
def test_a_deposit_into_a_closed_or_absent_record_hears_one_answer(record: str) -> None:
    assert words_told("déposer", "médecin", record=record) is Told.NOT_FEEDABLE


def test_whoever_opens_a_second_record_learns_that_there_is_one_and_others_that_they_may_not() -> None:
    assert words_told("ouvrir", "médecin", "personne présente") is Told.ALREADY_OPEN
    assert words_told("ouvrir", "médecin", record="absent") is Told.NOT_ALLOWED


@pytest.mark.parametrize(
    ("who", "tie", "expected"),
    [
        ("titulaire", "", Told.RECORD_CLOSED),
        ("représentant", "de droit", Told.RECORD_CLOSED),
        ("médecin", "autorisé", Told.RECORD_CLOSED),
        ("médecin", "expiré", Told.RECORD_CLOSED),
        ("médecin", "équipe autorisée", Told.RECORD_CLOSED),
        ("médecin", "", Told.NO_ACCESS),
        ("médecin", "autorisé + bloqué", Told.NO_ACCESS),
        ("médecin", "équipe autorisée + bloqué", Told.NO_ACCESS),
        ("représentant", "", Told.NO_ACCESS),
    ],
)
def test_only_those_who_once_read_a_record_learn_that_it_is_closed(who: str, tie: str, expected: Told) -> None:
    assert words_told("lister", who, tie, record="d’un mineur + fermé") is expected


def test_somebody_who_knew_the_record_is_not_told_that_an_open_one_is_closed() -> None:
    assert words_told("lister", "médecin", "expiré") is Told.NO_ACCESS


def forbidden_by(*rules: str, secret: str = "") -> tuple[Reason, ...]:
    return tuple(Reason(rule, Effect.FORBID, rule, is_secret=rule == secret) for rule in rules)


def test_one_secret_thing_makes_the_whole_refusal_look_like_an_absence() -> None:
    facts = facts_of("lire", "médecin", "autorisé", "", "", "")
    assert told(facts, forbidden_by("A", "B", secret="A")) is Told.NOT_FOUND
    assert told(facts, forbidden_by("A", "B", secret="B")) is Told.NOT_FOUND
    assert told(facts, forbidden_by("A", "B")) is Told.NO_ACCESS


@pytest.mark.parametrize(
    ("rule", "expected"),
    [("MIN-04", Told.SECRET_VISIT), ("REP-09", Told.WITH_A_DOCTOR), ("REP-10", Told.BOTH_PARENTS)],
)
def test_what_may_be_said_plainly_is_said_when_nothing_else_stands_in_the_way(rule: str, expected: Told) -> None:
    facts = facts_of("lire", "médecin", "autorisé", "", "", "")
    assert told(facts, forbidden_by(rule)) is expected
    assert told(facts, forbidden_by(rule, "A")) is Told.NO_ACCESS
    assert told(facts, forbidden_by("A", rule)) is Told.NO_ACCESS


@pytest.mark.parametrize(
    ("who", "tie", "expected"),
    [
        ("titulaire", "", Told.NOT_AN_AUTHORIZED_DOCTOR),
        ("représentant", "de droit", Told.NOT_AN_AUTHORIZED_DOCTOR),
        ("médecin", "autorisé + médecin traitant", Told.NOT_AN_AUTHORIZED_DOCTOR),
        ("médecin", "autorisé", Told.NO_ACCESS),
        ("représentant", "", Told.NO_ACCESS),
    ],
)
def test_only_who_may_name_a_treating_physician_learns_that_the_chosen_one_does_not_do(
    who: str, tie: str, expected: Told
) -> None:
    facts = facts_of("nommer le médecin traitant", who, tie, "un médecin inconnu", "", "d’un mineur")
    assert told(facts, forbidden_by("MTT-05")) is expected
    assert told(facts, forbidden_by("MTT-05", "A")) is Told.NO_ACCESS


def test_a_trace_keeps_secret_what_hides_a_document_and_nothing_else() -> None:
    assert is_secret("MSK-01")
    assert is_secret("PRO-03")
    assert not is_secret("AUT-01")
    assert not is_secret("REC-01")
    assert not is_secret("DEFAULT")


def test_a_stranger_with_an_authorisation_never_given_knew_nothing() -> None:
    facts = facts_of("lister", "médecin", "", "", "", "fermé")
    assert told(facts, forbidden_by("REC-01")) is Told.NO_ACCESS
    given = replace(facts, tie=replace(NO_TIE, authorization=Authorization(facts.at)))
    assert told(given, forbidden_by("REC-01")) is Told.RECORD_CLOSED


def test_a_doctor_of_the_samu_who_is_refused_hears_the_answer_of_every_emergency() -> None:
    facts = facts_of("appel au samu", "médecin du SAMU", "", "", "", "")
    assert told(facts, forbidden_by("A")) is Told.NO_EMERGENCY_ACCESS


def test_a_secret_visit_that_must_be_ended_first_is_told_as_such() -> None:
    facts = facts_of("lire", "médecin", "autorisé", "", "", "")
    assert told(facts, forbidden_by("MIN-09")) is not Told.NO_ACCESS


def test_a_search_by_name_that_is_refused_hears_the_answer_of_every_emergency() -> None:
    assert words_told("chercher sans ins", "médecin") is Told.NO_EMERGENCY_ACCESS


def test_the_person_is_told_to_lift_a_block_before_they_say_yes_again() -> None:
    blocked = "un médecin autorisé puis bloqué"
    assert words_told("autoriser", "titulaire", document=blocked) is Told.LIFT_THE_BLOCK_FIRST


@pytest.mark.parametrize(
    ("rule", "expected"),
    [("ONL-02", Told.ADULTS_ONLY), ("ONL-03", Told.REGIME_NOT_ONLINE), ("ONL-04", Told.NOT_OFFERED_YET)],
)
def test_whoever_cannot_open_online_learns_why_when_it_is_the_only_reason(rule: str, expected: Told) -> None:
    facts = facts_of("ouvrir", "personne en ligne", "", "", "", "absent")
    assert told(facts, forbidden_by(rule)) is expected
    assert told(facts, forbidden_by(rule, "A")) is Told.NOT_ALLOWED


def test_who_opens_without_the_card_learns_nothing_but_that() -> None:
    with_a_record = words_told("ouvrir", "médecin", "personne présente + sans carte")
    without = words_told("ouvrir", "médecin", "personne présente + sans carte", record="absent")
    assert with_a_record is without is Told.CARD_NEEDED
    child = words_told("ouvrir", "médecin", "personne présente", record="absent + d’un mineur")
    assert child is Told.REPRESENTATIVE_NEEDED


@pytest.mark.parametrize("rule", ["OPN-05", "REQ-05"])
def test_a_role_that_shuts_out_is_told_even_beside_what_is_secret(rule: str) -> None:
    facts = facts_of("lire", "médecin", "autorisé", "", "", "")
    assert told(facts, forbidden_by(rule, "A", secret="A")) is Told.NOT_ALLOWED


def test_an_erasure_that_the_policy_does_not_know_is_told_plainly() -> None:
    facts = facts_of("effacer", "titulaire", "", "", "", "fermé")
    assert told(facts, forbidden_by("END-03")) is Told.KEPT_TEN_YEARS
