"""One picture of a DICOM file, as an image of shades or of colours."""

import io
import struct

from PIL import Image
from pydicom.encaps import get_frame

from carnet.formats.dicom.file import JPEG_2000, JPEG_BASELINE, NATIVE_BIG_ENDIAN, RLE, DicomPicture
from carnet.formats.dicom.jpeg_2000 import decode_jpeg_2000

_SEGMENTS = struct.Struct("<16I")
"""How many segments follow, and where each begins (PS3.5 annex G.5)."""


def decode(picture: DicomPicture, index: int) -> Image.Image:
    """Decode a picture of a file.

    ``index``: from 0. Returns an image of mode ``RGB``, or of mode ``I`` whose values go up from 0 as the measured ones
    do (``measured`` says which they are). Raises one of ``UNREADABLE_IMAGE`` or of ``UNREADABLE`` when the file does
    not hold what it says.
    """
    size = (picture.columns, picture.rows)
    if picture.syntax in JPEG_2000:
        return decode_jpeg_2000(picture, _frame(picture, index))
    if picture.syntax == JPEG_BASELINE:
        with Image.open(io.BytesIO(_frame(picture, index)), formats=["JPEG"]) as image:
            if image.size != size or len(image.getbands()) != picture.samples:
                raise ValueError("the picture is not the one that the file describes")
            decoded = image.convert("RGB" if picture.samples == 3 else "L")
        return decoded if picture.samples == 3 else decoded.convert("I")
    written = _unpacked(picture, index) if picture.syntax == RLE else _native(picture, index)
    if picture.samples == 3:
        return _colours(picture, written)
    if picture.allocated == 8:
        shades = Image.frombytes("L", size, written).convert("I")
    else:
        order = "I;16B" if picture.syntax == NATIVE_BIG_ENDIAN else "I;16"
        shades = Image.frombytes("I;16", size, written, "raw", order).convert("I")
    return _upwards(picture, shades)


def measured(picture: DicomPicture, value: int) -> float:
    """Give what was measured where ``decode`` gives this value (PS3.3 C.11.1.1.2)."""
    zero = 1 << (picture.stored - 1) if picture.is_signed else 0
    return (value - zero) * picture.slope + picture.intercept


def shade(image: Image.Image, table: list[int]) -> Image.Image:
    """Give an image of mode ``L`` by a table of 65,536 values, from one of mode ``I``."""
    return image.point(table, "L")


def _upwards(picture: DicomPicture, shades: Image.Image) -> Image.Image:
    """Keep the bits that mean something, negative numbers below the others."""
    if picture.stored == picture.allocated and not picture.is_signed:
        return shades
    shift, mask = picture.high_bit + 1 - picture.stored, (1 << picture.stored) - 1
    sign = 1 << (picture.stored - 1) if picture.is_signed else 0
    table = [((value >> shift) & mask) ^ sign for value in range(65_536)]
    both = bytearray(2 * shades.width * shades.height)
    both[0::2] = shade(shades, [value & 255 for value in table]).tobytes()
    both[1::2] = shade(shades, [value >> 8 for value in table]).tobytes()
    return Image.frombytes("I;16", shades.size, bytes(both)).convert("I")


def _native(picture: DicomPicture, index: int) -> bytes:
    length = picture.rows * picture.columns * picture.samples * picture.allocated // 8
    found = picture.pixels[index * length : (index + 1) * length]
    if picture.allocated == 8 and picture.syntax == NATIVE_BIG_ENDIAN:
        raise ValueError("words of two points each are not drawn")
    if len(found) != length:
        raise ValueError("the file is cut short")
    return found


def _colours(picture: DicomPicture, written: bytes) -> Image.Image:
    size, points = (picture.columns, picture.rows), picture.rows * picture.columns
    mode = "RGB" if picture.photometric == "RGB" else "YCbCr"
    if picture.is_planar or picture.syntax == RLE:
        planes = [Image.frombytes("L", size, written[one * points : (one + 1) * points]) for one in range(3)]
        return Image.merge(mode, planes).convert("RGB")
    return Image.frombytes(mode, size, written).convert("RGB")


def _frame(picture: DicomPicture, index: int) -> bytes:
    return get_frame(picture.pixels, index, number_of_frames=picture.frames)


def _unpacked(picture: DicomPicture, index: int) -> bytes:
    """Unpack an RLE frame: each plane by Pillow, which stops at the size that was announced (PS3.5 annex G)."""
    frame, size = _frame(picture, index), (picture.columns, picture.rows)
    count, *starts = _SEGMENTS.unpack_from(frame)
    if count != picture.samples * picture.allocated // 8:
        raise ValueError("the picture has not the planes that the file describes")
    ends = [*starts[1:count], len(frame)]
    planes = [
        Image.frombytes("L", size, frame[start:end], "packbits", "L").tobytes()
        for start, end in zip(starts[:count], ends, strict=True)
    ]
    if picture.allocated == 8:
        return b"".join(planes)
    both = bytearray(2 * len(planes[0]))
    both[0::2], both[1::2] = planes[1], planes[0]  # the high bytes come first
    return bytes(both)
