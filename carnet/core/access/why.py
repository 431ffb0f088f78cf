"""« Pourquoi ? »: the reasons of a decision, in two languages, for the one who asked and for the holder."""

from dataclasses import dataclass, replace

from carnet.core.access.actions import Action
from carnet.core.access.actors import Holder
from carnet.core.access.decide import NOTHING_THERE, decide, sentence_of
from carnet.core.access.decision import Decision, Permit, Reason, Refusal, Told
from carnet.core.access.english import english_of, english_told
from carnet.core.access.facts import NO_TIE, DocumentFacts, Facts, RecordStatus
from carnet.core.access.told import BY_ROLE, BY_TYPE, SAID_PLAINLY
from carnet.core.documents.entry import DocumentStatus

TELLS_NOTHING_OF_THE_RECORD = BY_ROLE | BY_TYPE | {"FEE-01"}
"""Rules that look at nothing but the asker and what they brought, the person's objection that they noted included."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """The same words in the two languages of the product."""

    french: str
    english: str

    def said_in(self, language: str) -> str:
        """Give the words in ``en``, or in French for any other language code."""
        return self.english if language == "en" else self.french


@dataclass(frozen=True, slots=True)
class Because:
    """One rule that decided, by its identifier and its sentence."""

    rule: str
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Why:
    """An answer with its reasons, as one audience may read it.

    ``answer``: the sentence that a refused person is told; None when the answer is yes. ``reasons``: the rules that
    this audience may know of; none of them names a person, a title or a content.
    """

    is_permitted: bool
    answer: Sentence | None
    reasons: tuple[Because, ...]


def why_for_asker(decision: Decision) -> Why:
    """Give the reasons to the one who asked.

    A refused person reads what ``told`` allows, the same whether or not something hidden exists (product.md, « What
    must be true, always »): of the rules, only those that look at who asks or at what they deposit.
    """
    if isinstance(decision, Permit):
        return Why(is_permitted=True, answer=None, reasons=_because(decision.reasons))
    named = tuple(reason for reason in decision.reasons if _may_be_named(reason.rule, decision.told))
    return Why(is_permitted=False, answer=words_of(decision.told), reasons=_because(named))


def why_for_holder(decision: Decision) -> Why:
    """Give the holder every rule that decided.

    Of a document that the holder may not know of (not yet announced), they read what they would of one that never was:
    « Pourquoi ? » shows only what the asker may read now (product.md, « Sharp edges »).
    """
    document = decision.facts.document
    if document is not None and _is_hidden_from_holder(decision.facts, document):
        decision = decide(replace(decision.facts, document=None))
    if isinstance(decision, Permit):
        return Why(is_permitted=True, answer=None, reasons=_because(decision.reasons))
    return Why(is_permitted=False, answer=words_of(decision.told), reasons=_because(decision.reasons))


def _may_be_named(rule: str, told: Told) -> bool:
    if rule in SAID_PLAINLY:
        return told is SAID_PLAINLY[rule]
    return rule in TELLS_NOTHING_OF_THE_RECORD and told in (Told.NOT_ALLOWED, Told.OPPOSED)


def words_of(told: Told) -> Sentence:
    """Give in two languages what a refused person is told."""
    return Sentence(told.value, english_told(told))


def sentences_of(rule: str) -> Sentence:
    """Give in two languages the sentence of a rule that a trace names, or of the default."""
    return Sentence(sentence_of(rule), english_of(rule))


def _because(reasons: tuple[Reason, ...]) -> tuple[Because, ...]:
    return tuple(Because(reason.rule, sentences_of(reason.rule)) for reason in reasons)


def _is_hidden_from_holder(facts: Facts, document: DocumentFacts) -> bool:
    """Whether the holder would be told that there is no such document. A closed record or a deletion hides nothing."""
    asked = replace(
        facts,
        action=Action.READ_DOCUMENT,
        actor=Holder(facts.record.id),
        record=replace(facts.record, status=RecordStatus.OPEN),
        tie=NO_TIE,
        document=replace(document, status=DocumentStatus.CURRENT),
    )
    answer = decide(asked)
    return isinstance(answer, Refusal) and any(
        reason.is_secret and reason.rule != NOTHING_THERE.rule for reason in answer.reasons
    )
