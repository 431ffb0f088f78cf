"""What a client asks of an answer beside its format: a part, nothing that it has already, no document twice."""

from collections.abc import Callable

import pytest

from carnet.core.access.actors import Actor, Holder
from carnet.core.audit.events import AuditEvent
from carnet.core.identifiers import DocumentId, RecordId
from carnet.doors.fhir.identifiers import document_id_text, record_id_text
from carnet.usecases.confidentiality.mask_document import mask_document
from tests.doors.fhir.client import Json, Software, bundle, document_reference
from tests.installation import CAMILLE, HADDAD, HOSPITAL_SOFTWARE, KELLER, Installation, note

SOUND = note(CAMILLE, by=HADDAD)
SENT: Json = document_reference(SOUND.entry, SOUND.content)
NUMBER = SOUND.entry.unique_id.value


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    record = installation.opens(CAMILLE)
    installation.authorizes(record, KELLER)
    return record


@pytest.fixture
def report(installation: Installation, camille: RecordId) -> str:
    return document_id_text(camille, installation.receives(CAMILLE, SOUND, from_=HADDAD))


def test_a_reader_who_has_this_version_is_sent_nothing_and_the_reading_is_a_line(
    camille: RecordId,
    report: str,
    software: Callable[[Actor], Software],
    traced: Callable[..., list[AuditEvent]],
) -> None:
    doctor = software(KELLER)
    whole = doctor.get(f"DocumentReference/{report}")
    before = len(traced(camille))
    for known in (whole.headers["ETag"], 'W/"9", "1"', "*"):
        again = doctor.get(f"DocumentReference/{report}", **{"If-None-Match": known})
        assert (again.status, again.body, again.headers["ETag"]) == (304, b"", whole.headers["ETag"])
        assert "Content-Type" not in again.headers
    assert len(traced(camille)) == before + 3
    assert doctor.get(f"DocumentReference/{report}", **{"If-None-Match": 'W/"2"'}).status == 200


def test_what_is_hidden_since_is_not_there_whatever_version_one_has(
    installation: Installation, camille: RecordId, software: Callable[[Actor], Software]
) -> None:
    document: DocumentId = installation.receives(CAMILLE, SOUND, from_=HADDAD)
    mask_document(camille, document, actor=Holder(camille), env=installation.env)
    path = f"DocumentReference/{document_id_text(camille, document)}"
    assert software(KELLER).get(path, **{"If-None-Match": 'W/"1"'}).status == 404


def test_a_deposit_is_answered_as_its_sender_prefers(camille: RecordId, software: Callable[[Actor], Software]) -> None:
    assert camille
    answers = {}
    for index, preference in enumerate(("", "return=representation", "return=minimal", "return=OperationOutcome")):
        one = note(CAMILLE, by=HADDAD, number=index + 1)
        body = document_reference(one.entry, one.content)
        headers = {"Prefer": f"respond-async, {preference}"} if preference else {}
        answers[preference] = software(HADDAD).send("POST", "DocumentReference", body, **headers)
    assert {answer.status for answer in answers.values()} == {201}
    assert all(answer.headers["Location"] for answer in answers.values())
    assert answers["return=minimal"].body == b""
    assert answers["return=OperationOutcome"].codes == ["recorded"]
    assert answers[""].json["resourceType"] == answers["return=representation"].json["resourceType"]
    assert [one.headers.get("Preference-Applied") for one in answers.values()] == [
        None,
        "return=representation",
        "return=minimal",
        "return=OperationOutcome",
    ]


def test_a_document_that_its_structure_deposited_before_is_not_deposited_twice_and_is_no_conflict(
    camille: RecordId,
    report: str,
    software: Callable[[Actor], Software],
    rows: Callable[[], dict[str, int]],
) -> None:
    assert camille
    before = rows()
    for condition in (f"identifier={NUMBER}", f"?identifier=urn:ietf:rfc:3986|{NUMBER}"):
        again = software(HADDAD).send("POST", "DocumentReference", SENT, **{"If-None-Exist": condition})
        assert (again.status, again.body) == (200, b"")
        assert again.headers["Location"] == f"http://testserver/fhir/DocumentReference/{report}"
    assert rows() == before
    assert software(HADDAD).send("POST", "DocumentReference", SENT).status == 409


def test_a_document_that_is_not_there_is_created_on_that_condition(
    camille: RecordId, software: Callable[[Actor], Software]
) -> None:
    assert camille
    condition = {"If-None-Exist": f"identifier={NUMBER}"}
    assert software(HADDAD).send("POST", "DocumentReference", SENT, **condition).status == 201


@pytest.mark.parametrize("condition", ["", "identifier=urn:oid:1.2.3", f"status=current&identifier={NUMBER}"])
def test_a_condition_on_anything_else_is_refused(
    condition: str, camille: RecordId, software: Callable[[Actor], Software], rows: Callable[[], dict[str, int]]
) -> None:
    assert camille
    answer = software(HADDAD).send("POST", "DocumentReference", SENT, **{"If-None-Exist": condition})
    assert (answer.status, answer.codes) == (400, ["unsupported-condition"])
    assert set(rows().values()) == {0}


def test_a_search_gives_the_part_that_is_asked_for_and_is_traced_all_the_same(
    camille: RecordId,
    report: str,
    software: Callable[[Actor], Software],
    traced: Callable[..., list[AuditEvent]],
) -> None:
    assert report
    search = f"DocumentReference?patient={record_id_text(camille)}&status=current"
    before = len(traced(camille))
    counted = software(KELLER).get(f"{search}&_summary=count").json
    assert (counted["total"], "entry" in counted) == (1, False)
    (chosen,) = software(KELLER).get(f"{search}&_elements=type").documents
    assert "type" in chosen
    assert "subject" not in chosen
    assert chosen["meta"]["tag"][0]["code"] == "SUBSETTED"
    (summary,) = software(KELLER).get(f"{search}&_summary=true").documents
    assert summary["content"][0]["attachment"]["url"]
    (whole,) = software(KELLER).get(f"{search}&_summary=false").documents
    assert "tag" not in whole["meta"]
    assert len(traced(camille)) == before + 4
    assert software(KELLER).get(f"{search}&_summary=perhaps").codes == ["bad-summary"]
    assert software(KELLER).get(f"{search}&_summary=true&_elements=type").codes == ["bad-elements"]


def test_a_structure_learns_by_no_preference_what_it_may_not_read(
    camille: RecordId, report: str, software: Callable[[Actor], Software]
) -> None:
    assert camille
    answer = software(HOSPITAL_SOFTWARE).get(f"DocumentReference/{report}", **{"If-None-Match": "*"})
    assert answer.status == 403


def codes_of(entry: Json) -> list[str]:
    issues = entry["response"].get("outcome", {}).get("issue", [])
    return [one["details"]["coding"][0]["code"] for one in issues]


def test_each_entry_of_a_transaction_is_answered_as_its_sender_prefers(
    camille: RecordId, software: Callable[[Actor], Software]
) -> None:
    answers: dict[str, list[Json]] = {}
    for index, preference in enumerate(("", "return=minimal", "return=OperationOutcome", "return=representation")):
        one = note(CAMILLE, by=HADDAD, number=index + 1)
        headers = {"Prefer": preference} if preference else {}
        answer = software(HOSPITAL_SOFTWARE).send("POST", "", bundle(one.entry, one.content), **headers)
        assert (answer.status, answer.headers.get("Preference-Applied")) == (200, preference or None)
        answers[preference] = answer.json["entry"]
    for entries in answers.values():
        assert [one["response"]["status"] for one in entries] == ["201 Created"] * 3
    for short in ("", "return=minimal"):
        assert all(set(one) == {"response"} for one in answers[short])
        assert all("recorded" not in codes_of(one) for one in answers[short]), "only what was left out is told"
    assert [codes_of(one)[-1] for one in answers["return=OperationOutcome"]] == ["recorded"] * 3
    made = {
        one["resource"]["resourceType"]: one
        for one in answers["return=representation"]
        if one.get("resource") is not None
    }
    assert set(made) == {"List", "DocumentReference"}, "the bytes do not come back"
    for kind, entry in made.items():
        number = entry["resource"]["id"]
        assert entry["response"]["location"].startswith(f"{kind}/{number}")
        assert number.startswith(record_id_text(camille))
    read = software(Holder(camille)).get(f"DocumentReference/{made['DocumentReference']['resource']['id']}")
    assert read.json == made["DocumentReference"]["resource"]
