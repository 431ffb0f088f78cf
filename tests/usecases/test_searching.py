"""Words are looked for in what somebody may read, and nowhere else."""

from typing import Any

import pytest

from carnet.core.access.actors import Carer, Holder, Representative
from carnet.core.access.decision import Refusal
from carnet.core.identifiers import DocumentId, RecordId
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.usecases.reading.browse_documents import FoundDocument, browse_documents
from tests.installation import CAMILLE, KELLER, Installation, note
from tests.store.database import Database
from tests.store.statements import counted
from tests.usecases.family.family import LOU, MOTHER, is_parent_of
from tests.usecases.looking import on_one_page, told

KNEE = "Opéré du genou gauche. Suites simples."
PATHOLOGY = "11526-1"


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    return installation.opens(CAMILLE)


def found(
    here: Installation, record: RecordId, typed: str, *, by: Holder | Representative | Carer | None = None
) -> tuple[FoundDocument, ...]:
    """What somebody finds: the person, unless another is named."""
    answer = browse_documents(record, typed, lay_out=on_one_page, actor=by or Holder(record), env=here.env)
    assert not isinstance(answer, Refusal), answer
    return answer.documents


def numbers(documents: tuple[FoundDocument, ...]) -> list[DocumentId]:
    return [one.shown.document for one in documents]


def test_she_finds_a_document_by_what_it_says_and_sees_the_sentence(
    installation: Installation, camille: RecordId
) -> None:
    knee = installation.receives(CAMILLE, note(CAMILLE, text=KNEE), from_=KELLER)
    installation.receives(CAMILLE, note(CAMILLE, number=2, text="Rien à signaler."), from_=KELLER)
    (one,) = found(installation, camille, "operation des genoux")
    assert one.shown.document == knee
    assert [(piece.text, piece.is_hit) for piece in one.sentence if piece.is_hit] == [("Opéré", True), ("genou", True)]


def test_a_search_is_written_down_without_its_words(installation: Installation, camille: RecordId) -> None:
    installation.receives(CAMILLE, note(CAMILLE, text=KNEE), from_=KELLER)
    found(installation, camille, "genou")
    assert told(installation, camille)[-1] == ("list-documents", "done", "search")


def test_what_is_not_announced_is_not_found(installation: Installation, camille: RecordId) -> None:
    hidden = frozenset({Confidentiality.HIDDEN_FROM_PATIENT})
    installation.receives(CAMILLE, note(CAMILLE, text=KNEE, hidden=hidden), from_=KELLER)
    assert found(installation, camille, "genou") == ()


def test_a_parent_does_not_find_what_a_minor_keeps_from_them(installation: Installation) -> None:
    lou = installation.opens(LOU)
    is_parent_of(installation, lou, MOTHER)
    hidden = frozenset({Confidentiality.HIDDEN_FROM_REPRESENTATIVES})
    kept = installation.receives(LOU, note(LOU, text=KNEE, hidden=hidden), from_=KELLER)
    shown = installation.receives(LOU, note(LOU, number=2, text=KNEE), from_=KELLER)
    assert set(numbers(found(installation, lou, "genou"))) == {kept, shown}
    assert numbers(found(installation, lou, "genou", by=MOTHER)) == [shown]


def test_a_grave_result_is_found_by_its_title_and_tells_nothing_of_itself(
    installation: Installation, camille: RecordId
) -> None:
    grave = installation.receives(CAMILLE, note(CAMILLE, type_code=PATHOLOGY, text=KNEE), from_=KELLER)
    assert found(installation, camille, "genou") == ()
    (one,) = found(installation, camille, "compte rendu")
    assert one.shown.document == grave
    assert one.sentence == ()


def test_a_stranger_to_the_record_is_refused(installation: Installation, camille: RecordId) -> None:
    answer = browse_documents(camille, "genou", lay_out=on_one_page, actor=Carer("nobody"), env=installation.env)
    assert isinstance(answer, Refusal)


@pytest.mark.parametrize("count", [0, 1, 50])
def test_a_search_costs_five_statements_whatever_it_finds(
    count: int, installation: Installation, camille: RecordId
) -> None:
    for number in range(count):
        installation.receives(CAMILLE, note(CAMILLE, number=number + 1, text=KNEE), from_=KELLER)
    with counted() as statements:
        assert len(found(installation, camille, "genou")) == count
    context, facts, trace, words, selection = 1, 1, 1, 1, 1
    assert len(statements) == context + facts + trace + words + selection


def test_no_word_of_a_document_stands_in_the_database(
    installation: Installation, camille: RecordId, database: Database
) -> None:
    installation.receives(CAMILLE, note(CAMILLE, text=KNEE), from_=KELLER)
    assert camille
    with database.admin() as admin:
        rows: list[Any] = admin.execute("select words from document").fetchall()
    kept = b"".join(bytes(words) for (words,) in rows)
    assert len(kept) > len(KNEE)
    assert b"genou" not in kept


def test_what_came_in_before_words_were_kept_is_found_by_its_title(
    installation: Installation, camille: RecordId, database: Database
) -> None:
    old = installation.receives(CAMILLE, note(CAMILLE, text=KNEE), from_=KELLER)
    with database.admin() as admin:
        admin.execute("update document set words = ''")
    assert numbers(found(installation, camille, "compte rendu")) == [old]
    assert found(installation, camille, "genou") == ()
