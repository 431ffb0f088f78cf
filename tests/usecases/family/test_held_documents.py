"""What comes back from a minor's visit is held from her parents until a professional has sorted it."""

from datetime import timedelta

import pytest

from carnet.core.access.actors import Holder
from carnet.core.access.decision import Told
from carnet.core.documents.selection import Criteria
from carnet.core.identifiers import DocumentId, RecordId
from carnet.core.record.secret_visit import PERIOD_IN_DAYS
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.usecases.family.end_secret_visit import end_secret_visit
from carnet.usecases.family.hide_from_representatives import (
    AlreadyShown,
    HiddenFromRepresentatives,
    hide_from_representatives,
)
from carnet.usecases.family.require_a_doctor import ReadWithADoctor, require_a_doctor
from carnet.usecases.family.sort_held_document import NotHeld, Sorted, sort_held_document
from carnet.usecases.feeding.deposit_documents import Deposited, deposit_documents
from carnet.usecases.reading.list_documents import ListedDocuments, list_documents
from carnet.usecases.reading.read_document import read_document
from tests.conftest import NOON
from tests.installation import (
    HADDAD,
    HOSPITAL_SOFTWARE,
    KELLER,
    PRACTICE,
    Installation,
    note,
    professional,
    refused,
    submission_of,
)
from tests.store.database import Database
from tests.usecases.family.family import FATHER, LOU, MOTHER, RESULT, acts_read_by, is_unreachable, listed, visits
from tests.usecases.looking import owed, told

STRANGER = professional(41, "10", PRACTICE)
SPEECH_THERAPIST = professional(42, "91", PRACTICE)
ADULTHOOD = NOON.replace(year=2029, month=6, day=9)


@pytest.fixture
def result(installation: Installation, lou: RecordId) -> DocumentId:
    """A result that comes the week after a visit to Dr Keller, whom the parents know too."""
    installation.authorizes(lou, KELLER)
    visits(installation, lou)
    end_secret_visit(lou, actor=KELLER, env=installation.env)
    installation.at(NOON + timedelta(days=7))
    return installation.receives(LOU, note(LOU, by=HADDAD, type_code=RESULT), from_=HOSPITAL_SOFTWARE)


def test_a_result_that_comes_back_is_held_from_both_parents_and_raises_no_alert(
    installation: Installation, lou: RecordId, result: DocumentId, database: Database
) -> None:
    for parent in (FATHER, MOTHER):
        assert listed(installation, lou, parent) == []
        assert refused(read_document(lou, result, actor=parent, env=installation.env)).told is Told.NOT_FOUND
    assert owed(database) == []
    assert listed(installation, lou, KELLER) == [result]
    assert listed(installation, lou, Holder(lou)) == [result]


@pytest.mark.parametrize(
    ("type_code", "class_code", "is_held"),
    [
        ("11502-2", "10", True),
        ("18748-4", "31", True),
        ("60593-1", "43", True),
        ("11488-4", "10", False),
        ("57833-6", "42", False),
    ],
)
def test_only_what_would_tell_of_the_visit_is_held(
    installation: Installation, lou: RecordId, type_code: str, class_code: str, is_held: bool
) -> None:
    visits(installation, lou)
    came = installation.receives(
        LOU, note(LOU, by=HADDAD, type_code=type_code, class_code=class_code), from_=HOSPITAL_SOFTWARE
    )
    assert listed(installation, lou, FATHER) == ([] if is_held else [came])


def test_what_comes_after_the_period_is_held_no_longer(installation: Installation, lou: RecordId) -> None:
    visits(installation, lou)
    installation.at(NOON + timedelta(days=PERIOD_IN_DAYS))
    came = installation.receives(LOU, note(LOU, by=HADDAD, type_code=RESULT), from_=HOSPITAL_SOFTWARE)
    assert listed(installation, lou, FATHER) == [came]


def test_what_a_parent_brings_is_not_held_from_them(installation: Installation, lou: RecordId) -> None:
    visits(installation, lou)
    submission = submission_of(LOU, note(LOU, type_code="DOCPAT05", class_code="10"))
    answer = deposit_documents(submission, actor=FATHER, env=installation.env)
    assert isinstance(answer, Deposited)
    assert listed(installation, lou, FATHER) == list(answer.documents)


def test_undecided_stays_held_when_the_period_is_over(
    installation: Installation, lou: RecordId, result: DocumentId
) -> None:
    installation.at(NOON + timedelta(days=365))
    assert listed(installation, lou, FATHER) == []
    assert listed(installation, lou, KELLER) == [result]


def test_sorted_to_be_shown_it_stands_there_with_its_true_date_and_nothing_says_that_it_waited(
    installation: Installation, lou: RecordId, result: DocumentId, database: Database
) -> None:
    installation.at(NOON + timedelta(days=9))
    answer = sort_held_document(lou, result, show=True, actor=KELLER, env=installation.env)
    assert answer == Sorted(result, is_shown=True)
    shown = list_documents(lou, criteria=Criteria(), actor=FATHER, env=installation.env)
    assert isinstance(shown, ListedDocuments)
    assert [(one.document, one.version, one.updated_at) for one in shown.documents] == [
        (result, 1, NOON + timedelta(days=7))
    ]
    assert "sort-held-document" not in acts_read_by(installation, lou, FATHER)
    assert acts_read_by(installation, lou, FATHER)[-1] == "deposit-documents"
    assert owed(database) == []


def test_sorted_to_be_hidden_it_carries_the_official_code_for_good(
    installation: Installation, lou: RecordId, result: DocumentId
) -> None:
    answer = sort_held_document(lou, result, show=False, actor=KELLER, env=installation.env)
    assert answer == Sorted(result, is_shown=False)
    assert listed(installation, lou, FATHER) == []
    seen = list_documents(lou, criteria=Criteria(), actor=KELLER, env=installation.env)
    assert isinstance(seen, ListedDocuments)
    assert Confidentiality.HIDDEN_FROM_REPRESENTATIVES in seen.documents[0].entry.confidentiality
    again = sort_held_document(lou, result, show=True, actor=KELLER, env=installation.env)
    assert again == NotHeld()
    assert told(installation, lou)[-1] == ("sort-held-document", "defective", "not-held")


def test_whoever_may_not_read_it_does_not_sort_it(
    installation: Installation, lou: RecordId, result: DocumentId
) -> None:
    stranger = sort_held_document(lou, result, show=True, actor=STRANGER, env=installation.env)
    assert refused(stranger).told is Told.NO_ACCESS
    installation.authorizes(lou, SPEECH_THERAPIST)
    reads_no_result = sort_held_document(lou, result, show=True, actor=SPEECH_THERAPIST, env=installation.env)
    assert refused(reads_no_result).told is Told.NOT_FOUND
    assert listed(installation, lou, FATHER) == []


def test_a_new_version_of_what_is_held_is_held(installation: Installation, lou: RecordId, result: DocumentId) -> None:
    installation.at(NOON + timedelta(days=200))
    newer = note(LOU, by=HADDAD, number=2, type_code=RESULT, replaces=result)
    installation.receives(LOU, newer, from_=HADDAD)
    assert listed(installation, lou, FATHER) == []


def test_once_of_age_what_nobody_sorted_can_still_be_sorted(
    installation: Installation, lou: RecordId, result: DocumentId
) -> None:
    installation.at(ADULTHOOD)
    answer = sort_held_document(lou, result, show=False, actor=KELLER, env=installation.env)
    assert answer == Sorted(result, is_shown=False)


def a_note(here: Installation) -> DocumentId:
    """A consultation that came without anybody asking to hide it."""
    return here.receives(LOU, note(LOU, by=HADDAD, type_code="11488-4"), from_=HADDAD)


@pytest.fixture
def unreachable(installation: Installation, lou: RecordId) -> RecordId:
    """Lou's record, to which no alert is sent: she gave no channel."""
    is_unreachable(installation, lou)
    installation.authorizes(lou, KELLER)
    return lou


def test_what_no_parent_has_been_shown_is_hidden_at_the_minors_request(
    installation: Installation, unreachable: RecordId
) -> None:
    document = a_note(installation)
    answer = hide_from_representatives(unreachable, document, minor_asks=True, actor=KELLER, env=installation.env)
    assert answer == HiddenFromRepresentatives(document)
    assert listed(installation, unreachable, FATHER) == []
    assert "hide-from-representatives" not in acts_read_by(installation, unreachable, MOTHER)


def test_what_a_parent_has_found_in_a_list_is_not_hidden_and_the_professional_is_told_since_when(
    installation: Installation, unreachable: RecordId
) -> None:
    document = a_note(installation)
    installation.at(NOON + timedelta(hours=2))
    assert listed(installation, unreachable, MOTHER) == [document]
    installation.at(NOON + timedelta(hours=3))
    answer = hide_from_representatives(unreachable, document, minor_asks=True, actor=KELLER, env=installation.env)
    assert answer == AlreadyShown(NOON + timedelta(hours=2), by_alert=False)
    assert listed(installation, unreachable, FATHER) == [document]


def test_a_list_of_before_the_document_came_has_shown_nothing(
    installation: Installation, unreachable: RecordId
) -> None:
    listed(installation, unreachable, FATHER)
    installation.at(NOON + timedelta(hours=1))
    document = a_note(installation)
    answer = hide_from_representatives(unreachable, document, minor_asks=True, actor=KELLER, env=installation.env)
    assert answer == HiddenFromRepresentatives(document)


def test_an_alert_that_left_has_told_of_it(installation: Installation, lou: RecordId) -> None:
    installation.authorizes(lou, KELLER)
    document = a_note(installation)
    answer = hide_from_representatives(lou, document, minor_asks=True, actor=KELLER, env=installation.env)
    assert answer == AlreadyShown(NOON, by_alert=True)


def test_nobody_hides_without_the_minor(installation: Installation, lou: RecordId) -> None:
    installation.authorizes(lou, KELLER)
    document = a_note(installation)
    answer = hide_from_representatives(lou, document, minor_asks=False, actor=KELLER, env=installation.env)
    assert refused(answer).told is Told.NO_ACCESS


def test_what_is_read_with_a_doctor_is_counted_and_nothing_else_of_it_is_told(
    installation: Installation, lou: RecordId
) -> None:
    installation.authorizes(lou, KELLER)
    document = a_note(installation)
    answer = require_a_doctor(lou, document, minor_asks=True, actor=KELLER, env=installation.env)
    assert answer == ReadWithADoctor(document)
    found = list_documents(lou, criteria=Criteria(), actor=FATHER, env=installation.env)
    assert isinstance(found, ListedDocuments)
    assert (found.documents, found.with_a_doctor) == ((), 1)
    assert refused(read_document(lou, document, actor=FATHER, env=installation.env)).told is Told.WITH_A_DOCTOR
    for reader in (KELLER, Holder(lou)):
        seen = list_documents(lou, criteria=Criteria(), actor=reader, env=installation.env)
        assert isinstance(seen, ListedDocuments)
        assert ([one.document for one in seen.documents], seen.with_a_doctor) == ([document], 0)
