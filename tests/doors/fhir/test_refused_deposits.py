"""Deposits that can be read and may not enter: told why, written down with their codes, and nothing stored."""

from collections.abc import Callable

import pytest

from carnet.core.access.actors import Actor, Holder
from carnet.core.audit.events import AuditEvent
from carnet.core.identifiers import NOBODYS_RECORD, RecordId
from carnet.doors.fhir.names import NON_OPPOSITION
from carnet.usecases.record.close_record import Closed, close_record
from tests.doors.fhir.client import Software, bundle, document_reference, subject_of
from tests.doors.fhir.deposits import add, changed, in_reference, in_set, letter, put
from tests.doors.fhir.wrong_bundles import SOUND, SOUND_BUNDLE, WRONG_BUNDLES, WRONG_PUBLICATIONS
from tests.installation import CAMILLE, GEORGES, HOSPITAL_SOFTWARE, Installation

pytestmark = pytest.mark.usefixtures("camille")


@pytest.fixture
def georges(installation: Installation) -> RecordId:
    return installation.opens(GEORGES)


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    return installation.opens(CAMILLE)


@pytest.fixture
def hospital(software: Callable[[Actor], Software]) -> Software:
    return software(HOSPITAL_SOFTWARE)


@pytest.mark.parametrize("why", WRONG_BUNDLES)
def test_a_deposit_does_not_enter_when(
    why: str,
    hospital: Software,
    camille: RecordId,
    georges: RecordId,
    traced: Callable[..., list[AuditEvent]],
    rows: Callable[[], dict[str, int]],
) -> None:
    changes, codes = WRONG_BUNDLES[why]
    answer = hospital.post("", changed(SOUND_BUNDLE, *changes))
    assert (answer.status, sorted(set(answer.codes))) == (422, codes)
    assert set(rows().values()) == {0}
    lines = [event for record in (NOBODYS_RECORD, camille, georges) for event in traced(record)]
    told = [event.detail for event in lines if event.outcome.value == "defective"]
    assert told == [" ".join(codes)]


def test_the_same_deposit_enters_once_it_is_mended(hospital: Software, rows: Callable[[], dict[str, int]]) -> None:
    assert hospital.post("", SOUND_BUNDLE).status == 200
    assert rows() == {"submission_set": 1, "document": 1, "document_version": 1, "association": 0}


def test_a_cda_about_somebody_else_does_not_enter(hospital: Software, rows: Callable[[], dict[str, int]]) -> None:
    about_georges = letter(GEORGES)
    wrong = changed(
        bundle(about_georges.entry, about_georges.content),
        put(*in_set("subject"), value=subject_of(CAMILLE.identifiers[0])),
        put(*in_reference("subject"), value=subject_of(CAMILLE.identifiers[0])),
    )
    answer = hospital.post("", wrong)
    assert (answer.status, answer.codes) == (422, ["patient-differs"])
    assert set(rows().values()) == {0}


def test_a_deposit_that_the_person_opposed_does_not_enter(
    hospital: Software,
    camille: RecordId,
    traced: Callable[..., list[AuditEvent]],
    rows: Callable[[], dict[str, int]],
) -> None:
    opposed = {"url": NON_OPPOSITION, "valueCode": "IO"}
    single = document_reference(SOUND.entry, SOUND.content)
    for answer in (
        hospital.post("", changed(SOUND_BUNDLE, add(*in_set("extension"), value=opposed))),
        hospital.post("DocumentReference", changed(single, add("extension", value=opposed))),
    ):
        assert (answer.status, answer.codes) == (403, ["opposed"])
    assert set(rows().values()) == {0}
    assert [(event.outcome.value, event.rules) for event in traced(camille)[1:]] == [("refused", ("FEE-01",))] * 2


def test_no_record_and_a_closed_one_get_the_same_answer(
    hospital: Software,
    installation: Installation,
    camille: RecordId,
    traced: Callable[..., list[AuditEvent]],
    rows: Callable[[], dict[str, int]],
) -> None:
    closed = close_record(camille, reason="holder-asks", actor=Holder(camille), env=installation.env)
    assert isinstance(closed, Closed)
    nobody = {"reference": "Patient?identifier=urn:oid:1.2.250.1.213.1.4.11|269054958815780"}
    unknown = changed(SOUND_BUNDLE, put(*in_set("subject"), value=nobody), put(*in_reference("subject"), value=nobody))
    answers = [hospital.post("", one) for one in (SOUND_BUNDLE, unknown)]
    assert {(one.status, one.body, str(one.headers)) for one in answers} == {
        (403, answers[0].body, str(answers[0].headers))
    }
    assert answers[0].codes == ["not-feedable"]
    assert set(rows().values()) == {0}
    assert [(event.outcome.value, event.rules) for event in traced(camille)[-1:]] == [("refused", ("REC-01",))]
    assert [(event.outcome.value, event.rules) for event in traced()[-1:]] == [("refused", ("REC-02",))]


def test_a_type_that_is_the_insurers_alone_is_refused_to_everybody_else(hospital: Software) -> None:
    wrong = changed(SOUND_BUNDLE, put(*in_reference("type", "coding", 0, "code"), value="REMB"))
    answer = hospital.post("", wrong)
    assert (answer.status, answer.codes) == (403, ["not-allowed"])


@pytest.mark.parametrize("why", WRONG_PUBLICATIONS)
def test_a_simplified_publication_does_not_enter_when(
    why: str, hospital: Software, rows: Callable[[], dict[str, int]]
) -> None:
    changes, codes = WRONG_PUBLICATIONS[why]
    answer = hospital.post("DocumentReference", changed(document_reference(SOUND.entry, SOUND.content), *changes))
    assert (answer.status, sorted(set(answer.codes))) == (422, codes)
    assert set(rows().values()) == {0}


def test_a_label_among_others_still_hides_the_document(
    hospital: Software, software: Callable[[Actor], Software], camille: RecordId
) -> None:
    hidden = changed(
        SOUND_BUNDLE, add(*in_reference("securityLabel", 0, "coding"), value={"code": "INVISIBLE_PATIENT"})
    )
    assert hospital.post("", hidden).status == 200
    search = f"patient.identifier=urn:oid:{CAMILLE.identifiers[0].system.value}|{CAMILLE.identifiers[0].value}"
    assert software(Holder(camille)).search("DocumentReference", f"{search}&status=current").json["total"] == 0
