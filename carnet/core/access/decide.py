"""Answer the one question: may this actor do this, and why.

Three gates. The record's gate is passed first, without looking at any document: whoever does not pass it learns the
same thing of a document that exists, that is hidden and that was never there. A matching forbid always wins. Without
a matching permit the answer is no. The order of the rules never matters.
"""

from collections.abc import Iterable
from dataclasses import replace

from carnet.core.access import rules
from carnet.core.access.actions import Action
from carnet.core.access.decision import Decision, Effect, Permit, Reason, Refusal
from carnet.core.access.facts import DocumentFacts, Facts
from carnet.core.access.rule import Gate
from carnet.core.access.standing import ON_ONE_DOCUMENT
from carnet.core.access.told import told
from carnet.core.documents.entry import DocumentStatus

NOTHING_PERMITS = Reason("DEFAULT", Effect.FORBID, "Aucune règle n’autorise cet accès.")
NOTHING_THERE = Reason("NOTHING", Effect.FORBID, "Ce document n’existe pas dans ce dossier.", is_secret=True)


def decide(facts: Facts) -> Decision:
    """Answer one question.

    Returns a ``Permit`` that carries these very facts, or a ``Refusal`` with every rule that caused it at the first
    gate that closed, and with what its asker may be told.
    """
    matching = [rule for rule in rules.RULES if rule.applies(facts)]
    at_record = tuple(r.reason for r in matching if r.effect is Effect.FORBID and r.gate is Gate.RECORD)
    if at_record:
        return Refusal(facts, at_record, told(facts, at_record))
    permits = tuple(r.reason for r in matching if r.effect is Effect.PERMIT)
    if not permits:
        reasons = (NOTHING_PERMITS,)
        return Refusal(facts, reasons, told(facts, reasons))
    at_document = tuple(r.reason for r in matching if r.effect is Effect.FORBID and r.gate is Gate.DOCUMENT)
    if not at_document and facts.action in ON_ONE_DOCUMENT and not _is_there(facts.document):
        at_document = (NOTHING_THERE,)
    if at_document:
        return Refusal(facts, at_document, told(facts, at_document))
    return Permit(facts, permits)


def visible(facts: Facts, documents: Iterable[DocumentFacts]) -> list[DocumentFacts]:
    """Keep the documents that this actor may read now, in the order given.

    ``facts``: the question asked of the record (its action is replaced by reading, document by document). Decides once
    per distinct situation, so that a thousand documents cost a dozen decisions.
    """
    decided: dict[object, bool] = {}
    kept = []
    for document in documents:
        situation = document.situation(facts.actor)
        may_read = decided.get(situation)
        if may_read is None:
            question = replace(facts, action=Action.READ_DOCUMENT, document=document)
            may_read = decided[situation] = isinstance(decide(question), Permit)
        if may_read:
            kept.append(document)
    return kept


def _is_there(document: DocumentFacts | None) -> bool:
    """A deleted document is no longer there for anybody."""
    return document is not None and document.status is not DocumentStatus.DELETED


def sentence_of(rule: str) -> str:
    """Give the French sentence of a rule that a trace names, or of the default."""
    for default in (NOTHING_PERMITS, NOTHING_THERE):
        if rule == default.rule:
            return default.sentence
    return rules.SENTENCES[rule]
