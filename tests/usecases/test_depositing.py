"""Depositing: what enters, who is told of it, and what a deposit does when the world moves under it."""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from carnet.core.access.actors import Clockwork, Holder, InsurerFeed, Representative, StructureKind
from carnet.core.access.decision import Permit, Told
from carnet.core.access.facts import BlobRef
from carnet.core.documents.content import Content
from carnet.core.documents.selection import Criteria
from carnet.core.documents.submission import NonOpposition, SubmittedDocument
from carnet.core.identifiers import DocumentId, OrganizationId, RecordId
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.ports.blobs import Anteroom, BlobStore
from carnet.ports.environment import Environment
from carnet.store import consents
from carnet.store.consents import Representation
from carnet.store.context import within
from carnet.usecases.confidentiality.mask_document import mask_document
from carnet.usecases.consent.block_professional import block_professional
from carnet.usecases.feeding.deposit_documents import AlreadyThere, Deposited, Rejected, deposit_documents
from carnet.usecases.feeding.examination import LARGEST_FROM_A_PERSON
from carnet.usecases.feeding.sweep_unused_bytes import sweep_unused_bytes
from carnet.usecases.reading.list_documents import ListedDocuments, list_documents
from carnet.usecases.record.close_record import close_record
from tests.conftest import NOON
from tests.installation import (
    CAMILLE,
    GEORGES,
    HADDAD,
    HOSPITAL_SOFTWARE,
    KELLER,
    SECRETARY,
    Installation,
    note,
    refused,
    submission_of,
)
from tests.store.database import Database, point_django_at
from tests.usecases.looking import owed, promised, rows, told

NIGHT = NOON.replace(hour=22)


def of_the_person() -> SubmittedDocument:
    """What Camille writes herself."""
    return note(CAMILLE, type_code="EXPPAT_2", class_code="90")


def test_a_document_that_enters_is_told_once_and_promised_at_once(
    installation: Installation, database: Database
) -> None:
    installation.opens(CAMILLE)
    installation.receives(CAMILLE, note(CAMILLE, by=HADDAD), from_=HOSPITAL_SOFTWARE)
    assert owed(database) == [("new-document", NOON, False)]
    assert [job for job, _ in promised(installation)] == ["send-notice"]


def test_a_document_that_enters_at_night_is_told_in_the_morning(installation: Installation, database: Database) -> None:
    installation.opens(CAMILLE)
    installation.at(NIGHT)
    installation.receives(CAMILLE, note(CAMILLE, by=HADDAD), from_=HOSPITAL_SOFTWARE)
    ((kind, due_at, _),) = owed(database)
    assert (kind, due_at.isoformat()) == ("new-document", "2026-11-22T07:00:00+00:00")
    assert promised(installation) == []


@pytest.mark.parametrize("code", [Confidentiality.HIDDEN_FROM_PATIENT, Confidentiality.MASKED_TO_PROFESSIONALS])
def test_nobody_is_told_of_what_is_hidden_from_them(
    code: Confidentiality, installation: Installation, database: Database
) -> None:
    installation.opens(CAMILLE)
    installation.receives(CAMILLE, note(CAMILLE, by=HADDAD, hidden=frozenset({code})), from_=HOSPITAL_SOFTWARE)
    told_of_it = code is Confidentiality.MASKED_TO_PROFESSIONALS
    assert [kind for kind, _, _ in owed(database)] == ["new-document"] * told_of_it


def test_one_document_to_be_seen_among_hidden_ones_is_told(installation: Installation, database: Database) -> None:
    installation.opens(CAMILLE)
    hidden = frozenset({Confidentiality.HIDDEN_FROM_PATIENT})
    several = [note(CAMILLE, by=HADDAD, number=1, hidden=hidden), note(CAMILLE, by=HADDAD, number=2)]
    answer = deposit_documents(submission_of(CAMILLE, *several), actor=HOSPITAL_SOFTWARE, env=installation.env)
    assert isinstance(answer, Deposited)
    assert [kind for kind, _, _ in owed(database)] == ["new-document"]


def test_somebody_blocked_still_deposits_and_raises_no_alert(installation: Installation, database: Database) -> None:
    record = installation.opens(CAMILLE)
    block_professional(record, KELLER.identifier, actor=Holder(record), env=installation.env)
    installation.receives(CAMILLE, note(CAMILLE, by=KELLER), from_=KELLER)
    assert owed(database) == []


def test_camille_is_not_told_of_what_she_wrote_herself(installation: Installation, database: Database) -> None:
    record = installation.opens(CAMILLE)
    answer = deposit_documents(submission_of(CAMILLE, of_the_person()), actor=Holder(record), env=installation.env)
    assert isinstance(answer, Deposited)
    assert owed(database) == []


def test_camille_writes_her_own_types_and_no_other(installation: Installation) -> None:
    record = installation.opens(CAMILLE)
    report = deposit_documents(submission_of(CAMILLE, note(CAMILLE)), actor=Holder(record), env=installation.env)
    assert refused(report).told is Told.NOT_ALLOWED
    theirs = deposit_documents(submission_of(CAMILLE, of_the_person()), actor=KELLER, env=installation.env)
    assert refused(theirs).told is Told.NOT_ALLOWED


def test_a_person_deposits_ten_megabytes_and_software_a_hundred(installation: Installation) -> None:
    record = installation.opens(CAMILLE)
    content = b"a" * (LARGEST_FROM_A_PERSON + 1)
    large = of_the_person()
    large = replace(large, content=content, entry=replace(large.entry, size=len(content)))
    answer = deposit_documents(submission_of(CAMILLE, large), actor=Holder(record), env=installation.env)
    assert isinstance(answer, Rejected)
    assert "file-too-large" in [defect.code for defect in answer.defects]
    entry = replace(
        note(CAMILLE).entry, size=len(content), sha1=hashlib.sha1(content, usedforsecurity=False).hexdigest()
    )
    answer = deposit_documents(
        submission_of(CAMILLE, SubmittedDocument(entry, content)), actor=KELLER, env=installation.env
    )
    assert isinstance(answer, Deposited)


def test_the_insurer_deposits_reimbursements_and_nothing_else(installation: Installation) -> None:
    installation.opens(CAMILLE)
    insurer = InsurerFeed(OrganizationId("1750000018"))
    reimbursements = note(CAMILLE, type_code="REMB", class_code="60")
    known = deposit_documents(submission_of(CAMILLE, reimbursements), actor=insurer, env=installation.env)
    assert isinstance(known, Deposited)
    answer = deposit_documents(submission_of(CAMILLE, note(CAMILLE, number=2)), actor=insurer, env=installation.env)
    assert refused(answer).told is Told.NOT_FEEDABLE


def test_a_secretary_deposits_for_the_doctor_who_is_named_as_author(installation: Installation) -> None:
    record = installation.opens(CAMILLE)
    answer = deposit_documents(submission_of(CAMILLE, note(CAMILLE, by=HADDAD)), actor=SECRETARY, env=installation.env)
    assert isinstance(answer, Deposited)
    assert told(installation, record)[-1] == ("deposit-documents", "done", "")


def test_an_insurer_an_employer_and_a_job_deposit_nothing(installation: Installation) -> None:
    installation.opens(CAMILLE)
    for kind in (StructureKind.PRIVATE_INSURER, StructureKind.EMPLOYER):
        answer = deposit_documents(
            submission_of(CAMILLE, note(CAMILLE)), actor=replace(KELLER, structure_kind=kind), env=installation.env
        )
        assert refused(answer).told is Told.NOT_ALLOWED
    by_a_job = deposit_documents(submission_of(CAMILLE, note(CAMILLE)), actor=Clockwork("x"), env=installation.env)
    assert refused(by_a_job).told is Told.NOT_FEEDABLE


def test_a_deposit_that_the_person_opposed_stores_nothing(installation: Installation, database: Database) -> None:
    record = installation.opens(CAMILLE)
    opposed = submission_of(CAMILLE, note(CAMILLE), non_opposition=NonOpposition.OPPOSED)
    assert refused(deposit_documents(opposed, actor=KELLER, env=installation.env)).told is Told.OPPOSED
    assert rows(database, "document", "submission_set") == {"document": 0, "submission_set": 0}
    assert told(installation, record)[-1] == ("deposit-documents", "refused", "")


class SuspiciousAntivirus:
    """An antivirus that trusts nothing."""

    def is_clean(self, content: Content) -> bool:
        return not content


def test_a_file_that_the_antivirus_suspects_does_not_enter(installation: Installation, database: Database) -> None:
    installation.opens(CAMILLE)
    env = replace(installation.env, antivirus=SuspiciousAntivirus())
    answer = deposit_documents(submission_of(CAMILLE, note(CAMILLE)), actor=KELLER, env=env)
    assert isinstance(answer, Rejected)
    assert [defect.code for defect in answer.defects] == ["harmful-file"]
    assert rows(database, "document") == {"document": 0}


@dataclass(slots=True)
class SlowBlobStore:
    """The store of an installation, where something happens while the bytes are being written."""

    real: BlobStore
    meanwhile: Callable[[], object]

    def put(
        self, content: Content, *, record: RecordId, document: DocumentId, record_key: bytes, mime_type: str
    ) -> BlobRef:
        self.meanwhile()
        return self.real.put(content, record=record, document=document, record_key=record_key, mime_type=mime_type)

    def open(self, permit: Permit, *, record_key: bytes) -> Iterator[bytes]:
        return self.real.open(permit, record_key=record_key)

    def anteroom(self) -> AbstractContextManager[Anteroom]:
        return self.real.anteroom()

    def destroy(self, address: str) -> None:
        self.real.destroy(address)

    def sweep(self, known: Callable[[str], bool], *, older_than: timedelta) -> int:
        return self.real.sweep(known, older_than=older_than)


def slowly(env: Environment, meanwhile: Callable[[], object]) -> Environment:
    return replace(env, blobs=SlowBlobStore(env.blobs, meanwhile))


def test_a_record_closed_while_the_bytes_are_written_is_not_fed(installation: Installation, database: Database) -> None:
    record = installation.opens(CAMILLE)
    closing = slowly(
        installation.env,
        lambda: close_record(record, reason="holder-asks", actor=Holder(record), env=installation.env),
    )
    answer = deposit_documents(submission_of(CAMILLE, note(CAMILLE)), actor=KELLER, env=closing)
    assert refused(answer).told is Told.NOT_FEEDABLE
    assert rows(database, "document") == {"document": 0}
    assert told(installation, record)[-1] == ("deposit-documents", "refused", "")


def test_a_version_masked_while_its_successor_is_written_hides_its_successor_too(installation: Installation) -> None:
    record = installation.opens(CAMILLE)
    installation.authorizes(record, KELLER)
    old = installation.receives(CAMILLE, note(CAMILLE, by=HADDAD), from_=HADDAD)
    masking = slowly(installation.env, lambda: mask_document(record, old, actor=Holder(record), env=installation.env))
    newer = note(CAMILLE, by=HADDAD, number=2, replaces=old)
    assert isinstance(deposit_documents(submission_of(CAMILLE, newer), actor=HADDAD, env=masking), Deposited)
    listed = list_documents(record, criteria=Criteria(), actor=KELLER, env=installation.env)
    assert isinstance(listed, ListedDocuments)
    assert listed.documents == ()


def test_a_version_replaced_while_another_is_written_is_replaced_once(
    installation: Installation, database: Database
) -> None:
    record = installation.opens(CAMILLE)
    old = installation.receives(CAMILLE, note(CAMILLE, by=HADDAD), from_=HADDAD)

    def replacing() -> None:
        installation.receives(CAMILLE, note(CAMILLE, by=HADDAD, number=3, replaces=old), from_=HADDAD)

    newer = note(CAMILLE, by=HADDAD, number=2, replaces=old)
    answer = deposit_documents(submission_of(CAMILLE, newer), actor=HADDAD, env=slowly(installation.env, replacing))
    assert isinstance(answer, Rejected)
    assert [defect.code for defect in answer.defects] == ["already-superseded"]
    assert rows(database, "document", "association") == {"document": 2, "association": 1}
    assert told(installation, record)[-1] == ("deposit-documents", "defective", "already-superseded")


def test_the_same_document_sent_while_it_is_being_written_is_there_once(
    installation: Installation, database: Database
) -> None:
    record = installation.opens(CAMILLE)
    document = note(CAMILLE, by=HADDAD)

    def sending() -> None:
        installation.receives(CAMILLE, document, from_=HADDAD)

    answer = deposit_documents(submission_of(CAMILLE, document), actor=HADDAD, env=slowly(installation.env, sending))
    assert isinstance(answer, AlreadyThere)
    assert rows(database, "document") == {"document": 1}
    assert told(installation, record)[-1] == ("deposit-documents", "defective", "already-deposited")


def test_bytes_that_no_document_names_are_swept_after_a_day_and_the_others_stay(
    installation: Installation, database: Database, tmp_path: Path
) -> None:
    record = installation.opens(CAMILLE)
    installation.receives(CAMILLE, note(CAMILLE, by=HADDAD), from_=HADDAD)
    sending = slowly(
        installation.env,
        lambda: close_record(record, reason="holder-asks", actor=Holder(record), env=installation.env),
    )
    refused(deposit_documents(submission_of(CAMILLE, note(CAMILLE, number=2)), actor=KELLER, env=sending))
    stored = [path for path in (tmp_path / "documents").rglob("*") if path.is_file()]
    assert len(stored) == 2
    point_django_at(database.addresses.worker)
    assert sweep_unused_bytes(env=installation.env) == 0
    for path in stored:
        os.utime(path, (0, 0))
    assert sweep_unused_bytes(env=installation.env) == 1
    assert len([path for path in stored if path.exists()]) == 1


def test_a_representative_writes_for_the_minor_whom_they_represent(installation: Installation) -> None:
    child = replace(GEORGES, traits=replace(GEORGES.traits, birth_date=date(2015, 1, 1)))
    record = installation.opens(child)
    with within(record, exclusive=True):
        consents.add_representative(record, Representation("parent", NOON - timedelta(days=1), None))
    parent = Representative("parent")
    written = note(child, type_code="EXPPAT_2", class_code="90")
    answer = deposit_documents(submission_of(child, written), actor=parent, env=installation.env)
    assert isinstance(answer, Deposited)
