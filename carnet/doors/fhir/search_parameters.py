"""The parameters of a search, read into criteria; each unreadable value is a defect, never a guess."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, TypeVar

from carnet.core.defects import Defect
from carnet.core.documents.entry import DocumentStatus
from carnet.core.documents.selection import Criteria, Span
from carnet.core.documents.submission_selection import SubmissionCriteria
from carnet.core.identifiers import NO_DOCUMENT
from carnet.doors.fhir.pages import PAGING
from carnet.doors.fhir.search_values import (
    read_document,
    read_span,
    read_token,
    read_uri,
    read_word,
    read_yes,
    split_values,
)
from carnet.doors.fhir.wish import ANSWER

Asked = TypeVar("Asked", Criteria, SubmissionCriteria)


class Kind(Enum):
    """The types of search parameters, as FHIR names them."""

    TOKEN = "token"  # noqa: S105  the name of a type
    STRING = "string"
    URI = "uri"
    REFERENCE = "reference"
    DATE = "date"


MODIFIERS: Mapping[Kind, frozenset[str]] = {
    Kind.TOKEN: frozenset({"not", "missing"}),
    Kind.STRING: frozenset({"exact", "contains", "missing"}),
    Kind.URI: frozenset({"not", "missing"}),
    Kind.REFERENCE: frozenset({"identifier", "missing"}),
    Kind.DATE: frozenset({"missing"}),
}
"""What may follow the name of a parameter (``type:not``). Any other is refused (FHIR R4, « modifiers »)."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: the field of ``Criteria`` that it fills, and how its values are read."""

    field: str
    kind: Kind
    declared: str = ""
    """The type that the CapabilityStatement says, where IHE or PDSm says another than how it is read."""

    @property
    def type(self) -> str:
        """Its type, as the CapabilityStatement says it."""
        return self.declared or self.kind.value


PARAMETERS: Mapping[str, Parameter] = {
    "type": Parameter("types", Kind.TOKEN),
    "category": Parameter("classes", Kind.TOKEN),
    "format": Parameter("formats", Kind.TOKEN),
    "facility": Parameter("facilities", Kind.TOKEN),
    "setting": Parameter("settings", Kind.TOKEN),
    "event": Parameter("events", Kind.TOKEN),
    "security-label": Parameter("labels", Kind.TOKEN),
    "identifier": Parameter("unique_ids", Kind.URI, "token"),
    "author.family": Parameter("author_families", Kind.STRING),
    "author.given": Parameter("author_givens", Kind.STRING),
    "author": Parameter("author_numbers", Kind.REFERENCE),
    "author.identifier": Parameter("author_numbers", Kind.TOKEN),
    "authorOrg": Parameter("author_structures", Kind.REFERENCE),
    "related": Parameter("references", Kind.REFERENCE),
    "relatesto": Parameter("replaced", Kind.REFERENCE),
    "relatesTo": Parameter("replaced", Kind.REFERENCE),
    "creation": Parameter("created", Kind.DATE),
    "date": Parameter("submitted", Kind.DATE),
    "period": Parameter("served", Kind.DATE),
    "period-start": Parameter("began", Kind.DATE),
    "period-end": Parameter("ended", Kind.DATE),
    "_lastUpdated": Parameter("updated", Kind.DATE),
}
"""Those of ITI-67 (IHE MHD 4.2) and those that PDSm 3.1 adds; ``relatesTo`` is PDSm's spelling of FHIR's."""

SUBJECT = frozenset({"patient", "patient.identifier"})
INCLUDES = frozenset({"DocumentReference:relatesto", "DocumentReference:relatesto:DocumentReference"})
"""What may come along: the document that one found replaces (``_include``), or that replaces it (``_revinclude``)."""

COMING_ALONG = frozenset({"_include", "_revinclude"})
NO_CHAIN = (
    "A search here looks at the resource itself, never at another through it.",
    "Search by the parameters that the CapabilityStatement lists.",
)
NOTHING_ALONG = (
    "Nothing comes along with what is found here in that way.",
    "Leave it out, and read what is referred to by its own address.",
)
CONTROL = ANSWER | SUBJECT | PAGING | COMING_ALONG | {"_id"}
KNOWN = frozenset({*PARAMETERS, *CONTROL, "status", "isArchived"})

_ARCHIVED = frozenset({DocumentStatus.ARCHIVED})
_NOT_ARCHIVED = frozenset({DocumentStatus.CURRENT, DocumentStatus.SUPERSEDED})
_STATUSES = {
    "current": frozenset({DocumentStatus.CURRENT, DocumentStatus.ARCHIVED}),
    "superseded": frozenset({DocumentStatus.SUPERSEDED}),
}


@dataclass(frozen=True, slots=True)
class Search:
    """A search that was understood. ``ignored``: the names of parameters that this server does not know."""

    criteria: Criteria
    ignored: tuple[str, ...] = ()


def read_search(parameters: Mapping[str, tuple[str, ...]], *, is_strict: bool) -> Search | tuple[Defect, ...]:
    """Read the parameters of ITI-67.

    ``parameters``: name → values, as they came. ``is_strict``: refuse unknown names instead of ignoring them.
    Returns every defect found.
    """
    ignored = unknown_names(parameters, KNOWN, is_strict=is_strict)
    defects = [one for one in ignored if isinstance(one, Defect)]
    defects += _not_along(parameters)
    asked = Criteria(statuses=_statuses(parameters.get("status", ()), defects))
    criteria = read_fields(parameters, PARAMETERS, asked, KNOWN - COMING_ALONG, defects)
    for text in parameters.get("isArchived", ()):
        is_archived = read_yes("isArchived", text, defects)
        wanted = _ARCHIVED if is_archived else _NOT_ARCHIVED
        criteria = replace(criteria, also=(*criteria.also, Criteria(statuses=wanted)))
    if defects:
        return tuple(defects)
    return Search(criteria, tuple(one for one in ignored if isinstance(one, str)))


def read_fields(
    parameters: Mapping[str, tuple[str, ...]],
    table: Mapping[str, Parameter],
    criteria: Asked,
    known: Collection[str],
    defects: list[Defect],
) -> Asked:
    """Add to criteria what the parameters of a table ask; whatever is wrong is added to ``defects``.

    ``known``: every name that the search knows, of which those beyond the table take no modifier.
    """
    for name, values in parameters.items():
        base, _, modifier = name.partition(":")
        parameter = table.get(base)
        modifiers = MODIFIERS[parameter.kind] if parameter is not None else frozenset()
        if modifier and modifier not in modifiers and base in known:
            defects.append(unsupported_modifier(name, modifiers))
        elif parameter is not None:
            for text in values:
                criteria = _asked(criteria, parameter, name, modifier, text, defects)
    return criteria


def unknown_names(
    parameters: Mapping[str, tuple[str, ...]], known: Collection[str], *, is_strict: bool
) -> tuple[str | Defect, ...]:
    """Find the parameters that an interaction does not know: names to be ignored, or defects when asked to be strict.

    ``known``: those that it knows. FHIR R4, « handling errors »; interop.md, « unknown search parameters ». What would
    ask about another resource (``_has``, a chain), or bring one along that may not come, is refused in any case, and
    always in the same words.
    """
    elsewhere = sorted(name for name in parameters if name.startswith("_has") or _is_chain(name, known))
    along = sorted(name for name in parameters if name.partition(":")[0] in COMING_ALONG and name not in known)
    unknown = sorted(
        name for name in parameters if name.partition(":")[0] not in known and name not in (*elsewhere, *along)
    )
    refused = [
        *(Defect("chain-refused", name, *NO_CHAIN) for name in elsewhere),
        *(Defect("include-refused", name, *NOTHING_ALONG) for name in along),
    ]
    if not is_strict:
        return (*unknown, *refused)
    return (
        *refused,
        *(
            Defect(
                "unknown-search-parameter",
                name,
                "This search parameter is not known here.",
                "Leave it out, or send Prefer: handling=lenient. The CapabilityStatement lists those that are known.",
            )
            for name in unknown
        ),
    )


def _is_chain(name: str, known: Collection[str]) -> bool:
    """Whether a name asks through another resource: ``a.b``, ``a:Type.b``; ``source.family:exact`` does not."""
    base, _, modifier = name.partition(":")
    return name not in known and ("." in modifier or ("." in base and base not in known))


def read_spans(name: str, parameters: Mapping[str, tuple[str, ...]]) -> tuple[Span | Defect, ...]:
    """Read the bounds that a date parameter gives, each its span or its defect."""
    read: list[Span | Defect] = []
    for text in parameters.get(name, ()):
        defects: list[Defect] = []
        span = read_span(name, text, defects)
        read += defects if span is None else [span]
    return tuple(read)


def _not_along(parameters: Mapping[str, tuple[str, ...]]) -> list[Defect]:
    """Refuse, alike, whatever may not come along with the documents found."""
    return [
        Defect(
            "include-refused",
            name,
            "Only documents that replace each other come along with those found.",
            f"Send {name}=DocumentReference:relatesto, or leave it out.",
        )
        for name in sorted(COMING_ALONG.intersection(parameters))
        for value in parameters[name]
        if value not in INCLUDES
    ]


def unsupported_modifier(name: str, known: frozenset[str]) -> Defect:
    """Refuse a modifier that a parameter does not take. ``known``: those that it takes."""
    problem = "This modifier is not one of this parameter."
    remedy = f"Leave it out; known here: {', '.join(f':{one}' for one in sorted(known)) or 'none'}."
    return Defect("unsupported-modifier", name, problem, remedy)


def _statuses(values: tuple[str, ...], defects: list[Defect]) -> frozenset[DocumentStatus]:
    asked = [value for text in values for value in split_values(text)]
    unknown = [value for value in asked if value not in _STATUSES]
    if unknown or not asked:
        defects.append(
            Defect(
                "bad-status",
                "status",
                "A search names at least one status, current or superseded (PDSm).",
                "Send status=current.",
            )
        )
        return frozenset()
    return frozenset().union(*(_STATUSES[value] for value in asked))


def _asked(criteria: Asked, parameter: Parameter, name: str, modifier: str, text: str, defects: list[Defect]) -> Asked:
    """Ask for what one occurrence of a parameter says."""
    if modifier == "missing":
        is_missing = read_yes(name, text, defects)
        return replace(criteria, said=(*criteria.said, (parameter.field, is_missing is False)))
    if parameter.kind is Kind.DATE:
        span = read_span(name, text, defects)
        return _and(criteria, parameter.field, (span,)) if span is not None else criteria
    values = tuple(_VALUES[parameter.kind](parameter.field, one, modifier) for one in split_values(text))
    if modifier == "not":
        unwanted: dict[str, Any] = {parameter.field: values}
        return replace(criteria, none_of=(*criteria.none_of, type(criteria)(**unwanted))) if values else criteria
    return _and(criteria, parameter.field, values)


def _reference(field: str, text: str) -> object:
    """Read a reference: to a document, by its id; to anything that has no address here, by its identifier."""
    if field == "replaced":
        return read_document(text) or NO_DOCUMENT
    return read_token(text)


_VALUES: Mapping[Kind, Callable[[str, str, str], object]] = {
    Kind.TOKEN: lambda _field, text, _modifier: read_token(text),
    Kind.STRING: lambda _field, text, modifier: read_word(text, modifier),
    Kind.URI: lambda _field, text, _modifier: read_uri(text),
    Kind.REFERENCE: lambda field, text, _modifier: _reference(field, text),
}


def _and(criteria: Asked, field: str, asked: Sequence[object]) -> Asked:
    """Ask for something more. What is asked of one field a second time must hold as well (FHIR R4, « AND or OR »)."""
    more: dict[str, Any] = {field: tuple(asked)}
    if not getattr(criteria, field):
        return replace(criteria, **more)
    return replace(criteria, also=(*criteria.also, type(criteria)(**more)))
