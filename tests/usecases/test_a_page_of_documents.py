"""A list is counted and sorted without being opened: only what its page shows is."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from carnet.core.access.actors import Holder
from carnet.core.access.decision import Refusal
from carnet.core.documents.submission import SubmittedDocument
from carnet.core.identifiers import DocumentId, RecordId
from carnet.store.sealing import SealBrokenError
from carnet.usecases.reading.browse_documents import FoundDocuments, Glance, browse_documents
from tests.installation import CAMILLE, HADDAD, KELLER, Installation, note
from tests.store.database import Database
from tests.usecases.looking import Page, on_one_page


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    return installation.opens(CAMILLE)


def the_first(found: Sequence[Glance]) -> Page:
    """One document a page."""
    return Page(tuple(found), tuple(one.number for one in found[:1]))


def browsed(here: Installation, record: RecordId, *, first_only: bool = False) -> FoundDocuments[Page]:
    """What she is shown of her list, all of it or its first document."""
    lay_out = the_first if first_only else on_one_page
    answer = browse_documents(record, "", lay_out=lay_out, actor=Holder(record), env=here.env)
    assert not isinstance(answer, Refusal), answer
    return answer


def does_not_open(document: DocumentId, database: Database) -> None:
    """As a row that was damaged."""
    with database.admin() as admin:
        admin.execute("update document set sealed = 'damaged' where id = %s", [document])


def titled(document: SubmittedDocument, title: str) -> SubmittedDocument:
    """The same under another title."""
    return replace(document, entry=replace(document.entry, title=title))


def alike(found: FoundDocuments[Page]) -> dict[DocumentId, DocumentId]:
    """For each document, the one whose authors it is known by."""
    return {one.number: one.like.document for one in found.layout.received}


def test_only_what_the_page_shows_is_opened(installation: Installation, camille: RecordId, database: Database) -> None:
    numbers = [installation.receives(CAMILLE, note(CAMILLE, number=one), from_=KELLER) for one in (1, 2, 3)]
    on_top = browsed(installation, camille).layout.numbers[0]
    for one in numbers:
        if one != on_top:
            does_not_open(one, database)
    found = browsed(installation, camille, first_only=True)
    assert {one.number for one in found.layout.received} == set(numbers)
    assert [one.shown.document for one in found.documents] == [on_top]
    with pytest.raises(SealBrokenError):
        browsed(installation, camille)


def test_those_of_one_author_are_known_by_one_of_them(installation: Installation, camille: RecordId) -> None:
    first, second = (
        installation.receives(CAMILLE, titled(note(CAMILLE, number=one), f"Lettre {one}"), from_=KELLER)
        for one in (1, 2)
    )
    other = installation.receives(CAMILLE, note(CAMILLE, by=HADDAD, number=3), from_=HADDAD)
    known = alike(browsed(installation, camille))
    assert known[first] == known[second]
    assert known[other] == other


def test_one_author_under_two_names_is_known_by_each(installation: Installation, camille: RecordId) -> None:
    plain = note(CAMILLE)
    (author,) = plain.entry.authors
    of_a_centre = replace(plain.entry, authors=(replace(author, organization_name="Centre des Dunes"),))
    alone = installation.receives(CAMILLE, plain, from_=KELLER)
    there = note(CAMILLE, number=2)
    there = replace(there, entry=replace(there.entry, authors=of_a_centre.authors))
    in_a_centre = installation.receives(CAMILLE, there, from_=KELLER)
    assert alike(browsed(installation, camille)) == {alone: alone, in_a_centre: in_a_centre}


def test_those_that_came_before_marks_were_kept_are_each_opened(
    installation: Installation, camille: RecordId, database: Database
) -> None:
    numbers = [installation.receives(CAMILLE, note(CAMILLE, number=one), from_=KELLER) for one in (1, 2)]
    with database.admin() as admin:
        admin.execute("update document set authors_mark = ''")
    assert alike(browsed(installation, camille)) == {one: one for one in numbers}


def test_the_same_author_has_another_mark_in_another_record(
    installation: Installation, camille: RecordId, database: Database
) -> None:
    installation.receives(CAMILLE, note(CAMILLE), from_=KELLER)
    installation.receives(CAMILLE, note(CAMILLE, number=2), from_=KELLER)
    georges = replace(CAMILLE, identifiers=tuple(replace(one, value="184127645108946") for one in CAMILLE.identifiers))
    installation.opens(georges)
    installation.receives(georges, note(georges, number=3), from_=KELLER)
    assert camille
    with database.admin() as admin:
        rows: list[Any] = admin.execute("select authors_mark from document").fetchall()
    marks = [bytes(mark) for (mark,) in rows]
    assert len(marks) == 3
    assert len(set(marks)) == 2
    assert {len(mark) for mark in marks} == {16}
