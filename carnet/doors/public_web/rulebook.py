"""The rulebook as pages that anybody may read: each rule, each dated policy, its matrix, and what changes in time."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from carnet.core.access.cases.tables import COLUMNS, Case
from carnet.core.access.decision import Effect
from carnet.core.access.policy import Policy
from carnet.core.access.rule import Gate
from carnet.core.vocabulary.document_types import types_on
from carnet.core.vocabulary.shelves import shelves
from carnet.core.vocabulary.valueset import value_set
from carnet.doors.kit.reasons import said_here
from carnet.doors.kit.shelf_names import shelf_name
from carnet.doors.kit.web import CarnetRequest
from carnet.doors.public_web.pages import public
from carnet.usecases.policy.compare_policies import MEANINGS, PolicyDifference, compare_policies
from carnet.usecases.policy.read_rulebook import RuleEntry, find_rule
from carnet.usecases.policy.write_rules_as_json import write_rules_as_json


@dataclass(frozen=True, slots=True)
class ShownCases:
    """Rows of the tables, without the columns that none of them uses; the last cell of a row is its answer."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """A profession in a cell of the matrix; ``provenance`` is empty when the cell follows our own principle."""

    label: str
    provenance: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A type of document: who reads it, and who is shut out of it by a text."""

    code: str
    label: str
    readers: tuple[Reader, ...]
    closed: tuple[Reader, ...]


@dataclass(frozen=True, slots=True)
class MatrixShelf:
    """The types of one shelf."""

    label: str
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True)
class ShownValue:
    """A value of a policy: what it means in the language of the page, whether it holds, and what it rests on."""

    meaning: str
    given: bool | int
    provenance: str
    source: str


@dataclass(frozen=True, slots=True)
class ShownPolicy:
    """A dated policy with its values; ``after``: the name of the one before, which it can be compared with."""

    policy: Policy
    values: tuple[ShownValue, ...]
    decides: bool
    after: str


@require_safe
def rule(request: CarnetRequest, identifier: str) -> HttpResponse:
    """Show one rule: its sentence, its source, and every situation that is tried against it."""
    found = find_rule(identifier)
    if found is None:
        raise Http404
    context = {
        "rule": found,
        "sentence": said_here(found.sentence),
        "permits": found.effect is Effect.PERMIT,
        "looks_at_document": found.gate is Gate.DOCUMENT,
        "cases": _cases(found),
    }
    return public(request, "rule", context)


@require_safe
def policies(request: CarnetRequest) -> HttpResponse:
    """Show every dated policy that is known here, and which one decides."""
    known = request.env.policies
    before = {newer.name: older.name for older, newer in pairwise(known)}
    shown = [
        ShownPolicy(one, tuple(_values(one)), one.name == request.env.policy.name, before.get(one.name, ""))
        for one in known
    ]
    return public(request, "policies", {"policies": shown})


@require_safe
def matrix(request: CarnetRequest, name: str) -> HttpResponse:
    """Show the matrix of a policy: for each type of document, the professions that read it."""
    policy = _named(request, name)
    return public(request, "matrix", {"name": policy.name, "shelves": _matrix(policy)})


@require_safe
def changes(request: CarnetRequest, older: str, newer: str) -> HttpResponse:
    """Show what changes from one policy to another."""
    difference = _difference(_named(request, older), _named(request, newer))
    situations = [(one.case.situation, one.before, one.after) for one in difference.cases]
    context = {
        "older": difference.older,
        "newer": difference.newer,
        "values": [(said_here(one.meaning), one.before, one.after) for one in difference.values],
        "professions": difference.professions,
        "situations": [(" / ".join(filter(None, words)), before, after) for words, before, after in situations],
    }
    return public(request, "changes", context)


@require_safe
def as_json(request: CarnetRequest) -> HttpResponse:
    """Hand over the whole law, with its cases and matrices, for whoever runs the cases."""
    return HttpResponse(_json(request.env.policies), content_type="application/json; charset=utf-8")


def _named(request: CarnetRequest, name: str) -> Policy:
    for policy in request.env.policies:
        if policy.name == name:
            return policy
    raise Http404


def _cases(found: RuleEntry) -> ShownCases:
    used = [index for index in range(len(COLUMNS) - 1) if any(case.situation[index] for case in found.cases)]
    rows = tuple((*(case.situation[index] for index in used), _answer(case)) for case in found.cases)
    return ShownCases(tuple(COLUMNS[index] for index in used), rows)


def _answer(case: Case) -> str:
    return case.answer.replace("oui:", "oui :").replace("non:", "non :").replace("rien:", "comme absent :")


def _provenance(name: str) -> str:
    return {"official": _("texte officiel"), "secondary": _("source secondaire"), "default": _("notre choix")}[name]


def _values(policy: Policy) -> Iterator[ShownValue]:
    origins = {one.value: one for one in policy.origins}
    for value, given in policy.values().items():
        origin = origins.get(value)
        provenance = _provenance(origin.provenance.value) if origin else ""
        yield ShownValue(said_here(MEANINGS[value]), given, provenance, origin.source if origin else "")


def _matrix(policy: Policy) -> tuple[MatrixShelf, ...]:
    shown = []
    for shelf in shelves().values():
        types = types_on(shelf)
        if types:
            shown.append(
                MatrixShelf(shelf_name(shelf.code), tuple(_row(policy, code, label) for code, label in types.items()))
            )
    return tuple(shown)


def _row(policy: Policy, type_code: str, label: str) -> MatrixRow:
    readers, closed = [], []
    for profession in value_set("professions").values():
        cell = policy.matrix.cells.get((profession.value, type_code))
        is_sourced = cell is not None and cell.provenance.value != "default"
        reader = Reader(profession.label, _provenance(cell.provenance.value) if cell and is_sourced else "")
        if policy.matrix.allows(profession.value, type_code):
            readers.append(reader)
        elif is_sourced:
            closed.append(reader)
    return MatrixRow(type_code, label, tuple(readers), tuple(closed))


@cache
def _difference(older: Policy, newer: Policy) -> PolicyDifference:
    return compare_policies(older, newer)


@cache
def _json(known: tuple[Policy, ...]) -> str:
    return write_rules_as_json(known)
