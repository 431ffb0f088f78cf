"""ITI-106: a structured document alone; its metadata and its submission set are made from what its header says."""

from typing import Any

from carnet.core.defects import Defect
from carnet.core.documents.content import Content
from carnet.core.documents.submission import NonOpposition, Submission, SubmissionSet, SubmittedDocument
from carnet.core.identifiers import UniqueId
from carnet.core.vocabulary.document_types import class_of_type
from carnet.doors.fhir.http import FhirRequest, FhirResponse
from carnet.doors.fhir.identifiers import document_id_text
from carnet.doors.fhir.mapping.submission import Reading
from carnet.doors.fhir.outcome import of_defects
from carnet.doors.fhir.transactions.deposit import deposit, reading
from carnet.formats.cda.entry import entry_from_header
from carnet.formats.cda.header import read_header
from carnet.formats.cda.model import CdaHeader
from carnet.formats.fhir.large_data import content_of
from carnet.formats.fhir.validate import validate
from carnet.formats.media_types import CDA, canonical
from carnet.usecases.feeding.trace_unreadable_deposit import trace_unreadable_deposit

WHERE = "Parameters.parameter[0]"
CDA_TYPES = frozenset({CDA, "application/hl7-cda+xml", "application/hl7-sda+xml"})


def generate(request: FhirRequest) -> FhirResponse:
    """Answer ``POST DocumentReference/$generate-metadata``: Parameters that name the DocumentReference made."""
    resource = request.read_resource()
    if isinstance(resource, Defect):
        trace_unreadable_deposit((resource,), actor=request.actor, env=request.env)
        return of_defects((resource,), status=400)
    defects = validate(resource)
    content = defects or _content(resource, request)
    if isinstance(content, tuple):
        trace_unreadable_deposit(content, actor=request.actor, env=request.env)
        return of_defects(content)
    answer = deposit(request, _submission(content, reading(request)))
    if isinstance(answer, FhirResponse):
        return answer
    reference = f"DocumentReference/{document_id_text(answer.record, answer.documents[0])}"
    named = {"name": "DocumentReference", "valueReference": {"reference": f"{request.base_url}/{reference}"}}
    location = {"Location": f"{request.base_url}/{reference}/_history/1"}
    return FhirResponse(200, {"resourceType": "Parameters", "parameter": [named]}, headers=location)


def _content(parameters: dict[str, Any], request: FhirRequest) -> Content | tuple[Defect, ...]:
    """Take the CDA out of the one parameter ``document``."""
    given = parameters.get("parameter", [])
    if parameters["resourceType"] != "Parameters" or [one["name"] for one in given] != ["document"]:
        problem = "The operation takes one parameter, document, that holds a Binary."
        return (Defect("missing-document", "Parameters.parameter", problem, "Send the CDA in a Binary."),)
    document = given[0].get("resource", {})
    if document.get("resourceType") == "Bundle":
        problem = "A document that is itself FHIR resources is not kept here."
        remedy = "Send it as a CDA, in a Binary."
        return (Defect("FHIRDocumentNotSupported", f"{WHERE}.resource", problem, remedy),)
    if document.get("resourceType") != "Binary" or canonical(str(document.get("contentType", ""))) not in CDA_TYPES:
        problem = "Metadata are made from a CDA only: no other file says all that is needed."
        remedy = "Send a Binary of contentType text/xml, or the document with its metadata (ITI-65, ITI-105)."
        return (Defect("not-structured", f"{WHERE}.resource", problem, remedy),)
    return content_of(document.get("data", ""), request.contents)


def _submission(content: Content, made: Reading) -> Submission | tuple[Defect, ...]:
    header = read_header(content, accepts_test=made.accepts_test)
    if not isinstance(header, CdaHeader):
        return header
    entry = entry_from_header(header, content, class_of=class_of_type)
    if isinstance(entry, Defect):
        return (entry,)
    submission_set = SubmissionSet(
        unique_id=UniqueId(f"urn:oid:2.25.{made.number.int}"),
        source_id="",
        patient=entry.patient,
        author=entry.authors[0],
        content_type=None,
        submitted=made.at,
        title="",
        non_opposition=NonOpposition.BY_PROTOCOL,
    )
    return Submission(submission_set, (SubmittedDocument(entry, content, header.replaces),))
