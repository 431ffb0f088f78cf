"""The reasons of a decision on a page: in the language of the page, and only those that its reader may know."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language

from carnet.core.access.decide import NOTHING_PERMITS, NOTHING_THERE
from carnet.core.access.decision import Reason, Refusal
from carnet.core.access.why import Because, Sentence, sentences_of, why_for_asker, words_of

NO_RULE = frozenset({NOTHING_PERMITS.rule, NOTHING_THERE.rule})
"""Reasons that no rule gives: no page tells of them."""


def said_here(sentence: Sentence) -> str:
    """Say a sentence of the law in the language of the page."""
    return sentence.said_in(get_language() or "fr")


def said_rule(rule: str) -> str:
    """Say a rule that a line of the history names, in the language of the page."""
    return said_here(sentences_of(rule))


def told_here(refusal: Refusal) -> dict[str, Any]:
    """Give a page of refusal what its reader may know: ``told``, and ``reasons``, each a rule and its sentence."""
    reasons = tuple((because.rule, _said(because)) for because in why_for_asker(refusal).reasons)
    return {"told": said_here(words_of(refusal.told)), "reasons": reasons}


def said_reasons(reasons: Iterable[Reason]) -> tuple[tuple[str, str], ...]:
    """Give reasons whose reader may know them all: each rule, empty where none decided, and its sentence."""
    return tuple(("" if reason.rule in NO_RULE else reason.rule, said_rule(reason.rule)) for reason in reasons)


def _said(because: Because) -> str:
    return said_here(because.sentence)
