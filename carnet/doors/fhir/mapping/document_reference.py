"""DocumentEntry ↔ DocumentReference (PDSm; IHE MHD 4.2, « FHIR maps »).

A digest is hexadecimal in XDS and base64 in FHIR: the translation stands here and nowhere else.
"""

import base64
import binascii
import hashlib
from typing import Any

from carnet.core.defects import Defect
from carnet.core.documents.entry import DocumentEntry, DocumentStatus
from carnet.core.identifiers import UniqueId
from carnet.core.vocabulary.code import Code
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.core.vocabulary.document_types import document_type
from carnet.doors.fhir.identifiers import document_id_text, record_id_text
from carnet.doors.fhir.mapping.authors import read_author, write_author
from carnet.doors.fhir.mapping.values import (
    Json,
    contained_by_id,
    read_code,
    read_datetime,
    read_subject,
    write_coding,
    write_concept,
    write_instant,
    write_patient_identifier,
)
from carnet.doors.fhir.names import COMPREHENSIVE_DOCUMENT, IS_ARCHIVED, RFC_3986, system_url
from carnet.usecases.reading.shown_document import ShownDocument

SUFFICIENT_MIME_TYPE = Code("urn:ihe:iti:xds:2017:mimeTypeSufficient", "1.3.6.1.4.1.19376.1.2.3", "")


def read_document_reference(
    resource: Json, content: bytes, *, accepts_test: bool, where: str
) -> DocumentEntry | tuple[Defect, ...]:
    """Read the metadata of a document about to be deposited.

    ``resource``: a DocumentReference that passed the validator. ``content``: its bytes; the size and the digest are
    taken from them where the sender gave none (the simplified publication asks for none). Returns every defect found.
    """
    defects: list[Defect] = []
    contained = contained_by_id(resource)
    patient = read_subject(resource.get("subject"), contained, accepts_test=accepts_test, where=f"{where}.subject")
    if isinstance(patient, Defect):
        defects.append(patient)
    unique_id = resource.get("masterIdentifier", {}).get("value")
    if not unique_id:
        defects.append(
            Defect(
                "missing-unique-id",
                f"{where}.masterIdentifier",
                "The document has no uniqueId.",
                "Send masterIdentifier with system urn:ietf:rfc:3986 and a value urn:oid:… or urn:uuid:….",
            )
        )
    type_code = read_code(resource.get("type"))
    if type_code is None:
        defects.append(
            Defect("missing-type", f"{where}.type", "The document has no type.", "Send a code of JDV_J07 in type.")
        )
    attachment = resource["content"][0]["attachment"]
    confidentiality = _read_labels(resource, defects, where)
    authors = [read_author(reference, contained) for reference in resource.get("author", [])]
    for index, author in enumerate(authors):
        if author is None:
            defects.append(
                Defect(
                    "unidentified-author",
                    f"{where}.author[{index}]",
                    "This author has no national identifier and no structure.",
                    "Send a contained Practitioner or PractitionerRole with its identifier.",
                )
            )
    sha1 = _read_hash(attachment, content, defects, where)
    signer = resource.get("authenticator")
    period = resource.get("context", {}).get("period", {})
    context = resource.get("context", {})
    if defects or isinstance(patient, Defect) or type_code is None:
        return tuple(defects)
    declared = resource.get("category") or [None]
    known = document_type(type_code.value)
    class_code = read_code(declared[0]) or (known.class_code if known else None) or Code("", "")
    return DocumentEntry(
        unique_id=UniqueId(unique_id),
        patient=patient,
        type_code=type_code,
        class_code=class_code,
        format_code=read_code(resource["content"][0].get("format")) or SUFFICIENT_MIME_TYPE,
        title=attachment.get("title") or resource.get("description", ""),
        language=attachment.get("language", "fr-FR"),
        creation=read_datetime(attachment.get("creation") or resource["date"]),
        service_start=read_datetime(period["start"]) if "start" in period else None,
        service_stop=read_datetime(period["end"]) if "end" in period else None,
        confidentiality=confidentiality,
        authors=tuple(author for author in authors if author is not None),
        legal_authenticator=read_author(signer, contained) if signer else None,
        facility_type=read_code(context.get("facilityType")),
        practice_setting=read_code(context.get("practiceSetting")),
        mime_type=attachment.get("contentType", ""),
        size=attachment.get("size", len(content)),
        sha1=sha1,
        events=tuple(code for item in context.get("event", []) if (code := read_code(item)) is not None),
        comments=resource.get("description", ""),
    )


def _read_labels(resource: Json, defects: list[Defect], where: str) -> frozenset[Confidentiality]:
    labels: set[Confidentiality] = set()
    for index, label in enumerate(resource.get("securityLabel", [])):
        code = read_code(label)
        try:
            labels.add(Confidentiality(code.value if code else ""))
        except ValueError:
            defects.append(
                Defect(
                    "unknown-confidentiality-code",
                    f"{where}.securityLabel[{index}]",
                    "This confidentiality code is not one of JDV_J08.",
                    "Send N, R or V, and MASQUE_PS, INVISIBLE_PATIENT or INVISIBLE_REPRESENTANTS_LEGAUX beside it.",
                )
            )
    return frozenset(labels) or frozenset({Confidentiality.NORMAL})


def _read_hash(attachment: Json, content: bytes, defects: list[Defect], where: str) -> str:
    declared = attachment.get("hash")
    if declared is None:
        return hashlib.sha1(content, usedforsecurity=False).hexdigest()
    try:
        return base64.b64decode(declared, validate=True).hex()
    except binascii.Error:
        defects.append(
            Defect(
                "malformed-hash",
                f"{where}.content[0].attachment.hash",
                "The hash is not base64.",
                "Send the SHA-1 of the content in base64 (not in hexadecimal).",
            )
        )
        return ""


def write_document_reference(shown: ShownDocument, *, base_url: str) -> Json:
    """Write a document as a reader may see it. ``base_url``: that of the FHIR door, without a final slash."""
    entry = shown.entry
    document_id = document_id_text(shown.record, shown.document)
    contained: list[Json] = []
    authors: list[Json] = []
    for index, author in enumerate(entry.authors):
        contained += write_author(author, f"author{index}")
        authors.append({"reference": f"#author{index}"})
    resource: dict[str, Any] = {
        "resourceType": "DocumentReference",
        "id": document_id,
        "meta": {
            "versionId": str(shown.version),
            "lastUpdated": write_instant(shown.updated_at),
            "profile": [COMPREHENSIVE_DOCUMENT],
        },
        "masterIdentifier": {"system": RFC_3986, "value": entry.unique_id.value},
        "identifier": [
            {"use": "official", "system": RFC_3986, "value": f"urn:uuid:{shown.entry_uuid}"},
            {"use": "usual", "system": RFC_3986, "value": entry.unique_id.value},
        ],
        "status": "superseded" if shown.status is DocumentStatus.SUPERSEDED else "current",
        "type": write_concept(entry.type_code),
        "category": [write_concept(entry.class_code)],
        "subject": {
            "reference": f"Patient/{record_id_text(shown.record)}",
            "identifier": write_patient_identifier(entry.patient),
        },
        "date": write_instant(shown.submitted_at),
        "author": authors,
        "securityLabel": [
            {"coding": [{"system": system_url(code.system), "code": code.value}]}
            for code in sorted(entry.confidentiality, key=lambda code: code.value)
        ],
        "content": [
            {
                "attachment": {
                    "contentType": entry.mime_type,
                    "language": entry.language,
                    "url": f"{base_url}/Binary/{document_id}",
                    "size": entry.size,
                    "hash": base64.b64encode(bytes.fromhex(entry.sha1)).decode("ascii"),
                    "title": entry.title,
                    "creation": write_instant(entry.creation),
                },
                "format": write_coding(entry.format_code),
            }
        ],
    }
    if entry.legal_authenticator:
        contained += write_author(entry.legal_authenticator, "signer")
        resource["authenticator"] = {"reference": "#signer"}
    if contained:
        resource["contained"] = contained
    if shown.status is DocumentStatus.ARCHIVED:
        resource["extension"] = [{"url": IS_ARCHIVED, "valueBoolean": True}]
    if entry.comments:
        resource["description"] = entry.comments
    if shown.replaces is not None:
        target = f"DocumentReference/{document_id_text(shown.record, shown.replaces)}"
        resource["relatesTo"] = [{"code": "replaces", "target": {"reference": target}}]
    if context := _write_context(entry):
        resource["context"] = context
    return resource


def _write_context(entry: DocumentEntry) -> Json:
    context: Json = {}
    period: Json = {}
    if entry.service_start:
        period["start"] = write_instant(entry.service_start)
    if entry.service_stop:
        period["end"] = write_instant(entry.service_stop)
    if entry.events:
        context["event"] = [write_concept(code) for code in entry.events]
    if period:
        context["period"] = period
    if entry.facility_type:
        context["facilityType"] = write_concept(entry.facility_type)
    if entry.practice_setting:
        context["practiceSetting"] = write_concept(entry.practice_setting)
    return context
