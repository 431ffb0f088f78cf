"""A deposit is judged by what it needs; what its profile asks for besides is told, and never refuses a document."""

import pytest

from carnet.formats.fhir.profiles import Profile, ProfileDefect, Severity, profile_defects
from tests.formats.fhir import resources
from tests.formats.fhir.resources import REMOVED, Json, damaged

DEPOSIT = resources.provide_bundle()
DOCUMENT = resources.document_reference()
LIST = resources.submission_set()
SIMPLIFIED = damaged(
    damaged(DOCUMENT, "content.0.attachment.url", REMOVED), "content.0.attachment.data", "Qm9uam91ciAhISE="
)


def told(found: tuple[ProfileDefect, ...]) -> list[tuple[str, str, str]]:
    return [(finding.severity.value, finding.defect.code, finding.defect.where) for finding in found]


COMPLETE: dict[str, tuple[Json, Profile]] = {
    "document": (DOCUMENT, Profile.PDSM_DOCUMENT),
    "simplified publication": (SIMPLIFIED, Profile.PDSM_SIMPLIFIED_PUBLISH),
    "submission set": (LIST, Profile.PDSM_SUBMISSION_SET),
    "deposit": (DEPOSIT, Profile.PDSM_PROVIDE_BUNDLE),
    "deposit of another country": (DEPOSIT, Profile.MHD_PROVIDE_BUNDLE),
}


@pytest.mark.parametrize(("resource", "profile"), COMPLETE.values(), ids=COMPLETE.keys())
def test_a_software_that_follows_its_profile_is_told_nothing(resource: Json, profile: Profile) -> None:
    assert profile_defects(resource, profile) == ()


BINARY = {"resourceType": "Binary", "contentType": "text/plain", "data": "Qm9u"}
SECOND_SET = [*DEPOSIT["entry"], DEPOSIT["entry"][0]]
FOLDER = LIST | {"code": resources.concept("https://profiles.ihe.net/ITI/MHD/CodeSystem/MHDlistTypes", "folder")}
WITH_A_FOLDER = [*DEPOSIT["entry"], {"resource": FOLDER, "request": {"method": "POST", "url": "List"}}]

ERRORS: dict[str, tuple[Json, Profile, str, object, str, str]] = {
    "no uniqueId": (
        DOCUMENT,
        Profile.PDSM_DOCUMENT,
        "masterIdentifier",
        REMOVED,
        "missing-element",
        "DocumentReference.masterIdentifier.value",
    ),
    "no patient": (DOCUMENT, Profile.PDSM_DOCUMENT, "subject", REMOVED, "missing-element", "DocumentReference.subject"),
    "no author": (DOCUMENT, Profile.PDSM_DOCUMENT, "author", REMOVED, "missing-element", "DocumentReference.author"),
    "no title": (
        DOCUMENT,
        Profile.PDSM_DOCUMENT,
        "content.0.attachment.title",
        REMOVED,
        "missing-element",
        "DocumentReference.content[0].attachment.title",
    ),
    "a type in words only": (
        DOCUMENT,
        Profile.PDSM_DOCUMENT,
        "type",
        {"text": "Compte rendu"},
        "missing-element",
        "DocumentReference.type.coding.code",
    ),
    "two documents in one": (
        DOCUMENT,
        Profile.PDSM_DOCUMENT,
        "content",
        DOCUMENT["content"] * 2,
        "too-many",
        "DocumentReference.content[1]",
    ),
    "an extension that changes the meaning of all": (
        DOCUMENT,
        Profile.PDSM_DOCUMENT,
        "modifierExtension",
        [{"url": "urn:x", "valueBoolean": True}],
        "too-many",
        "DocumentReference.modifierExtension[0]",
    ),
    "a document that is an error from the start": (
        DOCUMENT,
        Profile.PDSM_DOCUMENT,
        "status",
        "entered-in-error",
        "unknown-code",
        "DocumentReference.status",
    ),
    "a simplified publication without its document": (
        SIMPLIFIED,
        Profile.PDSM_SIMPLIFIED_PUBLISH,
        "content.0.attachment.data",
        REMOVED,
        "missing-element",
        "DocumentReference.content[0].attachment.data",
    ),
    "a simplified publication that points elsewhere": (
        SIMPLIFIED,
        Profile.PDSM_SIMPLIFIED_PUBLISH,
        "content.0.attachment.url",
        "https://example.org/doc",
        "too-many",
        "DocumentReference.content[0].attachment.url",
    ),
    "a simplified publication of what is superseded": (
        SIMPLIFIED,
        Profile.PDSM_SIMPLIFIED_PUBLISH,
        "status",
        "superseded",
        "unknown-code",
        "DocumentReference.status",
    ),
    "a submission set without an author": (
        LIST,
        Profile.PDSM_SUBMISSION_SET,
        "source",
        REMOVED,
        "missing-element",
        "List.source",
    ),
    "a folder in place of a submission set": (
        LIST,
        Profile.PDSM_SUBMISSION_SET,
        "code.coding.0.code",
        "folder",
        "unknown-code",
        "List.code.coding.code",
    ),
    "a batch": (DEPOSIT, Profile.PDSM_PROVIDE_BUNDLE, "type", "batch", "unknown-code", "Bundle.type"),
    "no submission set": (
        DEPOSIT,
        Profile.PDSM_PROVIDE_BUNDLE,
        "entry.0",
        REMOVED,
        "missing-element",
        "Bundle.entry",
    ),
    "two submission sets": (DEPOSIT, Profile.PDSM_PROVIDE_BUNDLE, "entry", SECOND_SET, "too-many", "Bundle.entry"),
    "no document": (DEPOSIT, Profile.PDSM_PROVIDE_BUNDLE, "entry.1", REMOVED, "missing-element", "Bundle.entry"),
    "a document whose content stayed behind": (
        DEPOSIT,
        Profile.MHD_PROVIDE_BUNDLE,
        "entry.3",
        REMOVED,
        "dangling-reference",
        "Bundle.entry[1].resource.content[0].attachment.url",
    ),
    "a document without a patient in a deposit": (
        DEPOSIT,
        Profile.MHD_PROVIDE_BUNDLE,
        "entry.1.resource.subject",
        REMOVED,
        "missing-element",
        "Bundle.entry[1].resource.subject",
    ),
    "a resource that no deposit has": (
        DEPOSIT,
        Profile.PDSM_PROVIDE_BUNDLE,
        "entry.2.resource",
        resources.consent(),
        "broken-rule",
        "Bundle.entry[2].resource",
    ),
    "a method that no deposit uses": (
        DEPOSIT,
        Profile.PDSM_PROVIDE_BUNDLE,
        "entry.3.request.method",
        "DELETE",
        "unknown-code",
        "Bundle.entry[3].request.method",
    ),
    "another resource than the profile's": (
        DOCUMENT,
        Profile.PDSM_PROVIDE_BUNDLE,
        "id",
        "x",
        "wrong-type",
        "Resource.resourceType",
    ),
}


@pytest.mark.parametrize(("resource", "profile", "place", "value", "code", "where"), ERRORS.values(), ids=ERRORS.keys())
def test_a_deposit_that_carnet_cannot_do_is_refused_with_the_one_reason(
    resource: Json, profile: Profile, place: str, value: object, code: str, where: str
) -> None:
    assert told(profile_defects(damaged(resource, place, value), profile)) == [("error", code, where)]


WARNED = {
    "date": "DocumentReference.date",
    "custodian": "DocumentReference.custodian",
    "category": "DocumentReference.category.coding.code",
    "securityLabel": "DocumentReference.securityLabel",
    "content.0.format": "DocumentReference.content[0].format.code",
    "content.0.attachment.size": "DocumentReference.content[0].attachment.size",
    "content.0.attachment.hash": "DocumentReference.content[0].attachment.hash",
    "content.0.attachment.creation": "DocumentReference.content[0].attachment.creation",
    "context.period": "DocumentReference.context.period.start",
    "context.facilityType": "DocumentReference.context.facilityType",
    "context.sourcePatientInfo": "DocumentReference.context.sourcePatientInfo",
}


@pytest.mark.parametrize(("place", "where"), WARNED.items())
def test_a_software_that_leaves_out_what_carnet_can_know_otherwise_is_warned_and_served(place: str, where: str) -> None:
    found = profile_defects(damaged(DOCUMENT, place, REMOVED), Profile.PDSM_DOCUMENT)
    assert told(found) == [("warning", "missing-element", where)]


def test_a_software_that_forgets_where_it_speaks_from_is_warned_and_served() -> None:
    found = profile_defects(damaged(LIST, "extension.1", REMOVED), Profile.PDSM_SUBMISSION_SET)
    assert told(found) == [("warning", "missing-element", "List.extension")]


def test_a_foreign_software_is_not_asked_for_what_only_the_french_profile_requires() -> None:
    foreign = damaged(damaged(DEPOSIT, "entry.1.resource.custodian", REMOVED), "entry.1.resource.date", REMOVED)
    assert profile_defects(foreign, Profile.MHD_PROVIDE_BUNDLE) == ()
    assert {finding.severity for finding in profile_defects(foreign, Profile.PDSM_PROVIDE_BUNDLE)} == {Severity.WARNING}


def test_a_software_that_files_its_document_in_a_folder_is_served() -> None:
    assert profile_defects(damaged(DEPOSIT, "entry", WITH_A_FOLDER), Profile.PDSM_PROVIDE_BUNDLE) == ()
