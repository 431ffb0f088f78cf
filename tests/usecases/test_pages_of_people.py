"""What the pages ask: the home of the holder, the record that a professional consults, one document, one deposit."""

from datetime import timedelta
from typing import Any

import pytest

from carnet.core.access.actors import Holder
from carnet.core.access.decision import Told
from carnet.core.documents.selection import Criteria, Token
from carnet.core.identifiers import DocumentId, RecordId
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.formats.preview import LARGEST_SHOWN, HtmlPreview, NoPreview, TextPreview
from carnet.usecases.confidentiality.mask_document import mask_document
from carnet.usecases.consent.block_professional import block_professional
from carnet.usecases.consent.name_treating_physician import name_treating_physician
from carnet.usecases.emergency.break_the_glass import break_the_glass
from carnet.usecases.feeding.deposit_documents import Deposited, Rejected
from carnet.usecases.feeding.deposit_file import FileToDeposit, deposit_file
from carnet.usecases.reading.consult_record import Consulted, consult_record
from carnet.usecases.reading.list_documents import ListedDocuments, list_documents
from carnet.usecases.reading.open_document import DocumentPage, open_document
from carnet.usecases.reading.read_document import OpenedDocument, read_document
from carnet.usecases.reading.read_home import Home, read_home
from carnet.usecases.record.close_record import close_record
from tests.conftest import NOON
from tests.installation import (
    CAMILLE,
    HADDAD,
    HOSPITAL_SOFTWARE,
    KELLER,
    PAUL_PODIATRIST,
    Installation,
    note,
    refused,
)
from tests.usecases.looking import told, traced

REASON = "Malaise dans la salle d’attente."


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    return installation.opens(CAMILLE)


def test_camille_finds_what_others_did_since_her_last_visit_emergencies_first(
    installation: Installation, camille: RecordId, report: DocumentId
) -> None:
    env, holder = installation.env, Holder(camille)
    installation.authorizes(camille, KELLER)
    installation.at(NOON + timedelta(hours=1))
    read_document(camille, report, actor=KELLER, env=env)
    installation.at(NOON + timedelta(hours=2))
    break_the_glass(camille, reason=REASON, actor=HADDAD, env=env)
    installation.at(NOON + timedelta(hours=3))
    read_document(camille, report, actor=KELLER, env=env)
    home = read_home(camille, since=NOON, actor=holder, env=env)
    assert isinstance(home, Home)
    assert [(line.event.action.value, line.event.at - NOON) for line in home.news] == [
        ("break-the-glass", timedelta(hours=2)),
        ("read-document", timedelta(hours=1)),
        ("read-document", timedelta(hours=3)),
    ]
    assert (home.given_name, home.current, home.authorized, home.blocked) == ("Camille", 1, 1, 0)
    assert home.titles == {report: "Compte rendu"}
    assert "Morel" not in repr(home)
    first_visit = read_home(camille, since=None, actor=holder, env=env)
    assert isinstance(first_visit, Home)
    assert len(first_visit.news) == 5
    assert told(installation, camille)[-1] == ("list-documents", "done", "home")


def test_the_home_page_tells_nothing_of_what_is_not_announced(installation: Installation, camille: RecordId) -> None:
    hidden = frozenset({Confidentiality.HIDDEN_FROM_PATIENT})
    installation.receives(CAMILLE, note(CAMILLE, by=HADDAD, hidden=hidden), from_=HOSPITAL_SOFTWARE)
    home = read_home(camille, since=None, actor=Holder(camille), env=installation.env)
    assert isinstance(home, Home)
    assert (home.latest, home.current, home.titles) == ((), 0, {})
    assert [line.event.action.value for line in home.news] == ["open-record"]


def test_a_professional_has_no_home_in_the_record_of_somebody(installation: Installation, camille: RecordId) -> None:
    assert refused(read_home(camille, since=None, actor=KELLER, env=installation.env)).told is Told.NO_ACCESS
    close_record(camille, reason="holder-asks", actor=Holder(camille), env=installation.env)
    closed = read_home(camille, since=None, actor=Holder(camille), env=installation.env)
    assert refused(closed).told is Told.RECORD_CLOSED


def test_a_doctor_consults_a_record_and_learns_in_what_right(
    installation: Installation, camille: RecordId, report: DocumentId
) -> None:
    env = installation.env
    assert refused(consult_record(camille, criteria=Criteria(), actor=KELLER, env=env)).told is Told.NO_ACCESS
    break_the_glass(camille, reason=REASON, actor=KELLER, env=env)
    in_emergency = consult_record(camille, criteria=Criteria(), actor=KELLER, env=env)
    assert isinstance(in_emergency, Consulted)
    assert in_emergency.emergency_until == NOON + timedelta(hours=24)
    assert [shown.document for shown in in_emergency.documents] == [report]
    installation.authorizes(camille, KELLER)
    name_treating_physician(camille, KELLER.identifier, actor=Holder(camille), env=env)
    consulted = consult_record(camille, criteria=Criteria(types=(Token("11502-2"),)), actor=KELLER, env=env)
    assert isinstance(consulted, Consulted)
    assert (consulted.emergency_until, consulted.is_treating_physician, consulted.is_minor) == (None, True, False)
    assert (consulted.birth_name, consulted.given_name, consulted.documents) == ("MOREL", "CAMILLE", ())
    assert "MOREL" not in repr(consulted)


def test_a_document_s_page_tells_its_holder_who_opened_it_and_nobody_else(
    installation: Installation, camille: RecordId, report: DocumentId
) -> None:
    env = installation.env
    installation.authorizes(camille, KELLER)
    read_document(camille, report, actor=KELLER, env=env)
    read_document(camille, report, actor=PAUL_PODIATRIST, env=env)
    page = open_document(camille, report, actor=Holder(camille), env=env)
    assert isinstance(page, DocumentPage)
    assert [(line.name, line.event.outcome.value) for line in page.openings] == [("Dr Anne Keller", "done")]
    assert page.preview == TextPreview("Compte rendu de séjour.")
    assert "séjour" not in repr(page)
    theirs = open_document(camille, report, actor=KELLER, env=env)
    assert isinstance(theirs, DocumentPage)
    assert theirs.openings == ()
    assert told(installation, camille)[-1] == ("read-document", "done", "")


def test_a_document_too_large_for_a_page_is_offered_as_a_file_and_is_read_all_the_same(
    installation: Installation, camille: RecordId
) -> None:
    line = "Surveillance continue de la nuit, minute par minute : rien à signaler.\n"
    night = note(CAMILLE, by=HADDAD, number=7, text=line * (LARGEST_SHOWN // len(line.encode()) + 1))
    document = installation.receives(CAMILLE, night, from_=HOSPITAL_SOFTWARE)
    page = open_document(camille, document, actor=Holder(camille), env=installation.env)
    assert isinstance(page, DocumentPage)
    assert page.preview == NoPreview()
    assert told(installation, camille)[-1] == ("read-document", "done", "")
    opened = read_document(camille, document, actor=Holder(camille), env=installation.env)
    assert isinstance(opened, OpenedDocument)
    assert sum(map(len, opened.chunks)) == night.entry.size > LARGEST_SHOWN


def test_a_hidden_document_has_no_page(installation: Installation, camille: RecordId, report: DocumentId) -> None:
    env = installation.env
    installation.authorizes(camille, KELLER)
    mask_document(camille, report, actor=Holder(camille), env=env)
    absent = DocumentId(env.chance.identifier())
    answers = {refused(open_document(camille, one, actor=KELLER, env=env)).told for one in (report, absent)}
    assert answers == {Told.NOT_FOUND}


def letter(**changed: Any) -> FileToDeposit:
    """A text as a doctor sends it from a page."""
    said: dict[str, Any] = {
        "content": b"Tout va bien.",
        "media_type": "text/plain",
        "title": "Consultation",
        "type_code": "11488-4",
        "acted_at": NOON,
        "person_did_not_oppose": True,
    }
    return FileToDeposit(**{**said, **changed})


def test_a_doctor_deposits_a_file_from_a_page_and_it_is_a_document_like_any_other(
    installation: Installation, camille: RecordId
) -> None:
    env = installation.env
    answer = deposit_file(camille, letter(), actor=KELLER, env=env)
    assert isinstance(answer, Deposited)
    listed = list_documents(camille, criteria=Criteria(), actor=Holder(camille), env=env)
    assert isinstance(listed, ListedDocuments)
    (shown,) = listed.documents
    assert (shown.entry.mime_type, shown.entry.title) == ("text/xml", "Consultation")
    assert [author.person for author in shown.entry.authors] == [KELLER.identifier]
    page = open_document(camille, shown.document, actor=Holder(camille), env=env)
    assert isinstance(page, DocumentPage)
    assert isinstance(page.preview, HtmlPreview | TextPreview)
    assert "bien" not in repr(letter())


def test_a_result_that_waits_for_its_announcement_is_deposited_hidden(
    installation: Installation, camille: RecordId
) -> None:
    env = installation.env
    assert isinstance(deposit_file(camille, letter(waits_for_announcement=True), actor=KELLER, env=env), Deposited)
    listed = list_documents(camille, criteria=Criteria(), actor=Holder(camille), env=env)
    assert isinstance(listed, ListedDocuments)
    assert listed.documents == ()


WRONG: dict[str, tuple[dict[str, object], str]] = {
    "a zip": ({"content": b"PK\x03\x04", "media_type": "application/pdf"}, "archive-refused"),
    "an unknown type": ({"type_code": "00000-0"}, "unknown-type-code"),
    "a CDA": ({"content": b"<a/>", "media_type": "text/xml"}, "not-a-cda"),
    "eleven megabytes": ({"content": b"a" * (10 * 1024 * 1024 + 1)}, "file-too-large"),
    "a DICOM": (
        {
            "content": b"\0" * 128
            + b"DICM\x02\x00\x00\x00UL\x04\x00\x1a\x00\x00\x00"
            + b"\x02\x00\x02\x00UI\x02\x001\x00"
            + b"\x02\x00\x10\x00UI\x08\x001.2.840\x00",
            "media_type": "application/dicom",
        },
        "not-for-level-1",
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_file_that_may_not_enter_is_told_and_written_down(
    what: str, installation: Installation, camille: RecordId
) -> None:
    changed, code = WRONG[what]
    answer = deposit_file(camille, letter(**changed), actor=KELLER, env=installation.env)
    assert isinstance(answer, Rejected)
    assert [defect.code for defect in answer.defects] == [code]
    assert [event.detail for event in traced(installation)] == [code]


def test_a_deposit_from_a_page_is_refused_as_any_other(installation: Installation, camille: RecordId) -> None:
    env = installation.env
    opposed = deposit_file(camille, letter(person_did_not_oppose=False), actor=KELLER, env=env)
    assert refused(opposed).told is Told.OPPOSED
    nowhere = RecordId(env.chance.identifier())
    block_professional(camille, HADDAD.identifier, actor=Holder(camille), env=env)
    assert isinstance(deposit_file(camille, letter(), actor=HADDAD, env=env), Deposited)
    close_record(camille, reason="holder-asks", actor=Holder(camille), env=env)
    answers = {refused(deposit_file(one, letter(), actor=KELLER, env=env)).told for one in (camille, nowhere)}
    assert answers == {Told.NOT_FEEDABLE}
