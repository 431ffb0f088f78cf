"""The deposits of a record as Lists: found by what MHD and PDSm name, cut to what their reader sees."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest

from carnet.core.access.actors import Actor, Holder
from carnet.core.audit.events import AuditEvent
from carnet.core.documents.entry import Author, AuthorKind
from carnet.core.identifiers import DocumentId, OrganizationId, RecordId
from carnet.core.people import PersonName
from carnet.core.vocabulary.code import Code
from carnet.doors.fhir.identifiers import document_id_text, record_id_text
from carnet.doors.fhir.names import DESIGNATION_TYPE, MHD_LIST_TYPES, SOURCE_ID
from carnet.usecases.confidentiality.mask_document import mask_document
from carnet.usecases.feeding.delete_document import delete_document
from carnet.usecases.feeding.deposit_documents import Deposited, deposit_documents
from tests.doors.fhir.client import Answer, Software
from tests.installation import CAMILLE, HADDAD, KELLER, Installation, note, submission_of
from tests.store.statements import counted

pytestmark = pytest.mark.usefixtures("camille")

SETS = "code=submissionset&status=current"


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    record = installation.opens(CAMILLE)
    installation.authorizes(record, KELLER)
    return record


@pytest.fixture
def deposits(installation: Installation) -> dict[str, tuple[DocumentId, ...]]:
    """A stay of two documents, deposited by Haddad, and a consultation by Keller an hour later."""
    found = {}
    for index, (title, by, numbers) in enumerate((("Séjour", HADDAD, (1, 2)), ("Consultation", KELLER, (3,)))):
        sent = submission_of(CAMILLE, *(note(CAMILLE, by=by, number=number) for number in numbers))
        author = Author(
            AuthorKind.PROFESSIONAL,
            by.identifier,
            PersonName("Haddad", "Inès Marie", "Dr") if by is HADDAD else PersonName("Keller", "Anne", "Dr"),
            organization=OrganizationId("1750012345") if by is HADDAD else None,
        )
        submission_set = replace(
            sent.submission_set,
            author=author,
            title=title,
            content_type=Code("04" if by is HADDAD else "07", "1.2.250.1.213.2.2"),
            source_id=f"urn:oid:1.2.250.1.999.{index}",
            submitted=sent.submission_set.submitted + timedelta(hours=index),
        )
        answer = deposit_documents(replace(sent, submission_set=submission_set), actor=by, env=installation.env)
        assert isinstance(answer, Deposited), answer
        found[title] = answer.documents
    return found


@pytest.fixture
def ask(
    camille: RecordId, deposits: dict[str, tuple[DocumentId, ...]], software: Callable[[Actor], Software]
) -> Callable[..., Answer]:
    assert deposits

    def search(query: str, *, who: Actor = KELLER) -> Answer:
        return software(who).get(f"List?patient={record_id_text(camille)}&{query}")

    return search


def titles(answer: Answer) -> list[str]:
    assert answer.status == 200, answer.body
    return [one.get("title", "") for one in answer.documents]


FOUND: dict[str, list[str]] = {
    SETS: ["Consultation", "Séjour"],
    f"{SETS}&_sort=date": ["Séjour", "Consultation"],
    f"code={quote(MHD_LIST_TYPES)}|submissionset&status=current": ["Consultation", "Séjour"],
    "code=submissionset,folder&status=current,superseded": ["Consultation", "Séjour"],
    "code=folder&status=current": [],
    "code=submissionset&status=superseded": [],
    f"{SETS}&isArchived=true": [],
    f"{SETS}&isArchived=false": ["Consultation", "Séjour"],
    f"{SETS}&source.family=haddad": ["Séjour"],
    f"{SETS}&source.family:exact=haddad": [],
    f"{SETS}&source.given=marie": ["Séjour"],
    f"{SETS}&source.family:contains=ELL": ["Consultation"],
    f"{SETS}&source.identifier={KELLER.identifier.value}": ["Consultation"],
    f"{SETS}&source:identifier={KELLER.identifier.value}": ["Consultation"],
    f"{SETS}&authorOrg=urn:oid:1.2.250.1.71.4.2.2|1750012345": ["Séjour"],
    f"{SETS}&authorOrg:missing=true": ["Consultation"],
    f"{SETS}&designationType=04": ["Séjour"],
    f"{SETS}&designationType=urn:oid:1.2.250.1.213.2.2|07": ["Consultation"],
    f"{SETS}&designationType:not=07": ["Séjour"],
    f"{SETS}&sourceId=urn:oid:1.2.250.1.999.1": ["Consultation"],
    f"{SETS}&sourceId=urn:ietf:rfc:3986|urn:oid:1.2.250.1.999.0": ["Séjour"],
    f"{SETS}&title=cons": ["Consultation"],
    f"{SETS}&date=lt2000": [],
    f"{SETS}&date=ge2000&_lastUpdated=ge2000": ["Consultation", "Séjour"],
    f"{SETS}&_id=1": [],
}


def test_keller_finds_the_deposits_that_she_asks_for(ask: Callable[..., Answer]) -> None:
    answers = {query: ask(query) for query in FOUND}
    assert {query: titles(answer) for query, answer in answers.items()} == FOUND
    assert {query: answer.json["total"] for query, answer in answers.items()} == {
        query: len(found) for query, found in FOUND.items()
    }


def test_a_deposit_says_who_made_it_of_whom_and_what_it_brought(
    ask: Callable[..., Answer], camille: RecordId, deposits: dict[str, tuple[DocumentId, ...]]
) -> None:
    (stay,) = ask(f"{SETS}&title=S").documents
    assert {one["url"]: one for one in stay["extension"]}.keys() == {DESIGNATION_TYPE, SOURCE_ID}
    assert stay["code"]["coding"][0] == {"system": MHD_LIST_TYPES, "code": "submissionset"}
    assert (stay["status"], stay["mode"], stay["subject"]["reference"]) == (
        "current",
        "working",
        f"Patient/{record_id_text(camille)}",
    )
    items = {one["item"]["reference"].rpartition("/")[2] for one in stay["entry"]}
    assert items == {document_id_text(camille, one) for one in deposits["Séjour"]}
    number = stay["identifier"][0]["value"]
    for query in (f"_id={stay['id']}", f"identifier={number}", f"identifier={stay['identifier'][1]['value']}"):
        assert titles(ask(f"{SETS}&{query}")) == ["Séjour"]


def test_it_is_read_by_its_id_as_it_is_listed(
    ask: Callable[..., Answer], software: Callable[[Actor], Software], camille: RecordId
) -> None:
    (stay,) = ask(f"{SETS}&title=S").documents
    assert software(KELLER).get(f"List/{stay['id']}").json == stay
    never = document_id_text(camille, DocumentId(camille))
    assert [software(KELLER).get(f"List/{number}").status for number in (never, "1")] == [404, 404]
    assert software(HADDAD).get(f"List/{stay['id']}").codes == ["no-access"]


def test_the_deposit_that_was_answered_is_the_one_that_is_found(
    ask: Callable[..., Answer], software: Callable[[Actor], Software], camille: RecordId
) -> None:
    form = f"patient={record_id_text(camille)}&{SETS}&_count=1"
    first = software(KELLER).search("List", form)
    following = software(KELLER).get(first.link("next") or "")
    assert [*titles(first), *titles(following)] == titles(ask(SETS))
    assert following.link("next") is None


def test_what_is_hidden_is_in_no_list_and_a_deposit_of_nothing_else_was_never_made(
    installation: Installation,
    ask: Callable[..., Answer],
    camille: RecordId,
    deposits: dict[str, tuple[DocumentId, ...]],
) -> None:
    holder = Holder(camille)
    first, second = deposits["Séjour"]
    mask_document(camille, first, actor=holder, env=installation.env)
    (stay,) = ask(f"{SETS}&title=S").documents
    assert [one["item"]["reference"].rpartition("/")[2] for one in stay["entry"]] == [document_id_text(camille, second)]
    mask_document(camille, second, actor=holder, env=installation.env)
    answer = ask(SETS)
    assert (titles(answer), answer.json["total"]) == (["Consultation"], 1)
    assert "Séjour".encode() not in answer.body
    assert titles(ask(SETS, who=holder)) == ["Consultation", "Séjour"]
    assert titles(ask(f"{SETS}&_id={stay['id']}")) == []


def test_a_deposit_that_was_deleted_is_no_list(
    installation: Installation,
    ask: Callable[..., Answer],
    camille: RecordId,
    deposits: dict[str, tuple[DocumentId, ...]],
) -> None:
    delete_document(camille, deposits["Consultation"][0], actor=KELLER, env=installation.env)
    assert titles(ask(SETS)) == ["Séjour"]


WRONG: dict[str, list[str]] = {
    "status=current": ["bad-list-code"],
    "code=other&status=current": ["bad-list-code"],
    "code=submissionset": ["bad-status"],
    "code=submissionset&status=entered-in-error": ["bad-status"],
    f"{SETS}&date=yesterday": ["bad-date"],
    f"{SETS}&source.address=Paris": ["chain-refused"],
    f"{SETS}&_has:Provenance:target:agent=1": ["chain-refused"],
    f"{SETS}&code:not=folder": ["unsupported-modifier"],
    f"{SETS}&_after=x": ["bad-page"],
    f"{SETS}&patient=x": ["one-patient"],
}


def test_a_search_with_something_wrong_in_it_is_told_so(ask: Callable[..., Answer]) -> None:
    answers = {query: ask(query) for query in WRONG}
    assert {query: answer.codes for query, answer in answers.items()} == WRONG
    assert {answer.status for answer in answers.values()} == {400}


def test_each_reading_is_traced_as_a_list_in_as_many_statements_for_many_as_for_few(
    installation: Installation,
    ask: Callable[..., Answer],
    camille: RecordId,
    traced: Callable[..., list[AuditEvent]],
) -> None:
    ask(SETS)
    with counted() as few:
        ask(SETS)
    for number in range(20, 26):
        installation.receives(CAMILLE, note(CAMILLE, by=HADDAD, number=number), from_=HADDAD)
    with counted() as many:
        assert ask(SETS).json["total"] == 8
    assert len(many) == len(few)
    last = traced(camille)[-1]
    assert (last.action.value, last.detail, last.outcome.value) == ("list-documents", "submissions", "done")


def test_the_capability_statement_tells_what_may_be_searched(software: Callable[[Actor], Software]) -> None:
    statement: dict[str, Any] = json.loads(software(KELLER).get("metadata").body)
    lists = next(one for one in statement["rest"][0]["resource"] if one["type"] == "List")
    assert {"sourceId", "designationType", "source.family", "code"} <= {one["name"] for one in lists["searchParam"]}
