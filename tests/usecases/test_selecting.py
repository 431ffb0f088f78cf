"""Documents kept at hand and put away, several at once: each is decided, and a selection is its maker's alone."""

from uuid import UUID

import pytest

from carnet.core.access.actors import Carer, Holder
from carnet.core.access.decision import Refusal
from carnet.core.documents.entry import DocumentStatus
from carnet.core.identifiers import DocumentId, RecordId
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.usecases.feeding.archive_documents import archive_documents, unarchive_documents
from carnet.usecases.reading.browse_documents import browse_documents
from carnet.usecases.reading.open_document import DocumentPage, open_document
from carnet.usecases.reading.select_documents import Selected, select_documents
from carnet.usecases.record.close_record import Closed, close_record
from carnet.usecases.record.destroy_records import destroy_records
from tests.installation import CAMILLE, HADDAD, KELLER, Installation, note
from tests.store.database import Database, point_django_at
from tests.store.statements import counted
from tests.usecases.family.family import LOU, MOTHER, is_parent_of
from tests.usecases.looking import on_one_page, told

NEVER = DocumentId(UUID(int=9))


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    return installation.opens(CAMILLE)


def brought(here: Installation, count: int) -> list[DocumentId]:
    """So many documents of hers."""
    return [here.receives(CAMILLE, note(CAMILLE, number=one + 1), from_=KELLER) for one in range(count)]


def kept(here: Installation, record: RecordId, *, by: Holder | Carer | None = None) -> set[DocumentId]:
    """What somebody keeps at hand: the person, unless another is named."""
    answer = browse_documents(record, "", lay_out=on_one_page, actor=by or Holder(record), env=here.env)
    assert not isinstance(answer, Refusal), answer
    return {one.shown.document for one in answer.documents if one.is_selected}


def test_she_keeps_documents_at_hand_and_lets_one_go(installation: Installation, camille: RecordId) -> None:
    first, second, _ = brought(installation, 3)
    holder = Holder(camille)
    assert select_documents(camille, [first, second], keeps=True, actor=holder, env=installation.env) == Selected(2)
    assert select_documents(camille, [first], keeps=True, actor=holder, env=installation.env) == Selected(1)
    assert kept(installation, camille) == {first, second}
    assert select_documents(camille, [first], keeps=False, actor=holder, env=installation.env) == Selected(1)
    assert kept(installation, camille) == {second}
    page = open_document(camille, second, actor=holder, env=installation.env)
    assert isinstance(page, DocumentPage)
    assert page.is_selected


def test_the_history_says_it_and_names_no_document(installation: Installation, camille: RecordId) -> None:
    (one,) = brought(installation, 1)
    for keeps in (True, False):
        select_documents(camille, [one], keeps=keeps, actor=Holder(camille), env=installation.env)
    assert told(installation, camille)[-2:] == [
        ("list-documents", "done", "select"),
        ("list-documents", "done", "let-go"),
    ]


def test_what_she_may_not_see_is_kept_no_more_than_what_never_was(
    installation: Installation, camille: RecordId
) -> None:
    hidden = frozenset({Confidentiality.HIDDEN_FROM_PATIENT})
    secret = installation.receives(CAMILLE, note(CAMILLE, hidden=hidden), from_=KELLER)
    for one in (secret, NEVER):
        with counted() as statements:
            answer = select_documents(camille, [one], keeps=True, actor=Holder(camille), env=installation.env)
        assert answer == Selected(0)
        context, facts, trace, insertion = 1, 1, 1, 1
        assert len(statements) == context + facts + trace + insertion
    assert kept(installation, camille) == set()


def test_a_parent_has_a_selection_of_their_own(installation: Installation) -> None:
    lou = installation.opens(LOU)
    is_parent_of(installation, lou, MOTHER)
    one = installation.receives(LOU, note(LOU), from_=KELLER)
    assert select_documents(lou, [one], keeps=True, actor=MOTHER, env=installation.env) == Selected(1)
    assert kept(installation, lou) == set()


def test_a_stranger_keeps_nothing(installation: Installation, camille: RecordId) -> None:
    (one,) = brought(installation, 1)
    answer = select_documents(camille, [one], keeps=True, actor=Carer("nobody"), env=installation.env)
    assert isinstance(answer, Refusal)


def test_several_are_put_away_and_taken_out_each_with_its_line(installation: Installation, camille: RecordId) -> None:
    first, second, third = brought(installation, 3)
    holder = Holder(camille)
    away = archive_documents(camille, [first, second, first, NEVER], actor=holder, env=installation.env)
    assert (away.documents, away.others) == ((first, second), 1)
    assert sorted(line[:2] for line in told(installation, camille)[-3:]) == [
        ("archive-document", "done"),
        ("archive-document", "done"),
        ("archive-document", "refused"),
    ]
    listed = browse_documents(camille, "", lay_out=on_one_page, actor=holder, env=installation.env)
    assert not isinstance(listed, Refusal)
    current = {one.shown.document for one in listed.documents if one.shown.status is DocumentStatus.CURRENT}
    assert current == {third}
    out = unarchive_documents(camille, [first, second], actor=holder, env=installation.env)
    assert (out.documents, out.others) == ((first, second), 0)


def test_a_carer_puts_nothing_away(installation: Installation, camille: RecordId) -> None:
    (one,) = brought(installation, 1)
    answer = archive_documents(camille, [one], actor=Carer("nobody"), env=installation.env)
    assert (answer.documents, answer.others) == ((), 1)


def test_a_version_that_was_replaced_stays_where_it_is(installation: Installation, camille: RecordId) -> None:
    old = installation.receives(CAMILLE, note(CAMILLE, by=HADDAD), from_=HADDAD)
    new = installation.receives(CAMILLE, note(CAMILLE, by=HADDAD, number=2, replaces=old), from_=HADDAD)
    away = archive_documents(camille, [old, new], actor=Holder(camille), env=installation.env)
    assert (away.documents, away.others) == ((new,), 1)


def test_a_selection_dies_with_the_record(installation: Installation, camille: RecordId, database: Database) -> None:
    (one,) = brought(installation, 1)
    select_documents(camille, [one], keeps=True, actor=Holder(camille), env=installation.env)
    closed = close_record(camille, reason="holder-asks", actor=Holder(camille), env=installation.env)
    assert isinstance(closed, Closed)
    now = installation.env.clock.now()
    installation.at(now.replace(year=now.year + 11))
    point_django_at(database.addresses.worker)
    try:
        assert destroy_records(env=installation.env) == 1
    finally:
        point_django_at(database.addresses.app)
    with database.admin() as admin:
        assert admin.execute("select from selected_document").fetchall() == []
