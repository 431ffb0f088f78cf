"""X-rays written as JPEG 2000: the same was measured, whatever the codestream says of its bits and of its sign."""

import base64
import io
from typing import Any

import pytest
from PIL import Image
from pydicom.encaps import encapsulate

from carnet.formats.dicom.file import DicomPicture, read_dicom
from carnet.formats.dicom.pixels import decode, measured
from carnet.formats.dicom.scan import draw_scan
from tests.formats.dicom.files import COLUMNS, ROWS, VALUES, dicom

REVERSIBLE, LOSSY, HIGH_THROUGHPUT = (f"1.2.840.10008.1.2.4.{end}" for end in ("90", "91", "201"))
OF_12_BITS = base64.b64decode(
    "/0//UQApAAAAAAAIAAAABgAAAAAAAAAAAAAACAAAAAYAAAAAAAAAAAABCwEB/1IADAAAAAEAAQQEAAH/XAAHQGBoaHD/kAAKAAAAAAAyAAH/k9/g"
    "RAavZu3R8YWVNPYeFJtEDl3pwD6gSD8wUBv1ux8MvygfU//Z"
)
"""The points of the valid file, by opj_compress 2.5."""
OF_13_BITS_SIGNED = base64.b64decode(
    "/0//UQApAAAAAAAIAAAABgAAAAAAAAAAAAAACAAAAAYAAAAAAAAAAAABjAEB/1IADAAAAAEAAQQEAAH/XAAHQGhwcHj/kAAKAAAAAAAzAAH/k8P2"
    "EgdztDXmfC1d0qUUxN2FrD7vx8AfUCQPzBQb9bsfDL8oH1P/2Q=="
)
"""The same points, each a thousand lower."""
SIGNED = {"PixelRepresentation": 1, "RescaleIntercept": 1000}
OF_COLOURS: dict[str, Any] = {
    "SamplesPerPixel": 3,
    "PhotometricInterpretation": "YBR_RCT",
    "PlanarConfiguration": 0,
    "BitsAllocated": 8,
    "BitsStored": 8,
    "HighBit": 7,
}


def written(*pictures: Image.Image) -> bytes:
    """Pictures as codestreams, one after the other."""
    streams = []
    for picture in pictures:
        file = io.BytesIO()
        picture.save(file, "JPEG2000", no_jp2=True)
        streams.append(file.getvalue())
    return bytes(encapsulate(streams))


def every_value(content: bytes, index: int = 0) -> list[float]:
    """What is measured at each point of a picture of a file."""
    picture = read_dicom(content)
    assert isinstance(picture, DicomPicture)
    shades = decode(picture, index).tobytes()
    return [measured(picture, int.from_bytes(shades[at : at + 4], "little")) for at in range(0, len(shades), 4)]


@pytest.mark.parametrize(
    "content",
    [
        dicom(REVERSIBLE, PixelData=encapsulate([OF_12_BITS])),
        dicom(REVERSIBLE, PixelData=encapsulate([OF_12_BITS]), BitsStored=16, HighBit=15),
        dicom(REVERSIBLE, PixelData=encapsulate([OF_12_BITS]), PixelRepresentation=1, BitsStored=13, HighBit=12),
        dicom(REVERSIBLE, PixelData=encapsulate([OF_13_BITS_SIGNED]), BitsStored=13, HighBit=12, **SIGNED),
        dicom(REVERSIBLE, PixelData=encapsulate([OF_13_BITS_SIGNED]), BitsStored=16, HighBit=15, **SIGNED),
    ],
    ids=["12 bits", "12 of 16 bits", "signed by the file alone", "signed", "signed, 13 of 16 bits"],
)
def test_every_value_is_what_was_measured(content: bytes) -> None:
    assert every_value(content) == list(VALUES)


def test_points_of_eight_bits_and_pictures_of_a_series_are_read_one_by_one() -> None:
    pictures = [Image.new("L", (COLUMNS, ROWS), shade) for shade in (40, 80)]
    film = dicom(REVERSIBLE, BitsAllocated=8, BitsStored=8, HighBit=7, NumberOfFrames=2, PixelData=written(*pictures))
    assert [every_value(film, index) for index in (0, 1)] == [[40.0] * 48, [80.0] * 48]


def test_an_ultrasound_in_colours_keeps_them() -> None:
    red = Image.new("RGB", (COLUMNS, ROWS), (200, 20, 20))
    picture = read_dicom(dicom(LOSSY, **OF_COLOURS, PixelData=written(red)))
    assert isinstance(picture, DicomPicture)
    assert decode(picture, 0).tobytes() == red.tobytes()


REFUSED: dict[str, bytes] = {
    "of another size": dicom(REVERSIBLE, PixelData=written(Image.new("I;16", (4000, 4000)))),
    "in colours, though the file has none": dicom(REVERSIBLE, PixelData=written(Image.new("RGB", (COLUMNS, ROWS)))),
    "in colours that are of no such kind": dicom(
        REVERSIBLE,
        **{**OF_COLOURS, "PhotometricInterpretation": "YBR_FULL"},
        PixelData=written(Image.new("RGB", (COLUMNS, ROWS))),
    ),
    "that begins like nothing": dicom(REVERSIBLE, PixelData=encapsulate([b"\x00" * 60])),
    "cut short": dicom(REVERSIBLE, PixelData=encapsulate([OF_12_BITS[:20]])),
    "of high throughput, which is not drawn": dicom(HIGH_THROUGHPUT, PixelData=encapsulate([OF_12_BITS])),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_codestream_that_is_not_the_picture_is_not_drawn(name: str) -> None:
    assert draw_scan(REFUSED[name]) is None
