"""A grave result is not read alone by surprise: its page waits, and only a reading is written down as one."""

from dataclasses import replace

import pytest

from carnet.core.access.actors import Actor, Holder
from carnet.core.access.decision import Refusal
from carnet.core.documents.submission import SubmittedDocument
from carnet.core.identifiers import DocumentId, RecordId
from carnet.core.vocabulary.code import Code
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.usecases.reading.come_to_document import WaitingResult, come_to_document
from carnet.usecases.reading.open_document import DocumentPage
from tests.installation import CAMILLE, KELLER, Installation, note
from tests.usecases.family.family import LOU, MOTHER, is_parent_of
from tests.usecases.looking import told

PATHOLOGY = "11526-1"
BIOLOGY = "11502-2"
HIV = Code("56888-1", "2.16.840.1.113883.6.1", "VIH 1+2")


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    return installation.opens(CAMILLE)


def comes(
    here: Installation, record: RecordId, document: DocumentId, *, is_wanted: bool = False, by: Actor | None = None
) -> DocumentPage | WaitingResult | Refusal:
    """Somebody comes to the page of a document: the person, unless another is named."""
    actor = by if by is not None else Holder(record)
    return come_to_document(record, document, is_wanted=is_wanted, actor=actor, env=here.env)


def laboratory(number: int, *events: Code) -> SubmittedDocument:
    """A laboratory report that names what was examined."""
    plain = note(CAMILLE, type_code=BIOLOGY, number=number)
    return replace(plain, entry=replace(plain.entry, events=events))


def test_a_pathology_report_waits_until_she_chooses_to_read_it(installation: Installation, camille: RecordId) -> None:
    document = installation.receives(CAMILLE, note(CAMILLE, type_code=PATHOLOGY), from_=KELLER)
    waiting = comes(installation, camille, document)
    assert isinstance(waiting, WaitingResult)
    assert waiting.shown.entry.title == "Compte rendu"
    assert told(installation, camille)[-1] == ("list-documents", "done", "waiting")
    read = comes(installation, camille, document, is_wanted=True)
    assert isinstance(read, DocumentPage)
    assert told(installation, camille)[-1] == ("read-document", "done", "")


def test_a_laboratory_report_waits_when_it_names_an_hiv_test_and_not_otherwise(
    installation: Installation, camille: RecordId
) -> None:
    ordinary = installation.receives(CAMILLE, laboratory(1), from_=KELLER)
    assert isinstance(comes(installation, camille, ordinary), DocumentPage)
    named = installation.receives(CAMILLE, laboratory(2, HIV), from_=KELLER)
    assert isinstance(comes(installation, camille, named), WaitingResult)


def test_it_waits_for_who_represents_somebody_too(installation: Installation) -> None:
    lou = installation.opens(LOU)
    is_parent_of(installation, lou, MOTHER)
    document = installation.receives(LOU, note(LOU, type_code=PATHOLOGY), from_=KELLER)
    assert isinstance(comes(installation, lou, document, by=MOTHER), WaitingResult)
    assert isinstance(comes(installation, lou, document, is_wanted=True, by=MOTHER), DocumentPage)


def test_one_that_is_not_announced_waits_for_nobody_since_it_is_not_there(
    installation: Installation, camille: RecordId
) -> None:
    hidden = note(CAMILLE, type_code=PATHOLOGY, hidden=frozenset({Confidentiality.HIDDEN_FROM_PATIENT}))
    document = installation.receives(CAMILLE, hidden, from_=KELLER)
    answers = [comes(installation, camille, document, is_wanted=wanted) for wanted in (False, True)]
    assert [isinstance(answer, Refusal) and answer.must_look_absent for answer in answers] == [True, True]
    assert told(installation, camille)[-1][:2] == ("read-document", "refused")
