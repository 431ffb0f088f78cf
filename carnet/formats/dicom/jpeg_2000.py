"""One picture written as JPEG 2000 inside a DICOM file, as an image of shades or of colours (PS3.5 annex A.4.4)."""

import io
import struct

from PIL import Image

from carnet.formats.dicom.file import DicomPicture

_BEGINS = b"\xff\x4f\xff\x51"
_SIZES = struct.Struct(">HH8IHBBB")
"""Of the codestream, after the marker that begins it: length, capabilities, eight sizes, how many components, and how
the first one is written (ISO/IEC 15444-1, A.5.1)."""


def decode_jpeg_2000(picture: DicomPicture, codestream: bytes) -> Image.Image:
    """Decode a codestream by OpenJPEG, which Pillow brings.

    Returns an image of mode ``RGB``, or of mode ``I`` whose values go up from 0 as the measured ones do. Raises
    ``ValueError`` when the codestream is not the picture that the file describes, or one of ``UNREADABLE_IMAGE``.
    """
    bits, is_signed = _written(picture, codestream)
    with Image.open(io.BytesIO(codestream), formats=["JPEG2000"]) as image:
        if image.size != (picture.columns, picture.rows):
            raise ValueError("the picture is not the one that the file describes")
        if picture.samples == 3:
            return image.convert("RGB")
        shades = image.convert("I")
    # Pillow moves what it reads to the top of 8 or of 16 bits, and makes negative numbers go up from 0. Some files have
    # another number of bits than their codestream, or a sign that it has not: what counts are the bits that are stored.
    given = 8 if bits <= 8 else 16
    least = 1 << (bits - 1) if is_signed else 0
    mask, sign = (1 << picture.stored) - 1, 1 << (picture.stored - 1) if picture.is_signed else 0
    table = [(((value >> (given - bits)) - least) & mask) ^ sign for value in range(1 << given)]
    table += [table[-1]] * (65_536 - len(table))
    both = bytearray(2 * shades.width * shades.height)
    both[0::2] = shades.point([value & 255 for value in table], "L").tobytes()
    both[1::2] = shades.point([value >> 8 for value in table], "L").tobytes()
    return Image.frombytes("I;16", shades.size, bytes(both)).convert("I")


def _written(picture: DicomPicture, codestream: bytes) -> tuple[int, bool]:
    """Give how many bits a point of the codestream has, and whether it is signed."""
    if not codestream.startswith(_BEGINS):
        raise ValueError("this is no codestream")
    *_, components, depth, _across, _down = _SIZES.unpack_from(codestream, len(_BEGINS))
    bits, is_signed = (depth & 0x7F) + 1, bool(depth & 0x80)
    of_colours = picture.samples == 3
    if components != picture.samples or bits > 16 or (of_colours and (bits, is_signed) != (8, False)):
        raise ValueError("the picture is not the one that the file describes")
    return bits, is_signed
