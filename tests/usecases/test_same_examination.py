"""Pictures and their report, side by side: where both carry the number of the examination, for who reads both."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor, Holder
from carnet.core.documents.entry import ReferenceId
from carnet.core.identifiers import DocumentId, RecordId
from carnet.usecases.confidentiality.mask_document import mask_document
from carnet.usecases.reading.open_document import DocumentPage, open_document
from carnet.usecases.reading.read_access_history import AccessHistory, read_access_history
from tests.installation import CAMILLE, HADDAD, KELLER, Installation, note
from tests.store.statements import counted

CENTRE = "1.2.250.1.999.7"
ACCESSION, ORDER, STUDY = (
    f"urn:ihe:iti:xds:{name}" for name in ("2013:accession", "2013:order", "2016:studyInstanceUID")
)
NUMBER = ReferenceId("ACC-7", CENTRE, ACCESSION)


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    """Camille's record, which Drs Keller and Hugo read."""
    record = installation.opens(CAMILLE)
    for who in (KELLER, KELLER):
        installation.authorizes(record, who)
    return record


def filed(here: Installation, number: int, *references: ReferenceId) -> DocumentId:
    """A document of Dr Haddad's that carries these numbers."""
    made = note(CAMILLE, by=HADDAD, number=number)
    return here.receives(CAMILLE, replace(made, entry=replace(made.entry, references=references)), from_=HADDAD)


def beside(here: Installation, record: RecordId, document: DocumentId, actor: Actor | None = None) -> set[DocumentId]:
    """What the page of a document shows of the same examination."""
    opened = open_document(record, document, actor=actor or Holder(record), env=here.env)
    assert isinstance(opened, DocumentPage)
    return {one.document for one in opened.of_same_examination}


def lists_of(here: Installation, record: RecordId) -> int:
    """How many lists the history tells of."""
    history = read_access_history(record, actor=Holder(record), env=here.env)
    assert isinstance(history, AccessHistory)
    return sum(one.event.action is Action.LIST_DOCUMENTS for one in history.lines)


def test_the_report_leads_to_the_pictures_and_back(installation: Installation, camille: RecordId) -> None:
    report, pictures, other = (
        filed(installation, one, number)
        for one, number in enumerate((NUMBER, NUMBER, replace(NUMBER, value="ACC-8")), start=1)
    )
    assert beside(installation, camille, report) == {pictures}
    assert beside(installation, camille, pictures, KELLER) == {report}
    assert beside(installation, camille, other) == set()


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ([NUMBER], [replace(NUMBER, system="1.2.250.1.999.8")]),
        ([replace(NUMBER, system="")], [replace(NUMBER, system="")]),
        ([replace(NUMBER, kind="")], [replace(NUMBER, kind="")]),
        ([NUMBER], [replace(NUMBER, kind=ORDER)]),
        ([], []),
    ],
    ids=["of two centres", "of nobody", "of nothing", "an order and an accession", "no number"],
)
def test_what_does_not_say_so_is_of_no_examination(
    one: Iterable[ReferenceId], two: Iterable[ReferenceId], installation: Installation, camille: RecordId
) -> None:
    report, _ = filed(installation, 1, *one), filed(installation, 2, *two)
    assert beside(installation, camille, report) == set()


def test_the_number_of_a_study_needs_no_authority(installation: Installation, camille: RecordId) -> None:
    report, pictures = (filed(installation, one, ReferenceId("1.2.3.4", "", STUDY)) for one in (1, 2))
    assert beside(installation, camille, report) == {pictures}


def test_a_title_that_is_shown_beside_is_written_down_as_a_list(installation: Installation, camille: RecordId) -> None:
    report, _, alone = (filed(installation, 1, NUMBER), filed(installation, 2, NUMBER), filed(installation, 3))
    before = lists_of(installation, camille)
    beside(installation, camille, alone)
    assert lists_of(installation, camille) == before
    beside(installation, camille, report)
    assert lists_of(installation, camille) == before + 1


def test_who_may_not_read_the_pictures_learns_nothing_of_them(installation: Installation, camille: RecordId) -> None:
    report, pictures, alone = (filed(installation, 1, NUMBER), filed(installation, 2, NUMBER), filed(installation, 3))
    mask_document(camille, pictures, actor=Holder(camille), env=installation.env)
    assert beside(installation, camille, report, KELLER) == set()
    with counted() as with_hidden:
        beside(installation, camille, report, KELLER)
    with counted() as without:
        beside(installation, camille, alone, KELLER)
    assert len(with_hidden) == len(without)
