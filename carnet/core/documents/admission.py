"""What may enter as a document: everything that is wrong with a submission, found at once."""

from collections.abc import Iterator
from datetime import datetime

from carnet.core.defects import Defect
from carnet.core.documents.content import sha1_of, size_of
from carnet.core.documents.submission import Submission, SubmittedDocument
from carnet.core.identifiers import UniqueId
from carnet.core.vocabulary.confidentiality import BASE_LEVELS, Confidentiality
from carnet.core.vocabulary.document_types import document_class, document_type

LONGEST_TITLE = 255
"""P4D model of DocumentEntry: title ≤ 255 characters."""

LONGEST_UNIQUE_ID = 255
"""XDS allows an OID of 64 characters and an extension of 16 (ITI TF-3 4.2.3.2.26); senders are known to write more."""

EARLIEST_YEAR, LATEST_YEAR = 1900, 2199
"""No care that a record tells of was given before; nobody's clock is wrong by more."""

NEVER_TOGETHER = frozenset({Confidentiality.MASKED_TO_PROFESSIONALS, Confidentiality.HIDDEN_FROM_PATIENT})
"""EX_2.1-1050: what is not announced yet cannot be masked."""


def implausible_date(at: datetime | None, where: str) -> tuple[Defect, ...]:
    """Find a date that no document can have; nothing is wrong with one that is not given.

    Far years are no innocent mistake: some cannot be written in another time zone, nor read back by every program.
    """
    if at is None or EARLIEST_YEAR <= at.year <= LATEST_YEAR:
        return ()
    problem = f"A document is dated from {EARLIEST_YEAR} to {LATEST_YEAR}."
    return (Defect("implausible-date", where, problem, "Send the true date, with its time zone."),)


def bad_unique_id(unique_id: UniqueId, where: str) -> tuple[Defect, ...]:
    """Find a uniqueId that is none: neither an OID nor a UUID in its URN, unprintable, or too long to be looked up."""
    value = unique_id.value
    if value.startswith(("urn:oid:", "urn:uuid:")) and value.isprintable() and len(value) <= LONGEST_UNIQUE_ID:
        return ()
    problem = f"A uniqueId is urn:oid:… or urn:uuid:…, of at most {LONGEST_UNIQUE_ID} characters."
    return (Defect("bad-unique-id", where, problem, "Send the identifier under which the producer knows it."),)


def examine(submission: Submission, *, is_minor: bool) -> tuple[Defect, ...]:
    """List the defects of a submission's metadata against each other and against the bytes.

    ``is_minor``: whether the record's holder is one. Nothing enters unless the list is empty. ``where`` names a place
    as ``documents[0].size``; a door may translate it into its own paths.
    """
    return tuple(_defects(submission, is_minor=is_minor))


def _defects(submission: Submission, *, is_minor: bool) -> Iterator[Defect]:
    if not submission.documents:
        yield Defect(
            "empty-submission", "documents", "The submission holds no document.", "Send at least one document with it."
        )
    yield from bad_unique_id(submission.submission_set.unique_id, "submission_set.unique_id")
    yield from implausible_date(submission.submission_set.submitted, "submission_set.submitted")
    seen: set[str] = set()
    for index, document in enumerate(submission.documents):
        where = f"documents[{index}]"
        if document.entry.patient != submission.submission_set.patient:
            yield Defect(
                "another-patient",
                f"{where}.patient",
                "This document is about another patient than its submission set.",
                "Send one submission per patient, with the same INS everywhere.",
            )
        if document.entry.unique_id.value in seen:
            yield Defect(
                "duplicate-unique-id-in-message",
                f"{where}.unique_id",
                "Two documents of this submission carry the same uniqueId.",
                "Give each document its own uniqueId.",
            )
        seen.add(document.entry.unique_id.value)
        yield from _document_defects(document, where, is_minor=is_minor)


def _document_defects(document: SubmittedDocument, where: str, *, is_minor: bool) -> Iterator[Defect]:
    entry = document.entry
    yield from bad_unique_id(entry.unique_id, f"{where}.unique_id")
    yield from implausible_date(entry.creation, f"{where}.creation")
    yield from implausible_date(entry.service_start, f"{where}.service_start")
    yield from implausible_date(entry.service_stop, f"{where}.service_stop")
    known = document_type(entry.type_code.value)
    if known is None:
        yield Defect(
            "unknown-type-code",
            f"{where}.type_code",
            f"The type {entry.type_code.value!r} is not in the published value set of document types (JDV_J07).",
            "Send a type of JDV_J07, for instance 11488-4 for a consultation note.",
        )
    elif known.class_code is not None and entry.class_code.value != known.class_code.value:
        yield Defect(
            "class-does-not-match-type",
            f"{where}.class_code",
            f"The class {entry.class_code.value!r} is not that of the type {entry.type_code.value!r}.",
            f"Send the class {known.class_code.value!r} (ASS_X16).",
        )
    elif known.class_code is None and document_class(entry.class_code.value) is None:
        yield Defect(
            "unknown-class-code",
            f"{where}.class_code",
            "The class of this document is not one of the published classes (TRE_A03).",
            "Send one of the eleven classes, for instance 10 for a report.",
        )
    size = size_of(document.content)
    if not size:
        yield Defect("empty-document", where, "The document has no content.", "Send the bytes of the document.")
    if entry.size != size:
        yield Defect(
            "wrong-size",
            f"{where}.size",
            f"The size declared is {entry.size} bytes; {size} were received.",
            "Declare the number of bytes of the content before any base64 encoding.",
        )
    if entry.sha1 != sha1_of(document.content):
        yield Defect(
            "wrong-hash",
            f"{where}.hash",
            "The SHA-1 declared is not that of the bytes received.",
            "Compute the hash over the content before any base64 encoding, and send it unchanged.",
        )
    if not entry.title.strip() or len(entry.title) > LONGEST_TITLE:
        yield Defect(
            "bad-title",
            f"{where}.title",
            f"A document has a title of 1 to {LONGEST_TITLE} characters.",
            "Send a title that the patient will understand.",
        )
    if not entry.authors:
        yield Defect("missing-author", f"{where}.authors", "The document has no author.", "Send at least one author.")
    yield from _visibility_defects(entry.confidentiality, where, is_minor=is_minor)


def _visibility_defects(codes: frozenset[Confidentiality], where: str, *, is_minor: bool) -> Iterator[Defect]:
    if len(codes & BASE_LEVELS) != 1:
        yield Defect(
            "one-confidentiality-level",
            f"{where}.confidentiality",
            "A document carries exactly one of the levels N, R and V.",
            "Send N unless the author asked for more.",
        )
    if codes >= NEVER_TOGETHER:
        yield Defect(
            "masked-and-not-announced",
            f"{where}.confidentiality",
            "MASQUE_PS and INVISIBLE_PATIENT cannot stand together (EX_2.1-1050).",
            "Send INVISIBLE_PATIENT until the news is announced; the patient may mask it afterwards.",
        )
    if Confidentiality.HIDDEN_FROM_REPRESENTATIVES in codes and not is_minor:
        yield Defect(
            "hidden-from-representatives-of-an-adult",
            f"{where}.confidentiality",
            "INVISIBLE_REPRESENTANTS_LEGAUX is only for a minor.",
            "Send the document without this code.",
        )
