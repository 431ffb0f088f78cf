"""The holder's $export: promised, prepared by the clock's process, fetched by the one who asked and nobody else."""

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from carnet.config.export_jobs import WordsOfDoors
from carnet.core.access.actors import Actor, Holder, Representative
from carnet.core.audit.events import Door
from carnet.core.documents.selection import Criteria
from carnet.core.identifiers import RecordId
from carnet.core.record.export import KEPT_FOR, LEASE
from carnet.doors.fhir.identifiers import document_id_text, record_id_text
from carnet.formats.fhir.validate import validate
from carnet.usecases.confidentiality.keep_secret import keep_secret
from carnet.usecases.confidentiality.set_aside_document import set_aside_document
from carnet.usecases.export.prepare_exports import work_on_exports
from carnet.usecases.export.writing import Binary
from carnet.usecases.reading.list_documents import ListedDocuments, list_documents
from carnet.usecases.reading.shown_document import ShownDocument
from tests.doors.fhir.client import Answer, Json, Software
from tests.journeys.world import World
from tests.people import ALIX, CAMILLE, HADDAD, SACHA

ASYNC = {"Prefer": "respond-async"}


@pytest.fixture
def record(world: World) -> RecordId:
    return world.record(CAMILLE)


@pytest.fixture
def camille(world: World, software: Callable[[Actor], Software]) -> Software:
    return software(world.holder(CAMILLE))


class Stopping(WordsOfDoors):
    """The process that prepares dies at the first document."""

    def binary(self, document: ShownDocument) -> Binary:
        raise RuntimeError(f"stopped at {document.document}")


def stored_files(tmp_path: Path) -> bytes:
    """All that lies on the disk of what was prepared."""
    folder = tmp_path / "prepared"
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def works(world: World) -> int:
    return work_on_exports(write=WordsOfDoors(), env=replace(world.env, door=Door.TIMER))


def asks(client: Software, record: RecordId, query: str = "") -> str:
    """Ask for an export; gives where to look."""
    answer = client.get(f"Patient/{record_id_text(record)}/$export{query}", **ASYNC)
    assert answer.status == 202, answer.body
    return answer.headers["Content-Location"].partition("/fhir/")[2]


def manifest(client: Software, place: str) -> Json:
    answer = client.get(place)
    assert answer.status == 200, answer.body
    assert answer.headers["Content-Type"] == "application/json"
    return answer.json


def file_of(client: Software, told: Json, kind: str) -> list[Json]:
    (one,) = [output for output in told["output"] if output["type"] == kind]
    answer = client.get(one["url"].partition("/fhir/")[2])
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "application/fhir+ndjson"
    assert int(answer.headers["Content-Length"]) == len(answer.body)
    lines = [json.loads(line) for line in answer.body.splitlines()]
    assert len(lines) == one["count"]
    assert all(line["resourceType"] == kind for line in lines)
    return lines


def test_her_whole_record_is_prepared_and_given_with_the_documents_themselves(
    camille: Software, record: RecordId, world: World
) -> None:
    place = asks(camille, record)
    waiting = camille.get(place)
    assert waiting.status == 202
    assert waiting.headers["Retry-After"]
    assert waiting.headers["X-Progress"]
    assert works(world) == 1
    told = manifest(camille, place)
    assert told["requiresAccessToken"] is True
    assert told["request"].endswith("/$export")
    assert {one["type"] for one in told["output"]} == {
        *("Patient", "Consent", "List", "DocumentReference", "QuestionnaireResponse", "AuditEvent", "Binary")
    }
    for kind in ("Patient", "Consent", "List", "DocumentReference", "QuestionnaireResponse", "AuditEvent"):
        assert [validate(line) for line in file_of(camille, told, kind)] == [()] * len(file_of(camille, told, kind))
    listed = list_documents(record, criteria=Criteria(), actor=world.holder(CAMILLE), env=world.env)
    assert isinstance(listed, ListedDocuments)
    sizes = {document_id_text(record, one.document): one.entry.size for one in listed.documents}
    assert {one["id"]: len(base64.b64decode(one["data"])) for one in file_of(camille, told, "Binary")} == sizes


def test_the_same_export_asked_again_holds_as_much(camille: Software, record: RecordId, world: World) -> None:
    first, second = (asks(camille, record, "?_type=DocumentReference,Binary") for _ in range(2))
    assert works(world) == 2
    counts = [[(one["type"], one["count"]) for one in manifest(camille, place)["output"]] for place in (first, second)]
    assert counts[0] == counts[1] != []


def test_types_and_an_instant_bound_what_is_prepared(camille: Software, record: RecordId, world: World) -> None:
    since = world.env.clock.now() + timedelta(days=1)
    only, later = (
        asks(camille, record, "?_type=Binary"),
        asks(camille, record, f"?_since={since:%Y-%m-%d}&_type=Consent"),
    )
    works(world)
    assert [one["type"] for one in manifest(camille, only)["output"]] == ["Binary"]
    assert manifest(camille, later)["output"] == []


@pytest.mark.parametrize(
    ("query", "headers", "code"),
    [
        ("", {}, "export-is-asynchronous"),
        ("?_outputFormat=csv", ASYNC, "unknown-output-format"),
        ("?_type=Claim", ASYNC, "unknown-type"),
        ("?_since=x", ASYNC, "bad-date"),
        ("?_typeFilter=x", ASYNC, "unknown-parameter"),
    ],
)
def test_what_is_not_understood_is_refused_by_its_name(
    query: str, headers: dict[str, str], code: str, camille: Software, record: RecordId
) -> None:
    answer = camille.get(f"Patient/{record_id_text(record)}/$export{query}", **headers)
    assert (answer.status, answer.codes) == (400, [code])


def test_nobody_else_sees_it_however_they_know_its_number(
    camille: Software, record: RecordId, world: World, software: Callable[[Actor], Software]
) -> None:
    place = asks(camille, record)
    works(world)
    file = f"{place}/DocumentReference"
    for who in (HADDAD.actor, Representative("somebody")):
        stranger = software(who)
        assert {stranger.get(place).status, stranger.get(file).status} == {403}
        assert stranger.ask("DELETE", place).status == 403
    assert camille.get(file).status == 200


def test_what_is_no_longer_hers_to_read_makes_the_whole_of_it_void(
    camille: Software, record: RecordId, world: World
) -> None:
    place = asks(camille, record)
    works(world)
    one = manifest(camille, place)["output"][0]["url"].partition("/fhir/")[2]
    assert camille.get(one).status == 200
    document = world.document(CAMILLE, "camille-urgences")
    set_aside_document(record, document, actor=world.holder(CAMILLE), env=world.env)
    assert camille.get(one).status == 404
    assert camille.get(place).status == 404


def test_a_secret_that_she_keeps_voids_nothing_of_hers(camille: Software, record: RecordId, world: World) -> None:
    place = asks(camille, record)
    works(world)
    keep_secret(record, world.document(CAMILLE, "camille-vaccination"), actor=world.holder(CAMILLE), env=world.env)
    assert camille.get(f"{place}/Patient").status == 200


def test_it_is_removed_when_she_says_so_and_when_its_day_is_over(
    camille: Software, record: RecordId, world: World, software: Callable[[Actor], Software], tmp_path: Path
) -> None:
    removed, kept = asks(camille, record), asks(camille, record)
    works(world)
    assert camille.ask("DELETE", removed).status == 202
    assert camille.get(removed).status == camille.ask("DELETE", removed).status == 404
    assert camille.get(f"{removed}/Patient").status == 404
    world.passes(KEPT_FOR)
    later = software(world.holder(CAMILLE))
    assert later.get(kept).status == 404
    works(world)
    assert stored_files(tmp_path) == b""


def test_what_an_interrupted_process_left_is_begun_again_and_given_once(
    camille: Software, record: RecordId, world: World
) -> None:
    place = asks(camille, record)

    with pytest.raises(RuntimeError, match="stopped"):
        work_on_exports(write=Stopping(), env=world.env)
    assert works(world) == 0
    assert camille.get(place).status == 202
    world.passes(LEASE)
    assert works(world) == 1
    assert works(world) == 0
    assert manifest(camille, place)["output"]


def test_one_that_fails_three_times_says_so(
    camille: Software, record: RecordId, world: World, software: Callable[[Actor], Software]
) -> None:
    place = asks(camille, record, "?_type=Binary")

    for _ in range(3):
        with pytest.raises(RuntimeError, match="stopped"):
            work_on_exports(write=Stopping(), env=world.env)
        world.passes(LEASE)
    assert works(world) == 0
    answer = software(world.holder(CAMILLE)).get(place)
    assert (answer.status, answer.codes) == (500, ["export-failed"])


def test_nobody_has_more_than_three_at_once(camille: Software, record: RecordId) -> None:
    for _ in range(3):
        asks(camille, record)
    answer: Answer = camille.get(f"Patient/{record_id_text(record)}/$export", **ASYNC)
    assert (answer.status, answer.codes) == (429, ["too-many-exports"])


def test_a_parent_takes_away_what_they_may_see_of_their_child_and_the_child_does_not_see_it(
    world: World, software: Callable[[Actor], Software]
) -> None:
    record, parent = world.record(ALIX), Representative(SACHA.account)
    secret = next(iter(world.documents(ALIX)))
    keep_secret(record, secret, actor=Holder(record), env=world.env)
    place = asks(software(parent), record)
    assert works(world) == 1
    told = manifest(software(parent), place)
    listed = list_documents(record, criteria=Criteria(), actor=parent, env=world.env)
    assert isinstance(listed, ListedDocuments)
    assert secret not in {one.document for one in listed.documents}
    seen = {document_id_text(record, one.document) for one in listed.documents}
    assert {one["id"] for one in file_of(software(parent), told, "Binary")} == seen
    assert software(Holder(record)).get(place).status == 404


def test_a_doctor_takes_nobodys_record_away(record: RecordId, software: Callable[[Actor], Software]) -> None:
    answer = software(HADDAD.actor).get(f"Patient/{record_id_text(record)}/$export", **ASYNC)
    assert answer.status == 403


def test_at_rest_nothing_of_it_can_be_read(camille: Software, record: RecordId, world: World, tmp_path: Path) -> None:
    place = asks(camille, record)
    works(world)
    stored = stored_files(tmp_path)
    assert stored
    assert b"MOREL" not in stored
    assert b"resourceType" not in stored
    assert camille.ask("DELETE", place).status == 202
    assert stored_files(tmp_path) == b""
