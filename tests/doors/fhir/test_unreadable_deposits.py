"""Requests that are no deposit: told what is wrong, written down in nobody's record, and nothing stored."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import LazySettings, settings

from carnet.core.access.actors import Actor
from carnet.core.audit.events import AuditEvent
from tests.doors.fhir.client import Answer, Software, bundle, document_reference
from tests.doors.fhir.deposits import add, changed, put, take
from tests.installation import CAMILLE, HOSPITAL, HOSPITAL_SOFTWARE, Installation, note

SOUND = note(CAMILLE)
SOUND_BUNDLE = bundle(SOUND.entry, SOUND.content)
SOUND_BODY = json.dumps(SOUND_BUNDLE).encode()

UNREADABLE: dict[str, tuple[bytes, int, str]] = {
    "nothing": (b"", 400, "malformed-json"),
    "half a bundle": (SOUND_BODY[: len(SOUND_BODY) // 2], 400, "malformed-json"),
    "FHIR as XML": (b'<Bundle xmlns="http://hl7.org/fhir"/>', 400, "malformed-json"),
    "a form": (b"patient=1&status=current", 400, "malformed-json"),
    "bytes that are no text": (b'{"resourceType": "\xff"}', 400, "not-utf-8"),
    "a list": (b"[]", 400, "not-an-object"),
    "a key twice": (b'{"resourceType":"Bundle","type":"batch",' + SOUND_BODY[1:], 400, "duplicate-key"),
    "a key twice, deep inside": (
        SOUND_BODY.replace(b'"contentType": ', b'"contentType": "text/html", "contentType": ', 1),
        400,
        "duplicate-key",
    ),
    "a tower of brackets": (b'{"resourceType":"Bundle","entry":' + b"[" * 100_000, 400, "too-deep"),
    "extensions in extensions": (
        b'{"resourceType":"Bundle","x":' + b'{"x":' * 200 + b"1" + b"}" * 201,
        400,
        "too-deep",
    ),
    "a number without end": (b'{"resourceType":"Bundle","total":1' + b"0" * 400 + b"}", 400, "number-too-long"),
}


@pytest.fixture
def hospital(installation: Installation, software: Callable[[Actor], Software]) -> Software:
    installation.opens(CAMILLE)
    return software(HOSPITAL_SOFTWARE)


def defective(traced: list[AuditEvent]) -> list[tuple[str, str, str]]:
    """What was written down of what could not be read."""
    return [
        (event.actor.identifier, event.action.value, event.detail)
        for event in traced
        if event.outcome.value == "defective"
    ]


@pytest.mark.parametrize("what", UNREADABLE)
@pytest.mark.parametrize("path", ["", "DocumentReference"])
def test_a_hospital_that_sends_what_nobody_can_read_is_told_why(
    what: str,
    path: str,
    hospital: Software,
    traced: Callable[..., list[AuditEvent]],
    rows: Callable[[], dict[str, int]],
) -> None:
    body, status, code = UNREADABLE[what]
    answer = hospital.post(path, body)
    assert (answer.status, answer.codes) == (status, [code])
    assert defective(traced()) == [(HOSPITAL.value, "deposit-documents", code)]
    assert set(rows().values()) == {0}


OTHER_RESOURCES: dict[str, tuple[dict[str, object], list[str]]] = {
    "a patient": ({"resourceType": "Patient"}, ["unexpected-resource"]),
    "no resource": ({"type": "transaction"}, ["missing-element"]),
    "a resource of another world": ({"resourceType": "Dossier"}, ["unknown-resource"]),
    "a bundle of another kind": (changed(SOUND_BUNDLE, put("type", value="batch")), ["unknown-code"]),
    "an empty bundle": ({"resourceType": "Bundle", "type": "transaction"}, ["missing-element", "missing-element"]),
    "a bundle with an element of nobody": (changed(SOUND_BUNDLE, put("colour", value="red")), ["unknown-element"]),
}


@pytest.mark.parametrize("what", OTHER_RESOURCES)
def test_a_hospital_that_sends_another_resource_is_told_why(
    what: str,
    hospital: Software,
    traced: Callable[..., list[AuditEvent]],
    rows: Callable[[], dict[str, int]],
) -> None:
    resource, codes = OTHER_RESOURCES[what]
    answer = hospital.post("", resource)
    assert (answer.status, answer.codes) == (422, codes)
    assert defective(traced()) == [(HOSPITAL.value, "deposit-documents", " ".join(sorted(set(codes))))]
    assert set(rows().values()) == {0}


def test_a_bundle_does_not_enter_by_the_address_of_a_document(hospital: Software) -> None:
    assert hospital.post("DocumentReference", SOUND_BUNDLE).codes == ["unexpected-resource"]
    single = document_reference(SOUND.entry, SOUND.content)
    assert hospital.post("", single).codes == ["unexpected-resource"]


def test_every_defect_is_told_at_once_each_with_its_place_and_its_remedy(hospital: Software) -> None:
    wrong = changed(
        SOUND_BUNDLE,
        put("entry", 0, "resource", "status", value="done"),
        take("entry", 1, "resource", "type"),
        add("entry", value={"fullUrl": "urn:uuid:a", "resource": {"resourceType": "Observation"}}),
    )
    answer = hospital.post("", wrong)
    assert answer.status == 422
    told = [(issue["expression"], issue["diagnostics"]) for issue in answer.json["issue"]]
    assert len(told) >= 3
    assert all(place[0].startswith("Bundle.entry[") and words.endswith(".") for place, words in told)


@pytest.fixture
def small_door(monkeypatch: pytest.MonkeyPatch) -> LazySettings:
    """A door that takes no more than two kilobytes."""
    monkeypatch.setattr(settings, "DATA_UPLOAD_MAX_MEMORY_SIZE", 2048)
    return settings


def test_a_request_that_is_too_large_is_refused_and_written_down(
    hospital: Software,
    small_door: LazySettings,
    traced: Callable[..., list[AuditEvent]],
    rows: Callable[[], dict[str, int]],
) -> None:
    assert len(SOUND_BODY) > small_door.DATA_UPLOAD_MAX_MEMORY_SIZE
    for path in ("", "DocumentReference"):
        answer = hospital.post(path, SOUND_BODY)
        assert (answer.status, answer.codes) == (413, ["request-too-large"])
    assert defective(traced()) == [(HOSPITAL.value, "deposit-documents", "request-too-large")] * 2
    assert set(rows().values()) == {0}


def test_the_door_takes_150_megabytes() -> None:
    assert settings.DATA_UPLOAD_MAX_MEMORY_SIZE == 150 * 1024 * 1024


@pytest.mark.usefixtures("small_door")
def test_a_search_that_is_too_large_deposits_nothing_in_the_trace(
    hospital: Software, traced: Callable[..., list[AuditEvent]]
) -> None:
    answer = hospital.search("Patient", f"identifier={'x' * 3000}")
    assert (answer.status, answer.codes) == (413, ["request-too-large"])
    assert defective(traced()) == []


class Interrupted:
    """A connection that breaks before the request is whole."""

    def read(self, *_: int) -> bytes:
        raise ConnectionResetError

    readline = read


def test_a_request_that_is_cut_on_the_way_is_written_down(
    hospital: Software, traced: Callable[..., list[AuditEvent]]
) -> None:
    interrupted: dict[str, Any] = {"CONTENT_LENGTH": "200", "wsgi.input": Interrupted()}
    bearer = {"Authorization": f"Bearer {hospital.token}"}
    response = hospital.http.generic("POST", "/fhir/", b"", headers=bearer, **interrupted)
    answer = Answer(response.status_code, response.content, {})
    assert (answer.status, answer.codes) == (400, ["request-cut-short"])
    assert defective(traced()) == [(HOSPITAL.value, "deposit-documents", "request-cut-short")]


@pytest.mark.parametrize(
    "content_type",
    [
        "application/x-www-form-urlencoded",
        "text/plain",
        "application/pdf",
        "application/fhir+json; fhirVersion=5.0",
        "application/fhir+json; charset=utf-16",
        "",
    ],
)
def test_a_deposit_that_is_not_said_to_be_fhir_is_refused_with_the_types_that_are_taken(
    content_type: str,
    hospital: Software,
    traced: Callable[..., list[AuditEvent]],
    rows: Callable[[], dict[str, int]],
) -> None:
    answer = hospital.ask("POST", "", SOUND_BODY, content_type=content_type)
    assert (answer.status, answer.codes) == (415, ["unsupported-media-type"])
    assert "Send " in answer.json["issue"][0]["diagnostics"]
    assert defective(traced()) == [(HOSPITAL.value, "deposit-documents", "unsupported-media-type")]
    assert set(rows().values()) == {0}


@pytest.mark.parametrize("content_type", ["application/fhir+json", "application/json; charset=UTF-8", "text/json"])
def test_a_deposit_may_be_sent_under_any_name_of_json(content_type: str, hospital: Software) -> None:
    assert hospital.ask("POST", "", SOUND_BODY, content_type=content_type).status == 200
