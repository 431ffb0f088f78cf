"""X-rays and slices as a page shows them: what was measured, within limits, and nothing of who they are of."""

import base64
import io
import random
from typing import Any

import pytest
from PIL import Image
from pydicom.dataset import Dataset

from carnet.formats.cda.body import EmbeddedFile
from carnet.formats.dicom.scan import HEAVIEST, MOST_TOGETHER, STEPS, Looking, ScanPicture, ScanPreview, draw_scan
from carnet.formats.dicom.windows import WindowName
from carnet.formats.preview import NoPreview, preview_of
from tests.formats.dicom.files import COLUMNS, ROWS, VALUES, dicom, jpeg, run_lengths, words

BIG_ENDIAN, RLE, JPEG, JPEG_LS = (f"1.2.840.10008.1.2{end}" for end in (".2", ".5", ".4.50", ".4.80"))
SMALL: dict[str, Any] = {"BitsAllocated": 8, "BitsStored": 8, "HighBit": 7}
OF_COLOURS: dict[str, Any] = {
    **SMALL,
    "SamplesPerPixel": 3,
    "PhotometricInterpretation": "RGB",
    "PlanarConfiguration": 0,
}


def drawn(content: bytes, looking: Looking | None = None) -> ScanPreview:
    """A file that is drawn."""
    found = draw_scan(content, looking or Looking())
    assert found is not None
    return found


def image(uri: str) -> Image.Image:
    """The picture of a ``data:`` URI."""
    return Image.open(io.BytesIO(base64.b64decode(uri.partition(",")[2])))


def measured(scan: ScanPreview, picture: ScanPicture | None = None) -> list[float]:
    """What was measured at each point, as the page's script reads it, to the unit."""
    points = image((picture or scan.pictures[0]).depth).convert("RGB").tobytes()
    steps = [high * 256 + low for high, low in zip(points[0::3], points[1::3], strict=True)]
    return [round(scan.low + (scan.high - scan.low) * step / (STEPS - 1)) for step in steps]


def close(found: list[float]) -> bool:
    """Whether these are the values of the valid picture, but for what 4,096 steps round."""
    return all(abs(one - value) <= 1 for one, value in zip(found, VALUES, strict=True))


def test_every_value_of_an_x_ray_is_in_its_page() -> None:
    scan = drawn(dicom())
    assert close(measured(scan))
    assert (scan.total, scan.is_colour, scan.is_negative) == (1, False, False)
    assert image(scan.pictures[0].seen).size == (COLUMNS, ROWS)


@pytest.mark.parametrize(
    "content",
    [
        dicom("1.2.840.10008.1.2"),
        dicom(BIG_ENDIAN, PixelData=words(order=">h")),
        dicom(RLE, PixelData=run_lengths(words()[1::2], words()[0::2])),
        dicom(PixelData=words(tuple(value - 1000 for value in VALUES)), PixelRepresentation=1, RescaleIntercept=1000),
        dicom(PixelData=words(tuple(value // 2 for value in VALUES)), RescaleSlope=2),
        dicom(PixelData=words(tuple(value << 4 for value in VALUES), "<H"), HighBit=15),
    ],
    ids=["implicit", "big endian", "run lengths", "signed", "slope", "high bits"],
)
def test_however_it_is_written_the_same_was_measured(content: bytes) -> None:
    assert close(measured(drawn(content)))


def test_the_window_says_what_is_black_and_what_is_white() -> None:
    scan = drawn(dicom(WindowCenter=940, WindowWidth=200))
    shades = image(scan.pictures[0].seen).convert("L").tobytes()
    assert (scan.window.name, scan.window.centre, scan.window.width) == (WindowName.AS_MADE, 940, 200)
    assert shades[0] < 10
    assert shades[-1] > 245


def test_another_setting_is_asked_for_and_one_that_is_not_offered_changes_nothing() -> None:
    file = dicom(Modality="CT", WindowCenter=940, WindowWidth=200, RescaleIntercept=-1000)
    assert drawn(file, Looking(window=WindowName.BONE)).window.width == 1800
    assert drawn(dicom(), Looking(window=WindowName.BONE)).window.name is WindowName.WHOLE
    assert [one.name.value for one in drawn(file).windows] == ["as-made", "soft", "bone", "lung", "brain", "whole"]


def test_a_negative_is_shown_as_its_maker_means_it() -> None:
    shades = image(drawn(dicom(PhotometricInterpretation="MONOCHROME1")).pictures[0].seen).convert("L").tobytes()
    assert shades[0] > 245
    assert shades[-1] < 10


def test_the_window_of_an_enhanced_object_is_that_of_all_its_frames() -> None:
    window, shared = Dataset(), Dataset()
    window.WindowCenter, window.WindowWidth = 500, 300
    shared.FrameVOILUTSequence = [window]
    scan = drawn(dicom(SharedFunctionalGroupsSequence=[shared]))
    assert (scan.window.centre, scan.window.width) == (500, 300)


def test_an_ultrasound_in_colours_keeps_them() -> None:
    red = bytes((200, 20, 20)) * (ROWS * COLUMNS)
    planes = bytes([200]) * 48 + bytes([20]) * 96
    for content in (
        dicom(**OF_COLOURS, PixelData=red),
        dicom(**{**OF_COLOURS, "PlanarConfiguration": 1}, PixelData=planes),
        dicom(RLE, **OF_COLOURS, PixelData=run_lengths(planes[:48], planes[48:96], planes[96:])),
    ):
        scan = drawn(content)
        red_seen, green_seen, _ = image(scan.pictures[0].seen).convert("RGB").tobytes()[:3]
        assert (scan.is_colour, scan.pictures[0].depth, len(scan.windows)) == (True, "", 1)
        assert red_seen > 150
        assert green_seen < 60


def test_a_film_is_given_by_pages_and_one_past_the_end_gives_the_last() -> None:
    film = dicom(**SMALL, NumberOfFrames=60, FrameTime=40, PixelData=bytes(range(60)) * ROWS * COLUMNS)
    scan = drawn(film)
    assert ([one.number for one in scan.pictures], scan.total, scan.frame_ms) == ([*range(1, 25)], 60, 40)
    assert [one.number for one in drawn(film, Looking(25)).pictures] == [*range(25, 49)]
    assert [one.number for one in drawn(film, Looking(99)).pictures] == [60]
    assert [one.number for one in drawn(film, Looking(-3)).pictures] == [*range(1, 25)]


def test_pictures_of_a_series_are_decoded_one_by_one() -> None:
    scan = drawn(dicom(JPEG, **SMALL, NumberOfFrames=3, PixelData=jpeg(frames=3)))
    assert [round(measured(scan, one)[0]) for one in scan.pictures] == [40, 80, 120]


def test_a_page_of_pictures_has_a_limit_of_weight() -> None:
    noise = random.Random(5).randbytes(512 * 512 * 2 * MOST_TOGETHER)  # noqa: S311  grain, the same each time
    scan = drawn(dicom(Rows=512, Columns=512, NumberOfFrames=MOST_TOGETHER, PixelData=noise))
    assert sum(len(one.seen) + len(one.depth) for one in scan.pictures) <= HEAVIEST
    assert 0 < len(scan.pictures) < MOST_TOGETHER


def test_a_page_has_fewer_pictures_when_each_is_large() -> None:
    film = dicom(**SMALL, Rows=3000, Columns=5000, NumberOfFrames=6, PixelData=bytes(3000 * 5000 * 6))
    assert [one.number for one in drawn(film).pictures] == [1, 2, 3, 4]


def test_a_large_picture_is_made_as_small_as_a_screen() -> None:
    scan = drawn(dicom(Rows=1500, Columns=3000, PixelData=bytes(1500 * 3000 * 2)))
    assert image(scan.pictures[0].seen).size == (1024, 512)


REFUSED: dict[str, Any] = {
    "without pictures": dicom(PixelData=None),
    "cut short": dicom(PixelData=words()[:40]),
    "no size": dicom(Rows=0),
    "a size that is not its own": dicom(Rows=6000, Columns=6000),
    "a number of frames that is not its own": dicom(NumberOfFrames=4),
    "too many frames": dicom(NumberOfFrames=100_000),
    "a palette": dicom(**SMALL, PhotometricInterpretation="PALETTE COLOR", PixelData=bytes(48)),
    "thirty-two bits": dicom(BitsAllocated=32, BitsStored=32, HighBit=31, PixelData=bytes(192)),
    "a slope of nothing": dicom(RescaleSlope=0),
    "a JPEG of another size": dicom(JPEG, **SMALL, PixelData=jpeg((4000, 4000))),
    "a JPEG in colours that says it has none": dicom(JPEG, **SMALL, PixelData=jpeg(mode="RGB")),
    "run lengths that swell": dicom(RLE, **SMALL, PixelData=run_lengths(bytes(48), bytes(48))),
    "JPEG-LS, which is not drawn": dicom(JPEG_LS, **SMALL, PixelData=jpeg()),
    "no DICOM": b"%PDF-1.7",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_drawn_is_said_so_and_breaks_nothing(name: str) -> None:
    assert preview_of(EmbeddedFile("application/dicom", REFUSED[name])) == NoPreview()


def test_a_window_that_no_machine_has_is_left_out() -> None:
    for centre, width in ((1e308, 2), (900, 1e308), (900, 0)):
        assert drawn(dicom(WindowCenter=centre, WindowWidth=width)).window.name is WindowName.WHOLE


@pytest.mark.parametrize(("slope", "intercept"), [(1e308, 0), (1e308, -1e308), (1, 1e300), (0, 0)])
def test_figures_that_no_machine_measures_are_not_drawn(slope: float, intercept: float) -> None:
    assert draw_scan(dicom(RescaleSlope=slope, RescaleIntercept=intercept)) is None


@pytest.mark.parametrize("pace", [-5, 1e300])
def test_a_film_that_goes_backwards_or_never_is_none(pace: float) -> None:
    assert drawn(dicom(FrameTime=pace)).frame_ms == 0


def test_a_file_of_very_many_elements_is_given_up() -> None:
    picture = dicom(PixelData=None)
    elements = b"\x28\x00\x00\x40UI\x00\x00" * 500_000
    pixels = b"\xe0\x7f\x10\x00OW\x00\x00" + (96).to_bytes(4, "little") + words()
    assert close(measured(drawn(picture + elements[:80] + pixels)))
    assert draw_scan(picture + elements + pixels) is None


def test_files_altered_anywhere_are_drawn_or_given_up() -> None:
    chance = random.Random(9)  # noqa: S311  the same faults each time
    whole = dicom(RLE, PixelData=run_lengths(words()[1::2], words()[0::2]))
    for _ in range(400):
        altered = bytearray(whole)
        for _ in range(3):
            altered[chance.randrange(132, len(altered))] = chance.randrange(256)
        assert isinstance(draw_scan(bytes(altered)), ScanPreview | None)


def test_who_it_is_of_is_neither_read_nor_said() -> None:
    scan = drawn(dicom())
    assert "MOREL" not in repr(scan)
    assert [repr(one) for one in scan.pictures] == ["ScanPicture(…)"]
