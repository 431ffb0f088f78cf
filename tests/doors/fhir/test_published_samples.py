"""The examples of the draft « PDSm for the DMP » through the door: refused for their true faults, mended they enter."""

import json
from collections.abc import Callable

import pytest

from carnet.core.access.actors import Actor, Holder
from carnet.core.identifiers import PractitionerId, RecordId
from carnet.doors.fhir.identifiers import document_id_text, record_id_text
from tests.doors.fhir.client import Json, Software, bundle, subject_of
from tests.doors.fhir.deposits import Change, changed, in_attachment, in_reference, in_set, letter, put
from tests.installation import CAMILLE, HADDAD, Installation
from tests.shared_samples import SHARED, needs_samples

BUNDLES = ["Bundle-example-td2-iti65-lot-soumission.json", "Bundle-example-td2-1-remplacement.json"]


def published(name: str) -> Json:
    read: Json = json.loads((SHARED / "samples" / "fhir" / name).read_text())
    return read


def mended(number: int) -> tuple[Change, ...]:
    """What makes an example true: the INS of somebody, and a document that is one, under its own metadata."""
    ours = letter(CAMILLE, number=number)
    sound = bundle(ours.entry, ours.content)
    reference, content = sound["entry"][1]["resource"], sound["entry"][2]["resource"]
    subject = subject_of(CAMILLE.identifiers[0])

    def replace_bytes(example: Json) -> None:
        binary = next(one for one in example["entry"] if one["resource"]["resourceType"] == "Binary")
        binary["resource"]["data"] = content["data"]

    attachment = reference["content"][0]["attachment"]
    return (
        put(*in_set("subject"), value=subject),
        put(*in_reference("subject"), value=subject),
        put(*in_reference("category"), value=reference["category"]),
        put(*in_reference("masterIdentifier"), value=reference["masterIdentifier"]),
        *(put(*in_attachment(name), value=attachment[name]) for name in ("size", "hash", "creation", "contentType")),
        replace_bytes,
        *(
            put("entry", index, "resource", "contained", 1, "identifier", 0, "value", value=HADDAD.identifier.value)
            for index in (0, 1)
        ),
    )


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    return installation.opens(CAMILLE)


@needs_samples
@pytest.mark.parametrize("name", BUNDLES)
def test_an_example_is_refused_for_the_key_of_its_ins(
    name: str, camille: RecordId, software: Callable[[Actor], Software]
) -> None:
    assert camille
    answer = software(HADDAD).post("", published(name))
    assert (answer.status, answer.codes) == (422, ["wrong-ins-key", "wrong-ins-key"])


@needs_samples
def test_the_example_of_a_deposit_enters_once_it_is_about_somebody(
    camille: RecordId, software: Callable[[Actor], Software]
) -> None:
    example = changed(published(BUNDLES[0]), *mended(1))
    answer = software(HADDAD).post("", example)
    assert answer.status == 200, answer.body
    assert [entry["response"]["status"] for entry in answer.json["entry"]] == ["201 Created"] * 3
    warnings = answer.json["entry"][0]["response"]["outcome"]["issue"]
    assert {issue["details"]["coding"][0]["code"] for issue in warnings} == {"missing-element"}
    (document,) = (
        software(Holder(camille)).get(f"DocumentReference?patient={record_id_text(camille)}&status=current").documents
    )
    assert document["context"]["facilityType"]["coding"][0]["code"] == "22232009"


@needs_samples
def test_the_example_of_a_replacement_enters_once_it_names_what_it_replaces(
    installation: Installation, camille: RecordId, software: Callable[[Actor], Software]
) -> None:
    old = letter(CAMILLE, number=1)
    document = document_id_text(camille, installation.receives(CAMILLE, old, from_=HADDAD))
    new = letter(CAMILLE, number=2, replaces=old.entry.unique_id)
    url = f"DocumentReference/{document}"
    naming = (
        put(*in_reference("relatesTo", 0, "target"), value={"reference": url}),
        put("entry", 2, "request", "url", value=url),
    )
    with_its_own_text = bundle(new.entry, new.content)["entry"]
    example = changed(published(BUNDLES[1]), *mended(2), *naming)
    example["entry"][3]["resource"]["data"] = with_its_own_text[2]["resource"]["data"]
    for name in ("size", "hash"):
        value = with_its_own_text[1]["resource"]["content"][0]["attachment"][name]
        put(*in_attachment(name), value=value)(example)
    answer = software(HADDAD).post("", example)
    assert answer.status == 200, answer.body
    statuses = [entry["response"]["status"] for entry in answer.json["entry"]]
    assert statuses == ["201 Created", "201 Created", "200 OK", "201 Created"]
    read = software(Holder(camille)).get(url).json
    assert read["status"] == "superseded"
    assert PractitionerId(HADDAD.identifier.value) in old.entry.written_by()
