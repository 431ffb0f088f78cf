"""One document read: its bytes as they came, as a Binary, and what is known of it."""

import base64
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest

from carnet.core.access.actors import Actor, Holder
from carnet.core.audit.events import AuditEvent
from carnet.core.documents.content import size_of
from carnet.core.documents.entry import Author, AuthorKind, DocumentStatus
from carnet.core.identifiers import DocumentId, RecordId
from carnet.core.vocabulary.code import Code
from carnet.doors.fhir.identifiers import document_id_text, record_id_text
from carnet.doors.fhir.names import IS_ARCHIVED
from carnet.store import documents
from carnet.store.context import within
from carnet.usecases.confidentiality.mask_document import mask_document
from carnet.usecases.record.close_record import close_record
from tests.conftest import NOON
from tests.doors.fhir.client import Json, Software, bundle, document_reference
from tests.doors.fhir.deposits import changed, in_attachment, in_reference, letter, put, take
from tests.installation import CAMILLE, HADDAD, HOSPITAL_SOFTWARE, KELLER, NAMES, Installation, note

TEXT = "Compte rendu de séjour."


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    return installation.opens(CAMILLE)


@pytest.fixture
def document(installation: Installation, camille: RecordId) -> str:
    """The id of a report in her record, as the door shows it."""
    deposited = installation.receives(CAMILLE, note(CAMILLE, by=HADDAD), from_=HOSPITAL_SOFTWARE)
    return document_id_text(camille, deposited)


RAW = ["", "*/*", "text/plain", "text/html,application/xhtml+xml,*/*;q=0.8", "application/fhir+json, */*", "image/png"]
AS_A_RESOURCE = [
    "application/fhir+json",
    "application/json",
    "application/fhir+json;q=0.9",
    "text/html, application/json",
]


@pytest.mark.parametrize("accept", RAW)
def test_the_bytes_come_as_they_were_sent(
    accept: str, camille: RecordId, document: str, software: Callable[[Actor], Software]
) -> None:
    answer = software(Holder(camille)).get(f"Binary/{document}", **({"Accept": accept} if accept else {}))
    assert (answer.status, answer.body.decode()) == (200, TEXT)
    assert answer.headers["Content-Type"] == "text/plain"
    assert answer.headers["Content-Length"] == str(len(TEXT.encode()))


def test_nobody_on_the_way_keeps_a_document_and_no_browser_runs_it(
    camille: RecordId, document: str, software: Callable[[Actor], Software]
) -> None:
    headers = software(Holder(camille)).get(f"Binary/{document}").headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Disposition"] == "attachment"
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


@pytest.mark.parametrize("accept", AS_A_RESOURCE)
def test_who_accepts_fhir_alone_gets_a_binary(
    accept: str, camille: RecordId, document: str, software: Callable[[Actor], Software]
) -> None:
    answer = software(Holder(camille)).get(f"Binary/{document}", Accept=accept)
    assert answer.json == {
        "resourceType": "Binary",
        "id": document,
        "contentType": "text/plain",
        "data": base64.b64encode(TEXT.encode()).decode(),
    }
    assert answer.headers["Content-Type"] == "application/fhir+json; charset=utf-8"


def test_reading_the_metadata_alone_is_a_reading_and_is_traced_as_such(
    camille: RecordId,
    document: str,
    software: Callable[[Actor], Software],
    traced: Callable[..., list[AuditEvent]],
) -> None:
    holder = software(Holder(camille))
    answer = holder.get(f"DocumentReference/{document}")
    assert (answer.status, answer.json["id"], answer.headers["ETag"]) == (200, document, 'W/"1"')
    listed = holder.get(f"DocumentReference?patient={record_id_text(camille)}&status=current").documents
    assert [answer.json] == listed
    told = [(event.action.value, event.detail) for event in traced(camille)[-2:]]
    assert told == [("read-document", "metadata"), ("list-documents", "")]


def test_the_version_follows_the_metadata(
    installation: Installation, camille: RecordId, document: str, software: Callable[[Actor], Software]
) -> None:
    holder = software(Holder(camille))
    before = holder.get(f"DocumentReference/{document}")
    shown = installation.receives(CAMILLE, note(CAMILLE, by=HADDAD, number=2), from_=HADDAD)
    mask_document(camille, shown, actor=Holder(camille), env=installation.env)
    assert holder.get(f"DocumentReference/{document}").headers["ETag"] == before.headers["ETag"]
    masked = holder.get(f"DocumentReference/{document_id_text(camille, shown)}")
    assert (masked.headers["ETag"], masked.json["meta"]["versionId"]) == ('W/"2"', "2")


def test_what_was_deposited_comes_back_as_it_was_said(camille: RecordId, software: Callable[[Actor], Software]) -> None:
    sent = letter(CAMILLE)
    deposited = software(HADDAD).post("DocumentReference", document_reference(sent.entry, sent.content))
    assert deposited.status == 201
    location = deposited.headers["Location"]
    assert location == f"http://testserver/fhir/DocumentReference/{deposited.json['id']}/_history/1"
    read = software(Holder(camille)).get(f"DocumentReference/{deposited.json['id']}").json
    assert read == deposited.json
    attachment = read["content"][0]["attachment"]
    assert attachment["url"] == f"http://testserver/fhir/Binary/{read['id']}"
    assert software(Holder(camille)).get(f"Binary/{read['id']}").body == sent.content
    original = document_reference(sent.entry, sent.content)["content"][0]["attachment"]
    for name in ("contentType", "language", "title", "size", "hash"):
        assert attachment[name] == original[name]
    assert read["subject"]["identifier"]["value"] == CAMILLE.identifiers[0].value


def test_what_the_sender_leaves_out_is_taken_from_the_document(
    camille: RecordId, software: Callable[[Actor], Software]
) -> None:
    sent = letter(CAMILLE)
    bare = changed(
        bundle(sent.entry, sent.content),
        take(*in_attachment("size")),
        take(*in_attachment("hash")),
        take(*in_reference("category")),
        take(*in_reference("securityLabel")),
        take(*in_reference("type", "coding", 0, "system")),
    )
    assert software(HADDAD).post("", bare).status == 200
    (read,) = (
        software(Holder(camille)).get(f"DocumentReference?patient={record_id_text(camille)}&status=current").documents
    )
    attachment = read["content"][0]["attachment"]
    assert (attachment["size"], attachment["hash"]) == (
        size_of(sent.content),
        document_reference(sent.entry, sent.content)["content"][0]["attachment"]["hash"],
    )
    assert read["content"][0]["format"]["code"] == "urn:ihe:iti:xds-sd:text:2008"
    assert read["category"][0]["coding"][0]["code"] == "10"
    assert [label["coding"][0]["code"] for label in read["securityLabel"]] == ["N"]
    assert "system" not in read["type"]["coding"][0]


def test_a_document_without_any_date_is_dated_when_it_comes(
    camille: RecordId, software: Callable[[Actor], Software]
) -> None:
    sent = note(CAMILLE, by=HADDAD)
    single = document_reference(sent.entry, sent.content)
    undated = changed(single, take("date"), take("content", 0, "attachment", "creation"))
    deposited = software(HADDAD).post("DocumentReference", undated)
    assert deposited.json["content"][0]["attachment"]["creation"] == "2026-11-21T12:00:00.000Z"
    partial = changed(
        single,
        put("masterIdentifier", "value", value="urn:oid:1.2.3"),
        put("content", 0, "attachment", "creation", value="2026-11"),
    )
    deposited = software(HADDAD).post("DocumentReference", partial)
    assert deposited.json["content"][0]["attachment"]["creation"] == "2026-10-31T23:00:00.000Z"
    assert camille


AUTHORS: dict[str, tuple[Author, Json]] = {
    "a doctor in her structure": (
        Author(
            AuthorKind.PROFESSIONAL,
            HADDAD.identifier,
            NAMES[HADDAD],
            Code("G15_10/SM59", "1.2.250.1.213.1.1.4.5", "Médecin"),
            HADDAD.organization,
            "CHU des Deux-Rives",
        ),
        {"resourceType": "PractitionerRole", "id": "author0"},
    ),
    "a nurse without name": (Author(AuthorKind.PROFESSIONAL, KELLER.identifier), {"resourceType": "PractitionerRole"}),
    "a machine": (
        Author(AuthorKind.DEVICE, role=Code("DISPOSITIF", "1.2.250.1.213.1.1.4.6"), organization_name="Laboratoire"),
        {"resourceType": "Device"},
    ),
    "the machine of nobody": (
        Author(AuthorKind.DEVICE, role=Code("DISPOSITIF", "1.2.250.1.213.1.1.4.6")),
        {"resourceType": "Device"},
    ),
    "the insurer": (
        Author(AuthorKind.INSURER, organization=HADDAD.organization),
        {"resourceType": "Device"},
    ),
    "somebody of a structure": (
        Author(AuthorKind.PROFESSIONAL, organization=HADDAD.organization, organization_name="CHU"),
        {"resourceType": "PractitionerRole"},
    ),
    "the person": (Author(AuthorKind.PATIENT), {"resourceType": "Patient", "id": "author0"}),
}


@pytest.mark.parametrize("who", AUTHORS)
def test_each_author_is_shown_as_what_they_are(
    who: str, installation: Installation, camille: RecordId, software: Callable[[Actor], Software]
) -> None:
    author, expected = AUTHORS[who]
    sent = note(CAMILLE, by=HADDAD)
    entry = replace(sent.entry, authors=(author,), legal_authenticator=sent.entry.authors[0])
    document: DocumentId = installation.receives(CAMILLE, replace(sent, entry=entry), from_=HOSPITAL_SOFTWARE)
    shown = software(Holder(camille)).get(f"DocumentReference/{document_id_text(camille, document)}").json
    assert shown["contained"][0].items() >= expected.items()
    assert (shown["author"], shown["authenticator"]) == ([{"reference": "#author0"}], {"reference": "#signer"})


def test_a_former_reader_of_a_closed_record_is_told_that_it_is_closed(
    installation: Installation, camille: RecordId, document: str, software: Callable[[Actor], Software]
) -> None:
    installation.authorizes(camille, KELLER)
    close_record(camille, reason="holder-asks", actor=Holder(camille), env=installation.env)
    for path in (f"Binary/{document}", f"DocumentReference/{document}"):
        answer = software(KELLER).get(path)
        assert (answer.status, answer.codes) == (403, ["record-closed"])
        assert software(HADDAD).get(path).codes == ["no-access"]


def test_an_archived_document_is_current_and_says_that_it_is_archived(
    installation: Installation, camille: RecordId, software: Callable[[Actor], Software]
) -> None:
    sent = note(CAMILLE, by=HADDAD)
    commented = replace(sent, entry=replace(sent.entry, comments="À revoir dans un an."))
    number = installation.receives(CAMILLE, commented, from_=HADDAD)
    with within(camille, exclusive=True):
        documents.change_status(
            camille, number, DocumentStatus.ARCHIVED, at=NOON, event=UUID(int=1), entry_uuid=UUID(int=2)
        )
    (shown,) = (
        software(Holder(camille)).get(f"DocumentReference?patient={record_id_text(camille)}&status=current").documents
    )
    assert shown["extension"] == [{"url": IS_ARCHIVED, "valueBoolean": True}]
    assert (shown["status"], shown["description"]) == ("current", "À revoir dans un an.")
