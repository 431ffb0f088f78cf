"""Patient/$everything: all that the asker may read, page after page, each page decided and traced."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.documents.selection import Criteria
from carnet.core.identifiers import RecordId
from carnet.doors.fhir.identifiers import document_id_text, record_id_text
from carnet.store.tokens import Bounds
from carnet.usecases.access.issue_token import hand_over
from carnet.usecases.confidentiality.keep_secret import keep_secret
from carnet.usecases.reading.list_documents import ListedDocuments, list_documents
from tests.doors.fhir.client import Answer, Json, Software
from tests.journeys.world import World
from tests.people import CAMILLE, HADDAD, KELLER


@pytest.fixture
def record(world: World) -> RecordId:
    return world.record(CAMILLE)


@pytest.fixture
def path(record: RecordId) -> str:
    return f"Patient/{record_id_text(record)}/$everything"


def of_type(answers: list[Answer], kind: str) -> list[Json]:
    found = [one["resource"] for answer in answers for one in answer.json.get("entry", [])]
    return [one for one in found if one["resourceType"] == kind]


def pages(software: Software, path: str) -> list[Answer]:
    found: list[Answer] = []
    following: str | None = path
    while following is not None:
        found.append(software.get(following))
        assert found[-1].status == 200, found[-1].body
        following = found[-1].link("next")
    return found


def test_she_gets_who_she_is_her_documents_who_may_read_them_and_who_did(
    path: str, world: World, software: Callable[[Actor], Software], record: RecordId
) -> None:
    holder = world.holder(CAMILLE)
    found = pages(software(holder), path)
    listed = list_documents(record, criteria=Criteria(), actor=holder, env=world.env)
    assert isinstance(listed, ListedDocuments)
    expected = {document_id_text(record, one.document) for one in listed.documents}
    assert {one["id"] for one in of_type(found, "DocumentReference")} == expected
    assert [one["id"] for one in of_type(found, "Patient")] == [record_id_text(record)]
    assert of_type(found, "Consent")
    assert of_type(found, "List")
    assert of_type(found, "AuditEvent")


def test_every_page_ends_where_the_next_begins_and_has_its_own_line(
    path: str, world: World, software: Callable[[Actor], Software]
) -> None:
    asked, before = f"{path}?_count=3&_type=Patient,Consent,DocumentReference", len(world.trace(CAMILLE))
    small = pages(software(world.holder(CAMILLE)), asked)
    lines = [one for one in world.trace(CAMILLE)[before:] if one.action is Action.LIST_DOCUMENTS]
    (whole,) = pages(software(world.holder(CAMILLE)), asked.replace("_count=3&", ""))
    numbers = [one["fullUrl"] for answer in small for one in answer.json["entry"]]
    assert numbers == [one["fullUrl"] for one in whole.json["entry"]]
    assert len(set(numbers)) == len(numbers) == whole.json["total"]
    assert len(lines) == len(small) > 2


def test_a_doctor_gets_what_they_may_read_and_nobodys_accesses(
    path: str, world: World, software: Callable[[Actor], Software], record: RecordId
) -> None:
    secret = world.document(CAMILLE, "camille-vaccination")
    keep_secret(record, secret, actor=world.holder(CAMILLE), env=world.env)
    found = pages(software(KELLER.actor), path)
    assert of_type(found, "DocumentReference")
    assert not of_type(found, "Consent")
    said = "".join(one.body.decode() for one in found)
    assert document_id_text(record, secret) not in said


def test_what_changed_since_an_instant_is_all_that_is_given_beside_the_person(
    path: str, world: World, software: Callable[[Actor], Software], record: RecordId
) -> None:
    since = world.env.clock.now() + timedelta(minutes=1)
    world.passes(timedelta(minutes=2))
    document = world.document(CAMILLE, "camille-vaccination")
    keep_secret(record, document, actor=world.holder(CAMILLE), env=world.env)
    camille = software(world.holder(CAMILLE))
    (found,) = pages(camille, f"{path}?_since={since:%Y-%m-%dT%H:%M:%SZ}&_type=Patient,Consent,DocumentReference")
    assert {one["resource"]["resourceType"] for one in found.json["entry"]} <= {"Patient", "DocumentReference"}
    assert len(of_type([found], "Patient")) == 1


def test_start_and_end_bound_the_time_of_care(path: str, world: World, software: Callable[[Actor], Software]) -> None:
    camille = software(world.holder(CAMILLE))
    (all_of_it,) = pages(camille, f"{path}?_type=DocumentReference")
    starts = sorted(one["context"]["period"]["start"] for one in of_type([all_of_it], "DocumentReference"))
    (later,) = pages(camille, f"{path}?_type=DocumentReference&start={starts[-1][:10]}")
    (before,) = pages(camille, f"{path}?_type=DocumentReference&end={starts[0][:10]}")
    assert 0 < later.json["total"] < len(starts)
    assert 0 < before.json["total"] < len(starts)


def test_an_application_gets_the_parts_that_it_was_let_read(
    path: str, world: World, software: Callable[[Actor], Software]
) -> None:
    assert software(world.holder(CAMILLE))
    bounds = Bounds("patient/DocumentReference.rs")
    token = hand_over(world.holder(CAMILLE), client_id="tests", bounds=bounds, env=world.env).token
    found = pages(Software(token), path)
    kinds = {one["resource"]["resourceType"] for answer in found for one in answer.json["entry"]}
    assert kinds == {"DocumentReference", "List", "QuestionnaireResponse"}


def test_it_is_asked_by_post_with_parameters_too(
    path: str, world: World, software: Callable[[Actor], Software]
) -> None:
    camille = software(world.holder(CAMILLE))
    asked = [{"name": "_type", "valueCode": "Patient"}, {"name": "_type", "valueCode": "Consent"}]
    found = camille.post(path, {"resourceType": "Parameters", "parameter": asked})
    assert {one["resource"]["resourceType"] for one in found.json["entry"]} == {"Patient", "Consent"}


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("_type=Claim", "unknown-type"),
        ("_since=yesterday", "bad-date"),
        ("start=ge2026-01-01", "bad-date"),
        ("_count=many", "bad-count"),
        ("_after=forged", "bad-page"),
        ("_sort=date", "unknown-parameter"),
    ],
)
def test_what_is_not_understood_is_refused_by_its_name(
    query: str, code: str, path: str, world: World, software: Callable[[Actor], Software]
) -> None:
    answer = software(world.holder(CAMILLE)).get(f"{path}?{query}")
    assert (answer.status, answer.codes) == (400, [code])


def test_a_stranger_gets_nothing_and_learns_what_they_learn_of_no_record(
    path: str, world: World, software: Callable[[Actor], Software]
) -> None:
    stranger = software(HADDAD.actor)
    of_nobody, hers = stranger.get("Patient/nobody/$everything"), stranger.get(path)
    assert (of_nobody.status, of_nobody.codes) == (hers.status, hers.codes) == (403, ["no-access"])
    assert world.trace(CAMILLE)[-1].rules
