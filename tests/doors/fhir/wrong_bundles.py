"""Bundles and publications with one thing wrong, and the codes under which each is refused."""

import uuid

from carnet.doors.fhir.names import NON_OPPOSITION
from tests.doors.fhir.client import V3, Json, bundle, subject_of
from tests.doors.fhir.deposits import (
    BINARY,
    SET,
    Change,
    add,
    base64_of,
    in_attachment,
    in_reference,
    in_set,
    put,
    take,
)
from tests.installation import CAMILLE, GEORGES, HADDAD, note

SOUND = note(CAMILLE, by=HADDAD)
SOUND_BUNDLE = bundle(SOUND.entry, SOUND.content)
MORE = f"urn:uuid:{uuid.UUID(int=9)}"


def label(code: str) -> Json:
    return {"coding": [{"system": V3, "code": code}]}


def patch(url: str, status: str = "superseded") -> Json:
    """The entry by which a bundle changes the status of a document."""
    parts = [
        {"name": "type", "valueCode": "replace"},
        {"name": "path", "valueString": "DocumentReference.status"},
        {"name": "value", "valueCode": status},
    ]
    parameters = {"resourceType": "Parameters", "parameter": [{"name": "operation", "part": parts}]}
    return {"resource": parameters, "request": {"method": "PATCH", "url": url}}


def extra(resource: Json, *, method: str = "POST", full_url: str = MORE) -> Change:
    """One entry more."""
    kind = resource["resourceType"]
    entry = {"fullUrl": full_url, "resource": resource, "request": {"method": method, "url": kind}}
    return add("entry", value=entry)


OTHER_SUBJECT = subject_of(GEORGES.identifiers[0])
WRONG_KEY = {"reference": "Patient?identifier=urn:oid:1.2.250.1.213.1.4.11|284034410902500"}
SECOND_BINARY = {"resourceType": "Binary", "contentType": "text/plain", "data": base64_of(b"another text")}
FOLDER = {
    "resourceType": "List",
    "status": "current",
    "mode": "working",
    "code": {"coding": [{"system": "https://profiles.ihe.net/ITI/MHD/CodeSystem/MHDlistTypes", "code": "folder"}]},
}

WRONG_BUNDLES: dict[str, tuple[tuple[Change, ...], list[str]]] = {
    "the submission set is about somebody else": ((put(*in_set("subject"), value=OTHER_SUBJECT),), ["another-patient"]),
    "the document is about somebody else": ((put(*in_reference("subject"), value=OTHER_SUBJECT),), ["another-patient"]),
    "the INS has a wrong key": ((put(*in_reference("subject"), value=WRONG_KEY),), ["wrong-ins-key"]),
    "the INS of the set has a wrong key": ((put(*in_set("subject"), value=WRONG_KEY),), ["wrong-ins-key"]),
    "the patient has no INS": (
        (put(*in_reference("subject"), value={"reference": "Patient/12"}),),
        ["missing-ins"],
    ),
    "nobody is the patient": ((take(*in_reference("subject")),), ["missing-element"]),
    "the INS is under an authority of nobody": (
        (put(*in_set("subject"), value={"identifier": {"system": "urn:oid:1.2.3", "value": "12"}}),),
        ["missing-ins"],
    ),
    "the type is in no value set": (
        (put(*in_reference("type", "coding", 0, "code"), value="00000-0"),),
        ["unknown-type-code"],
    ),
    "the class is that of another type": (
        (put(*in_reference("category", 0, "coding", 0, "code"), value="42"),),
        ["class-does-not-match-type"],
    ),
    "the type has no class of its own and none is given": (
        (put(*in_reference("type", "coding", 0, "code"), value="51851-4"), take(*in_reference("category"))),
        ["unknown-class-code"],
    ),
    "the digest is that of other bytes": (
        (put(*in_attachment("hash"), value=base64_of(b"x" * 20)),),
        ["wrong-hash"],
    ),
    "the digest is written in hexadecimal": ((put(*in_attachment("hash"), value="a94a8fe5cc"),), ["bad-primitive"]),
    "the size is that of other bytes": ((put(*in_attachment("size"), value=3),), ["wrong-size"]),
    "the bytes are no base64": ((put("entry", BINARY, "resource", "data", value="é"),), ["bad-primitive"]),
    "the bytes are missing": (
        (take("entry", BINARY, "resource", "data"),),
        ["empty-document", "empty-file", "wrong-hash", "wrong-size"],
    ),
    "the Binary is missing": ((take("entry", BINARY),), ["dangling-reference"]),
    "the Binary has another address": (
        (put("entry", BINARY, "fullUrl", value=MORE),),
        ["dangling-reference"],
    ),
    "the document is itself a FHIR bundle": (
        (
            put("entry", BINARY, "resource", value={"resourceType": "Bundle", "type": "collection"}),
            put("entry", BINARY, "request", "url", value="Bundle"),
        ),
        ["FHIRDocumentNotSupported"],
    ),
    "a Binary is left over": ((extra(SECOND_BINARY),), ["unreferenced-binary"]),
    "there are two submission sets": (
        (lambda one: one["entry"].append({**one["entry"][SET], "fullUrl": MORE}),),
        ["too-many"],
    ),
    "there is an observation": (
        (extra({"resourceType": "Observation", "status": "final", "code": {"text": "x"}}),),
        ["broken-rule"],
    ),
    "there is a practitioner beside it": ((extra({"resourceType": "Practitioner"}),), ["broken-rule"]),
    "an entry is to be deleted": (
        (put("entry", BINARY, "request", "method", value="DELETE"),),
        ["unknown-code"],
    ),
    "the set names a document that is not there": (
        (add(*in_set("entry"), value={"item": {"reference": MORE}}),),
        ["dangling-reference"],
    ),
    "the set does not name the document": (
        (put(*in_set("entry", 0, "item"), value={"reference": MORE}),),
        ["dangling-reference"],
    ),
    "the set names the bytes in place of the document": (
        (put(*in_set("entry", 0, "item"), value={"reference": SOUND_BUNDLE["entry"][BINARY]["fullUrl"]}),),
        ["submission-set-contents"],
    ),
    "the set names its document by words": (
        (put(*in_set("entry", 0, "item"), value={"display": "le compte rendu"}),),
        ["submission-set-contents"],
    ),
    "the author of the deposit is nobody": (
        (put(*in_set("source"), value={"display": "Dr Haddad"}),),
        ["unidentified-author"],
    ),
    "the author of the document is nobody": (
        (take(*in_reference("contained", 0, "identifier")),),
        ["unidentified-author"],
    ),
    "the signatory is nobody": (
        (put(*in_reference("authenticator"), value={"display": "Dr Haddad"}),),
        ["unidentified-author"],
    ),
    "the document has no uniqueId": ((take(*in_reference("masterIdentifier")),), ["missing-element"]),
    "the uniqueId is a number": ((put(*in_reference("masterIdentifier", "value"), value="12"),), ["bad-unique-id"]),
    "the uniqueId is a page long": (
        (put(*in_reference("masterIdentifier", "value"), value=f"urn:oid:1.2.{'3' * 3000}"),),
        ["bad-unique-id"],
    ),
    "the uniqueId of the set is a page long": (
        (put(*in_set("identifier", 0, "value"), value=f"urn:oid:1.2.{'3' * 3000}"),),
        ["bad-unique-id"],
    ),
    "the document is dated before anybody": (
        (put(*in_attachment("creation"), value="0001-01-01"),),
        ["implausible-date"],
    ),
    "the document is dated at the end of time": (
        (put(*in_attachment("creation"), value="9999-12-31T23:59:60-12:00"),),
        ["implausible-date"],
    ),
    "the act is dated at the end of time": (
        (put(*in_reference("context"), value={"period": {"start": "2026-11-20", "end": "9999-12-31"}}),),
        ["implausible-date"],
    ),
    "the deposit is dated before anybody": ((put(*in_set("date"), value="0999-01-01"),), ["implausible-date"]),
    "the document is masked and waits for its announcement": (
        (
            add(*in_reference("securityLabel"), value=label("MASQUE_PS")),
            add(*in_reference("securityLabel"), value=label("INVISIBLE_PATIENT")),
        ),
        ["masked-and-not-announced"],
    ),
    "both stand in one label": (
        (
            add(*in_reference("securityLabel", 0, "coding"), value={"code": "MASQUE_PS"}),
            add(*in_reference("securityLabel", 0, "coding"), value={"code": "INVISIBLE_PATIENT"}),
        ),
        ["masked-and-not-announced"],
    ),
    "it is hidden from the representatives of an adult": (
        (add(*in_reference("securityLabel"), value=label("INVISIBLE_REPRESENTANTS_LEGAUX")),),
        ["hidden-from-representatives-of-an-adult"],
    ),
    "a label is in no value set": (
        (add(*in_reference("securityLabel"), value=label("TOP_SECRET")),),
        ["unknown-confidentiality-code"],
    ),
    "a label says something in words only": (
        (add(*in_reference("securityLabel"), value={"text": "caché"}),),
        ["unknown-confidentiality-code"],
    ),
    "it has two levels": ((add(*in_reference("securityLabel"), value=label("R")),), ["one-confidentiality-level"]),
    "it enters as superseded": ((put(*in_reference("status"), value="superseded"),), ["not-current"]),
    "it has two contents": (
        (
            add(
                *in_reference("content"), value={"attachment": {"contentType": "text/plain", "title": "x", "url": MORE}}
            ),
        ),
        ["dangling-reference", "too-many"],
    ),
    "it replaces two documents": (
        tuple(
            add(
                *in_reference("relatesTo"),
                value={"code": "replaces", "target": {"reference": f"DocumentReference/{one}"}},
            )
            for one in "ab"
        ),
        ["one-replacement"],
    ),
    "it supersedes a document that it does not replace": (
        (add("entry", value=patch("DocumentReference/a")),),
        ["superseded-without-replacement"],
    ),
    "it revives a document": ((add("entry", value=patch("DocumentReference/a", "current")),), ["unsupported-update"]),
    "the will of the person is in no value set": (
        (add(*in_set("extension"), value={"url": NON_OPPOSITION, "valueCode": "OUI"}),),
        ["unknown-non-opposition"],
    ),
    "the title is a page long": ((put(*in_attachment("title"), value="x" * 256),), ["bad-title"]),
    "the title is blank": ((put(*in_attachment("title"), value="\u00a0"),), ["bad-title"]),
}

WRONG_PUBLICATIONS: dict[str, tuple[tuple[Change, ...], list[str]]] = {
    "the document itself is missing": ((take("content", 0, "attachment", "data"),), ["missing-element"]),
    "the document is elsewhere": (
        (put("content", 0, "attachment", "url", value="https://elsewhere.example/1"),),
        ["too-many"],
    ),
    "it enters as superseded": ((put("status", value="superseded"),), ["unknown-code"]),
    "it is dated at the end of time": ((put("date", value="9999-12-31T23:59:59-12:00"),), ["implausible-date"]),
    "the INS has a wrong key": ((put("subject", value=WRONG_KEY),), ["wrong-ins-key"]),
    "it has no author": ((take("author"), take("contained")), ["missing-element"]),
    "it replaces two documents": (
        tuple(
            add("relatesTo", value={"code": "replaces", "target": {"reference": f"DocumentReference/{one}"}})
            for one in "ab"
        ),
        ["one-replacement"],
    ),
}
