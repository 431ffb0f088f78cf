"""Versions read one by one: those that their reader saw, and no other one ever was (ADR 0016)."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from carnet.core.access.actors import Actor, Holder
from carnet.core.audit.events import AuditEvent
from carnet.core.identifiers import DocumentId, RecordId
from carnet.doors.fhir.identifiers import document_id_text
from carnet.usecases.confidentiality.mask_document import mask_document, unmask_document
from tests.conftest import NOON
from tests.doors.fhir.client import Software
from tests.installation import CAMILLE, HADDAD, HOSPITAL_SOFTWARE, KELLER, Installation, note


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    record = installation.opens(CAMILLE)
    for who in (KELLER, HADDAD):
        installation.authorizes(record, who)
    return record


@pytest.fixture
def report(installation: Installation, camille: RecordId) -> str:
    """The id of a report that the person hid for an hour."""
    document: DocumentId = installation.receives(CAMILLE, note(CAMILLE, by=HADDAD), from_=HADDAD)
    installation.at(NOON + timedelta(hours=1))
    mask_document(camille, document, actor=Holder(camille), env=installation.env)
    installation.at(NOON + timedelta(hours=2))
    unmask_document(camille, document, actor=Holder(camille), env=installation.env)
    return document_id_text(camille, document)


def test_the_person_reads_every_version_with_what_was_hidden_in_it(
    camille: RecordId, report: str, software: Callable[[Actor], Software]
) -> None:
    person = software(Holder(camille))
    history = person.get(f"DocumentReference/{report}/_history").json
    assert (history["type"], history["total"]) == ("history", 3)
    told = [
        (one["resource"]["meta"]["versionId"], one["response"]["etag"], one["request"]["method"])
        for one in history["entry"]
    ]
    assert told == [("3", 'W/"3"', "PATCH"), ("2", 'W/"2"', "PATCH"), ("1", 'W/"1"', "POST")]
    for entry in history["entry"]:
        number = entry["resource"]["meta"]["versionId"]
        one = person.get(f"DocumentReference/{report}/_history/{number}")
        assert (one.json, one.headers["ETag"]) == (entry["resource"], entry["response"]["etag"])
    labels = [{label["coding"][0]["code"] for label in one["resource"]["securityLabel"]} for one in history["entry"]]
    assert labels == [{"N"}, {"N", "MASQUE_PS"}, {"N"}]
    assert history["entry"][0]["resource"] == person.get(f"DocumentReference/{report}").json


def test_a_colleague_reads_one_version_and_no_other_ever_was(
    camille: RecordId, report: str, software: Callable[[Actor], Software]
) -> None:
    assert camille
    doctor = software(KELLER)
    history = doctor.get(f"DocumentReference/{report}/_history").json
    assert [one["resource"] for one in history["entry"]] == [doctor.get(f"DocumentReference/{report}").json]
    assert doctor.get(f"DocumentReference/{report}/_history/1").json == history["entry"][0]["resource"]
    never = doctor.get(f"DocumentReference/{report}/_history/4")
    for number in ("2", "3", "0", "01", "x"):
        hidden = doctor.get(f"DocumentReference/{report}/_history/{number}")
        assert (hidden.status, hidden.body) == (404, never.body)


def test_a_version_that_one_has_is_not_sent_again(report: str, software: Callable[[Actor], Software]) -> None:
    path = f"DocumentReference/{report}/_history/1"
    assert software(KELLER).get(path, **{"If-None-Match": 'W/"1"'}).status == 304


def test_reading_versions_is_a_reading_and_a_line_of_the_history(
    camille: RecordId,
    report: str,
    software: Callable[[Actor], Software],
    traced: Callable[..., list[AuditEvent]],
) -> None:
    for path in (f"DocumentReference/{report}/_history", f"DocumentReference/{report}/_history/1"):
        before = len(traced(camille))
        assert software(KELLER).get(path).status == 200
        (line,) = traced(camille)[before:]
        assert (line.action.value, line.detail) == ("read-document", "versions")
        assert software(HOSPITAL_SOFTWARE).get(path).status == 403


@pytest.mark.parametrize("path", ["DocumentReference/1/_history", "DocumentReference/1/_history/1"])
def test_of_a_document_that_never_was_there_is_no_version(
    path: str, camille: RecordId, software: Callable[[Actor], Software]
) -> None:
    assert camille
    assert software(KELLER).get(path).status == 404
