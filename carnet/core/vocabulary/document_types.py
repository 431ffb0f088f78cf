"""The types and classes of documents: which class a type belongs to, who alone may deposit it, where it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from types import MappingProxyType

from carnet.core.vocabulary.code import Code
from carnet.core.vocabulary.shelves import Shelf, shelves
from carnet.core.vocabulary.valueset import table, value_set


class ReservedDepositor(Enum):
    """Who alone may deposit certain types (DMP homologation book 2.9.0; domain.md 2.4)."""

    PATIENT = "patient"
    NATIONAL_INSURER = "national-insurer"
    THE_RECORD_ITSELF = "the-record-itself"


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A published type (JDV_J07). ``class_code`` is absent when the type is not one of the DMP (ASS_X16)."""

    code: Code
    class_code: Code | None
    reserved_depositor: ReservedDepositor | None
    shelf: Shelf


@cache
def document_types() -> Mapping[str, DocumentType]:
    """Return every published type by its code.

    Raises ``KeyError`` when a type has no shelf or a class is not published, and ``ValueError`` when a type has two
    shelves or an unknown depositor: tables that disagree must not start.
    """
    shelf_of: dict[str, Shelf] = {}
    for row in table("type_shelves"):
        if row["type_code"] in shelf_of:
            raise ValueError(f"type_shelves: {row['type_code']} stands twice")
        shelf_of[row["type_code"]] = shelves()[row["shelf"]]
    types: dict[str, DocumentType] = {}
    for row in table("document_types"):
        types[row["code"]] = DocumentType(
            code=value_set("document_types")[row["code"]],
            class_code=value_set("document_classes")[row["class_code"]] if row["class_code"] else None,
            reserved_depositor=ReservedDepositor(row["reserved_depositor"]) if row["reserved_depositor"] else None,
            shelf=shelf_of[row["code"]],
        )
    return MappingProxyType(types)


def types_on(shelf: Shelf) -> dict[str, str]:
    """Return the types of a shelf: the label of each, by its code."""
    return {code: known.code.label for code, known in document_types().items() if known.shelf == shelf}


def document_type(code: str) -> DocumentType | None:
    """Return a type by its code (``11488-4``, ``REMB``…), or nothing for a code that is not published."""
    return document_types().get(code)


def document_class(code: str) -> Code | None:
    """Return a class of documents (TRE_A03: ``10`` report…), or nothing for a code that is not published."""
    return value_set("document_classes").get(code)


def class_of_type(code: str) -> Code | None:
    """Return the class of a type; a type that is none of the DMP goes with the reports, an unknown one nowhere."""
    known = document_type(code)
    return (known.class_code or document_class("10")) if known else None
