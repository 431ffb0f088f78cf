"""Adding one's own documents: looked at first, freed of what tells where, the same one never twice."""

import hashlib
import io
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from PIL import Image

from carnet.core.access.actors import Actor, Holder, Representative
from carnet.core.access.decision import Refusal
from carnet.core.documents.draft import MOST_DRAFTS, PIECE
from carnet.core.documents.entry import AuthorKind
from carnet.core.documents.selection import Criteria
from carnet.core.identifiers import RecordId
from carnet.core.record.closing import ClosingReason
from carnet.formats.preview import TextPreview, embedded
from carnet.ports.environment import Environment
from carnet.store import consents
from carnet.store.consents import Representation
from carnet.store.context import within
from carnet.usecases.adding.add_documents import NothingToAdd, add_documents
from carnet.usecases.adding.forget_drafts import forget_drafts
from carnet.usecases.adding.keep_files import Kept, SentFile, keep_files
from carnet.usecases.adding.look_at_drafts import (
    DraftPage,
    DraftRemoved,
    Drafts,
    list_drafts,
    remove_draft,
    see_draft,
)
from carnet.usecases.adding.own_document import Wish
from carnet.usecases.adding.upload_file import Coming, NoSuchDraft, begin_upload, receive_piece
from carnet.usecases.feeding.delete_document import Deleted, delete_document
from carnet.usecases.feeding.deposit_documents import Deposited
from carnet.usecases.reading.list_documents import ListedDocuments, list_documents
from carnet.usecases.reading.read_document import OpenedDocument, read_document
from carnet.usecases.record.close_record import close_record
from tests.conftest import NOON
from tests.installation import CAMILLE, GEORGES, KELLER, Installation
from tests.store.database import Database, point_django_at
from tests.usecases.looking import owed

LETTER = SentFile("lettre.txt", "Je préfère le matin.".encode())
PARENT = Representative("parent")


def photograph() -> bytes:
    """A photograph, turned on its side, that says where it was taken."""
    image = Image.new("RGB", (60, 40), (200, 30, 30))
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Telephone of Camille"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (43.0, 17.0, 48.0)
    written = io.BytesIO()
    image.save(written, "JPEG", exif=exif, comment=b"at home")
    return written.getvalue()


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    """Camille's record."""
    return installation.opens(CAMILLE)


def waiting(record: RecordId, env: Environment, actor: Actor) -> Drafts:
    """What somebody has under way."""
    found = list_drafts(record, actor=actor, env=env)
    assert isinstance(found, Drafts)
    return found


def kept(record: RecordId, *files: SentFile, env: Environment, actor: Actor | None = None) -> Kept:
    """Files that are sent at once."""
    answer = keep_files(record, files, actor=actor or Holder(record), env=env)
    assert isinstance(answer, Kept)
    return answer


def added(record: RecordId, env: Environment, *, actor: Actor | None = None, title: str = "Ma lettre") -> Deposited:
    """All that waits, added under one title."""
    who = actor or Holder(record)
    wishes = {one.id: Wish(title, "EXPPAT_2", NOON - timedelta(days=1)) for one in waiting(record, env, who).ready}
    answer = add_documents(record, wishes, actor=who, env=env)
    assert isinstance(answer, Deposited)
    return answer


def test_a_letter_becomes_a_document_of_the_person(camille: RecordId, env: Environment) -> None:
    assert kept(camille, LETTER, env=env).waiting == 1
    (document,) = added(camille, env).documents
    listed = list_documents(camille, criteria=Criteria(), actor=Holder(camille), env=env)
    assert isinstance(listed, ListedDocuments)
    (shown,) = listed.documents
    assert (shown.document, shown.entry.title, shown.entry.type_code.value) == (document, "Ma lettre", "EXPPAT_2")
    assert [(one.kind, one.name.shown() if one.name else "") for one in shown.entry.authors] == [
        (AuthorKind.PATIENT, "Camille Morel")
    ]
    assert shown.entry.service_start == NOON - timedelta(days=1)
    assert waiting(camille, env, Holder(camille)) == Drafts((), ())


def test_a_photograph_enters_upright_and_tells_nothing_of_where(camille: RecordId, env: Environment) -> None:
    kept(camille, SentFile("IMG_1.JPG", photograph()), env=env)
    (document,) = added(camille, env).documents
    opened = read_document(camille, document, actor=Holder(camille), env=env)
    assert isinstance(opened, OpenedDocument)
    file = embedded(b"".join(opened.chunks), opened.mime_type)
    with Image.open(io.BytesIO(file.whole)) as image:
        assert (file.media_type, image.size) == ("image/jpeg", (40, 60))
        assert (dict(image.getexif()), image.info.get("comment")) == ({}, None)


def test_what_waits_is_seen_as_it_will_be_shown_and_by_nobody_else(camille: RecordId, env: Environment) -> None:
    kept(camille, LETTER, env=env)
    (draft,) = waiting(camille, env, Holder(camille)).ready
    assert isinstance(see_draft(camille, draft.id, actor=Holder(camille), env=env), DraftPage)
    with within(camille, exclusive=True):
        consents.add_representative(camille, Representation("parent", NOON - timedelta(days=1), None))
    for actor in (PARENT, KELLER):
        answer = see_draft(camille, draft.id, actor=actor, env=env)
        assert isinstance(answer, NoSuchDraft | Refusal)
    assert remove_draft(camille, draft.id, actor=Holder(camille), env=env) == DraftRemoved()
    assert remove_draft(camille, draft.id, actor=Holder(camille), env=env) == NoSuchDraft()


def test_the_same_file_is_not_added_twice_until_it_was_deleted(camille: RecordId, env: Environment) -> None:
    kept(camille, LETTER, env=env)
    (twice,) = kept(camille, LETTER, env=env).refused
    assert twice.code == "sent-twice"
    (document,) = added(camille, env).documents
    (there,) = kept(camille, LETTER, env=env).refused
    assert (there.code, there.document) == ("already-there", document)
    assert isinstance(delete_document(camille, document, actor=Holder(camille), env=env), Deleted)
    assert kept(camille, LETTER, env=env).refused == ()
    assert added(camille, env).documents != (document,)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty-file"),
        (b"a" * (10 * 1024 * 1024 + 1), "file-too-large"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1", "heif-not-kept"),
        (b"PK\x03\x04 an archive", "type-not-accepted"),
        (b"<ClinicalDocument/>", "type-not-accepted"),
        (b"\xff\xd8\xff broken", "image-broken"),
        (b"%PDF-1.7 broken", "pdf-broken"),
    ],
    ids=["empty", "too large", "heic", "archive", "cda", "broken picture", "broken pdf"],
)
def test_a_file_that_cannot_be_added_stops_no_other(
    content: bytes, code: str, camille: RecordId, env: Environment
) -> None:
    answer = kept(camille, SentFile("photo", content), LETTER, env=env)
    assert (answer.waiting, [one.code for one in answer.refused]) == (1, [code])


def test_ten_files_wait_at_most(camille: RecordId, env: Environment) -> None:
    many = [SentFile(f"{number}.txt", f"Page {number}".encode()) for number in range(MOST_DRAFTS + 1)]
    answer = kept(camille, *many, env=env)
    assert (answer.waiting, [one.code for one in answer.refused]) == (MOST_DRAFTS, ["too-many-files"])
    assert len(added(camille, env).documents) == MOST_DRAFTS


def test_a_large_file_enters_although_its_wrapping_makes_it_larger(camille: RecordId, env: Environment) -> None:
    kept(camille, SentFile("long.txt", b"mot " * (10 * 1024 * 1024 // 4)), env=env)
    assert len(added(camille, env).documents) == 1


def send(camille: RecordId, env: Environment, number: UUID, content: bytes, begins: int) -> object:
    """Send the piece that begins there."""
    piece = content[begins : begins + PIECE]
    return receive_piece(camille, number, piece, begins=begins, actor=Holder(camille), env=env)


def test_an_upload_that_broke_off_goes_on_where_it_was(camille: RecordId, env: Environment) -> None:
    content = b"Une longue lettre. " * 50_000

    def announced() -> object:
        digest = hashlib.sha256(content).hexdigest()
        return begin_upload(camille, "longue.txt", size=len(content), digest=digest, actor=Holder(camille), env=env)

    begun = announced()
    assert isinstance(begun, Coming)
    assert send(camille, env, begun.draft, content, 0) == Coming(begun.draft, PIECE)
    assert send(camille, env, begun.draft, content, 0) == Coming(begun.draft, PIECE), "the same piece changes nothing"
    assert announced() == Coming(begun.draft, PIECE)
    assert waiting(camille, env, Holder(camille)).ready == ()
    assert send(camille, env, begun.draft, content, PIECE) == Coming(begun.draft, len(content), is_ready=True)
    assert len(added(camille, env).documents) == 1


def test_what_came_must_be_what_was_announced(camille: RecordId, env: Environment) -> None:
    begun = begin_upload(camille, "a.txt", size=4, digest="0" * 64, actor=Holder(camille), env=env)
    assert isinstance(begun, Coming)
    answer = receive_piece(camille, begun.draft, b"mots", begins=0, actor=Holder(camille), env=env)
    assert getattr(answer, "code", "") == "changed-on-the-way"
    assert waiting(camille, env, Holder(camille)) == Drafts((), ())


def test_a_closed_record_takes_nothing(camille: RecordId, env: Environment) -> None:
    kept(camille, LETTER, env=env)
    close_record(camille, reason=ClosingReason.HOLDER_ASKS.value, actor=Holder(camille), env=env)
    for answer in (
        keep_files(camille, [LETTER], actor=Holder(camille), env=env),
        list_drafts(camille, actor=Holder(camille), env=env),
        begin_upload(camille, "a.txt", size=4, digest="0" * 64, actor=Holder(camille), env=env),
        add_documents(camille, {}, actor=Holder(camille), env=env),
    ):
        assert isinstance(answer, Refusal)


def test_nothing_that_does_not_wait_is_added(camille: RecordId, env: Environment) -> None:
    wishes = {UUID(int=1): Wish("Rien", "EXPPAT_2", NOON)}
    assert add_documents(camille, wishes, actor=Holder(camille), env=env) == NothingToAdd()


def test_a_parent_adds_in_the_name_of_the_child_and_the_child_is_told(
    installation: Installation, env: Environment, database: Database
) -> None:
    young = replace(GEORGES, traits=replace(GEORGES.traits, birth_date=date(2015, 1, 1)))
    child = installation.opens(young)
    with within(child, exclusive=True):
        consents.add_representative(child, Representation("parent", NOON - timedelta(days=1), None))
    kept(child, LETTER, env=env, actor=PARENT)
    assert len(added(child, env, actor=PARENT).documents) == 1
    assert [kind for kind, _, _ in owed(database)] == ["new-document"]
    assert kept(child, LETTER, env=env).refused == (), "what another brought is nothing that one sent before"


def test_a_note_says_when_it_was_written_whatever_it_begins_with(camille: RecordId, env: Environment) -> None:
    answer = keep_files(camille, [], note="BMI : 23\r\n<vu> hier", actor=Holder(camille), env=env)
    assert answer == Kept(1, ())
    (draft,) = waiting(camille, env, Holder(camille)).ready
    shown = see_draft(camille, draft.id, actor=Holder(camille), env=env)
    assert isinstance(shown, DraftPage)
    assert isinstance(shown.preview, TextPreview)
    assert shown.preview.text.splitlines() == ["Note écrite le 21/11/2026.", "", "BMI : 23", "<vu> hier"]


def test_what_was_never_added_is_forgotten_after_a_day(
    camille: RecordId, installation: Installation, env: Environment, database: Database
) -> None:
    kept(camille, LETTER, env=env)
    installation.at(NOON + timedelta(hours=24))
    assert waiting(camille, env, Holder(camille)) == Drafts((), ())
    point_django_at(database.addresses.worker)
    forget_drafts(env=env)
    point_django_at(database.addresses.app)
    installation.at(NOON)
    assert waiting(camille, env, Holder(camille)) == Drafts((), ())
