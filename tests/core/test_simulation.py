"""Looking with somebody else's eyes shows what they would read, and never more than the asker may read."""

from dataclasses import replace

import pytest

from carnet.core.access.actors import Representative
from carnet.core.access.cases.states import A_YES
from carnet.core.access.cases.words import facts_of
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit
from carnet.core.access.facts import DocumentFacts, Facts
from carnet.core.access.simulation import Simulated, simulate
from carnet.core.identifiers import DocumentId


def permit_of(who: str, tie: str = "", record: str = "") -> Permit:
    permit = decide(facts_of("simuler", who, tie, "", "", record))
    assert isinstance(permit, Permit)
    return permit


def a_document(hidden: str = "", type_code: str = "") -> DocumentFacts:
    document = facts_of("lire", "titulaire", "", type_code, hidden, "").document
    assert document is not None
    return document


def eyes_of(who: str, tie: str = "autorisé", record: str = "") -> Facts:
    return facts_of("lister", who, tie, "", "", record)


def read(answer: Simulated) -> list[bool]:
    return [one.is_shown for one in answer.readings]


def test_the_holder_learns_that_a_podiatrist_would_not_meet_the_hospital_report() -> None:
    answer = simulate(permit_of("titulaire"), eyes_of("podologue"), [a_document()])
    assert answer.opens
    assert read(answer) == [False]
    assert [reason.rule for reason in answer.readings[0].reasons] == ["PRO-03"]


def test_the_holder_does_not_meet_the_unannounced_result_by_simulating_a_doctor() -> None:
    visible, unannounced = a_document(), a_document("au patient")
    answer = simulate(permit_of("titulaire"), eyes_of("médecin"), [unannounced, visible])
    assert [one.document for one in answer.readings] == [visible]


def test_a_parent_who_simulates_a_doctor_does_not_meet_the_secret_of_the_minor() -> None:
    parent = permit_of("représentant", "de droit", "d’un mineur")
    answer = simulate(parent, eyes_of("médecin", record="d’un mineur"), [a_document("aux représentants")])
    assert answer.readings == ()


def test_a_parent_does_not_learn_of_a_secret_visit_by_simulating_the_one_visited() -> None:
    stranger = eyes_of("médecin", "", "d’un mineur")
    visited = replace(stranger, tie=replace(stranger.tie, secret_visit=A_YES))
    parent = permit_of("représentant", "de droit", "d’un mineur")
    documents = [a_document()]
    assert simulate(parent, visited, documents) == simulate(parent, stranger, documents)


def test_a_minor_meets_their_own_secret_visit_by_simulating_the_one_visited() -> None:
    stranger = eyes_of("médecin", "", "d’un mineur")
    visited = replace(stranger, tie=replace(stranger.tie, secret_visit=A_YES))
    minor = permit_of("titulaire", record="d’un mineur")
    assert simulate(minor, visited, [a_document()]).opens
    assert not simulate(minor, stranger, [a_document()]).opens


@pytest.mark.parametrize(
    ("emergency", "who", "in_a_visit", "opens"),
    [
        ("bris de glace en cours", "médecin", False, True),
        ("bris de glace en cours", "médecin", True, False),
        ("samu en cours", "médecin du SAMU", True, True),
    ],
)
def test_a_parent_meets_an_emergency_but_none_that_a_secret_visit_made(
    emergency: str, who: str, in_a_visit: bool, opens: bool
) -> None:
    eyes = eyes_of(who, emergency, "d’un mineur")
    if in_a_visit:
        eyes = replace(eyes, tie=replace(eyes.tie, secret_visit=A_YES))
    parent = permit_of("représentant", "de droit", "d’un mineur")
    assert simulate(parent, eyes, [a_document()]).opens is opens


def test_somebody_without_an_authorisation_would_find_no_list() -> None:
    answer = simulate(permit_of("titulaire"), eyes_of("médecin", ""), [a_document()])
    assert not answer.opens
    assert read(answer) == [False]


def test_what_is_shown_in_a_simulation_is_what_the_decision_permits() -> None:
    documents = [a_document(), a_document("aux professionnels"), a_document(type_code="11502-2")]
    numbered = [replace(one, id=DocumentId(one.id)) for one in documents]
    for who in ("médecin", "pharmacien", "orthophoniste", "infirmier"):
        question = eyes_of(who)
        answer = simulate(permit_of("titulaire"), question, numbered)
        asked = facts_of("lire", who, "autorisé", "", "", "")
        expected = [isinstance(decide(replace(asked, document=one)), Permit) for one in numbered]
        assert read(answer) == expected, who


def test_a_permit_for_something_else_simulates_nothing() -> None:
    listing = decide(facts_of("lister", "titulaire", "", "", "", ""))
    assert isinstance(listing, Permit)
    with pytest.raises(ValueError, match="not given for a simulation"):
        simulate(listing, eyes_of("médecin"), [])


def test_the_asker_of_a_representative_is_a_representative() -> None:
    assert isinstance(permit_of("représentant", "de droit", "d’un mineur").facts.actor, Representative)
