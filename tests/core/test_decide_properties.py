"""What stays true of a decision, whatever the rules become."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.core.access import rules
from carnet.core.access.actions import Action
from carnet.core.access.actors import SupportAgent
from carnet.core.access.cases.people import ACTIONS, ACTORS, ME, SOMEBODY_ELSE
from carnet.core.access.cases.states import CONCERNED
from carnet.core.access.cases.tables import all_cases, answer_of
from carnet.core.access.cases.words import facts_of
from carnet.core.access.decide import decide, visible
from carnet.core.access.decision import Permit, PermitSpentError, Refusal
from carnet.core.access.facts import BlockedBy, Facts, RecordStatus
from carnet.core.access.rules import RULES
from carnet.core.access.rules.support import ACTS_ON_ACCOUNTS
from carnet.core.access.standing import CONSULTING
from carnet.core.documents.hiding import Hiding
from carnet.core.vocabulary.confidentiality import Confidentiality

TIES = ["autorisé", "expiré", "équipe autorisée", "médecin traitant", "bris de glace en cours", "personne présente"]
RECORDS = ["", "fermé", "absent", "bris de glace refusé", "masqués ouverts en urgence", "d’un mineur", "2026"]
TYPES = ["34112-3", "11502-2", "57833-6", "REMB", "EXPPAT_2", "68599-0"]


@st.composite
def any_facts(draw: st.DrawFn, actions: tuple[str, ...] = tuple(ACTIONS)) -> Facts:
    action = draw(st.sampled_from(actions))
    tie = " + ".join(draw(st.lists(st.sampled_from(TIES), unique=True)))
    record = " + ".join(draw(st.lists(st.sampled_from(RECORDS), unique=True, max_size=2)))
    document = draw(st.sampled_from(TYPES))
    if action == "nommer le médecin traitant":
        document = draw(st.sampled_from(sorted(CONCERNED)))
    return facts_of(action, draw(st.sampled_from(sorted(ACTORS))), tie, document, "", record)


@given(any_facts())
def test_every_decision_gives_its_reasons(facts: Facts) -> None:
    assert decide(facts).reasons


@given(any_facts())
def test_a_decision_carries_the_very_facts_it_was_made_for(facts: Facts) -> None:
    assert decide(facts).facts is facts


@given(any_facts(), st.randoms())
def test_the_order_of_the_rules_never_matters(facts: Facts, random: Random) -> None:
    usual = answer_of(decide(facts))
    shuffled = list(RULES)
    random.shuffle(shuffled)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rules, "RULES", tuple(shuffled))
        again = decide(facts)
    assert type(again) is type(decide(facts))
    assert sorted(r.rule for r in again.reasons) == sorted(r.rule for r in decide(facts).reasons)
    assert usual.partition(":")[0] == answer_of(again).partition(":")[0]


@given(any_facts())
def test_a_block_never_opens_anything(facts: Facts) -> None:
    blocked = replace(facts, tie=replace(facts.tie, blocked_by=BlockedBy.HOLDER))
    assert isinstance(decide(facts), Permit) or isinstance(decide(blocked), Refusal)


@given(any_facts(("lire", "masquer")), st.sampled_from(sorted(Confidentiality, key=lambda code: code.name)))
def test_hiding_never_opens_anything(facts: Facts, code: Confidentiality) -> None:
    assert facts.document is not None
    hidden = replace(facts, document=replace(facts.document, confidentiality=facts.document.confidentiality | {code}))
    assert isinstance(decide(facts), Permit) or isinstance(decide(hidden), Refusal)


@given(any_facts(("lire", "masquer")), st.sampled_from(sorted(Hiding, key=lambda level: level.name)))
def test_withholding_never_opens_anything(facts: Facts, level: Hiding) -> None:
    assert facts.document is not None
    withheld = replace(facts, document=replace(facts.document, hidings=facts.document.hidings | {level}))
    assert isinstance(decide(facts), Permit) or isinstance(decide(withheld), Refusal)


@given(any_facts(("lire", "masquer")))
def test_hiding_from_one_professional_never_opens_anything(facts: Facts) -> None:
    assert facts.document is not None
    everybody = frozenset({ME, SOMEBODY_ELSE})
    hidden = replace(facts, document=replace(facts.document, hidden_from=everybody))
    assert isinstance(decide(facts), Permit) or isinstance(decide(hidden), Refusal)


@given(any_facts())
def test_hiding_a_category_never_opens_anything(facts: Facts) -> None:
    classes = frozenset({facts.document.class_code}) if facts.document is not None else frozenset({"10"})
    hidden = replace(facts, record=replace(facts.record, hidden_classes=classes))
    assert isinstance(decide(facts), Permit) or isinstance(decide(hidden), Refusal)


@given(any_facts())
def test_closing_never_opens_anything_but_the_way_back(facts: Facts) -> None:
    if facts.record.status is not RecordStatus.OPEN:
        return
    closed = replace(facts, record=replace(facts.record, status=RecordStatus.CLOSED))
    opens = isinstance(decide(facts), Refusal) and isinstance(decide(closed), Permit)
    assert not opens or facts.action is Action.REOPEN_RECORD


@given(any_facts())
def test_an_agent_of_the_support_gets_a_yes_for_nothing_but_who_represents_the_person(facts: Facts) -> None:
    answer = decide(replace(facts, actor=SupportAgent("agent-1")))
    assert isinstance(answer, Refusal) or facts.action in ACTS_ON_ACCOUNTS


@given(any_facts())
def test_a_closed_record_is_neither_read_nor_fed(facts: Facts) -> None:
    closed = facts_of("lire", "médecin", "", "", "", "fermé").record
    decision = decide(replace(facts, record=closed))
    asked = facts.action in CONSULTING | {Action.DEPOSIT_DOCUMENTS, Action.REPLACE_DOCUMENT}
    assert not asked or isinstance(decision, Refusal)


@given(any_facts(("lire",)))
def test_a_stranger_hears_the_same_of_what_exists_what_is_hidden_and_what_never_was(facts: Facts) -> None:
    listing = decide(replace(facts, action=Action.LIST_DOCUMENTS, document=None))
    if isinstance(listing, Permit):
        return
    assert facts.document is not None
    masked = replace(facts.document, confidentiality=frozenset(Confidentiality))
    questions = (facts, replace(facts, document=masked), replace(facts, document=None))
    answers = [decide(question) for question in questions]
    assert len({answer.told for answer in answers if isinstance(answer, Refusal)}) == 1
    assert all(isinstance(answer, Refusal) for answer in answers)


@given(any_facts(("lire",)))
def test_a_list_shows_exactly_what_could_be_read_one_by_one(facts: Facts) -> None:
    assert facts.document is not None
    masked = replace(facts.document, confidentiality=frozenset(Confidentiality))
    documents = [facts.document, masked, facts.document]
    one_by_one = [doc for doc in documents if isinstance(decide(replace(facts, document=doc)), Permit)]
    assert visible(facts, documents) == one_by_one


def test_a_permit_opens_one_reading() -> None:
    permit = decide(facts_of("lire", "titulaire", "", "", "", ""))
    assert isinstance(permit, Permit)
    permit.spend()
    with pytest.raises(PermitSpentError):
        permit.spend()


@pytest.mark.parametrize("action", ["lister", "masquer", "historique"])
def test_a_permit_for_something_else_opens_no_bytes(action: str) -> None:
    permit = decide(facts_of(action, "titulaire", "", "", "", ""))
    assert isinstance(permit, Permit)
    with pytest.raises(ValueError, match="not given for reading"):
        permit.spend()


def test_the_blocked_read_the_same_words_as_the_never_authorised() -> None:
    for action in ("lister", "lire", "historique"):
        stranger = decide(facts_of(action, "médecin", "", "", "", ""))
        blocked = decide(facts_of(action, "médecin", "autorisé + bloqué", "", "", ""))
        assert isinstance(stranger, Refusal)
        assert isinstance(blocked, Refusal)
        assert stranger.told is blocked.told


def test_opposed_blocked_closed_and_absent_give_one_answer_in_an_emergency() -> None:
    situations = [("", "bris de glace refusé"), ("bloqué", ""), ("", "fermé"), ("autorisé", "fermé"), ("", "absent")]
    answers = [decide(facts_of("bris de glace", "médecin", tie, "", "", record)) for tie, record in situations]
    assert {answer.told.value for answer in answers if isinstance(answer, Refusal)} == {
        "Aucun accès en urgence à ce dossier. Continuez sans lui."
    }
    assert len([answer for answer in answers if isinstance(answer, Refusal)]) == len(situations)


def test_tables_hold_at_least_one_row_for_every_action() -> None:
    assert {case.facts().action for case in all_cases()} == set(Action)
