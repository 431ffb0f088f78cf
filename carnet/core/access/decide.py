"""Answer the one question: may this actor do this, and why.

Three gates. The record's gate is passed first, without looking at any document: whoever does not pass it learns the
same thing of a document that exists, that is hidden and that was never there. A matching forbid always wins. Without
a matching permit the answer is no. The order of the rules never matters.
"""

from collections.abc import Iterable
from dataclasses import replace

from carnet.core.access import rules
from carnet.core.access.actions import Action
from carnet.core.access.decision import Decision, Effect, Permit, Reason, Refusal, Told
from carnet.core.access.facts import DocumentFacts, Facts
from carnet.core.access.rule import Gate, Rule
from carnet.core.access.standing import ON_WHAT_IS_THERE
from carnet.core.access.told import told
from carnet.core.documents.entry import DocumentStatus

NOTHING_PERMITS = Reason("DEFAULT", Effect.FORBID, "Aucune règle n’autorise cet accès.")
NOTHING_THERE = Reason("NOTHING", Effect.FORBID, "Ce document n’existe pas dans ce dossier.", is_secret=True)


def decide(facts: Facts) -> Decision:
    """Answer one question.

    Returns a ``Permit`` that carries these very facts, or a ``Refusal`` with every rule that caused it at the first
    gate that closed, and with what its asker may be told.
    """
    return _answer(facts, _matching_at_record(facts), _rules_of(Gate.DOCUMENT))


def visible(facts: Facts, documents: Iterable[DocumentFacts]) -> list[DocumentFacts]:
    """Keep the documents that this actor may read now, in the order given.

    ``facts``: the question asked of the record (its action is replaced by reading, document by document). Asks the
    rules of the record's gate once, and decides once per distinct situation, so that a thousand documents cost a dozen
    decisions.
    """
    question = replace(facts, action=Action.READ_DOCUMENT, document=None)
    at_record = _matching_at_record(question)
    of_documents = _rules_of(Gate.DOCUMENT)
    decided: dict[object, bool] = {}
    kept = []
    for document in documents:
        situation = facts.situation_of(document)
        may_read = decided.get(situation)
        if may_read is None:
            answer = _answer(replace(question, document=document), at_record, of_documents)
            may_read = decided[situation] = isinstance(answer, Permit)
        if may_read:
            kept.append(document)
    return kept


def _rules_of(gate: Gate) -> list[Rule]:
    return [rule for rule in rules.RULES if rule.gate is gate]


def _matching_at_record(facts: Facts) -> list[Rule]:
    """Ask the rules of the record's gate. They are shown no document, so that none can look at one."""
    shown = facts if facts.document is None else replace(facts, document=None)
    return [rule for rule in _rules_of(Gate.RECORD) if rule.applies(shown)]


def _answer(facts: Facts, at_record: list[Rule], of_documents: list[Rule]) -> Decision:
    """Answer one question. ``at_record``: the rules of the record's gate that match; ``of_documents``: the others."""
    closing = tuple(rule.reason for rule in at_record if rule.effect is Effect.FORBID)
    if closing:
        return Refusal(facts, closing, told(facts, closing))
    at_document = [rule for rule in of_documents if rule.applies(facts)]
    permits = tuple(rule.reason for rule in (*at_record, *at_document) if rule.effect is Effect.PERMIT)
    if not permits:
        reasons = (NOTHING_PERMITS,)
        return Refusal(facts, reasons, told(facts, reasons))
    hiding = tuple(rule.reason for rule in at_document if rule.effect is Effect.FORBID)
    is_gone = facts.action in ON_WHAT_IS_THERE and not _is_there(facts.document)
    if is_gone and told(facts, hiding) is not Told.NOT_FOUND:
        hiding = (NOTHING_THERE,)
    if hiding:
        return Refusal(facts, hiding, told(facts, hiding))
    return Permit(facts, permits)


def _is_there(document: DocumentFacts | None) -> bool:
    """A deleted document is no longer there for anybody."""
    return document is not None and document.status is not DocumentStatus.DELETED


def sentence_of(rule: str) -> str:
    """Give the French sentence of a rule that a trace names, or of the default."""
    for default in (NOTHING_PERMITS, NOTHING_THERE):
        if rule == default.rule:
            return default.sentence
    return rules.SENTENCES[rule]


def is_secret(rule: str) -> bool:
    """Tell whether a rule that a trace names tells of a document that must look absent."""
    return any(one.id == rule and one.reason.is_secret for one in rules.RULES)
