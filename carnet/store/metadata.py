"""The metadata of a document between its row and its ``DocumentEntry``: columns in clear, the rest sealed as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hmac import digest
from typing import Any
from uuid import UUID

import orjson

from carnet.core.access.facts import DocumentFacts
from carnet.core.documents.entry import Author, AuthorKind, DocumentEntry, DocumentStatus, ReferenceId
from carnet.core.documents.versions import Version
from carnet.core.identifiers import (
    DocumentId,
    OrganizationId,
    PatientIdentifier,
    PatientIdentifierSystem,
    PractitionerId,
    RecordId,
    UniqueId,
)
from carnet.core.people import PersonName
from carnet.core.vocabulary.code import Code
from carnet.store.sealing import Purpose, seal, unseal


@dataclass(frozen=True, slots=True, repr=False)
class SealedMetadata:
    """What the store holds of a document beside its ``DocumentFacts``. ``sealed`` opens with the record's key.

    ``version``, ``entry_uuid`` and ``updated_at`` are those of the present metadata; ``replaces``: the document that
    this one replaces, which the reader may not be allowed to see; ``unique_id`` is unique for
    ``depositing_structure``. ``authors_mark``: as ``mark_authors`` gives it; empty for documents of before it was kept.
    """

    entry_uuid: UUID
    version: int
    unique_id: UniqueId
    depositing_structure: str
    submission: UUID
    submitted_at: datetime
    updated_at: datetime
    format_code: str
    facility_type: str
    practice_setting: str
    mime_type: str
    size: int
    creation: datetime
    service_start: datetime | None
    service_stop: datetime | None
    replaces: DocumentId | None
    sealed: bytes
    authors_mark: bytes

    def __repr__(self) -> str:
        """Hide what it describes."""
        return "SealedMetadata(…)"


@dataclass(frozen=True, slots=True, repr=False)
class GatheredDocument:
    """A document as it was gathered: what a decision needs, and what is shown once the answer is yes.

    ``facts`` and ``versions`` (oldest first; empty when there is only one) are as far as whoever asks knows of its
    replacing (carnet/core/access/seen.py); ``metadata`` is what it is.
    """

    facts: DocumentFacts
    metadata: SealedMetadata
    versions: tuple[Version, ...] = ()

    def __repr__(self) -> str:
        """Name the document only."""
        return f"GatheredDocument({self.facts.id})"


@dataclass(frozen=True, slots=True, repr=False)
class StoredDocument:
    """A document whose metadata is opened: for those who may know of it."""

    id: DocumentId
    entry: DocumentEntry
    status: DocumentStatus
    metadata: SealedMetadata

    def __repr__(self) -> str:
        """Name the document only."""
        return f"StoredDocument({self.id})"


def _code_to_json(code: Code | None) -> list[str] | None:
    return [code.value, code.system, code.label] if code is not None else None


def _code(kept: list[str] | None) -> Code | None:
    return Code(*kept) if kept is not None else None


def author_to_json(author: Author) -> dict[str, Any]:
    """Write an author, names included: to be sealed."""
    return {
        "kind": author.kind.value,
        "person": author.person.value if author.person is not None else None,
        "name": [author.name.family, author.name.given, author.name.prefix] if author.name is not None else None,
        "role": _code_to_json(author.role),
        "organization": author.organization.value if author.organization is not None else None,
        "organization_name": author.organization_name,
    }


def author_from_json(kept: Mapping[str, Any]) -> Author:
    """Read an author that ``author_to_json`` wrote."""
    return Author(
        kind=AuthorKind(kept["kind"]),
        person=PractitionerId(kept["person"]) if kept["person"] is not None else None,
        name=PersonName(*kept["name"]) if kept["name"] is not None else None,
        role=_code(kept["role"]),
        organization=OrganizationId(kept["organization"]) if kept["organization"] is not None else None,
        organization_name=kept["organization_name"],
    )


def patient_to_json(patient: PatientIdentifier) -> list[str]:
    """Write a patient's identifier: to be sealed."""
    return [patient.system.value, patient.value]


def patient_from_json(kept: list[str]) -> PatientIdentifier:
    """Read an identifier that ``patient_to_json`` wrote."""
    return PatientIdentifier(PatientIdentifierSystem(kept[0]), kept[1])


def seal_entry(
    entry: DocumentEntry, *, record: RecordId, document: DocumentId, record_key: bytes, nonce: bytes
) -> bytes:
    """Seal what no decision and no constraint needs of an entry: titles, names, digests, patient, labels of codes."""
    hidden = {
        "patient": patient_to_json(entry.patient),
        "type": _code_to_json(entry.type_code),
        "class": _code_to_json(entry.class_code),
        "format": _code_to_json(entry.format_code),
        "facility_type": _code_to_json(entry.facility_type),
        "practice_setting": _code_to_json(entry.practice_setting),
        "title": entry.title,
        "language": entry.language,
        "authors": [author_to_json(author) for author in entry.authors],
        "legal_authenticator": author_to_json(entry.legal_authenticator) if entry.legal_authenticator else None,
        "sha1": entry.sha1,
        "events": [_code_to_json(event) for event in entry.events],
        "comments": entry.comments,
        "references": [[one.value, one.system, one.kind] for one in entry.references],
    }
    return seal(
        orjson.dumps(hidden),
        record_key=record_key,
        purpose=Purpose.DOCUMENT,
        record=record,
        row=document.bytes,
        nonce=nonce,
    )


def mark_authors(entry: DocumentEntry, *, record_key: bytes) -> bytes:
    """Give what the documents of one record whose authors are the very same have in common, and no others: 16 bytes.

    Keyed by the record: it stands beside the row, tells no name, and joins nobody over two records (ADR 0039).
    """
    written = orjson.dumps([author_to_json(author) for author in entry.authors])
    return digest(record_key, b"carnet:store:authors\0" + written, "sha256")[:16]


class Repeated:
    """What comes back from document to document of one list, each built once: codes, authors, the patient.

    Made for one list and forgotten with it: nothing of a record is kept in memory beyond its reading.
    """

    def __init__(self) -> None:
        self._codes: dict[tuple[str, ...], Code] = {}
        self._authors: dict[bytes, Author] = {}
        self._patients: dict[tuple[str, ...], PatientIdentifier] = {}

    def code(self, kept: list[str]) -> Code:
        """Give a code as it was sealed."""
        key = tuple(kept)
        if key not in self._codes:
            self._codes[key] = Code(*kept)
        return self._codes[key]

    def code_if_any(self, kept: list[str] | None) -> Code | None:
        """Give a code that may be absent."""
        return self.code(kept) if kept is not None else None

    def author(self, kept: Mapping[str, Any]) -> Author:
        """Give an author as ``author_to_json`` wrote it."""
        key = orjson.dumps(kept)
        if key not in self._authors:
            self._authors[key] = author_from_json(kept)
        return self._authors[key]

    def patient(self, kept: list[str]) -> PatientIdentifier:
        """Give an identifier as ``patient_to_json`` wrote it."""
        key = tuple(kept)
        if key not in self._patients:
            self._patients[key] = patient_from_json(kept)
        return self._patients[key]


def unseal_document(
    document: GatheredDocument, *, record: RecordId, record_key: bytes, known: Repeated | None = None
) -> StoredDocument:
    """Open the metadata of a gathered document: the very entry that was deposited, with its present confidentiality.

    ``known``: what the documents before it in the same list were made of. Raises ``SealBrokenError`` with another key
    than the record's, or for metadata moved from another document.
    """
    facts, metadata = document.facts, document.metadata
    made = known if known is not None else Repeated()
    hidden = orjson.loads(
        unseal(metadata.sealed, record_key=record_key, purpose=Purpose.DOCUMENT, record=record, row=facts.id.bytes)
    )
    entry = DocumentEntry(
        unique_id=metadata.unique_id,
        patient=made.patient(hidden["patient"]),
        type_code=made.code(hidden["type"]),
        class_code=made.code(hidden["class"]),
        format_code=made.code(hidden["format"]),
        title=hidden["title"],
        language=hidden["language"],
        creation=metadata.creation,
        service_start=metadata.service_start,
        service_stop=metadata.service_stop,
        confidentiality=facts.confidentiality,
        authors=tuple(made.author(author) for author in hidden["authors"]),
        legal_authenticator=made.author(hidden["legal_authenticator"]) if hidden["legal_authenticator"] else None,
        facility_type=made.code_if_any(hidden["facility_type"]),
        practice_setting=made.code_if_any(hidden["practice_setting"]),
        mime_type=metadata.mime_type,
        size=metadata.size,
        sha1=hidden["sha1"],
        events=tuple(made.code(event) for event in hidden["events"]),
        comments=hidden["comments"],
        # Documents of before this was kept have none.
        references=tuple(ReferenceId(*one) for one in hidden.get("references", ())),
    )
    return StoredDocument(facts.id, entry, facts.status, metadata)
