"""Deposits that enter, in each of the forms that MHD allows."""

import uuid
from collections.abc import Callable

import pytest

from carnet.core.access.actors import Actor, Holder
from carnet.core.documents.submission import NonOpposition
from carnet.core.identifiers import RecordId
from carnet.doors.fhir.identifiers import record_id_text
from carnet.doors.fhir.names import AUTHOR_ORGANIZATION, DESIGNATION_TYPE, NON_OPPOSITION, SOURCE_ID
from carnet.store import records
from carnet.store.context import within
from carnet.store.submissions import read_submission_set
from tests.doors.fhir.client import Json, Software, bundle, document_reference
from tests.doors.fhir.deposits import add, base64_of, changed, in_attachment, in_reference, in_set, put, take
from tests.installation import CAMILLE, GEORGES, HADDAD, HOSPITAL_SOFTWARE, Installation, note
from tests.store.database import Database

pytestmark = pytest.mark.usefixtures("camille")

SOUND = note(CAMILLE, by=HADDAD)
SOUND_BUNDLE = bundle(SOUND.entry, SOUND.content)
PATIENT_URL = f"urn:uuid:{uuid.UUID(int=7)}"


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    return installation.opens(CAMILLE)


@pytest.fixture
def hospital(software: Callable[[Actor], Software]) -> Software:
    return software(HOSPITAL_SOFTWARE)


def patient_entry(person: Json) -> Json:
    return {"fullUrl": PATIENT_URL, "resource": person, "request": {"method": "POST", "url": "Patient"}}


def person_of(value: str) -> Json:
    identifiers = [
        {"system": "urn:oid:1.2.250.1.999.8", "value": "IPP 12"},
        {"system": "urn:oid:1.2.250.1.213.1.4.11", "value": value},
    ]
    return {"resourceType": "Patient", "identifier": identifiers}


def test_the_answer_has_as_many_entries_in_the_same_order_and_says_where_each_is(
    hospital: Software, camille: RecordId
) -> None:
    answer = hospital.post("", SOUND_BUNDLE)
    assert (answer.status, answer.json["type"]) == (200, "transaction-response")
    responses = [entry["response"] for entry in answer.json["entry"]]
    assert [one["status"] for one in responses] == ["201 Created"] * 3
    kinds = [one["location"].split("/")[0] for one in responses]
    assert kinds == ["List", "DocumentReference", "Binary"]
    reference, binary = (one["location"].split("/")[1] for one in responses[1:])
    assert reference == binary
    assert reference.startswith(record_id_text(camille))
    assert {one["lastModified"] for one in responses} == {"2026-11-21T12:00:00.000Z"}


def test_two_documents_in_one_deposit_are_each_where_the_answer_says(
    hospital: Software, camille: RecordId, software: Callable[[Actor], Software]
) -> None:
    other = note(CAMILLE, by=HADDAD, number=2, text="Un second compte rendu.")
    more = bundle(other.entry, other.content)["entry"][1:]
    for index, entry in enumerate(more):
        entry["fullUrl"] = f"urn:uuid:{uuid.UUID(int=20 + index)}"
    more[0]["resource"]["content"][0]["attachment"]["url"] = more[1]["fullUrl"]
    sent = changed(
        SOUND_BUNDLE,
        add(*in_set("entry"), value={"item": {"reference": more[0]["fullUrl"]}}),
        *(add("entry", value=entry) for entry in reversed(more)),
    )
    responses = [entry["response"]["location"] for entry in hospital.post("", sent).json["entry"]]
    holder = software(Holder(camille))
    assert [holder.get(place).body.decode() for place in (responses[2], responses[3])] == [
        "Compte rendu de séjour.",
        "Un second compte rendu.",
    ]


def test_the_patient_may_come_along_in_the_bundle(hospital: Software, camille: RecordId) -> None:
    reference = {"reference": PATIENT_URL}
    sent = changed(
        SOUND_BUNDLE,
        put(*in_set("subject"), value=reference),
        put(*in_reference("subject"), value=reference),
        add("entry", value=patient_entry(person_of(CAMILLE.identifiers[0].value))),
    )
    answer = hospital.post("", sent)
    assert answer.status == 200
    response = answer.json["entry"][3]["response"]
    assert (response["status"], response["location"]) == ("200 OK", f"Patient/{record_id_text(camille)}")


def test_a_patient_who_comes_along_must_be_the_one_whom_the_document_is_about(
    hospital: Software, installation: Installation
) -> None:
    installation.opens(GEORGES)
    sent = changed(
        SOUND_BUNDLE,
        put(*in_reference("subject"), value={"reference": PATIENT_URL}),
        add("entry", value=patient_entry(person_of(GEORGES.identifiers[0].value))),
    )
    answer = hospital.post("", sent)
    assert (answer.status, answer.codes) == (422, ["another-patient"])


def test_the_patient_may_be_contained_or_named_by_the_ins(hospital: Software) -> None:
    person = {**person_of(CAMILLE.identifiers[0].value), "id": "patient"}
    sent = changed(
        SOUND_BUNDLE,
        add(*in_reference("contained"), value=person),
        put(*in_reference("subject"), value={"reference": "#patient"}),
        put(*in_set("subject"), value={"identifier": person["identifier"][1]}),
    )
    assert hospital.post("", sent).status == 200


def test_base64_may_be_cut_into_lines(
    hospital: Software, camille: RecordId, software: Callable[[Actor], Software]
) -> None:
    text = base64_of(SOUND.content)
    lines = "\n".join(text[index : index + 16] for index in range(0, len(text), 16))
    answer = hospital.post("", changed(SOUND_BUNDLE, put("entry", 2, "resource", "data", value=lines)))
    assert answer.status == 200
    read = software(Holder(camille)).get(answer.json["entry"][2]["response"]["location"])
    assert read.body == SOUND.content


SETS: dict[str, tuple[Json, NonOpposition]] = {
    "nothing said of her will": ({}, NonOpposition.BY_PROTOCOL),
    "she did not oppose": ({"url": NON_OPPOSITION, "valueCode": "INO"}, NonOpposition.DECLARED),
    "it was not asked": ({"url": NON_OPPOSITION, "valueCode": "NA"}, NonOpposition.BY_PROTOCOL),
    "something else": ({"url": "https://elsewhere.example", "valueCode": "IO"}, NonOpposition.BY_PROTOCOL),
}


@pytest.mark.parametrize("said", SETS)
@pytest.mark.parametrize("way", ["ITI-65", "ITI-105"])
def test_what_was_said_of_her_will_is_kept(
    way: str,
    said: str,
    hospital: Software,
    camille: RecordId,
    installation: Installation,
    database: Database,
) -> None:
    extension, expected = SETS[said]
    single = document_reference(SOUND.entry, SOUND.content)
    if way == "ITI-65":
        sent = changed(SOUND_BUNDLE, *([add(*in_set("extension"), value=extension)] if extension else []))
        assert hospital.post("", sent).status == 200
    else:
        sent = changed(single, *([add("extension", value=extension)] if extension else []))
        assert hospital.post("DocumentReference", sent).status == 201
    with database.admin() as admin:
        (found,) = admin.execute("select id from submission_set").fetchall()
    number = found[0]
    assert isinstance(number, uuid.UUID)
    with within(camille):
        wrapped = records.wrapped_key(camille)
        assert wrapped is not None
        key = installation.env.keyring.open_record_key(wrapped, record=camille.bytes)
        kept = read_submission_set(camille, number, record_key=key)
    assert kept is not None
    assert kept.non_opposition is expected


def test_the_structure_that_sends_may_stand_in_the_extension_of_mhd(hospital: Software) -> None:
    structure = {"resourceType": "Organization", "id": "chu", "name": "CHU des Deux-Rives"}
    source = {"extension": [{"url": AUTHOR_ORGANIZATION, "valueReference": {"reference": "#chu"}}]}
    sent = changed(SOUND_BUNDLE, add(*in_set("contained"), value=structure), put(*in_set("source"), value=source))
    assert hospital.post("", sent).status == 200


def test_a_submission_set_may_have_other_identifiers_and_say_little(hospital: Software) -> None:
    official = {
        "use": "official",
        "system": "urn:ietf:rfc:3986",
        "value": "urn:uuid:00000000-0000-4000-8000-000000000000",
    }
    sent = changed(
        SOUND_BUNDLE,
        put(*in_set("identifier"), value=[official]),
        take(*in_attachment("language")),
        take(*in_reference("date")),
    )
    assert hospital.post("", sent).status == 200


def concept(code: str) -> Json:
    return {"coding": [{"system": "urn:oid:1.2.250.1.999.4", "code": code}]}


def test_who_sends_all_that_the_profile_wants_is_told_nothing_besides(hospital: Software) -> None:
    source = {**person_of(CAMILLE.identifiers[0].value), "id": "source"}
    context = {
        "period": {"start": "2026-11-20T09:00:00+01:00"},
        "facilityType": concept("SA01"),
        "practiceSetting": concept("ETABLISSEMENT"),
        "sourcePatientInfo": {"reference": "#source"},
    }
    complete = changed(
        SOUND_BUNDLE,
        put(*in_set("title"), value="Dépôt du CHU"),
        add(*in_set("extension"), value={"url": DESIGNATION_TYPE, "valueCodeableConcept": concept("04")}),
        add(*in_set("extension"), value={"url": SOURCE_ID, "valueIdentifier": {"value": "urn:oid:1.2.3"}}),
        add(*in_reference("contained"), value=source),
        put(*in_reference("custodian"), value={"display": "CHU des Deux-Rives"}),
        put(*in_reference("context"), value=context),
        put(*in_reference("content", 0, "format"), value=concept("urn:ihe:x")["coding"][0]),
    )
    answer = hospital.post("", complete)
    assert answer.status == 200
    assert [entry["response"].get("outcome") for entry in answer.json["entry"]] == [None] * 3
    bare = changed(SOUND_BUNDLE, put(*in_reference("masterIdentifier", "value"), value="urn:oid:1.2.4"))
    bare["entry"][0]["resource"]["identifier"][0]["value"] = "urn:oid:1.2.5"
    told = hospital.post("", bare).json["entry"][0]["response"]["outcome"]["issue"]
    assert {issue["severity"] for issue in told} == {"warning"}
