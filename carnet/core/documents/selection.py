"""The criteria of a search, as a pure filter over what a reader may already see."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol
from unicodedata import combining, normalize
from uuid import UUID

from carnet.core.documents.entry import Author, DocumentEntry, DocumentStatus
from carnet.core.identifiers import DocumentId
from carnet.core.vocabulary.code import Code


@dataclass(frozen=True, slots=True)
class Token:
    """A code looked for: in any system when ``system`` is None, any code of the system when ``value`` is empty."""

    value: str
    system: str | None = None

    def matches(self, code: Code | None) -> bool:
        """Whether a code answers to this token."""
        if code is None:
            return False
        return (not self.value or self.value == code.value) and self.system in (None, code.system)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time, its end excluded; open where None."""

    start: datetime | None = None
    end: datetime | None = None

    def holds(self, at: datetime | None) -> bool:
        """Whether an instant lies in it. What has no date does not."""
        if at is None:
            return False
        return (self.start is None or at >= self.start) and (self.end is None or at < self.end)

    def overlaps(self, start: datetime | None, stop: datetime | None) -> bool:
        """Whether a period touches it; a period without end lasts an instant."""
        if start is None:
            return False
        return (self.end is None or start < self.end) and (self.start is None or (stop or start) >= self.start)


class How(Enum):
    """How a word is compared with a name (FHIR R4, « string »: without a modifier, ``:contains``, ``:exact``)."""

    BEGINS = "begins"
    HOLDS = "holds"
    IS = "is"


@dataclass(frozen=True, slots=True)
class Word:
    """A word looked for in names: whatever the case and the accents, unless it must be the very one."""

    text: str
    how: How = How.BEGINS

    def matches(self, name: str) -> bool:
        """Whether a name answers to this word."""
        match self.how:
            case How.BEGINS:
                return plain(name).startswith(plain(self.text))
            case How.HOLDS:
                return plain(self.text) in plain(name)
            case How.IS:
                return name == self.text


class Selectable(Protocol):
    """What a search looks at: a document as its reader sees it."""

    @property
    def entry(self) -> DocumentEntry:
        """Its metadata."""
        ...

    @property
    def entry_uuid(self) -> UUID:
        """The number of its present metadata."""
        ...

    @property
    def status(self) -> DocumentStatus:
        """Where it is in its life."""
        ...

    @property
    def submitted_at(self) -> datetime:
        """When it was deposited."""
        ...

    @property
    def updated_at(self) -> datetime:
        """When its metadata last changed."""
        ...

    @property
    def replaces(self) -> DocumentId | None:
        """The document that it replaces."""
        ...


@dataclass(frozen=True, slots=True)
class Criteria:
    """What a search asks for: every field must hold; within a field, one of its values.

    An empty field asks nothing. Several spans in one field must all hold (``date=ge…&date=lt…``). ``also``: further
    criteria that must hold too (``event=a&event=b`` asks for documents that carry both); ``none_of``: that must not.
    """

    statuses: frozenset[DocumentStatus] = frozenset()
    types: tuple[Token, ...] = ()
    classes: tuple[Token, ...] = ()
    formats: tuple[Token, ...] = ()
    facilities: tuple[Token, ...] = ()
    settings: tuple[Token, ...] = ()
    events: tuple[Token, ...] = ()
    labels: tuple[Token, ...] = ()
    unique_ids: tuple[str, ...] = ()
    """The producer's, or the one of the present metadata (``urn:uuid:…``)."""
    author_families: tuple[Word, ...] = ()
    author_givens: tuple[Word, ...] = ()
    author_numbers: tuple[Token, ...] = ()
    """The national identifiers of authors: of people and of the structures in whose name they wrote."""
    author_structures: tuple[Token, ...] = ()
    references: tuple[Token, ...] = ()
    """The numbers of orders, examinations or stays that the document is tied to (XDS referenceIdList)."""
    replaced: tuple[DocumentId, ...] = ()
    """The documents that it replaces."""
    created: tuple[Span, ...] = ()
    submitted: tuple[Span, ...] = ()
    updated: tuple[Span, ...] = ()
    served: tuple[Span, ...] = ()
    began: tuple[Span, ...] = ()
    ended: tuple[Span, ...] = ()
    said: tuple[tuple[str, bool], ...] = ()
    """Fields of ``SAYS`` about which a document must say something, or must not."""
    also: "tuple[Criteria, ...]" = ()
    none_of: "tuple[Criteria, ...]" = ()

    def select(self, one: Selectable) -> bool:
        """Whether a document answers to all criteria."""
        entry = one.entry
        return (
            (not self.statuses or one.status in self.statuses)
            and all(_any(getattr(self, field), codes(entry)) for field, codes in CODES.items())
            and (
                not self.unique_ids
                or not {entry.unique_id.value, f"urn:uuid:{one.entry_uuid}"}.isdisjoint(self.unique_ids)
            )
            and self._selects_author(entry)
            and (not self.replaced or one.replaces in self.replaced)
            and all(span.holds(at(one)) for field, at in INSTANTS.items() for span in getattr(self, field))
            and all(span.overlaps(entry.service_start, entry.service_stop) for span in self.served)
            and all(SAYS[field](one) is says for field, says in self.said)
            and all(further.select(one) for further in self.also)
            and not any(further.select(one) for further in self.none_of)
        )

    def _selects_author(self, entry: DocumentEntry) -> bool:
        names = [author.name for author in entry.authors if author.name is not None]
        return (not self.author_families and not self.author_givens) or any(
            _named(self.author_families, [name.family])
            and _named(self.author_givens, [name.given, *name.given.split()])
            for name in names
        )


def plain(text: str) -> str:
    """Leave out accents and cases: « Inès » and « INES » are one."""
    return "".join(letter for letter in normalize("NFD", text.casefold()) if not combining(letter))


def _named(wanted: tuple[Word, ...], names: list[str]) -> bool:
    return not wanted or any(word.matches(name) for word in wanted for name in names)


def _any(tokens: tuple[Token, ...], codes: Iterable[Code | None]) -> bool:
    return not tokens or any(token.matches(code) for code in codes for token in tokens)


def _people(authors: Iterable[Author]) -> list[Code]:
    return [Code(one.person.value, PEOPLE) for one in authors if one.person is not None]


def _structures(authors: Iterable[Author]) -> list[Code]:
    return [Code(one.organization.value, STRUCTURES) for one in authors if one.organization is not None]


PEOPLE, STRUCTURES = "1.2.250.1.71.4.2.1", "1.2.250.1.71.4.2.2"
"""The OIDs under which France numbers its professionals and their structures."""

CODES: Mapping[str, Callable[[DocumentEntry], Iterable[Code | None]]] = {
    "types": lambda entry: (entry.type_code,),
    "classes": lambda entry: (entry.class_code,),
    "formats": lambda entry: (entry.format_code,),
    "facilities": lambda entry: (entry.facility_type,),
    "settings": lambda entry: (entry.practice_setting,),
    "events": lambda entry: entry.events,
    "labels": lambda entry: [Code(label.value, label.system) for label in entry.confidentiality],
    "author_numbers": lambda entry: [*_people(entry.authors), *_structures(entry.authors)],
    "author_structures": lambda entry: _structures(entry.authors),
    "references": lambda entry: [Code(one.value, one.system) for one in entry.references],
}
"""The fields that hold tokens, and the codes of a document that they are compared with."""

INSTANTS: Mapping[str, Callable[[Selectable], datetime | None]] = {
    "created": lambda one: one.entry.creation,
    "submitted": lambda one: one.submitted_at,
    "updated": lambda one: one.updated_at,
    "began": lambda one: one.entry.service_start,
    "ended": lambda one: one.entry.service_stop,
}
"""The fields that hold stretches of time, and the instant of a document that they are compared with."""


def _says_code(field: str) -> Callable[[Selectable], bool]:
    return lambda one: any(CODES[field](one.entry))


def _says_when(field: str) -> Callable[[Selectable], bool]:
    return lambda one: INSTANTS[field](one) is not None


SAYS: Mapping[str, Callable[[Selectable], bool]] = {
    **{field: _says_code(field) for field in CODES},
    **{field: _says_when(field) for field in INSTANTS},
    "served": lambda one: one.entry.service_start is not None,
    "author_families": lambda one: any(author.name and author.name.family for author in one.entry.authors),
    "author_givens": lambda one: any(author.name and author.name.given for author in one.entry.authors),
    "unique_ids": lambda _one: True,
    "replaced": lambda one: one.replaces is not None,
}
"""Whether a document says anything in a field (FHIR R4, ``:missing``)."""
