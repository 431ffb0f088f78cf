"""The documents of the demonstration: each is a CDA that the record takes and that a person can read."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import pytest
from lxml import etree

from carnet.core.documents.content import whole
from carnet.core.documents.submission import SubmittedDocument
from carnet.demo.documents import for_camille, for_others
from carnet.demo.documents.biology import Analyte, values_of
from carnet.demo.documents.body import fill
from carnet.demo.documents.paper import Paper, write_paper
from carnet.demo.documents.pdf import letter
from carnet.formats.cda.body import EmbeddedFile, StructuredBody, read_body
from carnet.formats.cda.header import CdaHeader, disagreements, read_header
from carnet.formats.cda.html import render
from carnet.formats.cda.timestamps import PARIS
from carnet.formats.content import examine_content
from carnet.formats.dicom.scan import ScanPreview
from carnet.formats.preview import embedded, preview_of

AT = datetime(2026, 11, 20, 11, 32, tzinfo=PARIS)

PAPERS: tuple[Callable[[datetime], Paper], ...] = (
    *(partial(for_camille.blood_test, number) for number in (1, 2, 3, 4)),
    for_camille.synthesis,
    for_camille.new_synthesis,
    for_camille.directives,
    for_camille.vaccination,
    for_camille.wrist_radiograph,
    for_camille.reimbursements,
    for_camille.consultation,
    for_camille.prescription,
    for_camille.wrist_assessment,
    partial(for_camille.emergency_visit, arrived=AT - timedelta(hours=5)),
    for_others.pre_anaesthesia,
    for_others.discharge,
    for_others.flu_vaccination,
    for_others.pathology,
    for_others.diabetes_test,
    for_others.diabetes_visit,
    for_others.shoulder_assessment,
    for_others.sport_certificate,
    for_others.confidential_visit,
    for_others.child_examination,
    for_others.child_vaccination,
)


@pytest.fixture(params=PAPERS, ids=lambda make: make(AT).key)
def paper(request: pytest.FixtureRequest) -> Paper:
    made = request.param(AT)
    assert isinstance(made, Paper)
    return made


@pytest.fixture
def written(paper: Paper) -> SubmittedDocument:
    return write_paper(paper)


def shown(document: SubmittedDocument) -> str:
    page = render(whole(document.content))
    assert isinstance(page, str), page
    return page


def test_each_document_reads_back_as_its_metadata_say(paper: Paper, written: SubmittedDocument) -> None:
    header = read_header(written.content, accepts_test=True)
    assert isinstance(header, CdaHeader), header
    assert header.patient == paper.about.identity.identifiers[0]
    assert header.traits == paper.about.identity.traits
    assert header.title == written.entry.title == paper.title
    replaces = header.replaces if paper.replaces is not None else None
    assert disagreements(header, written.entry, replaces=replaces) == ()


def test_each_document_is_whole_and_harmless(written: SubmittedDocument) -> None:
    assert examine_content(written.content, written.entry.mime_type) == ()


def test_each_document_shows_its_title_and_no_placeholder(paper: Paper, written: SubmittedDocument) -> None:
    page = shown(written)
    assert paper.title in page
    assert b"<?fill" not in whole(written.content)
    assert b'"@' not in whole(written.content)
    assert "Cette partie ne contient pas de texte" not in page


def test_each_document_is_dated_of_its_deposit_and_began_no_later(paper: Paper, written: SubmittedDocument) -> None:
    assert written.entry.creation == paper.at
    assert written.entry.service_start is not None
    assert written.entry.service_start <= written.entry.creation


def test_some_documents_are_structured_and_some_enclose_a_file() -> None:
    bodies = [read_body(whole(write_paper(make(AT)).content)) for make in PAPERS]
    enclosed = {body.media_type for body in bodies if isinstance(body, EmbeddedFile)}
    assert enclosed == {"application/pdf", "text/plain"}
    assert sum(isinstance(body, StructuredBody) for body in bodies) >= 12


@pytest.mark.parametrize("make", [for_others.shoulder_radiograph, for_others.shoulder_film])
def test_pictures_are_whole_harmless_drawable_and_name_nobody(make: Callable[[datetime], Paper]) -> None:
    document = write_paper(make(AT))
    entry, content = document.entry, whole(document.content)
    assert (entry.mime_type, entry.size) == ("application/dicom", len(content))
    assert examine_content(content, entry.mime_type) == ()
    assert isinstance(preview_of(embedded(content, entry.mime_type)), ScanPreview)
    assert b"NADIA" not in content.upper()
    assert write_paper(make(AT)) == document


def test_the_same_paper_is_written_twice_alike(paper: Paper) -> None:
    assert write_paper(paper) == write_paper(paper)


def test_the_last_blood_test_shows_figures_that_rose_and_fell() -> None:
    page = shown(write_paper(for_camille.blood_test(4, AT)))
    assert "5,8 mUI/L ↑" in page
    assert "14 µg/L ↓" in page
    assert "12 pmol/L<" in page


def test_a_figure_on_the_edge_of_its_range_is_usual() -> None:
    assert values_of(Analyte("tsh", 4.0, 0.4, 4.0))["tsh-flag"] == "N"


def test_a_name_that_looks_like_markup_stays_a_name() -> None:
    body = fill("consultation-lou", at=AT, values={"patient": '<script>&"'})
    again = etree.fromstring(etree.tostring(body))
    assert '<script>&"' in "".join(map(str, again.itertext()))
    assert not list(again.iter("{*}script"))


def test_a_template_without_one_of_its_values_is_refused() -> None:
    with pytest.raises(KeyError):
        fill("consultation-lou", at=AT, values={})


def test_a_letter_too_long_for_its_page_is_refused() -> None:
    with pytest.raises(ValueError, match="second page"):
        letter("Titre", ("mot " * 2000,))
