"""Small files of every kind, harmless and not, made on the spot."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image

from carnet.formats.content import examine_content


def codes(content: bytes, declared: str, **limits: int) -> list[str]:
    """The defects of a file, by name."""
    return [defect.code for defect in examine_content(content, declared, **limits)]


def pdf(change: Callable[[pikepdf.Pdf], object] = lambda _: None, **saving: Any) -> bytes:
    written = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        change(document)
        document.save(written, **saving)
    return written.getvalue()


def image(kind: str, size: tuple[int, int] = (40, 30), **saving: Any) -> bytes:
    written = io.BytesIO()
    Image.effect_noise(size, 50).save(written, kind, **saving)
    return written.getvalue()


def dicom(preamble: bytes = bytes(128), transfer_syntax: bytes = b"1.2.840.10008.1.2.1\0") -> bytes:
    def element(number: int, representation: bytes, value: bytes) -> bytes:
        length = struct.pack("<H" if representation != b"OB" else "<xxI", len(value))
        return struct.pack("<HH2s", 2, number, representation) + length + value

    meta = element(1, b"OB", b"\0\1") + element(2, b"UI", b"1.2.840.10008.5.1.4.1.1.88.59\0")
    meta += element(0x10, b"UI", transfer_syntax)
    return preamble + b"DICM" + element(0, b"UL", struct.pack("<I", len(meta))) + meta + b"\x08\0\x05\0CS\0\0"


def zipped() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("report.xml", bytes(1_000_000))
    return written.getvalue()


PDF, JPEG, PNG, TIFF = pdf(), image("JPEG"), image("PNG"), image("TIFF")
RTF = rb"{\rtf1\ansi Tout va {\b bien}. \'c0 revoir.}"
TEXT = "Tout va bien.\r\n\tÀ revoir.\f".encode()


def set_root(key: str, value: pikepdf.Object) -> Callable[[pikepdf.Pdf], object]:
    return lambda document: document.Root.__setitem__(key, value)


def annotate(document: pikepdf.Pdf, **annotation: Any) -> None:
    document.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Rect=Array([0, 0, 9, 9]), **annotation)])


def swelling_pdf(blanks: int) -> bytes:
    """A PDF whose catalog stands in a compressed stream, followed by many blanks."""
    squeezer = zlib.compressobj()
    packed = squeezer.compress(b"1 0 << /Type /Catalog /Pages 2 0 R >> ")
    for _ in range(blanks // 1_000):
        packed += squeezer.compress(b" " * 1_000)
    packed += squeezer.flush()
    written, places = b"%PDF-1.7\n", {}
    for number, body in (
        (3, b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream"),
        (2, b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>"),
        (4, b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources << >> >>"),
    ):
        places[number] = len(written)
        written += b"%d 0 obj\n%b\nendobj\n" % (number, body % (len(packed), packed) if number == 3 else body)
    rows = [(0, 0, 65535), (2, 3, 0), *((1, places[number], 0) for number in (2, 3, 4)), (1, len(written), 0)]
    table = b"".join(struct.pack(">BIH", *row) for row in rows)
    described = b"5 0 obj\n<< /Type /XRef /Size 6 /W [1 4 2] /Root 1 0 R /Length %d >>\nstream\n" % len(table)
    return written + described + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % len(written)
