"""Documents that came in before the search are made ready by the record itself: counted, traced, and never twice."""

from pathlib import Path

import pytest

from carnet.core.access.actors import Holder
from carnet.core.access.decision import Refusal
from carnet.core.identifiers import DocumentId, RecordId
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.ports.blobs import BlobDamagedError
from carnet.usecases.confidentiality.keep_secret import SecrecyChanged, keep_secret
from carnet.usecases.feeding.archive_document import archive_document
from carnet.usecases.feeding.delete_document import Deleted, delete_document
from carnet.usecases.feeding.index_documents import LATER, index_documents
from carnet.usecases.reading.browse_documents import browse_documents
from carnet.usecases.record.close_record import Closed, close_record
from tests.installation import CAMILLE, GEORGES, HADDAD, KELLER, Installation, note
from tests.store.database import Database
from tests.usecases.looking import on_one_page, told, traced

KNEE = "Opéré du genou gauche. Suites simples."


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    return installation.opens(CAMILLE)


def found(here: Installation, record: RecordId, typed: str = "genou") -> list[DocumentId]:
    """What she finds by a word of the text."""
    answer = browse_documents(record, typed, lay_out=on_one_page, actor=Holder(record), env=here.env)
    assert not isinstance(answer, Refusal), answer
    return [one.shown.document for one in answer.documents]


def came_before(database: Database) -> None:
    """Make every document one that came in before words were kept, as the migration finds them."""
    with database.admin() as admin:
        admin.execute("update document set words = ''")
        admin.execute("insert into words_turn select distinct record_id, timestamptz '2000-01-01' from document")


def turns(database: Database) -> int:
    """How many records are still to be looked at."""
    with database.admin() as admin:
        return len(admin.execute("select record_id from words_turn").fetchall())


def test_an_old_document_is_found_by_its_text_once_its_turn_has_come(
    installation: Installation, camille: RecordId, database: Database
) -> None:
    old = installation.receives(CAMILLE, note(CAMILLE, text=KNEE), from_=KELLER)
    away = installation.receives(CAMILLE, note(CAMILLE, number=2, text=KNEE), from_=KELLER)
    archive_document(camille, away, actor=Holder(camille), env=installation.env)
    came_before(database)
    assert found(installation, camille) == []
    assert index_documents(env=installation.env) == 2
    assert sorted(found(installation, camille)) == sorted([old, away])
    assert turns(database) == 0
    assert index_documents(env=installation.env) == 0


def test_one_line_of_the_history_says_it_and_names_the_documents(
    installation: Installation, camille: RecordId, database: Database
) -> None:
    both = [installation.receives(CAMILLE, note(CAMILLE, number=one, text=KNEE), from_=KELLER) for one in (1, 2)]
    came_before(database)
    index_documents(env=installation.env)
    line = traced(installation, camille)[-1]
    assert told(installation, camille)[-1] == ("index-document", "done", "")
    assert (line.actor.kind, sorted(line.documents)) == ("clockwork", sorted(both))
    assert sum(act == "index-document" for act, _, _ in told(installation, camille)) == 1


def test_what_is_not_announced_is_made_ready_and_stays_hidden(
    installation: Installation, camille: RecordId, database: Database
) -> None:
    hidden = frozenset({Confidentiality.HIDDEN_FROM_PATIENT})
    installation.receives(CAMILLE, note(CAMILLE, text=KNEE, hidden=hidden), from_=KELLER)
    came_before(database)
    assert index_documents(env=installation.env) == 1
    assert found(installation, camille) == []


def test_what_is_secret_is_not_opened_and_is_asked_again_the_next_day(
    installation: Installation, camille: RecordId, database: Database
) -> None:
    secret = installation.receives(CAMILLE, note(CAMILLE, text=KNEE), from_=KELLER)
    assert isinstance(keep_secret(camille, secret, actor=Holder(camille), env=installation.env), SecrecyChanged)
    came_before(database)
    assert index_documents(env=installation.env) == 0
    assert turns(database) == 1
    assert "index-document" not in {act for act, _, _ in told(installation, camille)}


def test_a_closed_record_waits_until_it_is_open_again(
    installation: Installation, camille: RecordId, database: Database
) -> None:
    installation.receives(CAMILLE, note(CAMILLE, text=KNEE), from_=KELLER)
    came_before(database)
    closed = close_record(camille, reason="holder-asks", actor=Holder(camille), env=installation.env)
    assert isinstance(closed, Closed)
    assert index_documents(env=installation.env) == 0
    assert turns(database) == 1
    assert isinstance(
        browse_documents(camille, "genou", lay_out=on_one_page, actor=Holder(camille), env=installation.env), Refusal
    )
    installation.at(installation.env.clock.now() + LATER)
    assert index_documents(env=installation.env) == 0
    assert turns(database) == 1


def test_a_deleted_document_is_no_longer_found_and_is_not_made_ready(
    installation: Installation, camille: RecordId, database: Database
) -> None:
    gone = installation.receives(CAMILLE, note(CAMILLE, by=HADDAD, text=KNEE), from_=HADDAD)
    assert found(installation, camille) == [gone]
    assert isinstance(delete_document(camille, gone, actor=HADDAD, env=installation.env), Deleted)
    assert found(installation, camille) == []
    came_before(database)
    assert index_documents(env=installation.env) == 0
    assert turns(database) == 0


def test_bytes_that_are_damaged_keep_no_other_record_waiting(
    installation: Installation, camille: RecordId, database: Database, tmp_path: Path
) -> None:
    installation.receives(CAMILLE, note(CAMILLE, text=KNEE), from_=KELLER)
    (stored,) = (one for one in (tmp_path / "documents").rglob("*") if one.is_file())
    stored.write_bytes(stored.read_bytes()[:-1])
    georges = installation.opens(GEORGES)
    whole = installation.receives(GEORGES, note(GEORGES, text=KNEE), from_=KELLER)
    came_before(database)
    with database.admin() as admin:
        admin.execute("update words_turn set due_at = timestamptz '1999-01-01' where record_id = %s", [camille])
    with pytest.raises(BlobDamagedError):
        index_documents(env=installation.env)
    assert found(installation, georges) == [whole]
    assert turns(database) == 1


def test_a_new_version_is_found_by_its_own_words_and_the_old_one_no_longer(
    installation: Installation, camille: RecordId
) -> None:
    old = installation.receives(CAMILLE, note(CAMILLE, by=HADDAD, text=KNEE), from_=HADDAD)
    new = installation.receives(
        CAMILLE, note(CAMILLE, by=HADDAD, number=2, text="Opéré de la hanche.", replaces=old), from_=HADDAD
    )
    assert found(installation, camille) == []
    assert found(installation, camille, "hanche") == [new]
