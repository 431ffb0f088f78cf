"""DocumentEntry ↔ DocumentReference (PDSm; IHE MHD 4.2, « FHIR maps »).

A digest is hexadecimal in XDS and base64 in FHIR: the translation stands here and nowhere else.
"""

import base64
from datetime import datetime
from typing import Any

from carnet.core.defects import Defect
from carnet.core.documents.content import Content, sha1_of, size_of
from carnet.core.documents.entry import Author, DocumentEntry, DocumentStatus
from carnet.core.identifiers import UniqueId
from carnet.core.vocabulary.code import Code
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.core.vocabulary.document_types import document_type
from carnet.doors.fhir.identifiers import document_id_text, record_id_text
from carnet.doors.fhir.mapping.authors import read_author, write_author, write_signatory
from carnet.doors.fhir.mapping.values import (
    Json,
    contained_by_id,
    read_code,
    read_date,
    read_related,
    read_subject,
    write_coding,
    write_concept,
    write_instant,
    write_mhd_identifiers,
    write_patient_identifier,
    write_related,
    write_typed,
)
from carnet.doors.fhir.names import (
    COMPREHENSIVE_DOCUMENT,
    IS_ARCHIVED,
    MHD_COMPREHENSIVE_DOCUMENT,
    MHD_MINIMAL_DOCUMENT,
    system_url,
)
from carnet.formats.cda.header import read_header
from carnet.formats.cda.model import CdaHeader
from carnet.formats.media_types import CDA, canonical
from carnet.usecases.reading.shown_document import ShownDocument

SUFFICIENT_MIME_TYPE = Code("urn:ihe:iti:xds:2017:mimeTypeSufficient", "1.3.6.1.4.1.19376.1.2.3", "")


def read_document_reference(
    resource: Json, content: Content, *, patients: dict[str, Json], accepts_test: bool, at: datetime, where: str
) -> DocumentEntry | tuple[Defect, ...]:
    """Read the metadata of a document about to be deposited.

    ``resource``: a DocumentReference that passed the validator and its profile. ``content``: its bytes; the size, the
    digest and the format are taken from them where the sender gave none. ``patients``: those of its bundle, by fullUrl.
    ``at``: now, when it has no date at all. Returns every defect found.
    """
    defects: list[Defect] = []
    contained = contained_by_id(resource)
    patient = read_subject(
        resource["subject"], {**patients, **contained}, accepts_test=accepts_test, where=f"{where}.subject"
    )
    if isinstance(patient, Defect):
        defects.append(patient)
    if resource["status"] != "current":
        problem = "A document enters as current; only the one that it replaces becomes superseded."
        defects.append(Defect("not-current", f"{where}.status", problem, "Send status current."))
    type_code = read_code(resource["type"]) or Code("", "")
    attachment = resource["content"][0]["attachment"]
    confidentiality = _read_labels(resource, defects, where)
    authors = [
        _read_author(reference, contained, defects, f"{where}.author[{index}]")
        for index, reference in enumerate(resource["author"])
    ]
    signer = resource.get("authenticator")
    authenticator = _read_author(signer, contained, defects, f"{where}.authenticator") if signer else None
    context = resource.get("context", {})
    period = context.get("period", {})
    dates = {
        name: read_date(text, f"{where}.{name}", defects)
        for name, text in (
            ("content[0].attachment.creation", attachment.get("creation") or resource.get("date")),
            ("context.period.start", period.get("start")),
            ("context.period.end", period.get("end")),
        )
        if text is not None
    }
    if defects or isinstance(patient, Defect):
        return tuple(defects)
    known = document_type(type_code.value)
    declared = resource.get("category") or [None]
    return DocumentEntry(
        unique_id=UniqueId(resource["masterIdentifier"]["value"]),
        patient=patient,
        type_code=type_code,
        class_code=read_code(declared[0]) or (known.class_code if known else None) or Code("", ""),
        format_code=read_code(resource["content"][0].get("format")) or _format_of(attachment, content, accepts_test),
        # IHE lets a title be left out, France does not: the type of the document says what it is.
        title=attachment.get("title") or type_code.label or (known.code.label if known else ""),
        language=attachment.get("language", "fr-FR"),
        creation=dates.get("content[0].attachment.creation", at),
        service_start=dates.get("context.period.start"),
        service_stop=dates.get("context.period.end"),
        confidentiality=confidentiality,
        authors=tuple(author for author in authors if author is not None),
        legal_authenticator=authenticator,
        facility_type=read_code(context.get("facilityType")),
        practice_setting=read_code(context.get("practiceSetting")),
        mime_type=attachment["contentType"],
        size=attachment.get("size", size_of(content)),
        sha1=_read_hash(attachment, content),
        events=tuple(code for item in context.get("event", []) if (code := read_code(item)) is not None),
        comments=resource.get("description", ""),
        references=read_related(context.get("related", [])),
    )


def _read_author(reference: Json, contained: dict[str, Json], defects: list[Defect], where: str) -> Author | None:
    author = read_author(reference, contained)
    if author is None:
        defects.append(
            Defect(
                "unidentified-author",
                where,
                "This author has no national identifier and no structure.",
                "Send a contained Practitioner or PractitionerRole with its identifier.",
            )
        )
    return author


def _read_labels(resource: Json, defects: list[Defect], where: str) -> frozenset[Confidentiality]:
    """Read every code of every label: one that was overlooked could be the one that hides the document."""
    labels: set[Confidentiality] = set()
    for index, label in enumerate(resource.get("securityLabel", [])):
        for coding in label.get("coding") or [{}]:
            try:
                labels.add(Confidentiality(coding.get("code", "")))
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


def _format_of(attachment: Json, content: Content, accepts_test: bool) -> Code:
    """Tell a format that the sender left out: a CDA says it itself, any other file has no other than its type."""
    if canonical(attachment["contentType"]) == CDA:
        header = read_header(content, accepts_test=accepts_test)
        if isinstance(header, CdaHeader):
            return header.format_code
    return SUFFICIENT_MIME_TYPE


def _read_hash(attachment: Json, content: Content) -> str:
    declared = attachment.get("hash")
    if declared is None:
        return sha1_of(content)
    return base64.b64decode(declared).hex()


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
        },
        "masterIdentifier": write_typed("uniqueId", entry.unique_id.value),
        "identifier": write_mhd_identifiers(shown.entry_uuid, entry.unique_id),
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
    if signatory := entry.legal_authenticator and write_signatory(entry.legal_authenticator, "signer"):
        contained += signatory
        resource["authenticator"] = {"reference": "#signer"}
    person = {"resourceType": "Patient", "id": "patient", "identifier": [write_patient_identifier(entry.patient)]}
    resource["contained"] = [*contained, person]
    if keeper := _keeper(resource["contained"]):
        resource["custodian"] = {"reference": keeper}
    if shown.status is DocumentStatus.ARCHIVED:
        resource["extension"] = [{"url": IS_ARCHIVED, "valueBoolean": True}]
    if entry.comments:
        resource["description"] = entry.comments
    if shown.replaces is not None:
        target = f"DocumentReference/{document_id_text(shown.record, shown.replaces)}"
        resource["relatesTo"] = [{"code": "replaces", "target": {"reference": target}}]
    resource["context"] = _write_context(entry)
    resource["meta"]["profile"] = [_profile(entry, "custodian" in resource)]
    return resource


def _keeper(contained: list[Json]) -> str:
    """Refer to the structure that answers for the document: that of its first author who has one."""
    return next((f"#{one['id']}" for one in contained if one["resourceType"] == "Organization"), "")


def _profile(entry: DocumentEntry, has_keeper: bool) -> str:
    """Name the strictest profile that the metadata follow: what no depositor said is not made up."""
    if entry.facility_type is None or entry.practice_setting is None:
        return MHD_MINIMAL_DOCUMENT
    return COMPREHENSIVE_DOCUMENT if entry.service_start and has_keeper else MHD_COMPREHENSIVE_DOCUMENT


def _write_context(entry: DocumentEntry) -> Json:
    context: Json = {"sourcePatientInfo": {"reference": "#patient"}}
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
    if entry.references:
        context["related"] = [write_related(one) for one in entry.references]
    return context
