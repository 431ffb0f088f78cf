"""Searching by what PDSm adds, with modifiers, in an order; what comes along; what a search may not look at."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from carnet.core.access.actors import Actor, Holder
from carnet.core.documents.entry import ReferenceId
from carnet.core.identifiers import DocumentId, RecordId
from carnet.doors.fhir.identifiers import document_id_text, record_id_text
from carnet.usecases.confidentiality.mask_document import mask_document
from carnet.usecases.feeding.archive_document import archive_document
from tests.doors.fhir.client import Answer, Software
from tests.installation import CAMILLE, HADDAD, KELLER, Installation, note
from tests.store.statements import counted

ORDER = ReferenceId("ACC-7", "1.2.250.1.999.7", "urn:ihe:iti:xds:2013:accession")


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    record = installation.opens(CAMILLE)
    installation.authorizes(record, KELLER)
    return record


@pytest.fixture
def documents(installation: Installation, camille: RecordId) -> dict[str, DocumentId]:
    """A note by Keller that replaces another, an archived one, and an examination that was ordered."""
    first = note(CAMILLE, by=KELLER, number=1)
    second = note(CAMILLE, by=KELLER, number=2, replaces=first.entry.unique_id)
    archived, ordered = note(CAMILLE, by=HADDAD, number=3), note(CAMILLE, by=HADDAD, number=4)
    start = ordered.entry.creation - timedelta(days=2)
    entry = replace(ordered.entry, references=(ORDER,), service_start=start, service_stop=start + timedelta(days=1))
    found = {}
    several = (
        ("first", first, KELLER),
        ("second", second, KELLER),
        ("archived", archived, HADDAD),
        ("ordered", replace(ordered, entry=entry), HADDAD),
    )
    for hour, (name, one, by) in enumerate(several):
        creation = one.entry.creation + timedelta(hours=hour)
        titled = replace(one, entry=replace(one.entry, title=name, creation=creation))
        found[name] = installation.receives(CAMILLE, titled, from_=by)
    archive_document(camille, found["archived"], actor=Holder(camille), env=installation.env)
    return found


@pytest.fixture
def ask(
    camille: RecordId, documents: dict[str, DocumentId], software: Callable[[Actor], Software]
) -> Callable[..., Answer]:
    assert documents
    doctor = software(KELLER)
    base = f"DocumentReference?patient={record_id_text(camille)}"

    def search(query: str, status: str = "current", **headers: str) -> Answer:
        return doctor.get(f"{base}&status={status}&{query}", **headers)

    return search


FOUND: dict[str, list[str]] = {
    "isArchived=true": ["archived"],
    "isArchived=false": ["ordered", "second"],
    "period-start:missing=false&related:missing=true": ["archived", "second"],
    "period-end:missing=false": ["ordered"],
    "related=urn:oid:1.2.250.1.999.7|ACC-7": ["ordered"],
    "related:identifier=ACC-7": ["ordered"],
    "related=ACC-8": [],
    "author.identifier=urn:oid:1.2.250.1.71.4.2.1|" + KELLER.identifier.value: ["second"],
    "author:identifier=" + HADDAD.identifier.value: ["archived", "ordered"],
    "author=Practitioner/12": [],
    "type:not=11502-2": ["archived", "ordered", "second"],
    "type:not=34112-3,11488-4": [],
    "relatesto:missing=false": ["second"],
    "facility:missing=true": ["archived", "ordered", "second"],
}


def test_keller_finds_by_what_pdsm_and_fhir_add(ask: Callable[..., Answer]) -> None:
    got = {query: sorted(ask(query).titles) for query in FOUND}
    assert got == FOUND


def test_period_bounds_are_those_of_the_act(ask: Callable[..., Answer]) -> None:
    (ordered,) = ask("related=ACC-7").documents
    start, end = ordered["context"]["period"]["start"], ordered["context"]["period"]["end"]
    assert ask(f"period-start={start}").titles == ["ordered"]
    assert ask(f"period-end={end}").titles == ["ordered"]
    assert "ordered" not in ask(f"period-start=gt{start}&related=ACC-7").titles
    assert ordered["context"]["related"] == [
        {
            "identifier": {
                "value": "ACC-7",
                "system": "urn:oid:1.2.250.1.999.7",
                "type": {"coding": [{"system": "urn:ietf:rfc:3986", "code": "urn:ihe:iti:xds:2013:accession"}]},
            }
        }
    ]


def test_a_list_is_ordered_as_it_is_asked_and_pages_keep_the_order(ask: Callable[..., Answer]) -> None:
    newest = ask("").titles
    assert ask("_sort=creation").titles == newest[::-1]
    pages, titles = ask("_sort=-date,creation&_count=1"), []
    while True:
        titles += pages.titles
        following = pages.link("next")
        if following is None:
            break
        pages = ask(following.partition("&status=current&")[2])
    assert titles == ask("_sort=-date,creation").titles
    assert len(titles) == 3


def test_a_mark_of_a_page_belongs_to_its_search_and_tells_nobody(
    ask: Callable[..., Answer], documents: dict[str, DocumentId]
) -> None:
    following = ask("_count=1").link("next") or ""
    mark = following.rpartition("_after=")[2]
    assert documents["ordered"].hex not in mark
    assert ask(f"_after={mark}").titles
    for wrong in (f"_after={mark}&type=34112-3", f"_after={mark}&_sort=date", f"_after={mark[:-2]}AA", "_after=é"):
        answer = ask(wrong)
        assert (answer.status, answer.codes) == (400, ["bad-page"]), wrong


def test_a_total_is_left_out_for_who_wants_none(ask: Callable[..., Answer]) -> None:
    assert ask("_total=accurate").json["total"] == 3
    assert "total" not in ask("_total=none").json
    assert ask("_total=many").codes == ["bad-total"]


def test_the_older_version_comes_along_and_so_does_the_newer(ask: Callable[..., Answer]) -> None:
    def along(answer: Answer) -> list[str]:
        included = [one["resource"] for one in answer.json["entry"] if one["search"]["mode"] == "include"]
        return [one["content"][0]["attachment"]["title"] for one in included]

    answer = ask("_include=DocumentReference:relatesto&relatesto:missing=false")
    assert (answer.titles, along(answer), answer.json["total"]) == (["second"], ["first"], 1)
    answer = ask("_revinclude=DocumentReference:relatesto", status="superseded")
    assert (answer.titles, along(answer)) == (["first"], ["second"])


def test_an_older_version_is_found_by_what_it_became(
    ask: Callable[..., Answer], camille: RecordId, documents: dict[str, DocumentId]
) -> None:
    older = document_id_text(camille, documents["first"])
    for name in ("relatesto", "relatesTo"):
        assert ask(f"{name}=DocumentReference/{older}").titles == ["second"]
        assert ask(f"{name}={older}").titles == ["second"]
    assert ask("relatesto=DocumentReference/12").titles == []


def test_nothing_that_is_hidden_comes_along(
    installation: Installation, ask: Callable[..., Answer], camille: RecordId, software: Callable[[Actor], Software]
) -> None:
    older = note(CAMILLE, by=HADDAD, number=11)
    newer = note(CAMILLE, by=HADDAD, number=12, replaces=older.entry.unique_id)
    first = installation.receives(CAMILLE, older, from_=HADDAD)
    installation.receives(CAMILLE, newer, from_=HADDAD)
    mask_document(camille, first, actor=Holder(camille), env=installation.env)
    query = "_include=DocumentReference:relatesto&relatesto:missing=false&author:identifier=" + HADDAD.identifier.value
    assert ask(query).json["total"] == 0
    holder = software(Holder(camille)).get(
        f"DocumentReference?patient={record_id_text(camille)}&status=current&{query}"
    )
    assert [one["search"]["mode"] for one in holder.json["entry"]] == ["match", "include"]


REFUSED: dict[str, str] = {
    "_has:AuditEvent:entity:type=rest": "chain-refused",
    "_has:List:item:title=x": "chain-refused",
    "subject:Patient.name=Camille": "chain-refused",
    "relatesto.type=34112-3": "chain-refused",
    "author.address=Paris": "chain-refused",
    "_include=DocumentReference:author": "include-refused",
    "_include:iterate=DocumentReference:relatesto": "include-refused",
    "_include=*": "include-refused",
    "_revinclude=AuditEvent:entity": "include-refused",
    "type:below=34112-3": "unsupported-modifier",
    "status:not=current": "unsupported-modifier",
    "date:exact=2026": "unsupported-modifier",
    "isArchived=maybe": "bad-boolean",
    "event:missing=perhaps": "bad-boolean",
}


def test_a_search_that_looks_elsewhere_is_refused_however_lenient_it_asks_to_be(ask: Callable[..., Answer]) -> None:
    answers = {query: ask(query, Prefer="handling=lenient") for query in REFUSED}
    assert {query: (answer.status, answer.codes) for query, answer in answers.items()} == {
        query: (400, [code]) for query, code in REFUSED.items()
    }


def test_an_order_that_is_not_known_is_ignored_and_said_to_be(ask: Callable[..., Answer]) -> None:
    answer = ask("_sort=title")
    assert (answer.status, answer.titles) == (200, ask("").titles)
    assert "_sort" in answer.warnings[0]["diagnostics"]


def test_a_search_takes_as_many_statements_for_many_documents_as_for_few(
    installation: Installation, ask: Callable[..., Answer]
) -> None:
    query = "_include=DocumentReference:relatesto&_sort=-_lastUpdated&facility:missing=true"
    ask(query)
    with counted() as few:
        ask(query)
    for number in range(20, 30):
        installation.receives(CAMILLE, note(CAMILLE, by=HADDAD, number=number), from_=HADDAD)
    with counted() as many:
        assert ask(query).json["total"] == 13
    assert len(many) == len(few)
