"""SubmissionSet → List (PDSm, « lot de soumission »; IHE MHD 4.2, « FHIR maps »)."""

from typing import Any

from carnet.core.identifiers import DocumentId
from carnet.doors.fhir.identifiers import document_id_text, record_id_text
from carnet.doors.fhir.mapping.authors import write_author
from carnet.doors.fhir.mapping.values import Json, write_concept, write_instant, write_patient_identifier
from carnet.doors.fhir.names import DESIGNATION_TYPE, MHD_LIST_TYPES, RFC_3986, SOURCE_ID, SUBMISSION_SET
from carnet.usecases.reading.list_submissions import ShownSubmission


def write_submission_list(shown: ShownSubmission, *, base_url: str) -> Json:
    """Write a deposit as a reader may see it: its entries are the documents of it that they see.

    It has no version: what it lists for them changes with what they may see, and no number of ours tells that.
    ``base_url``: that of the FHIR door, without a final slash.
    """
    submitted = shown.submission_set
    source_id = submitted.source_id
    resource: dict[str, Any] = {
        "resourceType": "List",
        "id": document_id_text(shown.record, DocumentId(shown.submission)),
        "meta": {"lastUpdated": write_instant(shown.stored_at), "profile": [SUBMISSION_SET]},
        "contained": write_author(submitted.author, "source"),
        "identifier": [
            {"use": "official", "system": RFC_3986, "value": f"urn:uuid:{shown.submission}"},
            {"use": "usual", "system": RFC_3986, "value": submitted.unique_id.value},
        ],
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
    if source_id:
        extensions.append({"url": SOURCE_ID, "valueIdentifier": {"system": RFC_3986, "value": source_id}})
    if extensions:
        resource["extension"] = extensions
    if submitted.title:
        resource["title"] = submitted.title
    return resource
