"""The symbol of a qualified identity: the published vector, written as a Data Matrix and read back."""

from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
import zxingcpp

from carnet.core.identifiers import PatientIdentifier, PatientIdentifierSystem
from carnet.core.people import Gender, IdentityStatus, IdentityTraits
from carnet.formats.ins_datamatrix import datamatrix_ins
from carnet.formats.paper.blocks import Paper
from carnet.formats.paper.compose import compose
from carnet.formats.paper.symbols import data_matrix
from tests.conftest import NOON

SARAH = IdentityTraits("GARCIA-HAMMADI", ("SARAH-LOU", "ANNA"), Gender.FEMALE, date(1977, 1, 21), "01154")
NUMBER = PatientIdentifier(PatientIdentifierSystem.INS_NIR, "277010115400329")
VECTOR = (
    b"IS010000000000000000000000S1277010115400329S21.2.250.1.213.1.4.8\x1d"
    b"S3SARAH-LOU ANNA\x1dS4GARCIA-HAMMADI\x1dS5FS621-01-1977S701154"
)


def test_the_published_vector_is_written_to_the_byte() -> None:
    assert datamatrix_ins(NUMBER, SARAH, IdentityStatus.QUALIFIED) == VECTOR


@pytest.mark.parametrize("status", [one for one in IdentityStatus if one is not IdentityStatus.QUALIFIED])
def test_an_identity_that_nobody_has_qualified_has_none(status: IdentityStatus) -> None:
    assert datamatrix_ins(NUMBER, SARAH, status) is None


def test_neither_has_somebody_whose_sex_the_documents_do_not_say() -> None:
    assert datamatrix_ins(NUMBER, replace(SARAH, gender=Gender.UNKNOWN), IdentityStatus.QUALIFIED) is None


def test_an_authority_as_long_as_it_can_be_needs_no_separator() -> None:
    number = replace(NUMBER, system=PatientIdentifierSystem.INS_NIR_DEMO)
    assert b"S21.2.250.1.213.1.4.11S3SARAH" in (datamatrix_ins(number, SARAH, IdentityStatus.QUALIFIED) or b"")


def test_a_birth_place_that_is_no_insee_code_is_left_out() -> None:
    abroad = datamatrix_ins(NUMBER, replace(SARAH, birth_place=""), IdentityStatus.QUALIFIED)
    assert abroad == VECTOR.removesuffix(b"S701154")


def test_a_scanner_reads_back_from_the_paper_what_was_written() -> None:
    paper = Paper("Vos identifiants", (data_matrix(VECTOR, says="Votre identité, pour un lecteur"),))
    page = pypdfium2.PdfDocument(compose([paper], at=NOON))[0].render(scale=4).to_pil()
    (found,) = zxingcpp.read_barcodes(page)
    assert found.format == zxingcpp.BarcodeFormat.DataMatrix
    assert found.bytes == VECTOR
