"""What stays true of hiding, whatever the rules become: it never opens anything, and its badge betrays nobody."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.core.access.actions import Action
from carnet.core.access.actors import Holder, Professional
from carnet.core.access.aside import known_to_be_aside
from carnet.core.access.cases.people import ACTIONS, ACTORS
from carnet.core.access.cases.words import facts_of
from carnet.core.access.decide import decide, visible
from carnet.core.access.decision import Permit, Refusal
from carnet.core.access.facts import DocumentFacts, Facts
from carnet.core.access.seen import labels_for
from carnet.core.access.standing import ON_ONE_DOCUMENT
from carnet.core.documents.hiding import Hiding
from carnet.core.identifiers import DocumentId, PractitionerId
from carnet.core.vocabulary.confidentiality import Confidentiality

ON_A_DOCUMENT = sorted(word for word, action in ACTIONS.items() if action in ON_ONE_DOCUMENT)
TIES = ["autorisé", "équipe autorisée", "médecin traitant", "bris de glace en cours", "auteur", "déposant", "de droit"]
RECORDS = ["", "masqués ouverts en urgence", "d’un mineur", "2026", "catégorie cachée"]
SHOWS_MORE = {Action.RETURN_DOCUMENT, Action.SORT_HELD_DOCUMENT}
"""Acts that bear on what is withheld: withholding is what gives them a meaning."""


@st.composite
def any_facts(draw: st.DrawFn, words: tuple[str, ...] = tuple(ON_A_DOCUMENT)) -> Facts:
    tie = " + ".join(draw(st.lists(st.sampled_from(TIES), unique=True)))
    record = " + ".join(draw(st.lists(st.sampled_from(RECORDS), unique=True, max_size=2)))
    return facts_of(draw(st.sampled_from(words)), draw(st.sampled_from(sorted(ACTORS))), tie, "", "", record)


def document_of(facts: Facts) -> DocumentFacts:
    """The document that a question is about."""
    assert facts.document is not None
    return facts.document


@given(any_facts(), st.sampled_from(sorted(Hiding, key=lambda one: one.name)))
def test_withholding_a_document_opens_nothing(facts: Facts, hiding: Hiding) -> None:
    document = document_of(facts)
    hidden = replace(facts, document=replace(document, hidings=document.hidings | {hiding}))
    assert facts.action in SHOWS_MORE or isinstance(decide(facts), Permit) or isinstance(decide(hidden), Refusal)


@given(any_facts())
def test_naming_a_professional_opens_nothing(facts: Facts) -> None:
    me = getattr(facts.actor, "identifier", PractitionerId("899700000009"))
    named = replace(facts, document=replace(document_of(facts), hidden_from=frozenset({me})))
    assert isinstance(decide(facts), Permit) or isinstance(decide(named), Refusal)


@given(any_facts())
def test_hiding_a_category_opens_nothing(facts: Facts) -> None:
    classes = facts.record.hidden_classes | {document_of(facts).class_code}
    hidden = replace(facts, record=replace(facts.record, hidden_classes=classes))
    assert isinstance(decide(facts), Permit) or isinstance(decide(hidden), Refusal)


@given(any_facts(("lire",)))
def test_a_secret_is_read_by_nobody_but_the_holder_and_an_author(facts: Facts) -> None:
    secret = replace(facts, document=replace(document_of(facts), hidings=frozenset({Hiding.SECRET})))
    if isinstance(decide(secret), Permit):
        assert isinstance(facts.actor, Holder) or "auteur" in _shares(facts)


@given(any_facts(("lire",)))
def test_whoever_is_named_reads_it_only_as_its_author(facts: Facts) -> None:
    if not isinstance(facts.actor, Professional):
        return
    named = replace(facts, document=replace(document_of(facts), hidden_from=frozenset({facts.actor.identifier})))
    assert isinstance(decide(named), Refusal) or "auteur" in _shares(facts)


@given(any_facts(("lire",)))
def test_a_reader_who_is_neither_author_nor_treating_physician_is_not_told_that_it_is_hidden_from_a_colleague(
    facts: Facts,
) -> None:
    hidden = replace(document_of(facts), hidden_from=frozenset({PractitionerId("899700000009")}))
    plain = document_of(facts)
    if isinstance(facts.actor, Professional) and not _shares(facts) and not facts.tie.is_treating_physician:
        assert labels_for(facts, hidden) == labels_for(facts, plain)


@given(any_facts(("lire",)))
def test_what_is_set_aside_is_known_to_be_so_by_the_persons_side_alone(facts: Facts) -> None:
    aside = replace(document_of(facts), hidings=frozenset({Hiding.SET_ASIDE}))
    known = known_to_be_aside(facts, [aside])
    if isinstance(facts.actor, Professional):
        assert known == []
    if known:
        assert visible(facts, [aside]) == []
        assert visible(facts, [document_of(facts)]) != []


@pytest.mark.parametrize(("who", "tie"), [("titulaire", ""), ("représentant", "de droit")])
def test_the_persons_side_knows_what_is_aside_in_its_order_and_nothing_that_they_could_not_read(
    who: str, tie: str
) -> None:
    question = facts_of("lire", who, tie, "", "", "d’un mineur")
    plain = document_of(question)
    hidden = frozenset({Confidentiality.HIDDEN_FROM_PATIENT, Confidentiality.HIDDEN_FROM_REPRESENTATIVES})
    aside, other = (
        replace(plain, id=DocumentId(UUID(int=number)), hidings=frozenset({Hiding.SET_ASIDE})) for number in (21, 22)
    )
    unannounced = replace(aside, id=DocumentId(UUID(int=23)), confidentiality=hidden)
    assert known_to_be_aside(question, [other, plain, unannounced, aside]) == [other, aside]


def _shares(facts: Facts) -> set[str]:
    """What part the actor has in the document: « auteur » covers a structure that counts as one."""
    document = document_of(facts)
    shares = set()
    identifier = getattr(facts.actor, "identifier", None)
    if identifier in document.written_by:
        shares.add("auteur")
    if facts.policy.structure_counts_as_author and getattr(facts.actor, "organization", None) in document.written_in:
        shares.add("auteur")
    if identifier is not None and identifier == document.deposited_by:
        shares.add("déposant")
    return shares
