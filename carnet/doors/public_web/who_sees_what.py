"""What each profession may read, as the matrix in force says it, and the rules one by one."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from carnet.core.access.policy import Policy
from carnet.core.vocabulary.code import Code
from carnet.core.vocabulary.document_types import document_types, types_on
from carnet.core.vocabulary.shelves import shelves
from carnet.core.vocabulary.valueset import value_set
from carnet.doors.kit.reasons import said_here
from carnet.doors.kit.shelf_names import shelf_name
from carnet.doors.kit.web import CarnetRequest
from carnet.doors.public_web.pages import public
from carnet.usecases.policy.read_rulebook import read_rulebook

FIRST_SHOWN = "60"
"""Nurses (TRE_G15): whom most people meet first after their doctor."""


@dataclass(frozen=True, slots=True)
class ReadShelf:
    """A shelf as one profession sees it: the documents that it reads there, and those that it does not."""

    label: str
    icon: str
    read: tuple[str, ...]
    closed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One sentence of the law, in the language of the page, by its identifier."""

    id: str
    sentence: str


@require_safe
def who_sees_what(request: CarnetRequest) -> HttpResponse:
    """Show what the profession of ``metier`` (a code of TRE_G15) reads, and every rule."""
    policy = request.env.policy
    known = {code.value: code for code in _professions(policy)}
    chosen = known.get(request.GET.get("metier", ""), known[FIRST_SHOWN])
    context = {
        "professions": known.values(),
        "chosen": chosen,
        "shelves": tuple(_shelves(chosen.value, policy)),
        "rules": tuple(_rules()),
        "year": policy.name,
    }
    return public(request, "who_sees_what", context)


def _professions(policy: Policy) -> Iterator[Code]:
    """The professions that read something, in the order of the alphabet."""
    types = document_types()
    reading = (
        one for one in value_set("professions").values() if any(policy.matrix.allows(one.value, t) for t in types)
    )
    yield from sorted(reading, key=lambda one: one.label)


def _shelves(profession: str, policy: Policy) -> Iterator[ReadShelf]:
    for shelf in shelves().values():
        on_it = types_on(shelf)
        read = tuple(label for code, label in on_it.items() if policy.matrix.allows(profession, code))
        closed = tuple(label for code, label in on_it.items() if not policy.matrix.allows(profession, code))
        if on_it:
            yield ReadShelf(shelf_name(shelf.code), shelf.icon, read, closed)


def _rules() -> Iterator[Rule]:
    for family in read_rulebook():
        yield from (Rule(rule.id, said_here(rule.sentence)) for rule in family.rules)
