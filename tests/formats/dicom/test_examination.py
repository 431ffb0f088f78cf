"""A DICOM file that a person adds: it can be drawn, or is refused by name; it says whose it is."""

from datetime import date
from typing import Any

import pytest

from carnet.core.defects import Defect
from carnet.core.documents.image_label import ImageLabel
from carnet.formats.dicom.examination import examine_pictures
from carnet.formats.dicom.file import NotDrawn, read_dicom
from carnet.formats.dicom.label import read_label
from tests.formats.dicom.files import dicom, words

DEFLATED = "1.2.840.10008.1.2.1.99"
JPEG_LS = "1.2.840.10008.1.2.4.80"
HERS: dict[str, Any] = {"PatientBirthDate": "19840312", "StudyDate": "20260305"}


def code_of(content: bytes) -> str:
    """Why a file is refused, or nothing."""
    found = examine_pictures(content)
    return found.code if isinstance(found, Defect) else ""


def test_an_x_ray_says_whose_it_is_when_and_by_what() -> None:
    assert examine_pictures(dicom(**HERS)) == ImageLabel("MOREL", "CAMILLE", date(1984, 3, 12), date(2026, 3, 5), "DX")


def test_a_file_that_says_nothing_has_an_empty_label() -> None:
    assert examine_pictures(dicom(PatientName=None, Modality=None)) == ImageLabel()
    assert examine_pictures(dicom(PatientName="", PatientBirthDate="00000000", Modality="")) == ImageLabel()


def test_a_name_is_read_in_the_alphabet_that_the_file_names() -> None:
    label = read_label(dicom(SpecificCharacterSet="ISO_IR 192", PatientName="Lefèvre^Zoé^Anne"))
    assert label is not None
    assert (label.family, label.given) == ("Lefèvre", "Zoé Anne")


def test_a_name_holds_nothing_that_a_page_cannot_show() -> None:
    label = read_label(dicom(SpecificCharacterSet="ISO_IR 192", PatientName=f"MO\u202eREL{'L' * 90}^C"))
    assert label is not None
    assert label.family.isprintable()
    assert len(label.family) == 64


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (dicom(PixelData=None, Rows=None), "dicom-without-picture"),
        (dicom(JPEG_LS, PixelData=b"\xfe\xff\x00\xe0\0\0\0\0\xfe\xff\xdd\xe0\0\0\0\0"), "dicom-not-drawn"),
        (dicom(BitsAllocated=32, BitsStored=32, HighBit=31, PixelData=bytes(192)), "dicom-not-drawn"),
        (dicom(Rows=6000, Columns=6000), "dicom-too-large"),
        (dicom(NumberOfFrames=2001), "dicom-too-large"),
        (dicom(Rows=0), "dicom-broken"),
        (dicom(PixelData=words()[:40]), "dicom-broken"),
        (dicom(NumberOfFrames=60, PixelData=words() * 59), "dicom-broken"),
        (dicom()[:400], "dicom-broken"),
    ],
    ids=[
        *("no picture", "an unknown syntax", "thirty-two bits", "too many points", "too many pictures", "no row"),
        *("half a picture", "no last picture", "cut short"),
    ],
)
def test_what_cannot_be_looked_at_is_refused_by_its_name(content: bytes, code: str) -> None:
    assert code_of(content) == code


def test_a_file_compressed_as_a_whole_is_never_inflated() -> None:
    whole = dicom(DEFLATED)
    file = whole[:-60] + bytes(60)
    assert read_dicom(file) is NotDrawn.NOT_READ_HERE, "what follows is no deflated stream, and nobody looks"
    assert read_label(file) is None
