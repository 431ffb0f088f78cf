"""The criteria of a search for submission sets, as a pure filter over those that a reader may already see."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from carnet.core.documents.selection import PEOPLE, STRUCTURES, Span, Token, Word
from carnet.core.documents.submission import SubmissionSet
from carnet.core.vocabulary.code import Code


class SelectableSubmission(Protocol):
    """What a search looks at: a submission set as its reader sees it."""

    @property
    def submission(self) -> UUID:
        """Its number."""
        ...

    @property
    def submission_set(self) -> SubmissionSet:
        """What was said of the deposit."""
        ...

    @property
    def stored_at(self) -> datetime:
        """When it entered the record."""
        ...


@dataclass(frozen=True, slots=True)
class SubmissionCriteria:
    """What a search asks for, as ``carnet.core.documents.selection.Criteria`` does of documents."""

    unique_ids: tuple[str, ...] = ()
    """The depositor's, or ours (``urn:uuid:…``)."""
    designations: tuple[Token, ...] = ()
    source_ids: tuple[str, ...] = ()
    families: tuple[Word, ...] = ()
    givens: tuple[Word, ...] = ()
    numbers: tuple[Token, ...] = ()
    """The national identifiers of who deposited: of the person and of the structure."""
    structures: tuple[Token, ...] = ()
    titles: tuple[Word, ...] = ()
    submitted: tuple[Span, ...] = ()
    updated: tuple[Span, ...] = ()
    said: tuple[tuple[str, bool], ...] = ()
    also: "tuple[SubmissionCriteria, ...]" = ()
    none_of: "tuple[SubmissionCriteria, ...]" = ()

    def select(self, one: SelectableSubmission) -> bool:
        """Whether a submission set answers to all criteria."""
        submitted = one.submission_set
        numbers = {submitted.unique_id.value, f"urn:uuid:{one.submission}"}
        return (
            (not self.unique_ids or not numbers.isdisjoint(self.unique_ids))
            and (not self.source_ids or _bare(submitted.source_id) in map(_bare, self.source_ids))
            and _any(self.designations, [submitted.content_type])
            and _any(self.numbers, [*_person(submitted), *_structure(submitted)])
            and _any(self.structures, _structure(submitted))
            and _named(self.families, _families(submitted))
            and _named(self.givens, _givens(submitted))
            and _named(self.titles, [submitted.title])
            and all(span.holds(submitted.submitted) for span in self.submitted)
            and all(span.holds(one.stored_at) for span in self.updated)
            and all(SAID[field](submitted) is says for field, says in self.said)
            and all(further.select(one) for further in self.also)
            and not any(further.select(one) for further in self.none_of)
        )


def _bare(number: str) -> str:
    return number.removeprefix("urn:oid:")


def _any(tokens: tuple[Token, ...], codes: list[Code] | list[Code | None]) -> bool:
    return not tokens or any(token.matches(code) for token in tokens for code in codes)


def _named(words: tuple[Word, ...], names: list[str]) -> bool:
    return not words or any(word.matches(name) for word in words for name in names)


def _person(submitted: SubmissionSet) -> list[Code]:
    return [Code(submitted.author.person.value, PEOPLE)] if submitted.author.person is not None else []


def _structure(submitted: SubmissionSet) -> list[Code]:
    organization = submitted.author.organization
    return [Code(organization.value, STRUCTURES)] if organization is not None else []


def _families(submitted: SubmissionSet) -> list[str]:
    return [submitted.author.name.family] if submitted.author.name is not None else []


def _givens(submitted: SubmissionSet) -> list[str]:
    name = submitted.author.name
    return [name.given, *name.given.split()] if name is not None else []


SAID: Mapping[str, Callable[[SubmissionSet], bool]] = {
    "unique_ids": lambda _one: True,
    "designations": lambda one: one.content_type is not None,
    "source_ids": lambda one: bool(one.source_id),
    "families": lambda one: any(_families(one)),
    "givens": lambda one: any(_givens(one)),
    "numbers": lambda one: bool(_person(one) or _structure(one)),
    "structures": lambda one: bool(_structure(one)),
    "titles": lambda one: bool(one.title),
    "submitted": lambda _one: True,
    "updated": lambda _one: True,
}
"""Whether a submission set says anything in a field (FHIR R4, ``:missing``)."""
