"""The forms of a deposit that MHD leaves open – minimal, uncontained, with folders, recipients – and what is told."""

from collections.abc import Callable

import pytest

from carnet.core.access.actors import Actor, Holder
from carnet.core.identifiers import RecordId
from carnet.doors.fhir.identifiers import read_document_id, record_id_text
from tests.doors.fhir.client import Answer, Json, Software, bundle
from tests.doors.fhir.deposits import SET, add, changed, in_reference, in_set, put, take
from tests.doors.fhir.wrong_bundles import FOLDER, MORE, extra
from tests.installation import CAMILLE, HADDAD, HOSPITAL_SOFTWARE, Installation, note

SOUND = note(CAMILLE, by=HADDAD)
SOUND_BUNDLE = bundle(SOUND.entry, SOUND.content)
MHD = "https://profiles.ihe.net/ITI/MHD/StructureDefinition/"
RPPS = "urn:oid:1.2.250.1.71.4.2.1"


@pytest.fixture
def hospital(installation: Installation, software: Callable[[Actor], Software]) -> Software:
    installation.opens(CAMILLE)
    return software(HOSPITAL_SOFTWARE)


def told(answer: Answer, entry: int) -> list[str]:
    assert answer.status == 200, answer.body
    issues = answer.json["entry"][entry]["response"].get("outcome", {}).get("issue", [])
    return [one["details"]["coding"][0]["code"] for one in issues]


@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_a_folder_is_left_out_and_its_sender_is_told(hospital: Software, method: str) -> None:
    answer = hospital.post("", changed(SOUND_BUNDLE, extra(FOLDER, method=method)))
    assert told(answer, 3) == ["PartialFolderContentNotProcessed"]
    assert "location" not in answer.json["entry"][3]["response"]
    named = changed(
        SOUND_BUNDLE,
        extra(FOLDER, method=method),
        add(*in_set("entry"), value={"item": {"reference": MORE}}),
        put(*in_reference("masterIdentifier", "value"), value="urn:oid:1.2.4"),
        put(*in_set("identifier", 0, "value"), value="urn:oid:1.2.5"),
    )
    assert told(hospital.post("", named), 3) == ["PartialFolderContentNotProcessed"]


@pytest.mark.parametrize(
    "url",
    [
        f"{MHD}ihe-intendedRecipient",
        "https://interop.esante.gouv.fr/ig/fhir/pdsm/StructureDefinition/pdsm-ext-intended-recipient",
    ],
)
def test_nobody_is_sent_a_deposit_and_its_sender_is_told(hospital: Software, url: str) -> None:
    who = {"identifier": {"system": RPPS, "value": "899700000025"}}
    answer = hospital.post(
        "", changed(SOUND_BUNDLE, add(*in_set("extension"), value={"url": url, "valueReference": who}))
    )
    assert "UnknownRecipient" in told(answer, SET)


@pytest.mark.parametrize("variant", ["Minimal", "Comprehensive", "UnContained.Comprehensive"])
def test_each_variant_of_ihe_enters_as_that_of_france_does(
    hospital: Software, software: Callable[[Actor], Software], variant: str
) -> None:
    logical = {"identifier": {"system": RPPS, "value": HADDAD.identifier.value}}
    sent = changed(
        SOUND_BUNDLE,
        put("meta", value={"profile": [f"{MHD}IHE.MHD.{variant}.ProvideBundle"]}),
        put(*in_reference("author"), value=[logical]),
        put(*in_reference("authenticator"), value=logical),
        put(*in_set("source"), value=logical),
        take(*in_reference("contained")),
        take(*in_reference("content", 0, "attachment", "title")),
        take(*in_reference("category")),
        take(*in_reference("date")),
    )
    answer = hospital.post("", sent)
    assert answer.status == 200, answer.body
    assert [one["response"].get("etag") for one in answer.json["entry"]] == [None, 'W/"1"', None]
    record = _record(answer)
    listed = software(Holder(record)).get(f"DocumentReference?patient={record_id_text(record)}&status=current")
    (found,) = listed.documents
    assert found["content"][0]["attachment"]["title"]


def _record(answer: Answer) -> RecordId:
    read = read_document_id(answer.json["entry"][1]["response"]["location"].split("/")[1])
    assert read is not None
    return read[0]


def test_the_deposit_that_is_answered_is_read_as_a_list(
    hospital: Software, software: Callable[[Actor], Software]
) -> None:
    answer = hospital.post("", SOUND_BUNDLE)
    location = answer.json["entry"][SET]["response"]["location"]
    shown: Json = software(Holder(_record(answer))).get(location).json
    item = shown["entry"][0]["item"]["reference"].rpartition("/fhir/")[2]
    assert item == answer.json["entry"][1]["response"]["location"].partition("/_history")[0]
