"""A transaction Bundle (ITI-65) or a single DocumentReference (ITI-105) → Submission."""

import base64
import binascii
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from carnet.core.defects import Defect
from carnet.core.documents.entry import Author, AuthorKind, DocumentEntry
from carnet.core.documents.submission import NonOpposition, Submission, SubmissionSet, SubmittedDocument
from carnet.core.identifiers import DocumentId, UniqueId
from carnet.doors.fhir.identifiers import read_document_id
from carnet.doors.fhir.mapping.authors import read_author
from carnet.doors.fhir.mapping.document_reference import read_document_reference
from carnet.doors.fhir.mapping.values import Json, contained_by_id, read_code, read_datetime, read_subject
from carnet.doors.fhir.names import DESIGNATION_TYPE, NON_OPPOSITION, SOURCE_ID

ALLOWED_RESOURCES = frozenset({"List", "DocumentReference", "Binary", "Patient", "Parameters"})


@dataclass(slots=True)
class _Bundle:
    """The entries of a bundle by what they are, with their places; ``defects`` grows as it is read."""

    sets: list[tuple[str, Json]] = field(default_factory=list)
    documents: list[tuple[str, Json]] = field(default_factory=list)
    binaries: dict[str, tuple[str, Json]] = field(default_factory=dict)
    superseded: list[str] = field(default_factory=list)
    defects: list[Defect] = field(default_factory=list)


def read_bundle(bundle: Json, *, accepts_test: bool) -> Submission | tuple[Defect, ...]:
    """Read an ITI-65 transaction that passed the validator. Returns every defect found."""
    found = _sort(bundle)
    if len(found.sets) != 1:
        found.defects.append(
            Defect(
                "one-submission-set",
                "Bundle.entry",
                f"A deposit holds exactly one SubmissionSet (List); this one holds {len(found.sets)}.",
                "Send one List with code submissionset, naming every DocumentReference of the bundle.",
            )
        )
        return tuple(found.defects)
    _check_superseded(found)
    where, resource = found.sets[0]
    submission_set = _read_set(resource, where, found.defects, accepts_test=accepts_test)
    documents = [
        document
        for place, reference in found.documents
        if (document := _read_document(reference, place, found, accepts_test=accepts_test)) is not None
    ]
    if found.defects or submission_set is None:
        return tuple(found.defects)
    return Submission(submission_set, tuple(documents))


def read_single(resource: Json, *, accepts_test: bool, at: datetime) -> Submission | tuple[Defect, ...]:
    """Read an ITI-105 simplified publication: the submission set is made from the document itself.

    ``at``: the instant of the deposit, when the document gives none.
    """
    defects: list[Defect] = []
    where = "DocumentReference"
    attachment = resource["content"][0]["attachment"]
    if "data" not in attachment:
        defects.append(
            Defect(
                "missing-data",
                f"{where}.content[0].attachment.data",
                "A simplified publication carries the document itself.",
                "Send its bytes in base64 in attachment.data, and no url.",
            )
        )
    content = _decode(attachment.get("data", ""), f"{where}.content[0].attachment.data", defects)
    entry = read_document_reference(resource, content, accepts_test=accepts_test, where=where)
    if isinstance(entry, tuple):
        return (*defects, *entry)
    if defects:
        return tuple(defects)
    submission_set = SubmissionSet(
        unique_id=UniqueId(f"{entry.unique_id.value}.1"),
        source_id="",
        patient=entry.patient,
        author=entry.authors[0] if entry.authors else Author(AuthorKind.DEVICE),
        content_type=None,
        submitted=read_datetime(resource["date"]) if "date" in resource else at,
        title="",
        non_opposition=_non_opposition(resource, where, defects),
    )
    if defects:
        return tuple(defects)
    return Submission(submission_set, (SubmittedDocument(entry, content, _replaced(resource)),))


def _sort(bundle: Json) -> _Bundle:
    found = _Bundle()
    for index, entry in enumerate(bundle.get("entry", [])):
        where = f"Bundle.entry[{index}].resource"
        resource = entry.get("resource")
        request = entry.get("request", {})
        kind = resource["resourceType"] if resource else ""
        if kind not in ALLOWED_RESOURCES:
            found.defects.append(
                Defect(
                    "unexpected-entry",
                    where,
                    "A deposit holds a SubmissionSet, DocumentReferences and Binaries, and nothing else.",
                    "Leave this entry out, or contain the resource where it is referred to.",
                )
            )
        elif request.get("method") in ("PUT", "PATCH"):
            found.superseded.append(str(request.get("url", "")))
        elif kind == "Binary":
            found.binaries[str(entry.get("fullUrl", ""))] = (where, resource)
        elif kind == "DocumentReference":
            found.documents.append((where, resource))
        elif kind == "List":
            found.sets.append((where, resource))
    return found


def _read_set(resource: Json, where: str, defects: list[Defect], *, accepts_test: bool) -> SubmissionSet | None:
    contained = contained_by_id(resource)
    patient = read_subject(resource.get("subject"), contained, accepts_test=accepts_test, where=f"{where}.subject")
    extensions = {extension["url"]: extension for extension in resource.get("extension", [])}
    source = resource.get("source")
    author = read_author(source, contained) if source else None
    unique_id = next(
        (
            item["value"]
            for item in resource.get("identifier", [])
            if "value" in item and item.get("use", "usual") == "usual"
        ),
        None,
    )
    non_opposition = _non_opposition(resource, where, defects)
    if isinstance(patient, Defect):
        defects.append(patient)
        return None
    return SubmissionSet(
        unique_id=UniqueId(str(unique_id or "")),
        source_id=str(extensions.get(SOURCE_ID, {}).get("valueIdentifier", {}).get("value", "")),
        patient=patient,
        author=author or Author(AuthorKind.DEVICE),
        content_type=read_code(extensions.get(DESIGNATION_TYPE, {}).get("valueCodeableConcept")),
        submitted=read_datetime(resource["date"]),
        title=str(resource.get("title", "")),
        non_opposition=non_opposition,
    )


def _non_opposition(resource: Json, where: str, defects: list[Defect]) -> NonOpposition:
    for index, extension in enumerate(resource.get("extension", [])):
        if extension.get("url") != NON_OPPOSITION:
            continue
        try:
            return NonOpposition(extension.get("valueCode"))
        except ValueError:
            defects.append(
                Defect(
                    "unknown-non-opposition",
                    f"{where}.extension[{index}].valueCode",
                    "This code does not say whether the person opposed the deposit.",
                    "Send INO (informed, did not oppose), IO (opposed) or NA, or leave the extension out.",
                )
            )
    return NonOpposition.BY_PROTOCOL


def _read_document(reference: Json, where: str, found: _Bundle, *, accepts_test: bool) -> SubmittedDocument | None:
    url = str(reference["content"][0]["attachment"].get("url", ""))
    place, binary = found.binaries.get(url, ("", None))
    if binary is None:
        found.defects.append(
            Defect(
                "missing-binary",
                f"{where}.content[0].attachment.url",
                "No Binary of this bundle has this address for its fullUrl.",
                "Send the Binary in the same bundle, and its fullUrl as attachment.url.",
            )
        )
        return None
    content = _decode(binary.get("data", ""), f"{place}.data", found.defects)
    entry = read_document_reference(reference, content, accepts_test=accepts_test, where=where)
    if not isinstance(entry, DocumentEntry):
        found.defects += entry
        return None
    return SubmittedDocument(entry, content, _replaced(reference))


def _decode(text: str, where: str, defects: list[Defect]) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        defects.append(
            Defect("malformed-base64", where, "This is not base64.", "Encode the bytes of the document in base64.")
        )
        return b""


def _replaced(reference: Json) -> UniqueId | DocumentId | None:
    """Read which document this one replaces: by the id that we showed, or by its uniqueId, logical or conditional."""
    for relation in reference.get("relatesTo", []):
        if relation.get("code") != "replaces":
            continue
        target: dict[str, Any] = relation.get("target", {})
        text = str(target.get("reference", ""))
        shown = read_document_id(text.rpartition("/")[2])
        if shown is not None:
            return shown[1]
        value = target.get("identifier", {}).get("value") or text.partition("identifier=")[2].rpartition("|")[2]
        return UniqueId(str(value or text))
    return None


def _check_superseded(found: _Bundle) -> None:
    """Each update to « superseded » in the bundle is about a document that the same bundle replaces (interop.md)."""
    replaced = {
        str(relation.get("target", {}).get("reference", ""))
        for _, reference in found.documents
        for relation in reference.get("relatesTo", [])
    }
    for url in found.superseded:
        if url not in replaced:
            found.defects.append(
                Defect(
                    "superseded-without-replacement",
                    "Bundle.entry",
                    "This bundle supersedes a document that none of its documents replaces.",
                    "Send relatesTo with code replaces and the same reference on the new DocumentReference.",
                )
            )
