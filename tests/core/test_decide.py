"""The machinery of a decision: what each gate is shown, what a list groups, what a trace can say."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from carnet.core.access import rules
from carnet.core.access.actors import Holder, Professional
from carnet.core.access.cases.words import facts_of
from carnet.core.access.decide import NOTHING_PERMITS, NOTHING_THERE, decide, sentence_of, visible
from carnet.core.access.decision import Effect, Permit, Refusal
from carnet.core.access.facts import NO_TIE, DepositFacts, DocumentFacts, Facts
from carnet.core.access.policy import load_policy
from carnet.core.access.rule import Gate, Rule
from carnet.core.access.rules import RULES
from carnet.core.documents.submission import NonOpposition
from carnet.core.identifiers import DocumentId, OrganizationId, PractitionerId


def test_no_rule_of_the_records_gate_is_ever_shown_a_document(monkeypatch: pytest.MonkeyPatch) -> None:
    prying = Rule("X", "X", "X", Effect.FORBID, Gate.RECORD, lambda facts: facts.document is not None)
    monkeypatch.setattr(rules, "RULES", (*RULES, prying))
    assert isinstance(decide(facts_of("lire", "titulaire", "", "", "", "")), Permit)


def test_a_list_tells_apart_what_one_professional_wrote_deposited_or_may_not_see() -> None:
    question = facts_of("lire", "médecin", "autorisé", "", "aux professionnels", "2026")
    assert question.document is not None
    assert isinstance(question.actor, Professional)
    me, my_structure = question.actor.identifier, question.actor.organization
    assert my_structure is not None
    masked = question.document
    documents = [
        masked,
        replace(masked, written_by=frozenset({me})),
        masked,
        replace(masked, written_in=frozenset({my_structure})),
        masked,
        replace(masked, deposited_by=me),
        masked,
        replace(masked, deposited_by=None),
    ]
    one_by_one = [
        document for document in documents if isinstance(decide(replace(question, document=document)), Permit)
    ]
    assert visible(question, documents) == one_by_one == [documents[1], documents[3], documents[5]]


def test_a_list_tells_apart_what_is_hidden_from_one_professional_only() -> None:
    question = facts_of("lire", "médecin", "autorisé", "", "", "")
    assert question.document is not None
    assert isinstance(question.actor, Professional)
    plain = question.document
    hidden = replace(plain, hidden_from=frozenset({question.actor.identifier}))
    assert plain.situation(question.actor, question.at) != hidden.situation(question.actor, question.at)


def test_a_list_tells_apart_what_was_chosen_one_by_one_to_be_shown() -> None:
    question = facts_of("lire", "médecin", "ce document lui est montré", "", "", "")
    assert question.document is not None
    shown, other = question.document, replace(question.document, id=DocumentId(UUID(int=1)))
    assert visible(question, [shown, other]) == [shown]
    assert visible(question, [other, shown]) == [shown]


def test_a_list_tells_apart_what_came_since_places_are_hidden_from_a_parent() -> None:
    question = facts_of("lire", "représentant", "lieux cachés depuis hier", "", "", "d’un mineur")
    power = question.tie.representation
    assert question.document is not None
    assert power is not None
    assert power.places_hidden_from is not None
    since = replace(question.document, came_at=power.places_hidden_from)
    before = replace(question.document, came_at=power.places_hidden_from - timedelta(days=1))
    assert visible(question, [before, since]) == [before]
    assert visible(question, [since, before]) == [before]


def test_a_list_tells_apart_what_a_parent_added_themselves() -> None:
    own = facts_of("supprimer", "représentant", "de droit", "EXPPAT_2", "ajouté par le représentant", "d’un mineur")
    others = facts_of("supprimer", "représentant", "de droit", "EXPPAT_2", "ajouté par l’autre parent", "d’un mineur")
    assert own.document is not None
    assert others.document is not None
    assert own.document.situation(own.actor, own.at) != others.document.situation(own.actor, own.at)
    assert not own.document.is_brought_by(Holder(own.record.id))


def test_a_question_that_says_nothing_of_the_emergency_switches_refuses_none() -> None:
    said = facts_of(
        "régler les urgences", "représentant", "de droit", "un refus des urgences", "", "d’un mineur + deux parents"
    )
    assert isinstance(decide(said), Refusal)
    unsaid = Facts(said.action, said.actor, said.at, said.policy, said.record, said.tie)
    assert isinstance(decide(unsaid), Permit)


def test_a_trace_says_the_default_in_its_own_words_and_a_rule_in_the_rules() -> None:
    assert sentence_of("DEFAULT") == NOTHING_PERMITS.sentence
    assert sentence_of("NOTHING") == NOTHING_THERE.sentence
    assert sentence_of("BLK-01") == rules.SENTENCES["BLK-01"]


@pytest.mark.parametrize("document", [None, "without bytes"])
def test_a_permit_without_bytes_opens_none(document: str | None) -> None:
    facts = facts_of("lire", "titulaire", "", "", "", "")
    assert facts.document is not None
    shown = None if document is None else replace(facts.document, blob=None)
    with pytest.raises(ValueError, match="not given for reading"):
        Permit(replace(facts, document=shown), ()).spend()


def test_what_nobody_said_is_not_so() -> None:
    usual = facts_of("lire", "titulaire", "", "", "", "")
    assert usual.document is not None
    bare = Facts(usual.action, usual.actor, usual.at, usual.policy, usual.record)
    assert not bare.declares_presence
    assert bare.tie is NO_TIE
    for said in (NO_TIE.is_blocked, NO_TIE.is_treating_physician, NO_TIE.is_agreed_by_the_other_parent):
        assert not said
    deposit = DepositFacts(frozenset(), NonOpposition.DECLARED)
    assert not deposit.in_secret_visit
    assert not deposit.is_hidden_from_representatives
    nobodys: frozenset[PractitionerId] = frozenset()
    nowhere: frozenset[OrganizationId] = frozenset()
    document = DocumentFacts(usual.document.id, "", "", usual.document.status, frozenset(), nobodys, nowhere, None)
    assert not document.by_patient
    assert not document.awaits_check


def test_a_policy_lists_its_switches_and_its_other_values() -> None:
    values = load_policy("2026").values()
    assert values["initial_switches.masked_documents"] is True
    assert values["structure_counts_as_author"] is True
    assert load_policy("2018").values()["initial_switches.masked_documents"] is False


def test_a_list_tells_apart_what_waits_for_its_announcement_and_what_waits_no_more() -> None:
    question = facts_of("lire", "médecin", "autorisé", "", "", "")
    assert question.document is not None
    never, soon, later, over = (
        replace(question.document, announcement_due=due)
        for due in (None, question.at + timedelta(days=1), question.at + timedelta(days=9), question.at)
    )
    of = {one.announcement_due: one.situation(question.actor, question.at) for one in (never, soon, later, over)}
    assert of[soon.announcement_due] == of[later.announcement_due]
    assert len(set(of.values())) == 3
