"""Hiding a document from professionals, and showing it again: who may, who is told, what is written down."""

import pytest

from carnet.core.access.actors import Actor, Holder
from carnet.core.access.decision import Refusal, Told
from carnet.core.documents.selection import Criteria
from carnet.core.identifiers import DocumentId, RecordId
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.usecases.confidentiality.mask_document import (
    NotAnnouncedYet,
    VisibilityChanged,
    mask_document,
    unmask_document,
)
from carnet.usecases.consent.name_treating_physician import Named, name_treating_physician
from carnet.usecases.reading.list_documents import ListedDocuments, list_documents
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
)
from tests.store.database import Database
from tests.usecases.looking import owed, told


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    record = installation.opens(CAMILLE)
    for who in (KELLER, HUGO, HADDAD):
        installation.authorizes(record, who)
    return record


def versions(who: Actor, record: RecordId, here: Installation) -> list[int]:
    """The version of each document that somebody sees."""
    listed = list_documents(record, criteria=Criteria(), actor=who, env=here.env)
    assert isinstance(listed, ListedDocuments)
    return [shown.version for shown in listed.documents]


def test_masking_twice_is_masking_once(installation: Installation, camille: RecordId, report: DocumentId) -> None:
    for _ in range(2):
        answer = mask_document(camille, report, actor=Holder(camille), env=installation.env)
        assert answer == VisibilityChanged(report, is_masked=True)
    assert versions(Holder(camille), camille, installation) == [2]
    assert told(installation, camille)[-3:-1] == [("mask-document", "done", "")] * 2


def test_showing_what_was_never_masked_changes_nothing(
    installation: Installation, camille: RecordId, report: DocumentId
) -> None:
    answer = unmask_document(camille, report, actor=Holder(camille), env=installation.env)
    assert answer == VisibilityChanged(report, is_masked=False)
    assert versions(Holder(camille), camille, installation) == [1]


def test_an_authorised_professional_masks_at_the_persons_request_only(
    installation: Installation, camille: RecordId, report: DocumentId
) -> None:
    env = installation.env
    assert refused(mask_document(camille, report, actor=KELLER, env=env)).told is Told.NO_ACCESS
    assert mask_document(camille, report, person_asks=True, actor=KELLER, env=env) == VisibilityChanged(
        report, is_masked=True
    )
    assert versions(KELLER, camille, installation) == []


def test_a_professional_masks_nothing_that_they_may_not_read(
    installation: Installation, camille: RecordId, report: DocumentId
) -> None:
    installation.authorizes(camille, PAUL_PODIATRIST)
    env = installation.env
    absent = DocumentId(env.chance.identifier())
    answers = [
        refused(mask_document(camille, one, person_asks=True, actor=PAUL_PODIATRIST, env=env))
        for one in (report, absent)
    ]
    assert {answer.told for answer in answers} == {Told.NOT_FOUND}


def test_only_the_treating_physician_shows_again_at_the_persons_request_and_the_person_is_told(
    installation: Installation, camille: RecordId, report: DocumentId, database: Database
) -> None:
    env, holder = installation.env, Holder(camille)
    mask_document(camille, report, actor=holder, env=env)
    assert refused(unmask_document(camille, report, person_asks=True, actor=HADDAD, env=env)).told is Told.NO_ACCESS
    assert isinstance(name_treating_physician(camille, KELLER.identifier, actor=holder, env=env), Named)
    assert isinstance(unmask_document(camille, report, actor=KELLER, env=env), Refusal)
    before = len(owed(database))
    answer = unmask_document(camille, report, person_asks=True, actor=KELLER, env=env)
    assert answer == VisibilityChanged(report, is_masked=False)
    assert owed(database)[before:] == [("unmasked", NOON, False)]


def test_the_holder_who_shows_a_document_again_is_told_nothing_new(
    installation: Installation, camille: RecordId, report: DocumentId, database: Database
) -> None:
    mask_document(camille, report, actor=Holder(camille), env=installation.env)
    before = owed(database)
    unmask_document(camille, report, actor=Holder(camille), env=installation.env)
    assert owed(database) == before


def test_what_waits_for_its_announcement_is_not_masked_and_the_attempt_is_no_masking(
    installation: Installation, camille: RecordId
) -> None:
    hidden = frozenset({Confidentiality.HIDDEN_FROM_PATIENT})
    unannounced = installation.receives(
        CAMILLE, note(CAMILLE, by=HADDAD, number=9, hidden=hidden), from_=HOSPITAL_SOFTWARE
    )
    env = installation.env
    assert mask_document(camille, unannounced, person_asks=True, actor=KELLER, env=env) == NotAnnouncedYet()
    assert told(installation, camille)[-1] == ("mask-document", "defective", "not-announced-yet")
    absent = DocumentId(env.chance.identifier())
    for one in (unannounced, absent):
        assert refused(mask_document(camille, one, actor=Holder(camille), env=env)).told is Told.NOT_FOUND
    assert told(installation, camille)[-1] == ("mask-document", "refused", "")
