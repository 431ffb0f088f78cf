"""Reading: lists and documents, as each person gets them, and the trace that they leave."""

from datetime import timedelta

from carnet.core.access.actors import Holder, Professional
from carnet.core.access.decision import Refusal, Told
from carnet.core.documents.selection import Criteria, Token
from carnet.core.identifiers import DocumentId, RecordId
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.usecases.confidentiality.mask_document import mask_document, unmask_document
from carnet.usecases.consent.block_professional import block_professional, unblock_professional
from carnet.usecases.consent.name_treating_physician import name_treating_physician
from carnet.usecases.reading.list_documents import ListedDocuments, list_documents
from carnet.usecases.reading.read_access_history import AccessHistory, read_access_history
from carnet.usecases.reading.read_document import OpenedDocument, read_document
from tests.conftest import NOON
from tests.installation import (
    CAMILLE,
    GEORGES,
    HADDAD,
    HOSPITAL,
    HOSPITAL_SOFTWARE,
    HUGO,
    KELLER,
    NURSE,
    PAUL_PODIATRIST,
    SECRETARY,
    Installation,
    note,
    refused,
)


def seen_by(who: Professional | Holder, record: RecordId, here: Installation) -> set[DocumentId]:
    listed = list_documents(record, criteria=Criteria(), actor=who, env=here.env)
    assert isinstance(listed, ListedDocuments), listed
    return {shown.document for shown in listed.documents}


def text_read_by(who: Professional | Holder, record: RecordId, document: DocumentId, here: Installation) -> str:
    opened = read_document(record, document, actor=who, env=here.env)
    assert isinstance(opened, OpenedDocument), opened
    return b"".join(opened.chunks).decode()


def test_camille_reads_what_the_hospital_deposited(installation: Installation) -> None:
    record = installation.opens(CAMILLE)
    document = installation.receives(CAMILLE, note(CAMILLE, by=HADDAD), from_=HOSPITAL_SOFTWARE)
    assert seen_by(Holder(record), record, installation) == {document}
    assert text_read_by(Holder(record), record, document, installation) == "Compte rendu de séjour."


def test_a_doctor_whom_nobody_let_in_reads_nothing(installation: Installation) -> None:
    record = installation.opens(CAMILLE)
    document = installation.receives(CAMILLE, note(CAMILLE, by=HADDAD), from_=HOSPITAL_SOFTWARE)
    absent = DocumentId(installation.env.chance.identifier())
    answers = [read_document(record, one, actor=KELLER, env=installation.env) for one in (document, absent)]
    assert {refused(answer).told for answer in answers} == {Told.NO_ACCESS}


def test_an_authorised_doctor_reads_until_the_end_date(installation: Installation) -> None:
    record = installation.opens(CAMILLE)
    document = installation.receives(CAMILLE, note(CAMILLE, by=HADDAD), from_=HOSPITAL_SOFTWARE)
    installation.authorizes(record, KELLER, until=NOON + timedelta(days=30))
    assert text_read_by(KELLER, record, document, installation)
    installation.at(NOON + timedelta(days=30))
    assert refused(read_document(record, document, actor=KELLER, env=installation.env)).told is Told.NO_ACCESS


def test_the_podiatrist_does_not_see_that_a_hospital_report_exists(installation: Installation) -> None:
    record = installation.opens(CAMILLE)
    document = installation.receives(CAMILLE, note(CAMILLE, by=HADDAD), from_=HOSPITAL_SOFTWARE)
    installation.authorizes(record, PAUL_PODIATRIST)
    absent = DocumentId(installation.env.chance.identifier())
    assert seen_by(PAUL_PODIATRIST, record, installation) == set()
    hidden = refused(read_document(record, document, actor=PAUL_PODIATRIST, env=installation.env))
    never_was = refused(read_document(record, absent, actor=PAUL_PODIATRIST, env=installation.env))
    assert hidden.told is never_was.told is Told.NOT_FOUND


def test_the_nurse_of_an_authorised_hospital_reads_and_its_secretary_does_not(installation: Installation) -> None:
    record = installation.opens(CAMILLE)
    document = installation.receives(CAMILLE, note(CAMILLE, by=HADDAD), from_=HOSPITAL_SOFTWARE)
    installation.authorizes(record, HOSPITAL)
    assert seen_by(NURSE, record, installation) == {document}
    answer = list_documents(record, criteria=Criteria(), actor=SECRETARY, env=installation.env)
    assert refused(answer).told is Told.NOT_ALLOWED


def test_a_masked_document_disappears_for_the_pharmacist_and_stays_for_its_author(installation: Installation) -> None:
    record = installation.opens(CAMILLE)
    prescription = note(CAMILLE, by=KELLER, type_code="57833-6", class_code="42")
    document = installation.receives(CAMILLE, prescription, from_=KELLER)
    installation.authorizes(record, HUGO)
    installation.authorizes(record, KELLER)
    assert seen_by(HUGO, record, installation) == {document}
    mask_document(record, document, actor=Holder(record), env=installation.env)
    assert seen_by(HUGO, record, installation) == set()
    assert seen_by(KELLER, record, installation) == {document}
    unmask_document(record, document, actor=Holder(record), env=installation.env)
    assert seen_by(HUGO, record, installation) == {document}


def test_the_treating_physician_sees_what_the_patient_masked(installation: Installation) -> None:
    record = installation.opens(CAMILLE)
    document = installation.receives(CAMILLE, note(CAMILLE, by=HADDAD), from_=HOSPITAL_SOFTWARE)
    installation.authorizes(record, KELLER)
    mask_document(record, document, actor=Holder(record), env=installation.env)
    assert seen_by(KELLER, record, installation) == set()
    name_treating_physician(record, KELLER.identifier, actor=Holder(record), env=installation.env)
    assert seen_by(KELLER, record, installation) == {document}


def test_a_document_not_yet_announced_is_not_there_for_camille(installation: Installation) -> None:
    record = installation.opens(CAMILLE)
    unannounced = note(CAMILLE, by=HADDAD, hidden=frozenset({Confidentiality.HIDDEN_FROM_PATIENT}))
    document = installation.receives(CAMILLE, unannounced, from_=HOSPITAL_SOFTWARE)
    installation.authorizes(record, KELLER)
    assert seen_by(Holder(record), record, installation) == set()
    assert seen_by(KELLER, record, installation) == {document}
    history = read_access_history(record, actor=Holder(record), env=installation.env)
    assert isinstance(history, AccessHistory)
    assert not any(document in line.event.documents for line in history.lines)


def test_a_block_stops_the_next_reading_and_lifting_it_gives_nothing_back(installation: Installation) -> None:
    record = installation.opens(CAMILLE)
    document = installation.receives(CAMILLE, note(CAMILLE, by=KELLER), from_=KELLER)
    installation.authorizes(record, KELLER)
    assert text_read_by(KELLER, record, document, installation)
    block_professional(record, KELLER.identifier, actor=Holder(record), env=installation.env)
    assert refused(read_document(record, document, actor=KELLER, env=installation.env)).told is Told.NO_ACCESS
    unblock_professional(record, KELLER.identifier, actor=Holder(record), env=installation.env)
    answer = list_documents(record, criteria=Criteria(), actor=KELLER, env=installation.env)
    assert isinstance(answer, Refusal)


def test_the_record_of_georges_is_not_reached_through_that_of_camille(installation: Installation) -> None:
    camille, georges = installation.opens(CAMILLE), installation.opens(GEORGES)
    document = installation.receives(GEORGES, note(GEORGES, by=HADDAD), from_=HOSPITAL_SOFTWARE)
    installation.authorizes(camille, KELLER)
    assert refused(read_document(camille, document, actor=KELLER, env=installation.env)).told is Told.NOT_FOUND
    assert refused(read_document(georges, document, actor=KELLER, env=installation.env)).told is Told.NO_ACCESS


def test_a_search_filters_what_the_reader_may_see(installation: Installation) -> None:
    record = installation.opens(CAMILLE)
    installation.receives(CAMILLE, note(CAMILLE, by=HADDAD), from_=HOSPITAL_SOFTWARE)
    biology = note(CAMILLE, by=HADDAD, number=2, type_code="11502-2")
    wanted = installation.receives(CAMILLE, biology, from_=HOSPITAL_SOFTWARE)
    found = list_documents(
        record, criteria=Criteria(types=(Token("11502-2"),)), actor=Holder(record), env=installation.env
    )
    assert isinstance(found, ListedDocuments)
    assert [shown.document for shown in found.documents] == [wanted]


def test_each_reading_and_each_refusal_is_a_line_of_the_history(installation: Installation) -> None:
    record = installation.opens(CAMILLE)
    document = installation.receives(CAMILLE, note(CAMILLE, by=HADDAD), from_=HOSPITAL_SOFTWARE)
    read_document(record, document, actor=KELLER, env=installation.env)
    installation.authorizes(record, KELLER)
    read_document(record, document, actor=KELLER, env=installation.env)
    history = read_access_history(record, actor=Holder(record), env=installation.env)
    assert isinstance(history, AccessHistory)
    told = [(line.event.action.value, line.event.outcome.value, line.name) for line in reversed(history.lines)]
    assert told == [
        ("open-record", "done", "Hugo Lemaire"),
        ("deposit-documents", "done", "CHU des Deux-Rives"),
        ("read-document", "refused", "Dr Anne Keller"),
        ("authorize-professional", "done", ""),
        ("read-document", "done", "Dr Anne Keller"),
        ("read-access-history", "done", ""),
    ]
