"""Putting right what one added: a new version in its place, hidden as the old one was, once."""

from datetime import timedelta

import pytest

from carnet.core.access.actors import Actor, Carer, Holder, Representative
from carnet.core.access.decision import Refusal
from carnet.core.documents.entry import DocumentStatus
from carnet.core.documents.selection import Criteria
from carnet.core.identifiers import DocumentId, RecordId
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.formats.cda.header import read_header
from carnet.formats.cda.model import CdaHeader
from carnet.formats.preview import embedded
from carnet.ports.environment import Environment
from carnet.store import consents
from carnet.store.consents import Representation
from carnet.store.context import within
from carnet.usecases.adding.add_documents import add_documents
from carnet.usecases.adding.correct_document import (
    Answer,
    Correctable,
    NotCorrectable,
    NotReplaced,
    correct_document,
    replace_file,
    see_correctable,
)
from carnet.usecases.adding.keep_files import Kept, SentFile, keep_files
from carnet.usecases.adding.look_at_drafts import Drafts, list_drafts
from carnet.usecases.adding.own_document import Wish
from carnet.usecases.confidentiality.mask_document import mask_document
from carnet.usecases.feeding.archive_document import archive_document
from carnet.usecases.feeding.deposit_documents import Deposited, Rejected
from carnet.usecases.reading.list_documents import ListedDocuments, list_documents
from carnet.usecases.reading.read_document import OpenedDocument, read_document
from carnet.usecases.reading.shown_document import ShownDocument
from tests.conftest import NOON
from tests.formats.dicom.files import dicom
from tests.installation import CAMILLE, HADDAD, HOSPITAL_SOFTWARE, KELLER, Installation, note

LETTER = "Je préfère le matin.".encode()
BETTER = Wish("Mes horaires", "DOCPAT07", NOON - timedelta(days=3))


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    """Camille's record."""
    return installation.opens(CAMILLE)


def added(record: RecordId, env: Environment, content: bytes = LETTER, actor: Actor | None = None) -> DocumentId:
    """Something that somebody of her side adds."""
    who = actor or Holder(record)
    assert isinstance(keep_files(record, [SentFile("x", content)], actor=who, env=env), Kept)
    waiting = list_drafts(record, actor=who, env=env)
    assert isinstance(waiting, Drafts)
    wishes = {one.id: Wish("lettre", "EXPPAT_2", NOON - timedelta(days=1)) for one in waiting.ready}
    answer = add_documents(record, wishes, actor=who, env=env)
    assert isinstance(answer, Deposited)
    return answer.documents[0]


def corrects(record: RecordId, document: DocumentId, env: Environment, actor: Actor | None = None) -> Answer:
    """The form of the page, sent."""
    return correct_document(record, document, BETTER, actor=actor or Holder(record), env=env)


def corrected(record: RecordId, document: DocumentId, env: Environment) -> DocumentId:
    """Its new version."""
    answer = corrects(record, document, env)
    assert isinstance(answer, Deposited)
    return answer.documents[0]


def card(record: RecordId, document: DocumentId, env: Environment) -> ShownDocument:
    """A document as she sees it in her list, old versions too."""
    listed = list_documents(record, criteria=Criteria(), actor=Holder(record), env=env)
    assert isinstance(listed, ListedDocuments)
    return next(one for one in listed.seen if one.document == document)


def file_of(record: RecordId, document: DocumentId, env: Environment) -> tuple[str, bytes]:
    """A document as it is kept."""
    opened = read_document(record, document, actor=Holder(record), env=env)
    assert isinstance(opened, OpenedDocument)
    return opened.mime_type, b"".join(opened.chunks)


def test_a_letter_is_put_right_in_its_place(camille: RecordId, env: Environment) -> None:
    letter = added(camille, env)
    version = corrected(camille, letter, env)
    now, before = card(camille, version, env), card(camille, letter, env)
    assert (now.entry.title, now.entry.type_code.value, now.entry.service_start) == (
        *("Mes horaires", "DOCPAT07"),
        BETTER.at,
    )
    assert (now.status, before.status, now.replaces) == (DocumentStatus.CURRENT, DocumentStatus.SUPERSEDED, letter)
    kind, content = file_of(camille, version, env)
    assert embedded(content, kind).whole == LETTER


def test_each_version_says_in_itself_what_it_is_a_version_of(camille: RecordId, env: Environment) -> None:
    first = added(camille, env)
    second = corrected(camille, first, env)
    third = corrected(camille, second, env)
    headers = [read_header(file_of(camille, one, env)[1], accepts_test=True) for one in (first, second, third)]
    numbers = [one.unique_id for one in headers if isinstance(one, CdaHeader)]
    assert [(one.version_number, one.set_id, one.replaces) for one in headers if isinstance(one, CdaHeader)] == [
        (1, numbers[0], None),
        (2, numbers[0], numbers[0]),
        (3, numbers[0], numbers[1]),
    ]


def test_an_x_ray_is_put_right_and_stays_the_same_file(camille: RecordId, env: Environment) -> None:
    xray = added(camille, env, dicom())
    assert file_of(camille, corrected(camille, xray, env), env) == ("application/dicom", dicom())


def test_what_was_masked_stays_masked(camille: RecordId, env: Environment) -> None:
    letter = added(camille, env)
    mask_document(camille, letter, actor=Holder(camille), env=env)
    version = corrected(camille, letter, env)
    assert Confidentiality.MASKED_TO_PROFESSIONALS in card(camille, version, env).entry.confidentiality


def test_the_same_form_sent_twice_makes_one_version(camille: RecordId, env: Environment) -> None:
    letter = added(camille, env)
    corrected(camille, letter, env)
    assert corrects(camille, letter, env) == NotCorrectable()
    assert see_correctable(camille, letter, actor=Holder(camille), env=env) == NotCorrectable()


def test_what_was_put_away_is_not_put_right(camille: RecordId, env: Environment) -> None:
    letter = added(camille, env)
    archive_document(camille, letter, actor=Holder(camille), env=env)
    assert corrects(camille, letter, env) == NotCorrectable()


def test_the_file_of_a_corrected_document_is_there_already(camille: RecordId, env: Environment) -> None:
    version = corrected(camille, added(camille, env), env)
    answer = keep_files(camille, [SentFile("x", LETTER)], actor=Holder(camille), env=env)
    assert isinstance(answer, Kept)
    assert [(one.code, one.document) for one in answer.refused] == [("already-there", version)]


def test_nobody_puts_right_what_is_not_theirs(installation: Installation, camille: RecordId, env: Environment) -> None:
    report = installation.receives(CAMILLE, note(CAMILLE, by=HADDAD), from_=HOSPITAL_SOFTWARE)
    letter = added(camille, env)
    installation.authorizes(camille, KELLER)
    with within(camille, exclusive=True):
        consents.add_representative(camille, Representation("parent", NOON - timedelta(days=1), None))
    assert isinstance(corrects(camille, report, env), Refusal)
    for actor in (KELLER, Representative("parent"), Carer("rose")):
        assert isinstance(see_correctable(camille, letter, actor=actor, env=env), Refusal)
        assert isinstance(corrects(camille, letter, env, actor), Refusal)


def test_she_sees_what_she_may_put_right_as_it_is(camille: RecordId, env: Environment) -> None:
    letter = added(camille, env)
    answer = see_correctable(camille, letter, actor=Holder(camille), env=env)
    assert isinstance(answer, Correctable)
    assert answer.shown.entry.title == "lettre"


def chosen(record: RecordId, document: DocumentId, env: Environment, content: bytes = b"Une suite.") -> object:
    """What comes of another file that she chooses for it: why it is not kept, if it is not."""
    answer = replace_file(record, document, SentFile("suite.txt", content), actor=Holder(record), env=env)
    return answer.refused.code if isinstance(answer, NotReplaced) else answer


def test_another_file_waits_then_takes_the_place(camille: RecordId, env: Environment) -> None:
    letter = added(camille, env)
    assert chosen(camille, letter, env) == Kept(1, ())
    waiting = list_drafts(camille, actor=Holder(camille), env=env)
    assert isinstance(waiting, Drafts)
    (draft,) = waiting.ready
    assert draft.after is not None
    assert (draft.after.document, draft.after.title, draft.after.type_code) == (letter, "lettre", "EXPPAT_2")
    answer = add_documents(camille, {draft.id: BETTER}, actor=Holder(camille), env=env)
    assert isinstance(answer, Deposited)
    kind, content = file_of(camille, answer.documents[0], env)
    header = read_header(content, accepts_test=True)
    assert isinstance(header, CdaHeader)
    assert (embedded(content, kind).whole, header.version_number) == (b"Une suite.", 2)
    assert card(camille, answer.documents[0], env).replaces == letter
    assert card(camille, letter, env).status is DocumentStatus.SUPERSEDED


def test_a_file_chosen_for_what_was_replaced_meanwhile_stays_waiting(camille: RecordId, env: Environment) -> None:
    letter = added(camille, env)
    chosen(camille, letter, env)
    corrected(camille, letter, env)
    waiting = list_drafts(camille, actor=Holder(camille), env=env)
    assert isinstance(waiting, Drafts)
    answer = add_documents(camille, {waiting.ready[0].id: BETTER}, actor=Holder(camille), env=env)
    assert isinstance(answer, Rejected)
    assert {one.code for one in answer.defects} == {"already-superseded"}
    assert list_drafts(camille, actor=Holder(camille), env=env) == waiting


def test_a_file_that_cannot_be_added_replaces_nothing(camille: RecordId, env: Environment) -> None:
    letter = added(camille, env)
    assert chosen(camille, letter, env, b"%PDF-1.7 broken") == "pdf-broken"
    assert chosen(camille, letter, env, LETTER) == "already-there"
    archive_document(camille, letter, actor=Holder(camille), env=env)
    file = SentFile("suite.txt", b"Une suite.")
    assert replace_file(camille, letter, file, actor=Holder(camille), env=env) == NotCorrectable()


def test_a_type_that_is_not_hers_is_a_fault_of_the_caller(camille: RecordId, env: Environment) -> None:
    with pytest.raises(ValueError, match="own types"):
        correct_document(camille, added(camille, env), Wish("Bilan", "34112-3", NOON), actor=Holder(camille), env=env)
