"""X-rays, ultrasounds and slices as a page shows them: some pictures at a time, drawn on the server."""

import base64
import io
from dataclasses import dataclass

from PIL import Image

from carnet.formats.content import UNREADABLE_IMAGE
from carnet.formats.dicom.file import UNREADABLE, DicomPicture, NotDrawn, read_dicom
from carnet.formats.dicom.pixels import decode, measured, shade
from carnet.formats.dicom.windows import Window, WindowName, table_of, windows_of

LONGEST_ALONE, LONGEST_OF_SERIES = 1024, 512
"""Points of the longest side of one picture, and of each of several."""

MOST_TOGETHER = 24
"""Pictures of a series that one page carries; the next ones are another page, which is another reading."""

MOST_POINTS_TOGETHER = 60_000_000
"""Points that are decoded for one page, unless the first picture alone has more."""

HEAVIEST = 5_000_000
"""Bytes of pictures that one page carries, unless the first alone has more."""

STEPS = 4096
"""How finely the page itself can set the window: what a scanner tells apart."""


@dataclass(frozen=True, slots=True)
class Looking:
    """How somebody asks to see a series: from which picture on, counted from 1, and by which setting, or the first."""

    first: int = 1
    window: WindowName | None = None


FROM_THE_START = Looking()


@dataclass(frozen=True, slots=True, repr=False)
class ScanPicture:
    """One picture: its number in the series, as it is seen, and in all its depth, as ``data:`` URIs.

    ``depth``: the step of each point (of ``STEPS``), its high bits in red, its low ones in green; empty for colours.
    """

    number: int
    seen: str
    depth: str

    def __repr__(self) -> str:
        """Hide the content."""
        return "ScanPicture(…)"


@dataclass(frozen=True, slots=True, repr=False)
class ScanPreview:
    """Pictures of a series, as a page carries them.

    ``modality``: what made them. ``total``: how many there are in the file. ``windows``: the settings offered,
    ``window`` the one that was used. ``low`` and ``high``: what the first and the last step measure. ``is_negative``:
    the least is white. ``frame_ms``: between two pictures of a film, zero when it is none.
    """

    modality: str
    pictures: tuple[ScanPicture, ...]
    total: int
    windows: tuple[Window, ...]
    window: Window
    low: float
    high: float
    is_colour: bool
    is_negative: bool
    frame_ms: float

    def __repr__(self) -> str:
        """Hide the content."""
        return "ScanPreview(…)"


def draw_scan(content: bytes, looking: Looking = FROM_THE_START) -> ScanPreview | None:
    """Draw pictures of a DICOM file.

    ``content``: a file that was examined when it entered, or that was not; ``looking``: which pictures. A number past
    the end gives the last pictures, a setting that is not offered gives the first. Nothing for what cannot be drawn.
    Nothing of the person's identity is read from the file, nor written on a picture.
    """
    picture = read_dicom(content)
    if isinstance(picture, NotDrawn):
        return None
    first = max(1, min(looking.first, picture.frames))
    together = min(MOST_TOGETHER, max(1, MOST_POINTS_TOGETHER // (picture.rows * picture.columns)))
    last = min(picture.frames, first + together - 1)
    longest = LONGEST_ALONE if picture.frames == 1 else LONGEST_OF_SERIES
    try:
        images = [_reduced(decode(picture, number - 1), longest) for number in range(first, last + 1)]
    except (*UNREADABLE_IMAGE, *UNREADABLE):
        return None
    return _drawn(picture, first, images, looking.window)


def _drawn(picture: DicomPicture, first: int, images: list[Image.Image], wanted: WindowName | None) -> ScanPreview:
    is_colour = picture.samples == 3
    least, most = (0, 255) if is_colour else _range(images)
    low, high = measured(picture, least), measured(picture, most)
    windows = windows_of(picture, low, high)
    window = next((one for one in windows if one.name is wanted), windows[0])
    is_negative = picture.photometric == "MONOCHROME1"
    table = table_of(window, low, high, steps=STEPS, is_negative=is_negative)
    pictures: list[ScanPicture] = []
    weight = 0
    for number, image in enumerate(images, start=first):
        steps = image if is_colour else _in_steps(image, least, most)
        seen = _uri(steps if is_colour else shade(steps, table), "WEBP")
        one = ScanPicture(number, seen, "" if is_colour else _uri(_deep(steps), "PNG"))
        weight += len(one.seen) + len(one.depth)
        if pictures and weight > HEAVIEST:
            break
        pictures.append(one)
    return ScanPreview(
        modality=picture.modality,
        pictures=tuple(pictures),
        total=picture.frames,
        windows=windows,
        window=window,
        low=low,
        high=high,
        is_colour=is_colour,
        is_negative=is_negative,
        frame_ms=picture.frame_ms,
    )


def _reduced(image: Image.Image, longest: int) -> Image.Image:
    scale = longest / max(image.size)
    if scale >= 1:
        return image
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.resize(size, Image.Resampling.BOX)


def _range(images: list[Image.Image]) -> tuple[int, int]:
    """Find the least and the most of several images of mode ``I``, never the same."""
    extremes = [one for image in images for one in image.getextrema() if isinstance(one, int | float)]
    least, most = int(min(extremes)), int(max(extremes))
    return least, max(most, least + 1)


def _in_steps(image: Image.Image, least: int, most: int) -> Image.Image:
    scale = (STEPS - 1) / (most - least)
    return image.point(lambda value: value * scale - least * scale)


def _deep(steps: Image.Image) -> Image.Image:
    words = steps.convert("I;16").tobytes()
    low, high = (Image.frombytes("L", steps.size, words[one::2]) for one in (0, 1))
    return Image.merge("RGB", (high, low, Image.new("L", steps.size)))


def _uri(image: Image.Image, kind: str) -> str:
    written = io.BytesIO()
    if kind == "PNG":
        image.save(written, kind, compress_level=3)
    else:
        image.save(written, kind, quality=88)
    return f"data:image/{kind.lower()};base64,{base64.b64encode(written.getvalue()).decode('ascii')}"
