"""Deposits that are sound, and ways to change one thing in them."""

import base64
import copy
import hashlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from carnet.core.access.actors import Professional
from carnet.core.documents.content import Content, whole
from carnet.core.documents.entry import Author, AuthorKind, DocumentEntry
from carnet.core.documents.submission import SubmittedDocument
from carnet.core.identifiers import UniqueId
from carnet.core.vocabulary.document_types import document_type
from carnet.formats.cda.compose import wrap
from carnet.formats.cda.entry import entry_from_header
from carnet.formats.cda.header import read_header
from carnet.formats.cda.model import CdaHeader, Custodian
from carnet.store.records import RecordPerson
from tests.doors.fhir.client import Json, bundle
from tests.formats.cda.documents import arguments
from tests.installation import HADDAD, NAMES, note

Change = Callable[[Json], None]
SET, REFERENCE, BINARY = 0, 1, 2
"""Where things stand in the bundle of one document."""


def letter(person: RecordPerson, *, by: Professional = HADDAD, number: int = 1, **changes: Any) -> SubmittedDocument:
    """A consultation note, as a CDA level 1, and the metadata that its header gives."""
    assert by.organization is not None
    author = Author(
        AuthorKind.PROFESSIONAL,
        by.identifier,
        NAMES[by],
        organization=by.organization,
        organization_name="CHU des Deux-Rives",
    )
    described = arguments(
        unique_id=UniqueId(f"urn:oid:1.2.250.1.999.2.{number}"),
        patient=person.identifiers[0],
        traits=person.traits,
        authors=(author,),
        legal_authenticator=author,
        custodian=Custodian(by.organization, "CHU des Deux-Rives"),
        **changes,
    )
    content = wrap(b"Tout va bien.", "text/plain", **described)
    return SubmittedDocument(entry_of(content), content)


def entry_of(content: bytes) -> DocumentEntry:
    """The metadata that the header of a CDA gives."""
    header = read_header(content, accepts_test=True)
    assert isinstance(header, CdaHeader), header
    types = {code: known.class_code for code in (header.type_code.value,) if (known := document_type(code))}
    entry = entry_from_header(header, content, class_of=types.get)
    assert isinstance(entry, DocumentEntry)
    return entry


def described(entry: DocumentEntry, content: bytes, **changes: Any) -> DocumentEntry:
    """The metadata of other bytes, true as to size and digest."""
    sha1 = hashlib.sha1(content, usedforsecurity=False).hexdigest()
    return replace(entry, size=len(content), sha1=sha1, **changes)


def file_bundle(person: RecordPerson, content: bytes, mime_type: str) -> Json:
    """A deposit of any file, under metadata that are otherwise sound."""
    return bundle(described(note(person, by=HADDAD).entry, content, mime_type=mime_type), content)


def changed(sound: Json, *changes: Change) -> Json:
    """A deposit with something changed in it."""
    other = copy.deepcopy(sound)
    for change in changes:
        change(other)
    return other


def put(*path: str | int, value: object) -> Change:
    """Write a value at a place."""

    def change(resource: Any) -> None:
        for step in path[:-1]:
            resource = resource[step]
        resource[path[-1]] = value

    return change


def take(*path: str | int) -> Change:
    """Leave out what stands at a place."""

    def change(resource: Any) -> None:
        for step in path[:-1]:
            resource = resource[step]
        del resource[path[-1]]

    return change


def add(*path: str | int, value: object) -> Change:
    """Add a value to the list that stands at a place, or that is not there yet."""

    def change(resource: Any) -> None:
        for step in path[:-1]:
            resource = resource[step]
        if isinstance(resource, dict):
            resource.setdefault(path[-1], []).append(value)
        else:
            resource[path[-1]].append(value)

    return change


def in_set(*path: str | int) -> tuple[str | int, ...]:
    """A place in the submission set of a bundle."""
    return ("entry", SET, "resource", *path)


def in_reference(*path: str | int) -> tuple[str | int, ...]:
    """A place in the DocumentReference of a bundle."""
    return ("entry", REFERENCE, "resource", *path)


def in_attachment(*path: str | int) -> tuple[str | int, ...]:
    """A place in its attachment."""
    return in_reference("content", 0, "attachment", *path)


def base64_of(content: Content) -> str:
    """Base 64, as FHIR writes it."""
    return base64.b64encode(whole(content)).decode()
