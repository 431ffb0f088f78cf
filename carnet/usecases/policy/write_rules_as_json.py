"""Write the whole law as JSON: rules, cases with their facts, policies, matrices; for whoever runs the cases."""

import json
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from carnet.core.access.cases.tables import Case, all_cases
from carnet.core.access.decide import NOTHING_PERMITS, NOTHING_THERE, decide
from carnet.core.access.decision import Permit, Told
from carnet.core.access.policy import Policy
from carnet.core.access.why import Sentence, sentences_of, words_of
from carnet.core.vocabulary.document_types import document_types
from carnet.core.vocabulary.valueset import value_set
from carnet.usecases.policy.read_rulebook import RuleEntry, read_rulebook

FORMAT = 1
"""Raised when a reader of the file would no longer understand it."""


def write_rules_as_json(policies: Sequence[Policy]) -> str:
    """Give the file as text. Its keys are English, its order is stable, and a later run gives the same bytes.

    ``rules``: identifier, family, effect, gate, sentences, source. ``told``: what a refused person reads. ``cases``:
    each row of the tables in its French words, the same situation as facts (what is absent, empty or false is left
    out), the answer, and the word that the refused is told. ``policies``: values with their sources, and ``matrix``:
    by profession then type, Y or N, the provenance, and the place of the source in ``sources``.
    """
    book = {
        "format": FORMAT,
        "rules": [_rule(rule) for family in read_rulebook() for rule in family.rules],
        "defaults": {rule: _sentence(sentences_of(rule)) for rule in (NOTHING_PERMITS.rule, NOTHING_THERE.rule)},
        "told": {told.name: _sentence(words_of(told)) for told in Told},
        "professions": {code: one.label for code, one in value_set("professions").items()},
        "types": {code: one.code.label for code, one in document_types().items()},
        "policies": [_policy(policy) for policy in policies],
        "cases": [_case(case) for case in all_cases()],
    }
    return "{\n" + ",\n".join(f"{_text(key)}: {_lines(value)}" for key, value in book.items()) + "\n}\n"


def _lines(value: object) -> str:
    """Write a list or an object with one line for each of its members: a difference between two files is readable."""
    if isinstance(value, list):
        return "[\n" + ",\n".join(f" {_text(one)}" for one in value) + "\n]"
    if isinstance(value, dict):
        return "{\n" + ",\n".join(f" {_text(key)}: {_text(one)}" for key, one in value.items()) + "\n}"
    return _text(value)


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _sentence(sentence: Sentence) -> dict[str, str]:
    return {"fr": sentence.french, "en": sentence.english}


def _rule(rule: RuleEntry) -> dict[str, Any]:
    return {
        "id": rule.id,
        "family": rule.family,
        "effect": rule.effect.value,
        "gate": rule.gate.value,
        "secret": rule.is_secret,
        "sentence": _sentence(rule.sentence),
        "source": rule.source,
    }


def _policy(policy: Policy) -> dict[str, Any]:
    origins = {one.value: {"provenance": one.provenance.value, "source": one.source} for one in policy.origins}
    values = {value: {"value": given, **origins.get(value, {})} for value, given in policy.values().items()}
    sources = sorted({cell.source for cell in policy.matrix.cells.values()})
    places = {source: place for place, source in enumerate(sources)}
    matrix: dict[str, Any] = {}
    for code in value_set("professions"):
        cells = {one: policy.matrix.cells[code, one] for one in document_types() if (code, one) in policy.matrix.cells}
        matrix[code] = {
            one: f"{'Y' if cell.may_read else 'N'} {cell.provenance.value} {places[cell.source]}"
            for one, cell in cells.items()
        }
    return {
        "name": policy.name,
        "in_force_from": policy.in_force_from.isoformat(),
        "about": policy.about,
        "values": values,
        "matrix": matrix,
        "sources": sources,
    }


def _case(case: Case) -> dict[str, Any]:
    action, who, tie, document, hidden, record = case.situation
    facts = case.facts()
    decision = decide(facts)
    told = {} if isinstance(decision, Permit) else {"told": decision.told.name}
    return {
        "family": case.family,
        "action": action,
        "who": who,
        "tie": tie,
        "document": document,
        "visibility": hidden,
        "record": record,
        "answer": case.answer,
        **told,
        "facts": _written(facts),
    }


def _written(value: object) -> object:
    """Write facts as JSON. A policy is written by its name; where bytes lie is left out."""
    match value:
        case Policy():
            return value.name
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case frozenset():
            return sorted((_written(one) for one in value), key=str)
        case tuple():
            return [_written(one) for one in value]
        case None | bool() | int() | str():
            return value
        case _ if is_dataclass(value):
            written = {one.name: _written(getattr(value, one.name)) for one in fields(value) if one.name != "blob"}
            return _fields(type(value).__name__, written)
        case _:
            return str(value)


def _fields(kind: str, written: dict[str, object]) -> object:
    """Write a value by its fields. What is empty, absent or false is left out."""
    if set(written) == {"value"}:
        return written["value"]
    kept = {name: one for name, one in written.items() if one not in (None, False, "", [])}
    return {"is": kind, **kept}
