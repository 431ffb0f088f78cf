"""A DICOM file as far as a page shows it: the pictures that it holds, and how they are meant to be seen."""

import io
import logging
import math
import struct
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

import pydicom
from pydicom import config
from pydicom.dataset import Dataset
from pydicom.errors import BytesLengthException, InvalidDicomError

config.settings.reading_validation_mode = config.IGNORE  # values that we do not read are none of our business
# What it says of a faulty file quotes its bytes, which are somebody's: neither a log nor a terminal gets them.
logging.getLogger("pydicom").setLevel(logging.CRITICAL + 1)
warnings.filterwarnings("ignore", module="pydicom")

MOST_POINTS = 25_000_000
"""Of one picture: the largest mammograph makes 17 million. What is larger is read by downloading it."""

MOST_FRAMES = 2_000
FARTHEST = 1e9
"""From zero, of a window, a slope or an intercept: no machine measures as far, and what does would overflow."""
SLOWEST_MS = 10_000
"""Between two pictures of a film; what says more, or less than nothing, is no film."""
MOST_READS = 400_000
"""How many elements of a file are stepped over: a file of 20 MB could hold two million, and is then no picture."""

UNREADABLE = (
    InvalidDicomError,
    BytesLengthException,
    UserWarning,
    OSError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    EOFError,
    ArithmeticError,
    NotImplementedError,
    RecursionError,
    struct.error,
)
"""What pydicom raises on damaged files is no closed list: these are what readers of bytes raise. It also warns, which
some processes turn into errors."""

NATIVE = frozenset({"1.2.840.10008.1.2", "1.2.840.10008.1.2.1"})
NATIVE_BIG_ENDIAN = "1.2.840.10008.1.2.2"
RLE = "1.2.840.10008.1.2.5"
JPEG_BASELINE = "1.2.840.10008.1.2.4.50"
JPEG_2000 = frozenset({"1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.4.91"})
SHOWN = NATIVE | JPEG_2000 | {NATIVE_BIG_ENDIAN, RLE, JPEG_BASELINE}
"""Transfer syntaxes that are drawn (PS3.5 annex A). The others would have decoders run on a stranger's bytes that
nothing else here has: JPEG-LS, lossless JPEG, high-throughput JPEG 2000, video, deflated."""

_WANTED = (
    *("Modality", "Rows", "Columns", "NumberOfFrames", "SamplesPerPixel", "PhotometricInterpretation"),
    *("PlanarConfiguration", "BitsAllocated", "BitsStored", "HighBit", "PixelRepresentation", "WindowCenter"),
    *("WindowWidth", "RescaleSlope", "RescaleIntercept", "FrameTime", "SharedFunctionalGroupsSequence", "PixelData"),
)


class NotDrawn(Enum):
    """Why nothing is drawn of a file."""

    DAMAGED = "damaged"
    """It is not whole, not what it says, or no DICOM file at all."""
    NO_PICTURE = "no-picture"
    """A report, a list of references, a directory."""
    NOT_READ_HERE = "not-read-here"
    """Its pictures are written in a way that no page draws."""
    TOO_LARGE = "too-large"
    """More points, or more pictures, than are drawn."""


@dataclass(frozen=True, slots=True, repr=False)
class DicomPicture:
    """The pictures of one file. Nothing of who they are of is read.

    ``modality``: what made them (``DX``, ``US``, ``CT`` …; PS3.3 C.7.3.1.1.1). ``samples``: 1 for shades of grey, 3 for
    colours. ``photometric``, ``is_planar``, ``allocated``, ``stored``, ``high_bit``, ``is_signed``: how a point is
    written (PS3.3 C.7.6.3). ``slope`` and ``intercept``: from what is written to what was measured. ``windows``: the
    centres and widths that the maker proposes. ``frame_ms``: between two pictures of a film, zero when it is none.
    ``pixels``: as the file has them, in ``syntax``.
    """

    syntax: str
    modality: str
    rows: int
    columns: int
    frames: int
    samples: int
    photometric: str
    is_planar: bool
    allocated: int
    stored: int
    high_bit: int
    is_signed: bool
    slope: float
    intercept: float
    windows: tuple[tuple[float, float], ...]
    frame_ms: float
    pixels: bytes

    def __repr__(self) -> str:
        """Hide the content."""
        return "DicomPicture(…)"


class DeflatedError(OSError):
    """A file that is compressed as a whole: nothing opens it."""


class BoundedReader(io.BytesIO):
    """Reads a file until it has been asked too often: the work that a file asks for is bounded, not only its size.

    pydicom asks for all the rest at once in one case only: to inflate it, however large it becomes.
    """

    left = MOST_READS

    def read(self, size: int | None = -1, /) -> bytes:
        """Read some bytes. Raises ``OSError`` when too much is asked, and ``DeflatedError`` for all that is left."""
        if size is None or size < 0:
            raise DeflatedError
        self.left -= 1
        if self.left < 0:
            raise OSError("this file has more elements than a picture has")
        return super().read(size)


def read_dicom(content: bytes) -> DicomPicture | NotDrawn:
    """Read the pictures of a DICOM file (PS3.10), or say why none is drawn.

    ``content``: its bytes, which may be damaged or hostile.
    """
    try:
        found = pydicom.dcmread(BoundedReader(content), specific_tags=list(_WANTED))
        return _picture(found)
    except DeflatedError:
        return NotDrawn.NOT_READ_HERE
    except UNREADABLE:
        return NotDrawn.DAMAGED


def _picture(found: Dataset) -> DicomPicture | NotDrawn:
    syntax = str(found.file_meta.TransferSyntaxUID)
    if "PixelData" not in found:  # what describes a picture and stops there was cut short
        return NotDrawn.DAMAGED if "Rows" in found else NotDrawn.NO_PICTURE
    if syntax not in SHOWN:
        return NotDrawn.NOT_READ_HERE
    stored = _whole(found, "BitsStored", 8)
    centres, widths = _decimals(found, "WindowCenter"), _decimals(found, "WindowWidth")
    slope, intercept = _decimals(found, "RescaleSlope"), _decimals(found, "RescaleIntercept")
    picture = DicomPicture(
        syntax=syntax,
        modality=str(found.get("Modality", "")),
        rows=_whole(found, "Rows", 0),
        columns=_whole(found, "Columns", 0),
        frames=_whole(found, "NumberOfFrames", 1),
        samples=_whole(found, "SamplesPerPixel", 1),
        photometric=str(found.get("PhotometricInterpretation", "")),
        is_planar=_whole(found, "PlanarConfiguration", 0) == 1,
        allocated=_whole(found, "BitsAllocated", 8),
        stored=stored,
        high_bit=_whole(found, "HighBit", stored - 1),
        is_signed=_whole(found, "PixelRepresentation", 0) == 1,
        slope=slope[0] if slope else 1.0,
        intercept=intercept[0] if intercept else 0.0,
        windows=tuple(pair for pair in zip(centres, widths, strict=False) if 1 <= pair[1] <= FARTHEST >= abs(pair[0])),
        frame_ms=next((one for one in _decimals(found, "FrameTime") if 0 < one <= SLOWEST_MS), 0.0),
        pixels=bytes(found.PixelData),
    )
    if min(picture.rows, picture.columns, picture.frames) <= 0:
        return NotDrawn.DAMAGED
    if picture.rows * picture.columns > MOST_POINTS or picture.frames > MOST_FRAMES:
        return NotDrawn.TOO_LARGE
    return picture if _is_drawable(picture) else NotDrawn.NOT_READ_HERE


def _is_drawable(picture: DicomPicture) -> bool:
    return (
        picture.allocated in {8, 16}
        and 0 < picture.stored <= picture.high_bit + 1 <= picture.allocated
        and 0 < abs(picture.slope) <= FARTHEST >= abs(picture.intercept)
        and (
            (picture.samples == 1 and picture.photometric in {"MONOCHROME1", "MONOCHROME2"})
            or (picture.samples == 3 and picture.allocated == 8 and _has_colours(picture))
        )
    )


def _has_colours(picture: DicomPicture) -> bool:
    if picture.syntax == JPEG_BASELINE:
        return picture.photometric in {"YBR_FULL", "YBR_FULL_422"}
    if picture.syntax in JPEG_2000:
        return picture.photometric in {"RGB", "YBR_RCT", "YBR_ICT"}
    return picture.photometric in {"RGB", "YBR_FULL"}


def _whole(found: Dataset, name: str, otherwise: int) -> int:
    value = found.get(name)
    return otherwise if value is None else int(value)


def _decimals(found: Dataset, name: str) -> tuple[float, ...]:
    """Give the numbers of an element, of the file or of what all its frames share (enhanced: PS3.3 C.7.6.16)."""
    value = found.get(name)
    if value is None:
        shared = found.get("SharedFunctionalGroupsSequence") or [Dataset()]
        groups = ("FrameVOILUTSequence", "PixelValueTransformationSequence")
        inner = [one for group in groups for one in shared[0].get(group) or []]
        value = next((one.get(name) for one in inner if one.get(name) is not None), None)
    values = value if isinstance(value, Iterable) and not isinstance(value, str) else [value]
    return tuple(number for one in values if one is not None and math.isfinite(number := float(one)))
