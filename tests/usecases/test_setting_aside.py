"""« Ce document n’est pas à moi », putting away, deleting, and what somebody blocked has deposited."""

from dataclasses import replace

import pytest

from carnet.core.access.actors import Actor, Holder, Professional
from carnet.core.access.decision import Told
from carnet.core.accounts.professional_notices import NoticeKind
from carnet.core.documents.entry import Author, AuthorKind, DocumentStatus
from carnet.core.documents.selection import Criteria
from carnet.core.identifiers import DocumentId, RecordId
from carnet.usecases.confidentiality.list_own_set_aside import OwnSetAside, list_own_set_aside
from carnet.usecases.confidentiality.list_pending import Pending, SetAside, list_pending
from carnet.usecases.confidentiality.set_aside_document import SettingChanged, return_document, set_aside_document
from carnet.usecases.consent.block_professional import block_professional, unblock_professional
from carnet.usecases.consent.refuse_deposits import DepositsChosen, NotBlocked, refuse_deposits
from carnet.usecases.feeding.archive_document import NotShelvable, Shelved, archive_document, unarchive_document
from carnet.usecases.feeding.check_deposit import Checked, check_deposit
from carnet.usecases.feeding.delete_document import Deleted, delete_document
from carnet.usecases.feeding.deposit_documents import Deposited, deposit_documents
from carnet.usecases.professional.list_professional_notices import list_professional_notices
from carnet.usecases.reading.list_documents import ListedDocuments, list_documents
from carnet.usecases.reading.read_access_history import AccessHistory, read_access_history
from carnet.usecases.reading.read_document import OpenedDocument, read_document
from carnet.usecases.reading.read_home import Home, read_home
from carnet.usecases.record.check_record import CheckedRecord, check_record
from tests.conftest import NOON
from tests.installation import (
    CAMILLE,
    HADDAD,
    HOSPITAL_SOFTWARE,
    HUGO,
    KELLER,
    PAUL_PODIATRIST,
    Installation,
    note,
    refused,
    submission_of,
)
from tests.store.database import Database
from tests.usecases.looking import owed, told


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    record = installation.opens(CAMILLE)
    for who in (KELLER, HUGO):
        installation.authorizes(record, who)
    return record


def seen(who: Actor, record: RecordId, here: Installation) -> dict[DocumentId, DocumentStatus]:
    """What somebody sees in a list."""
    listed = list_documents(record, criteria=Criteria(), actor=who, env=here.env)
    assert isinstance(listed, ListedDocuments)
    return {one.document: one.status for one in listed.documents}


def pending(record: RecordId, here: Installation) -> Pending:
    """What waits for Camille."""
    answer = list_pending(record, actor=Holder(record), env=here.env)
    assert isinstance(answer, Pending)
    return answer


def notices(who: Professional, here: Installation) -> list[NoticeKind]:
    """What a professional is to learn."""
    return [one.kind for one in list_professional_notices(actor=who, env=here.env)]


def test_what_is_not_hers_is_shown_to_nobody_until_its_author_answers(
    installation: Installation, camille: RecordId, report: DocumentId
) -> None:
    env, holder = installation.env, Holder(camille)
    assert isinstance(read_document(camille, report, actor=KELLER, env=env), OpenedDocument)
    assert set_aside_document(camille, report, actor=holder, env=env) == SettingChanged(report, is_set_aside=True)
    assert seen(holder, camille, installation) == seen(KELLER, camille, installation) == {}
    assert pending(camille, installation).aside == (SetAside(report, NOON),)
    assert (notices(HADDAD, installation), notices(KELLER, installation)) == (
        [NoticeKind.NOT_THEIRS],
        [NoticeKind.READ_NOT_THEIRS],
    )
    own = list_own_set_aside(camille, actor=HADDAD, env=env)
    assert isinstance(own, OwnSetAside)
    assert [one.document for one in own.documents] == [report]
    assert return_document(camille, report, actor=HADDAD, env=env) == SettingChanged(report, is_set_aside=False)
    assert set(seen(KELLER, camille, installation)) == {report}


def test_the_other_answer_of_the_author_is_to_delete_it(
    installation: Installation, camille: RecordId, report: DocumentId
) -> None:
    set_aside_document(camille, report, actor=Holder(camille), env=installation.env)
    assert delete_document(camille, report, actor=HADDAD, env=installation.env) == Deleted(report)
    assert pending(camille, installation).aside == ()
    assert refused(list_own_set_aside(camille, actor=HADDAD, env=installation.env)).told is Told.NO_ACCESS


def test_the_person_takes_back_what_they_said(
    installation: Installation, camille: RecordId, report: DocumentId
) -> None:
    env, holder = installation.env, Holder(camille)
    set_aside_document(camille, report, actor=holder, env=env)
    set_aside_document(camille, report, actor=holder, env=env)
    assert notices(HADDAD, installation) == [NoticeKind.NOT_THEIRS], "an author is asked once"
    assert return_document(camille, report, actor=holder, env=env) == SettingChanged(report, is_set_aside=False)
    assert set(seen(holder, camille, installation)) == {report}


def test_nobody_answers_for_the_author(installation: Installation, camille: RecordId, report: DocumentId) -> None:
    set_aside_document(camille, report, actor=Holder(camille), env=installation.env)
    for who in (KELLER, HUGO):
        assert refused(return_document(camille, report, actor=who, env=installation.env)).told is Told.NO_ACCESS
        assert refused(list_own_set_aside(camille, actor=who, env=installation.env)).told is Told.NO_ACCESS


def test_the_history_still_tells_the_person_of_what_is_set_aside(
    installation: Installation, camille: RecordId, report: DocumentId
) -> None:
    read_document(camille, report, actor=KELLER, env=installation.env)
    set_aside_document(camille, report, actor=Holder(camille), env=installation.env)
    history = read_access_history(camille, actor=Holder(camille), env=installation.env)
    assert isinstance(history, AccessHistory)
    acts = [line.event.action.value for line in history.lines if report in line.event.documents]
    assert acts == ["set-aside-document", "read-document", "deposit-documents"]
    assert history.documents == ()


def test_an_archived_document_is_put_away_and_still_read(
    installation: Installation, camille: RecordId, report: DocumentId
) -> None:
    env, holder = installation.env, Holder(camille)
    assert archive_document(camille, report, actor=holder, env=env) == Shelved(report, is_archived=True)
    archive_document(camille, report, actor=KELLER, env=env)
    assert seen(KELLER, camille, installation) == {report: DocumentStatus.ARCHIVED}
    home = read_home(camille, since=None, actor=holder, env=env)
    assert isinstance(home, Home)
    assert home.current == 0
    assert unarchive_document(camille, report, actor=KELLER, env=env) == Shelved(report, is_archived=False)
    assert seen(holder, camille, installation) == {report: DocumentStatus.CURRENT}
    assert refused(archive_document(camille, report, actor=HUGO, env=env)).told is Told.NO_ACCESS


def test_an_older_version_is_not_archived_alone(
    installation: Installation, camille: RecordId, report: DocumentId
) -> None:
    installation.receives(CAMILLE, note(CAMILLE, by=HADDAD, number=2, replaces=report), from_=HADDAD)
    for act in (archive_document, unarchive_document):
        assert act(camille, report, actor=Holder(camille), env=installation.env) == NotShelvable()


def test_only_the_author_deletes_what_a_professional_wrote(
    installation: Installation, camille: RecordId, report: DocumentId
) -> None:
    env = installation.env
    for who in (Holder(camille), KELLER, HOSPITAL_SOFTWARE):
        assert refused(delete_document(camille, report, actor=who, env=env)).told is Told.NO_ACCESS
    assert delete_document(camille, report, actor=HADDAD, env=env) == Deleted(report)
    assert refused(delete_document(camille, report, actor=HADDAD, env=env)).told is Told.NOT_FOUND
    assert seen(Holder(camille), camille, installation) == {}


def test_the_person_deletes_what_they_brought(installation: Installation, camille: RecordId) -> None:
    own = note(CAMILLE, number=7, type_code="EXPPAT_2", class_code="90")
    own = replace(own, entry=replace(own.entry, authors=(Author(AuthorKind.PATIENT),)), replaces=None)
    answer = deposit_documents(submission_of(CAMILLE, own), actor=Holder(camille), env=installation.env)
    assert isinstance(answer, Deposited)
    (document,) = answer.documents
    assert delete_document(camille, document, actor=Holder(camille), env=installation.env) == Deleted(document)


def blocked_deposit(here: Installation, number: int = 5) -> DocumentId:
    """What Paul, whom Camille has blocked, deposits."""
    return here.receives(CAMILLE, note(CAMILLE, by=PAUL_PODIATRIST, number=number), from_=PAUL_PODIATRIST)


def test_what_somebody_blocked_deposits_waits_and_is_told_nowhere_else(
    installation: Installation, camille: RecordId, database: Database
) -> None:
    env, holder = installation.env, Holder(camille)
    block_professional(camille, PAUL_PODIATRIST.identifier, actor=holder, env=env)
    before = owed(database)
    document = blocked_deposit(installation)
    assert owed(database) == before
    home = read_home(camille, since=None, actor=holder, env=env)
    assert isinstance(home, Home)
    assert (home.current, home.latest, home.to_check) == (0, (), 1)
    assert PAUL_PODIATRIST.identifier.value not in {line.event.actor.identifier for line in home.news}
    assert [one.document for one in pending(camille, installation).to_check] == [document]
    assert check_deposit(camille, document, accepts=True, actor=holder, env=env) == Checked(document, is_accepted=True)
    home = read_home(camille, since=None, actor=holder, env=env)
    assert isinstance(home, Home)
    assert (home.current, home.to_check) == (1, 0)
    assert refused(check_deposit(camille, document, accepts=False, actor=holder, env=env)).told is Told.NOT_FOUND


def test_what_is_refused_leaves_the_record_for_everybody(installation: Installation, camille: RecordId) -> None:
    env, holder = installation.env, Holder(camille)
    block_professional(camille, PAUL_PODIATRIST.identifier, actor=holder, env=env)
    document = blocked_deposit(installation)
    assert set(seen(KELLER, camille, installation)) == {document}
    answer = check_deposit(camille, document, accepts=False, actor=holder, env=env)
    assert answer == Checked(document, is_accepted=False)
    assert seen(KELLER, camille, installation) == seen(holder, camille, installation) == {}
    assert told(installation, camille)[-3] == ("check-deposit", "done", "refused")


def test_a_new_version_of_what_waits_waits_too(installation: Installation, camille: RecordId) -> None:
    env, holder = installation.env, Holder(camille)
    block_professional(camille, PAUL_PODIATRIST.identifier, actor=holder, env=env)
    first = blocked_deposit(installation)
    unblock_professional(camille, PAUL_PODIATRIST.identifier, actor=holder, env=env)
    newer = installation.receives(
        CAMILLE, note(CAMILLE, by=PAUL_PODIATRIST, number=6, replaces=first), from_=PAUL_PODIATRIST
    )
    assert {one.document for one in pending(camille, installation).to_check} == {first, newer}


def test_further_deposits_of_somebody_blocked_are_refused_as_by_a_closed_record_as_long_as_the_block_holds(
    installation: Installation, camille: RecordId
) -> None:
    env, holder, paul = installation.env, Holder(camille), PAUL_PODIATRIST.identifier
    assert refuse_deposits(camille, paul, refuses=True, actor=holder, env=env) == NotBlocked()
    block_professional(camille, paul, actor=holder, env=env)
    assert refuse_deposits(camille, paul, refuses=True, actor=holder, env=env) == DepositsChosen(paul, are_refused=True)
    submission = submission_of(CAMILLE, note(CAMILLE, by=PAUL_PODIATRIST, number=5))
    assert refused(deposit_documents(submission, actor=PAUL_PODIATRIST, env=env)).told is Told.NOT_FEEDABLE
    checked = check_record(camille, actor=PAUL_PODIATRIST, env=env)
    assert isinstance(checked, CheckedRecord)
    assert (checked.glimpse.exists, checked.glimpse.is_feedable) == (True, False)
    unblock_professional(camille, paul, actor=holder, env=env)
    blocked_deposit(installation, 6)
    block_professional(camille, paul, actor=holder, env=env)
    blocked_deposit(installation, 7)
    assert [one.entry.unique_id.value[-1] for one in pending(camille, installation).to_check] == ["7"]
