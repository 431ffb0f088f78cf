"""SubmissionSet → List (PDSm, « lot de soumission »; IHE MHD 4.2, « FHIR maps »)."""

from typing import Any

from carnet.core.identifiers import DocumentId
from carnet.doors.fhir.identifiers import document_id_text, record_id_text
from carnet.doors.fhir.mapping.authors import write_author
from carnet.doors.fhir.mapping.values import (
    Json,
    write_concept,
    write_instant,
    write_mhd_identifiers,
    write_patient_identifier,
)
from carnet.doors.fhir.names import (
    ABSENT_REASON,
    DESIGNATION_TYPE,
    MHD_LIST_TYPES,
    MHD_MINIMAL_SUBMISSION,
    RFC_3986,
    SOURCE_ID,
    SUBMISSION_SET,
)
from carnet.usecases.reading.list_submissions import ShownSubmission


def write_submission_list(shown: ShownSubmission, *, base_url: str) -> Json:
    """Write a deposit as a reader may see it: its entries are the documents of it that they see.

    It has no version: what it lists for them changes with what they may see, and no number of ours tells that.
    ``base_url``: that of the FHIR door, without a final slash.
    """
    submitted = shown.submission_set
    resource: dict[str, Any] = {
        "resourceType": "List",
        "id": document_id_text(shown.record, DocumentId(shown.submission)),
        "meta": {
            "lastUpdated": write_instant(shown.stored_at),
            # PDSm wants the activity; what no depositor said is not made up.
            "profile": [MHD_MINIMAL_SUBMISSION if submitted.content_type is None else SUBMISSION_SET],
        },
        "contained": write_author(submitted.author, "source"),
        "identifier": _identifiers(shown),
        "status": "current",
        "mode": "working",
        "code": {"coding": [{"system": MHD_LIST_TYPES, "code": "submissionset"}]},
        "subject": {
            "reference": f"Patient/{record_id_text(shown.record)}",
            "identifier": write_patient_identifier(submitted.patient),
        },
        "date": write_instant(submitted.submitted),
        "source": {"reference": "#source"},
        "entry": [
            {"item": {"reference": f"{base_url}/DocumentReference/{document_id_text(shown.record, document)}"}}
            for document in shown.documents
        ],
    }
    extensions: list[Json] = []
    if submitted.content_type is not None:
        concept = write_concept(submitted.content_type)
        extensions.append({"url": DESIGNATION_TYPE, "valueCodeableConcept": concept})
    extensions.append({"url": SOURCE_ID, "valueIdentifier": _source(submitted.source_id)})
    resource["extension"] = extensions
    if submitted.title:
        resource["title"] = submitted.title
    return resource


def _identifiers(shown: ShownSubmission) -> list[Json]:
    """Write its identifiers; a uniqueId of IHE is an OID, and any other number a plain identifier."""
    entry, unique = write_mhd_identifiers(shown.submission, shown.submission_set.unique_id)
    if not unique["value"].startswith("urn:oid:"):
        del unique["type"]
    return [entry, unique]


def _source(source_id: str) -> Json:
    """Write the system that deposited; MHD asks for it, and where it did not say, that is what is written."""
    if source_id:
        # What is named under RFC 3986 is a whole URI; XDS writes an OID alone.
        return {"system": RFC_3986, "value": source_id if ":" in source_id else f"urn:oid:{source_id}"}
    return {"extension": [{"url": ABSENT_REASON, "valueCode": "unknown"}]}
