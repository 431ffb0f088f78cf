"""The same document sent twice, one time after the other or both at once: it is there once, and its sender knows."""

from collections.abc import Callable

import pytest

from carnet.core.access.actors import Actor, Holder
from carnet.core.audit.events import AuditEvent
from carnet.doors.fhir.identifiers import record_id_text
from tests.doors.fhir.client import Answer, Software, bundle, document_reference
from tests.doors.fhir.deposits import changed, in_set, put, take
from tests.installation import CAMILLE, GEORGES, HADDAD, HOSPITAL_SOFTWARE, KELLER, Installation, note
from tests.store.test_races import at_once

SOUND = note(CAMILLE, by=HADDAD)
SOUND_BUNDLE = bundle(SOUND.entry, SOUND.content)
ONE_DOCUMENT = {"submission_set": 1, "document": 1, "document_version": 1, "association": 0}


def test_a_document_sent_again_is_a_conflict_and_not_a_second_document(
    installation: Installation,
    software: Callable[[Actor], Software],
    rows: Callable[[], dict[str, int]],
    traced: Callable[..., list[AuditEvent]],
) -> None:
    record = installation.opens(CAMILLE)
    hospital = software(HOSPITAL_SOFTWARE)
    assert hospital.post("", SOUND_BUNDLE).status == 200
    again = [
        hospital.post("", SOUND_BUNDLE),
        hospital.post("", changed(SOUND_BUNDLE, put(*in_set("identifier", 0, "value"), value="urn:oid:1.2.3"))),
        hospital.post("DocumentReference", document_reference(SOUND.entry, SOUND.content)),
    ]
    assert [(answer.status, answer.codes) for answer in again] == [(409, ["already-deposited"])] * 3
    assert rows() == ONE_DOCUMENT
    told = [(event.outcome.value, event.detail) for event in traced(record)[1:]]
    assert told == [("done", "")] + [("defective", "already-deposited")] * 3


def test_the_line_of_a_conflict_is_as_hidden_as_the_document_that_it_is_about(
    installation: Installation, software: Callable[[Actor], Software]
) -> None:
    record = installation.opens(CAMILLE)
    hospital, holder = software(HOSPITAL_SOFTWARE), software(Holder(record))
    hidden = {"coding": [{"code": "N"}, {"code": "INVISIBLE_PATIENT"}]}
    unannounced = changed(SOUND_BUNDLE, put("entry", 1, "resource", "securityLabel", value=[hidden]))
    assert [hospital.post("", unannounced).status for _ in range(2)] == [200, 409]
    lines = holder.get(f"AuditEvent?patient={record_id_text(record)}&date=ge2020&date=lt2030").json["entry"]
    told = [line["resource"]["subtype"][1]["code"] for line in lines]
    assert told == ["read-access-history", "open-record"]


def test_two_structures_may_give_the_same_uniqueid_to_two_documents(
    installation: Installation, software: Callable[[Actor], Software], rows: Callable[[], dict[str, int]]
) -> None:
    installation.opens(CAMILLE)
    assert [software(who).post("", SOUND_BUNDLE).status for who in (HOSPITAL_SOFTWARE, KELLER)] == [200, 200]
    assert rows()["document"] == 2


def test_one_uniqueid_in_two_records_is_two_documents(
    installation: Installation, software: Callable[[Actor], Software], rows: Callable[[], dict[str, int]]
) -> None:
    hospital = software(HOSPITAL_SOFTWARE)
    for person in (CAMILLE, GEORGES):
        installation.opens(person)
        one = note(person, by=HADDAD)
        assert hospital.post("", bundle(one.entry, one.content)).status == 200
    assert rows()["document"] == 2


def test_submission_sets_without_a_uniqueid_are_told_apart(
    installation: Installation, software: Callable[[Actor], Software], rows: Callable[[], dict[str, int]]
) -> None:
    installation.opens(CAMILLE)
    hospital = software(HOSPITAL_SOFTWARE)
    for number in (1, 2):
        one = note(CAMILLE, by=HADDAD, number=number)
        answer = hospital.post("", changed(bundle(one.entry, one.content), take(*in_set("identifier"))))
        assert answer.status == 200
    assert rows()["submission_set"] == 2


@pytest.mark.parametrize("attempt", range(3))
@pytest.mark.parametrize("path", ["", "DocumentReference"])
def test_of_the_same_document_sent_twice_at_once_one_enters_and_one_is_a_conflict(
    path: str,
    attempt: int,
    installation: Installation,
    software: Callable[[Actor], Software],
    rows: Callable[[], dict[str, int]],
    traced: Callable[..., list[AuditEvent]],
) -> None:
    record = installation.opens(CAMILLE)
    both = [software(HOSPITAL_SOFTWARE), software(HOSPITAL_SOFTWARE)]
    one = note(CAMILLE, by=HADDAD, number=attempt)
    sent = bundle(one.entry, one.content) if not path else document_reference(one.entry, one.content)

    def sending(sender: Software) -> Callable[[], Answer]:
        return lambda: sender.post(path, sent)

    answers = at_once([sending(sender) for sender in both])
    assert sorted(answer.status for answer in answers) == [201 if path else 200, 409]
    assert rows() == ONE_DOCUMENT
    assert sorted(event.outcome.value for event in traced(record)[1:]) == ["defective", "done"]
