"""``$validate`` says what the deposit would say, by its very code, and stores nothing."""

from collections.abc import Callable

import pytest

from carnet.core.access.actors import Actor
from carnet.core.audit.events import AuditEvent
from carnet.core.identifiers import RecordId
from carnet.doors.fhir.http import FHIR_JSON
from carnet.formats.fhir.xml_write import write_xml
from tests.doors.fhir.client import Answer, Json, Software, bundle, document_reference
from tests.doors.fhir.deposits import changed, in_attachment, put, take
from tests.installation import CAMILLE, GEORGES, HADDAD, HOSPITAL_SOFTWARE, KELLER, Installation, note

SOUND = note(CAMILLE, by=HADDAD)
SINGLE, BUNDLE = document_reference(SOUND.entry, SOUND.content), bundle(SOUND.entry, SOUND.content)
WAYS = {
    "one document": ("DocumentReference", SINGLE),
    "a bundle": ("Bundle", BUNDLE),
}
ADDRESS = {"DocumentReference": "DocumentReference", "Bundle": ""}


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    return installation.opens(CAMILLE)


def validated(who: Software, kind: str, sent: Json, query: str = "") -> Answer:
    return who.post(f"{kind}/$validate{query}", sent)


@pytest.mark.parametrize("way", WAYS)
def test_what_is_sound_would_enter_and_nothing_of_it_is_stored(
    way: str,
    camille: RecordId,
    software: Callable[[Actor], Software],
    rows: Callable[[], dict[str, int]],
    traced: Callable[..., list[AuditEvent]],
) -> None:
    kind, sent = WAYS[way]
    hospital = software(HOSPITAL_SOFTWARE)
    before = len(traced(camille))
    said = [{"name": "resource", "resource": sent}, {"name": "mode", "valueCode": "create"}]
    wrapped = {"resourceType": "Parameters", "parameter": said}
    for answer in (
        validated(hospital, kind, sent),
        validated(hospital, kind, sent, "?mode=create"),
        validated(hospital, kind, wrapped),
        hospital.ask(
            "POST", f"{kind}/$validate", write_xml(sent), content_type="application/fhir+xml", Accept=FHIR_JSON
        ),
    ):
        assert answer.status == 200
        assert answer.codes[0] == "sound"
        assert answer.json["issue"][0]["severity"] == "information"
    assert set(rows().values()) == {0}
    lines = traced(camille)[before:]
    assert [(one.action.value, one.outcome.value, one.detail) for one in lines] == [
        ("deposit-documents", "defective", "validated")
    ] * 4
    assert hospital.post(ADDRESS[kind], sent).status in (200, 201)
    again = validated(hospital, kind, sent)
    assert (again.status, again.codes[0], again.json["issue"][0]["severity"]) == (200, "already-deposited", "error")


def defect(sent: Json) -> list[Json]:
    place = in_attachment("size") if sent["resourceType"] == "Bundle" else ("content", 0, "attachment", "size")
    return [
        changed(sent, put("resourceType", value="Observation")),
        changed(sent, put("colour", value="red")),
        changed(sent, put(*place, value=1)),
        changed(sent, take(*place[:-2])),
    ]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("which", range(4))
def test_what_the_deposit_would_refuse_is_told_in_the_same_words(
    way: str, which: int, camille: RecordId, software: Callable[[Actor], Software], rows: Callable[[], dict[str, int]]
) -> None:
    assert camille
    kind, sent = WAYS[way]
    wrong = defect(sent)[which]
    checked = validated(software(HADDAD), kind, wrong)
    refused = software(HADDAD).post(ADDRESS[kind], wrong)
    assert (checked.status, refused.status) == (200, 422)
    assert checked.json == refused.json
    assert set(rows().values()) == {0}


def test_who_may_not_deposit_is_refused_alike(camille: RecordId, software: Callable[[Actor], Software]) -> None:
    assert camille
    of_nobody = note(GEORGES, by=KELLER)
    sent = document_reference(of_nobody.entry, of_nobody.content)
    checked, refused = (
        validated(software(KELLER), "DocumentReference", sent),
        software(KELLER).post("DocumentReference", sent),
    )
    assert (checked.status, checked.json) == (refused.status, refused.json)
    assert checked.status == 403


UNCHECKED: dict[str, tuple[str, Json | bytes, int, str]] = {
    "an update": ("?mode=update", SINGLE, 400, "unsupported-mode"),
    "no resource": ("", {"resourceType": "Parameters", "parameter": [{"name": "x"}]}, 400, "missing-parameter"),
    "empty parameters": ("", {"resourceType": "Parameters"}, 400, "missing-parameter"),
    "half a resource": ("", b'{"resourceType":', 400, "malformed-json"),
    "a key twice": ("", b'{"resourceType":"Bundle","resourceType":"Bundle"}', 400, "duplicate-key"),
    "no number": ("", b'{"resourceType":"DocumentReference","total":NaN}', 400, "malformed-json"),
}


@pytest.mark.parametrize("what", UNCHECKED)
def test_what_cannot_be_checked_is_told_why(
    what: str, camille: RecordId, software: Callable[[Actor], Software]
) -> None:
    assert camille
    query, sent, status, code = UNCHECKED[what]
    answer = software(HADDAD).post(f"DocumentReference/$validate{query}", sent)
    assert (answer.status, answer.codes) == (status, [code])
