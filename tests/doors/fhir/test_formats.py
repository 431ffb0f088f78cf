"""JSON and XML at every interaction: what is sent in one comes back in the other, and errors name the remedy."""

import gzip
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings

from carnet.core.access.actors import Actor, Holder
from carnet.core.audit.events import AuditEvent
from carnet.core.identifiers import RecordId
from carnet.doors.fhir.identifiers import record_id_text
from carnet.formats.fhir.xml_write import write_xml
from tests.doors.fhir.client import Software, bundle, document_reference
from tests.doors.fhir.openings import opening_of
from tests.installation import CAMILLE, GEORGES, HADDAD, HOSPITAL_SOFTWARE, KELLER, Installation, note

XML, JSON = "application/fhir+xml", "application/fhir+json"
SOUND = note(CAMILLE, by=HADDAD)


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    record = installation.opens(CAMILLE)
    installation.authorizes(record, KELLER)
    return record


def test_a_deposit_in_xml_is_read_in_json_and_the_other_way_round(
    camille: RecordId, software: Callable[[Actor], Software]
) -> None:
    hospital, doctor = software(HOSPITAL_SOFTWARE), software(KELLER)
    sent = bundle(SOUND.entry, SOUND.content)
    deposited = hospital.ask("POST", "", write_xml(sent), content_type=XML)
    assert (deposited.status, deposited.headers["Content-Type"]) == (200, f"{XML}; charset=utf-8")
    assert deposited.resource["type"] == "transaction-response"
    search = f"DocumentReference?patient={record_id_text(camille)}&status=current"
    as_json, as_xml = doctor.get(search), doctor.get(search, Accept=XML)
    assert (as_json.headers["Content-Type"], as_xml.headers["Content-Type"]) == (
        f"{JSON}; charset=utf-8",
        f"{XML}; charset=utf-8",
    )
    assert as_xml.resource == as_json.resource
    (document,) = as_json.documents
    for path in (f"DocumentReference/{document['id']}", f"Binary/{document['id']}"):
        assert doctor.get(path, Accept=XML).resource == doctor.get(path, Accept=JSON).resource
    single = note(CAMILLE, by=HADDAD, number=2)
    created = software(HADDAD).ask(
        "POST",
        "DocumentReference",
        write_xml(document_reference(single.entry, single.content)),
        content_type="text/xml",
        Accept=JSON,
    )
    assert (created.status, created.json["status"]) == (201, "current")


def test_every_reading_says_the_same_in_both(
    camille: RecordId, installation: Installation, software: Callable[[Actor], Software]
) -> None:
    installation.receives(CAMILLE, SOUND, from_=HADDAD)
    patient = record_id_text(camille)
    for who, path in (
        (Holder(camille), f"AuditEvent?patient={patient}&date=ge2020&date=lt2026-11-22"),
        (KELLER, f"Patient?_id={patient}"),
        (KELLER, "DocumentReference?status=never"),
        (KELLER, f"DocumentReference?patient={patient}&status=current&colour=red"),
        (KELLER, "Nothing"),
        (KELLER, "metadata"),
    ):
        one, other = software(who).get(path, Accept=JSON), software(who).get(path, Accept=XML)
        assert (one.status, one.headers["Content-Type"][:20]) == (other.status, JSON[:20])
        first, second = one.resource, other.resource
        # The trace of the first reading is a line that the second one sees.
        if not path.startswith("AuditEvent"):
            assert first == second
        else:
            assert second["total"] == first["total"] + 1


def test_a_record_is_opened_in_xml(installation: Installation, software: Callable[[Actor], Software]) -> None:
    assert installation
    answer = software(HOSPITAL_SOFTWARE).ask(
        "POST", "Patient/$open", write_xml(opening_of(GEORGES)), content_type="application/xml"
    )
    assert (answer.status, answer.codes) == (403, ["card-needed"])
    assert answer.headers["Card-Challenge"]


WANTED: dict[str, tuple[str, dict[str, str], str]] = {
    "nothing said": ("", {}, JSON),
    "anything": ("", {"Accept": "*/*"}, JSON),
    "XML": ("", {"Accept": XML}, XML),
    "XML by its plain name": ("", {"Accept": "application/xml"}, XML),
    "XML as text": ("", {"Accept": "text/xml"}, XML),
    "JSON by its plain name": ("", {"Accept": "application/json"}, JSON),
    "this version": ("", {"Accept": f"{XML}; fhirVersion=4.0"}, XML),
    "another version or this one": ("", {"Accept": f"{XML}; fhirVersion=5.0, {JSON}; fhirVersion=4.0"}, JSON),
    "rather XML": ("", {"Accept": f"{JSON};q=0.5, {XML};q=0.9"}, XML),
    "no JSON": ("", {"Accept": f"{JSON};q=0, {XML}"}, XML),
    "a browser": ("", {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}, XML),
    "by the address": ("_format=xml", {"Accept": JSON}, XML),
    "by the address, in full": ("_format=application%2Ffhir%2Bjson", {"Accept": XML}, JSON),
    "by the address, with a bare plus sign": ("_format=application/fhir+xml", {}, XML),
}


@pytest.mark.parametrize("what", WANTED)
def test_a_client_is_answered_in_the_format_that_it_asks_for(
    what: str, installation: Installation, software: Callable[[Actor], Software]
) -> None:
    assert installation
    query, headers, expected = WANTED[what]
    answer = software(KELLER).get(f"metadata?{query}", **headers)
    assert (answer.status, answer.headers["Content-Type"]) == (200, f"{expected}; charset=utf-8")


@pytest.mark.parametrize(
    ("query", "accept"),
    [("", "text/turtle"), ("", "application/fhir+json; fhirVersion=5.0"), ("_format=ttl", ""), ("_format=html", "*/*")],
)
def test_a_format_that_nobody_writes_here_is_told_with_those_that_are(
    query: str,
    accept: str,
    camille: RecordId,
    software: Callable[[Actor], Software],
    traced: Callable[..., list[AuditEvent]],
) -> None:
    headers = {"Accept": accept} if accept else {}
    before = len(traced(camille))
    answer = software(KELLER).get(
        f"DocumentReference?patient={record_id_text(camille)}&status=current&{query}", **headers
    )
    assert (answer.status, answer.codes) == (406, ["format-not-acceptable"])
    assert XML in answer.json["issue"][0]["diagnostics"]
    assert len(traced(camille)) == before, "nothing was read"


def test_a_deposit_whose_answer_nobody_can_write_is_not_stored(
    camille: RecordId, software: Callable[[Actor], Software], rows: Callable[[], dict[str, int]]
) -> None:
    assert camille
    body = json.dumps(bundle(SOUND.entry, SOUND.content)).encode()
    assert software(HADDAD).ask("POST", "", body, Accept="text/turtle").status == 406
    assert set(rows().values()) == {0}


def test_a_search_is_sent_as_a_form_and_its_format_may_stand_in_it(
    camille: RecordId, software: Callable[[Actor], Software]
) -> None:
    form = f"patient={record_id_text(camille)}&status=current"
    assert software(KELLER).search("DocumentReference", f"{form}&_format=xml").resource["type"] == "searchset"
    wrong = software(KELLER).ask("POST", "DocumentReference/_search", form.encode(), content_type=JSON)
    assert (wrong.status, wrong.codes) == (415, ["unsupported-media-type"])
    by_address = software(KELLER).ask("POST", f"DocumentReference/_search?{form}", b"", content_type="")
    assert by_address.status == 200


def test_an_error_comes_in_the_format_that_was_wanted(camille: RecordId, software: Callable[[Actor], Software]) -> None:
    assert camille
    for method, path in (("GET", "Nothing"), ("DELETE", "metadata"), ("GET", "Patient?identifier=x")):
        answer = software(KELLER).ask(method, path, Accept=XML)
        assert answer.headers["Content-Type"].startswith(XML)
        assert answer.resource["resourceType"] == "OperationOutcome"
    assert Software(None).get("Patient?identifier=x", Accept=XML).resource["issue"][0]["code"] == "login"


def test_an_answer_may_be_indented(camille: RecordId, software: Callable[[Actor], Software]) -> None:
    search = f"DocumentReference?patient={record_id_text(camille)}&status=current&_pretty=true"
    assert b'\n  "resourceType"' in software(KELLER).get(search).body
    assert b"\n  <type" in software(KELLER).get(search, Accept=XML).body
    assert software(KELLER).get(search.replace("true", "perhaps")).codes == ["bad-pretty"]


def test_a_long_answer_is_compressed_for_whoever_takes_gzip(
    camille: RecordId, installation: Installation, software: Callable[[Actor], Software]
) -> None:
    installation.receives(CAMILLE, SOUND, from_=HADDAD)
    search = f"DocumentReference?patient={record_id_text(camille)}&status=current"
    doctor = software(KELLER)
    plain = doctor.get(search)
    assert "Content-Encoding" not in plain.headers
    packed = doctor.get(search, **{"Accept-Encoding": "br;q=1, gzip;q=0.5"})
    assert (packed.headers["Content-Encoding"], gzip.decompress(packed.body)) == ("gzip", plain.body)
    assert doctor.get(search, **{"Accept-Encoding": "gzip;q=0"}).body == plain.body
    assert doctor.get("Nothing", **{"Accept-Encoding": "gzip"}).json["issue"], "a short one is not"


def test_a_deposit_may_be_compressed(camille: RecordId, software: Callable[[Actor], Software]) -> None:
    assert camille
    body = gzip.compress(json.dumps(bundle(SOUND.entry, SOUND.content)).encode())
    assert software(HADDAD).ask("POST", "", body, **{"Content-Encoding": "gzip"}).status == 200


@pytest.mark.parametrize(
    ("encoding", "body", "status", "code"),
    [
        ("gzip", b"{}", 400, "broken-gzip"),
        ("gzip", gzip.compress(b"{}")[:-3], 400, "broken-gzip"),
        ("gzip", gzip.compress(b"{}") + b"more", 400, "broken-gzip"),
        ("gzip", gzip.compress(b" " * 10_000), 413, "request-too-large"),
        ("br", b"{}", 415, "unsupported-content-encoding"),
    ],
    ids=["not gzip", "cut short", "followed by more", "a bomb", "another way"],
)
def test_a_body_that_cannot_be_unpacked_is_refused_and_written_down(
    encoding: str,
    body: bytes,
    status: int,
    code: str,
    camille: RecordId,
    software: Callable[[Actor], Software],
    monkeypatch: pytest.MonkeyPatch,
    traced: Callable[..., list[AuditEvent]],
) -> None:
    assert camille
    monkeypatch.setattr(settings, "DATA_UPLOAD_MAX_MEMORY_SIZE", 5_000)
    answer = software(HADDAD).ask("POST", "", body, **{"Content-Encoding": encoding})
    assert (answer.status, answer.codes) == (status, [code])
    assert traced()[-1].detail == code


def test_the_number_that_a_client_gives_its_request_comes_back(
    camille: RecordId, software: Callable[[Actor], Software]
) -> None:
    assert camille
    answer: Any = software(KELLER).get("metadata", **{"X-Request-Id": "a-1.b_2"})
    assert answer.headers["X-Request-Id"] == "a-1.b_2"
    for odd in ("a b", "é", "x" * 65, ""):
        assert "X-Request-Id" not in software(KELLER).get("metadata", **{"X-Request-Id": odd}).headers
