"""DICOM files of the tests: a valid one, and what changes it."""

import io
import struct
from typing import Any

from PIL import Image
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.uid import UID, ExplicitVRLittleEndian

ROWS, COLUMNS = 6, 8
VALUES = tuple(range(0, ROWS * COLUMNS * 40, 40))
"""What is measured at each point of the valid picture: from 0 to 1,880."""


def words(values: tuple[int, ...] = VALUES, order: str = "<h") -> bytes:
    """Points of two bytes each."""
    return b"".join(struct.pack(order, value) for value in values)


def dicom(syntax: str = ExplicitVRLittleEndian, **changed: Any) -> bytes:
    """A radiograph of 12 bits, of 8 points by 6; ``changed``: elements by their keyword, ``None`` to leave one out."""
    described = Dataset()
    described.file_meta = FileMetaDataset()
    described.file_meta.TransferSyntaxUID = UID(syntax)
    described.file_meta.MediaStorageSOPClassUID = UID("1.2.840.10008.5.1.4.1.1.1.1")
    described.file_meta.MediaStorageSOPInstanceUID = UID("2.25.1")
    elements: dict[str, Any] = {
        "PatientName": "MOREL^CAMILLE",
        "Modality": "DX",
        "Rows": ROWS,
        "Columns": COLUMNS,
        "SamplesPerPixel": 1,
        "PhotometricInterpretation": "MONOCHROME2",
        "BitsAllocated": 16,
        "BitsStored": 12,
        "HighBit": 11,
        "PixelRepresentation": 0,
        "PixelData": words(),
    }
    for name, value in {**elements, **changed}.items():
        if value is not None:
            setattr(described, name, value)
    if "PixelData" in described and described.file_meta.TransferSyntaxUID.is_compressed:
        described["PixelData"].is_undefined_length = True
    file = io.BytesIO()
    described.save_as(file, enforce_file_format=True)
    return file.getvalue()


def jpeg(size: tuple[int, int] = (COLUMNS, ROWS), frames: int = 1, mode: str = "L") -> bytes:
    """Pictures of one shade each, as JPEG, one after the other."""
    written = []
    for number in range(frames):
        file = io.BytesIO()
        shade = 40 * (number + 1)
        Image.new(mode, size, shade if mode == "L" else (shade, 20, 20)).save(file, "JPEG", quality=95)
        written.append(file.getvalue())
    return bytes(encapsulate(written))


def run_lengths(*planes: bytes) -> bytes:
    """A picture as RLE, each row written as literals (PS3.5 annex G)."""
    segments = []
    for plane in planes:
        rows = [plane[start : start + COLUMNS] for start in range(0, len(plane), COLUMNS)]
        segments.append(b"".join(bytes([len(row) - 1]) + row for row in rows))
    starts, place = [], 64
    for segment in segments:
        starts.append(place)
        place += len(segment)
    header = struct.pack("<16I", len(segments), *starts, *([0] * (15 - len(starts))))
    return bytes(encapsulate([header + b"".join(segments)]))
