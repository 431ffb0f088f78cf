"""The criteria of a search, as a pure filter over what a reader may already see."""

from dataclasses import dataclass
from datetime import datetime
from unicodedata import combining, normalize
from uuid import UUID

from carnet.core.documents.entry import DocumentEntry, DocumentStatus
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


@dataclass(frozen=True, slots=True)
class Criteria:
    """What a search asks for: every field must hold; within a field, one of its values.

    An empty field asks nothing. Several spans in one field must all hold (``date=ge…&date=lt…``). ``also``: further
    criteria that must hold too (``event=a&event=b`` asks for documents that carry both).
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
    author_families: tuple[str, ...] = ()
    author_givens: tuple[str, ...] = ()
    """How the names begin, whatever the case and the accents (FHIR R4, « string »)."""
    created: tuple[Span, ...] = ()
    submitted: tuple[Span, ...] = ()
    served: tuple[Span, ...] = ()
    also: "tuple[Criteria, ...]" = ()

    def select(self, entry: DocumentEntry, status: DocumentStatus, submitted_at: datetime, entry_uuid: UUID) -> bool:
        """Whether a document answers to all criteria. ``entry_uuid``: the number of its present metadata."""
        labels = [Code(label.value, label.system) for label in entry.confidentiality]
        return (
            (not self.statuses or status in self.statuses)
            and _one(self.types, [entry.type_code])
            and _one(self.classes, [entry.class_code])
            and _one(self.formats, [entry.format_code])
            and _one(self.facilities, [entry.facility_type])
            and _one(self.settings, [entry.practice_setting])
            and _one(self.events, list(entry.events))
            and _one(self.labels, labels)
            and (
                not self.unique_ids
                or entry.unique_id.value in self.unique_ids
                or f"urn:uuid:{entry_uuid}" in self.unique_ids
            )
            and self._selects_author(entry)
            and all(span.holds(entry.creation) for span in self.created)
            and all(span.holds(submitted_at) for span in self.submitted)
            and all(span.overlaps(entry.service_start, entry.service_stop) for span in self.served)
            and all(one.select(entry, status, submitted_at, entry_uuid) for one in self.also)
        )

    def _selects_author(self, entry: DocumentEntry) -> bool:
        names = [author.name for author in entry.authors if author.name is not None]
        return (not self.author_families and not self.author_givens) or any(
            _begins(self.author_families, [name.family])
            and _begins(self.author_givens, [name.given, *name.given.split()])
            for name in names
        )


def _begins(wanted: tuple[str, ...], names: list[str]) -> bool:
    plain = [_plain(name) for name in names]
    return not wanted or any(name.startswith(_plain(start)) for start in wanted for name in plain)


def _plain(text: str) -> str:
    """Leave out accents and cases: « Inès » and « INES » are one."""
    return "".join(letter for letter in normalize("NFD", text.casefold()) if not combining(letter))


def _one(tokens: tuple[Token, ...], codes: list[Code] | list[Code | None]) -> bool:
    return not tokens or any(token.matches(code) for token in tokens for code in codes)
