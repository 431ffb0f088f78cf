"""An X-ray of one's own: drawn before it is added, kept as it is, and not added for another person unseen."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from carnet.core.access.actors import Actor, Holder
from carnet.core.documents.selection import Criteria
from carnet.core.identifiers import RecordId
from carnet.formats.dicom.scan import ScanPreview
from carnet.ports.environment import Environment
from carnet.usecases.adding.add_documents import Answer, NamesAnother, add_documents
from carnet.usecases.adding.keep_files import Kept, SentFile, keep_files
from carnet.usecases.adding.look_at_drafts import DraftPage, Drafts, list_drafts, see_draft
from carnet.usecases.adding.own_document import Wish
from carnet.usecases.feeding.deposit_documents import Deposited
from carnet.usecases.reading.list_documents import ListedDocuments, list_documents
from carnet.usecases.reading.read_document import OpenedDocument, read_document
from tests.conftest import NOON
from tests.formats.dicom.files import dicom
from tests.installation import CAMILLE, Installation

HERS = dicom(PatientBirthDate="19840312", StudyDate="20260305")
OF_GEORGES = dicom(PatientName="BRUNET^GEORGES", PatientBirthDate="19480502")


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    """Camille's record."""
    return installation.opens(CAMILLE)


def sent(record: RecordId, env: Environment, *files: bytes) -> Drafts:
    """X-rays that Camille sends, and what then waits."""
    named = [SentFile(f"IM00000{number}", file) for number, file in enumerate(files)]
    assert keep_files(record, named, actor=Holder(record), env=env) == Kept(len(files), ())
    found = list_drafts(record, actor=Holder(record), env=env)
    assert isinstance(found, Drafts)
    return found


def add(record: RecordId, env: Environment, *numbers: UUID, said: bool = False, actor: Actor | None = None) -> Answer:
    """Add what waits; ``said``: that it is of the person."""
    wish = Wish("Radio du genou", "DOCPAT04", NOON - timedelta(days=9), is_of_the_person=said)
    return add_documents(record, dict.fromkeys(numbers, wish), actor=actor or Holder(record), env=env)


def test_an_x_ray_is_drawn_then_kept_as_it_is_among_the_images(camille: RecordId, env: Environment) -> None:
    waiting = sent(camille, env, HERS)
    (draft,) = waiting.ready
    assert waiting.of_another == frozenset()
    assert draft.label is not None
    assert (draft.label.modality, draft.label.day) == ("DX", date(2026, 3, 5))
    looked = see_draft(camille, draft.id, actor=Holder(camille), env=env)
    assert isinstance(looked, DraftPage)
    assert isinstance(looked.preview, ScanPreview)
    answer = add(camille, env, draft.id)
    assert isinstance(answer, Deposited)
    opened = read_document(camille, answer.documents[0], actor=Holder(camille), env=env)
    assert isinstance(opened, OpenedDocument)
    assert (opened.mime_type, b"".join(opened.chunks)) == ("application/dicom", HERS)
    listed = list_documents(camille, criteria=Criteria(), actor=Holder(camille), env=env)
    assert isinstance(listed, ListedDocuments)
    entry = listed.documents[0].entry
    assert (entry.type_code.value, entry.class_code.value, entry.service_start) == (
        *("DOCPAT04", "31"),
        NOON - timedelta(days=9),
    )
    assert entry.format_code.value == "urn:ihe:iti:xds:2017:mimeTypeSufficient"
    assert [one.name.shown() for one in entry.authors if one.name] == ["Camille Morel"]


def test_the_same_x_ray_is_not_added_twice(camille: RecordId, env: Environment) -> None:
    add(camille, env, *(one.id for one in sent(camille, env, HERS).ready))
    answer = keep_files(camille, [SentFile("copie.dcm", HERS)], actor=Holder(camille), env=env)
    assert isinstance(answer, Kept)
    assert [one.code for one in answer.refused] == ["already-there"]


def test_a_picture_that_names_another_is_added_only_once_she_says_it_is_hers(
    camille: RecordId, env: Environment
) -> None:
    waiting = sent(camille, env, HERS, OF_GEORGES)
    hers, other = (one.id for one in waiting.ready)
    assert waiting.of_another == {other}
    assert add(camille, env, hers, other) == NamesAnother(frozenset({other}))
    assert list_drafts(camille, actor=Holder(camille), env=env) == waiting, "nothing was added, nothing was lost"
    answer = add(camille, env, hers, other, said=True)
    assert isinstance(answer, Deposited)
    assert len(answer.documents) == 2


def test_a_picture_of_another_stops_nobody_who_leaves_it_out(camille: RecordId, env: Environment) -> None:
    hers, _ = (one.id for one in sent(camille, env, HERS, OF_GEORGES).ready)
    assert isinstance(add(camille, env, hers), Deposited)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (dicom(PixelData=None, Rows=None), "dicom-without-picture"),
        (dicom(Rows=6000, Columns=6000), "dicom-too-large"),
        (dicom()[:400], "dicom-broken"),
        (b"MZ".ljust(128, b"\0") + dicom()[128:], "dicom-preamble"),
        (dicom(PixelData=bytes(10 * 1024 * 1024)), "file-too-large"),
    ],
    ids=["a report", "too many points", "cut short", "a program", "too heavy"],
)
def test_a_file_that_cannot_be_looked_at_is_refused(
    content: bytes, code: str, camille: RecordId, env: Environment
) -> None:
    answer = keep_files(camille, [SentFile("IM000001", content)], actor=Holder(camille), env=env)
    assert isinstance(answer, Kept)
    assert (answer.waiting, [one.code for one in answer.refused]) == (0, [code])


def test_whose_it_says_it_is_stands_in_no_log(
    camille: RecordId, env: Environment, caplog: pytest.LogCaptureFixture
) -> None:
    (draft,) = sent(camille, env, OF_GEORGES).ready
    with caplog.at_level("DEBUG"):
        add(camille, env, draft.id, said=True)
    assert "BRUNET" not in caplog.text.upper()
    assert "BRUNET" not in repr(draft)


def test_somebody_whose_name_is_told_by_the_record_as_it_is_now(installation: Installation, env: Environment) -> None:
    georges = installation.opens(
        replace(CAMILLE, traits=replace(CAMILLE.traits, birth_name="BRUNET", given_names=("GEORGES",)))
    )
    waiting = sent(georges, env, OF_GEORGES)
    assert len(waiting.of_another) == 1, "the name is his, the birth date is not"
