"""A transaction Bundle (ITI-65) or a single DocumentReference (ITI-105) → Submission."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from carnet.core.defects import Defect
from carnet.core.documents.content import LargeContent
from carnet.core.documents.submission import NonOpposition, Submission, SubmissionSet, SubmittedDocument
from carnet.core.identifiers import UniqueId
from carnet.doors.fhir.mapping.authors import read_author
from carnet.doors.fhir.mapping.document_reference import read_document_reference
from carnet.doors.fhir.mapping.not_processed import is_folder
from carnet.doors.fhir.mapping.replacement import read_replaced, update_defects
from carnet.doors.fhir.mapping.values import Json, contained_by_id, read_code, read_date, read_subject
from carnet.doors.fhir.names import DESIGNATION_TYPE, NON_OPPOSITION, SOURCE_ID
from carnet.formats.fhir.large_data import content_of

ALLOWED_RESOURCES = frozenset({"List", "DocumentReference", "Binary", "Patient", "Parameters"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a deposit depends on besides the deposit.

    ``at``: now, for what has no date. ``number``: a new random one, for a submission set that has no uniqueId.
    ``contents``: the large documents that came with it.
    """

    accepts_test: bool
    at: datetime
    number: UUID
    contents: Mapping[str, LargeContent]


@dataclass(slots=True)
class _Bundle:
    """The entries of a bundle by what they are, with their places; ``defects`` grows as it is read."""

    reading: Reading
    sets: list[tuple[str, Json]] = field(default_factory=list)
    documents: list[tuple[str, str, Json]] = field(default_factory=list)
    """Each with its fullUrl."""
    binaries: dict[str, tuple[str, Json]] = field(default_factory=dict)
    patients: dict[str, Json] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)
    """The fullUrls of folders, which are not kept: their sender is warned (``not_processed``)."""
    fhir_documents: set[str] = field(default_factory=set)
    """The fullUrls of documents that are FHIR bundles, which are refused."""
    updates: list[tuple[str, Json]] = field(default_factory=list)
    """Whole entries: what is updated stands in their request."""
    defects: list[Defect] = field(default_factory=list)


def read_bundle(bundle: Json, reading: Reading) -> Submission | tuple[Defect, ...]:
    """Read an ITI-65 transaction that passed the validator and its profile. Returns every defect found."""
    found = _sort(bundle, reading)
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
    where, resource = found.sets[0]
    _check_contents(resource, where, found)
    found.defects += update_defects(found.updates, [reference for _, _, reference in found.documents])
    submission_set = _read_set(resource, where, found)
    documents = [_read_document(reference, place, found) for place, _, reference in found.documents]
    if found.defects or submission_set is None:
        return tuple(found.defects)
    return Submission(submission_set, tuple(document for document in documents if document is not None))


def read_single(resource: Json, reading: Reading) -> Submission | tuple[Defect, ...]:
    """Read an ITI-105 simplified publication that passed the validator and its profile.

    The submission set is made from the document itself. Returns every defect found.
    """
    defects: list[Defect] = []
    where = "DocumentReference"
    content = content_of(resource["content"][0]["attachment"]["data"], reading.contents)
    entry = read_document_reference(
        resource, content, patients={}, accepts_test=reading.accepts_test, at=reading.at, where=where
    )
    replaced = read_replaced(resource, where, defects)
    non_opposition = _non_opposition(resource, where, defects)
    if isinstance(entry, tuple):
        return (*defects, *entry)
    submitted = read_date(resource["date"], f"{where}.date", defects) if "date" in resource else reading.at
    if defects:
        return tuple(defects)
    submission_set = SubmissionSet(
        unique_id=_made(reading),
        source_id="",
        patient=entry.patient,
        author=entry.authors[0],
        content_type=None,
        submitted=submitted,
        title="",
        non_opposition=non_opposition,
    )
    return Submission(submission_set, (SubmittedDocument(entry, content, replaced),))


def _sort(bundle: Json, reading: Reading) -> _Bundle:
    found = _Bundle(reading)
    for index, entry in enumerate(bundle["entry"]):
        where = f"Bundle.entry[{index}].resource"
        resource, full_url = entry["resource"], str(entry.get("fullUrl", ""))
        kind = resource["resourceType"]
        if kind == "Bundle":
            problem = "A document that is itself FHIR resources is not kept here."
            remedy = "Send it as a CDA or a PDF, in a Binary."
            found.defects.append(Defect("FHIRDocumentNotSupported", where, problem, remedy))
            found.fhir_documents.add(full_url)
        elif kind not in ALLOWED_RESOURCES:
            found.defects.append(
                Defect(
                    "unexpected-entry",
                    where,
                    "A deposit holds a SubmissionSet, DocumentReferences and Binaries, and nothing else.",
                    "Leave this entry out, or contain the resource where it is referred to.",
                )
            )
        elif kind == "Patient":
            found.patients[full_url] = resource
        elif is_folder(resource):
            found.folders.add(full_url)
        elif entry["request"]["method"] in ("PUT", "PATCH"):
            found.updates.append((f"Bundle.entry[{index}]", entry))
        elif kind == "Binary":
            found.binaries[full_url] = (where, resource)
        elif kind == "DocumentReference":
            found.documents.append((where, full_url, resource))
        else:
            # The profile lets Parameters be sent by PATCH only: what is left are lists.
            found.sets.append((where, resource))
    return found


def _check_contents(submission_set: Json, where: str, found: _Bundle) -> None:
    """Check that nothing is left over: the set names the documents of the bundle, which name its Binaries."""
    named = {str(entry["item"].get("reference", "")) for entry in submission_set["entry"]} - found.folders
    if named != {full_url for _, full_url, _ in found.documents}:
        found.defects.append(
            Defect(
                "submission-set-contents",
                f"{where}.entry",
                "The SubmissionSet does not name exactly the DocumentReferences of its bundle.",
                "Send in List.entry.item the fullUrl of each DocumentReference of the bundle, and no other.",
            )
        )
    urls = {str(reference["content"][0]["attachment"]["url"]) for _, _, reference in found.documents}
    for url, (place, _) in found.binaries.items():
        if url not in urls:
            found.defects.append(
                Defect(
                    "unreferenced-binary",
                    place,
                    "No DocumentReference of the bundle describes this Binary: it would be lost.",
                    "Send its fullUrl as attachment.url of a DocumentReference, or leave it out.",
                )
            )


def _read_set(resource: Json, where: str, found: _Bundle) -> SubmissionSet | None:
    contained = contained_by_id(resource)
    reading, defects = found.reading, found.defects
    patient = read_subject(
        resource["subject"],
        {**found.patients, **contained},
        accepts_test=reading.accepts_test,
        where=f"{where}.subject",
    )
    extensions = {extension["url"]: extension for extension in resource.get("extension", [])}
    author = read_author(resource["source"], contained)
    if author is None:
        problem = "The author of this deposit has no national identifier."
        remedy = "Send a contained Practitioner or PractitionerRole, or the structure in its authorOrg extension."
        defects.append(Defect("unidentified-author", f"{where}.source", problem, remedy))
    unique_id = next(
        (
            UniqueId(item["value"])
            for item in resource.get("identifier", [])
            if "value" in item and item.get("use", "usual") == "usual"
        ),
        _made(reading),
    )
    non_opposition = _non_opposition(resource, where, defects)
    submitted = read_date(resource["date"], f"{where}.date", defects)
    if isinstance(patient, Defect):
        defects.append(patient)
    if isinstance(patient, Defect) or author is None:
        return None
    return SubmissionSet(
        unique_id=unique_id,
        source_id=str(extensions.get(SOURCE_ID, {}).get("valueIdentifier", {}).get("value", "")),
        patient=patient,
        author=author,
        content_type=read_code(extensions.get(DESIGNATION_TYPE, {}).get("valueCodeableConcept")),
        submitted=submitted,
        title=str(resource.get("title", "")),
        non_opposition=non_opposition,
    )


def _made(reading: Reading) -> UniqueId:
    return UniqueId(f"urn:oid:2.25.{reading.number.int}")


def _non_opposition(resource: Json, where: str, defects: list[Defect]) -> NonOpposition:
    for index, extension in enumerate(resource.get("extension", [])):
        if extension["url"] != NON_OPPOSITION:
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


def _read_document(reference: Json, where: str, found: _Bundle) -> SubmittedDocument | None:
    replaced = read_replaced(reference, where, found.defects)
    _, binary = found.binaries.get(str(reference["content"][0]["attachment"]["url"]), ("", None))
    if binary is None and str(reference["content"][0]["attachment"]["url"]) in found.fhir_documents:
        return None
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
    reading = found.reading
    content = content_of(binary.get("data", ""), reading.contents)
    entry = read_document_reference(
        reference,
        content,
        patients=found.patients,
        accepts_test=reading.accepts_test,
        at=reading.at,
        where=where,
    )
    if isinstance(entry, tuple):
        found.defects += entry
        return None
    return SubmittedDocument(entry, content, replaced)
