"""« Pourquoi ? »: the refused learn nothing of what is hidden; the holder learns every rule, of what they may know."""

from dataclasses import replace

import pytest

from carnet.core.access import rules
from carnet.core.access.cases.tables import Case, all_cases
from carnet.core.access.cases.words import facts_of
from carnet.core.access.decide import NOTHING_THERE, decide, is_secret
from carnet.core.access.decision import Permit, Refusal, Told
from carnet.core.access.facts import Facts
from carnet.core.access.told import SAID_PLAINLY
from carnet.core.access.why import sentences_of, why_for_asker, why_for_holder, words_of
from carnet.core.documents.entry import DocumentStatus
from carnet.core.documents.hiding import Hiding
from carnet.core.vocabulary.confidentiality import Confidentiality

CASES = all_cases()


def is_deleted(facts: Facts) -> bool:
    """A deletion hides nothing by itself: an author who asks twice may be told so."""
    return facts.document is not None and facts.document.status is DocumentStatus.DELETED


def is_unknown_to_holder(facts: Facts) -> bool:
    """Not yet announced to them, or set aside because they said that it is somebody else’s."""
    document = facts.document
    return document is not None and (
        Confidentiality.HIDDEN_FROM_PATIENT in document.confidentiality or Hiding.SET_ASIDE in document.hidings
    )


REFUSED = [case for case in CASES if isinstance(decide(case.facts()), Refusal)]
HIDING = sorted(set(Confidentiality) - {Confidentiality.NORMAL}, key=lambda one: one.value)


def named(case: Case) -> str:
    return f"{case.family}: {' / '.join(case.situation)}"


SILENT = [case for case in REFUSED if SAID_PLAINLY.keys().isdisjoint(case.rules) and not is_deleted(case.facts())]


@pytest.mark.parametrize("case", SILENT, ids=named)
def test_the_refused_read_the_same_whether_the_document_exists_or_never_was(case: Case) -> None:
    facts = case.facts()
    told = why_for_asker(decide(facts))
    never = decide(replace(facts, document=None))
    assert isinstance(never, Refusal)
    assert why_for_asker(never) == told


@pytest.mark.parametrize("case", [case for case in SILENT if case.facts().document is not None], ids=named)
def test_the_refused_read_the_same_however_it_is_hidden(case: Case) -> None:
    facts = case.facts()
    assert facts.document is not None
    told = why_for_asker(decide(facts))
    for code in HIDING:
        hidden = replace(facts.document, confidentiality=facts.document.confidentiality | {code})
        assert why_for_asker(decide(replace(facts, document=hidden))) == told
    for hiding in set(Hiding) - {Hiding.WITH_A_DOCTOR}:
        hidden = replace(facts.document, hidings=facts.document.hidings | {hiding})
        assert why_for_asker(decide(replace(facts, document=hidden))) == told


@pytest.mark.parametrize("case", REFUSED, ids=named)
def test_no_secret_rule_is_ever_named_to_the_refused(case: Case) -> None:
    why = why_for_asker(decide(case.facts()))
    assert not why.is_permitted
    assert why.answer is not None
    assert not any(is_secret(reason.rule) for reason in why.reasons if reason.rule not in SAID_PLAINLY)


@pytest.mark.parametrize("case", CASES, ids=named)
def test_the_holder_learns_every_rule_that_decided_of_what_they_may_know(case: Case) -> None:
    decision = decide(case.facts())
    told = {reason.rule for reason in why_for_holder(decision).reasons}
    if not is_unknown_to_holder(decision.facts):
        assert told == {reason.rule for reason in decision.reasons}


def test_the_holder_does_not_learn_of_an_unannounced_document_by_asking_why_a_doctor_reads_it() -> None:
    facts = facts_of("lire", "médecin", "autorisé", "", "au patient", "")
    decision = decide(facts)
    assert isinstance(decision, Permit)
    assert why_for_asker(decision).is_permitted
    assert why_for_holder(decision) == why_for_holder(decide(replace(facts, document=None)))
    assert [reason.rule for reason in why_for_holder(decision).reasons] == [NOTHING_THERE.rule]


def test_a_blocked_doctor_asking_for_an_unannounced_document_does_not_tell_the_holder_of_it() -> None:
    facts = facts_of("lire", "médecin", "autorisé + bloqué", "", "au patient", "")
    assert why_for_holder(decide(facts)) == why_for_holder(decide(replace(facts, document=None)))


def test_the_holder_of_a_closed_record_still_learns_why() -> None:
    facts = facts_of("lire", "médecin", "autorisé", "", "aux professionnels", "fermé")
    assert [reason.rule for reason in why_for_holder(decide(facts)).reasons] == ["REC-01"]


def test_a_rule_that_looks_only_at_who_asks_is_named_to_them() -> None:
    why = why_for_asker(decide(facts_of("lister", "secrétaire", "", "", "", "")))
    assert why.answer == words_of(Told.NOT_ALLOWED)
    assert [reason.rule for reason in why.reasons] == ["CTM-02"]
    assert why.reasons[0].sentence.said_in("en").startswith("Secretaries")
    assert why.reasons[0].sentence.said_in("fr").startswith("Les secrétariats")


def test_the_blocked_and_the_never_authorised_read_the_same() -> None:
    blocked = decide(facts_of("lire", "médecin", "autorisé + bloqué", "", "", ""))
    unknown = decide(facts_of("lire", "médecin", "", "", "", ""))
    assert why_for_asker(blocked) == why_for_asker(unknown)
    assert why_for_asker(blocked).reasons == ()


def test_an_answer_that_is_yes_gives_its_rules_to_both() -> None:
    decision = decide(facts_of("lire", "médecin", "autorisé", "", "", ""))
    assert why_for_asker(decision) == why_for_holder(decision)
    assert [reason.rule for reason in why_for_asker(decision).reasons] == ["PRO-01"]


def test_every_rule_can_be_said_in_both_languages() -> None:
    for rule in rules.RULES:
        assert sentences_of(rule.id).french == rule.sentence
        assert sentences_of(rule.id).english
