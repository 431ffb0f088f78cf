"""Files that people and software send: told by their bytes, read for real, refused by name."""

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name
from PIL import Image

from carnet.formats.cda.compose import wrap
from carnet.formats.content import decode_text, examine_content, sniff
from carnet.formats.media_types import ACCEPTED
from tests.formats.cda.documents import arguments, note, section, self_presenting, structured


def codes(content: bytes, declared: str, **limits: int) -> list[str]:
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


@pytest.mark.parametrize(
    ("content", "declared"),
    [
        (note(), "text/xml"),
        (note(), "application/xml; charset=utf-8"),
        (note().replace(b"<?xml version='1.0' encoding='UTF-8'?>\n", b"<!-- une note -->"), "text/xml"),
        (self_presenting(note()), "text/xml"),
        (structured(section("Rien à signaler")), "text/xml"),
        (PDF, "application/pdf"),
        (JPEG, "image/jpeg"),
        (JPEG, "IMAGE/JPG"),
        (PNG, "image/png"),
        (TIFF, "image/tiff"),
        (image("TIFF", save_all=True, append_images=[Image.new("L", (40, 30))] * 3), "image/tiff"),
        (RTF, "text/rtf"),
        (RTF, "application/rtf"),
        (TEXT, "text/plain"),
        ("Poids : 61 kg, œdème".encode("windows-1252"), "text/plain"),
        (dicom(), "application/dicom"),
        (dicom(preamble=b"II*\x00".ljust(128, b"\0")), "application/dicom"),
    ],
)
def test_a_harmless_file_may_be_kept(content: bytes, declared: str) -> None:
    assert codes(content, declared) == []


@pytest.mark.parametrize(
    ("content", "declared", "code"),
    [
        (b"", "application/pdf", "empty-file"),
        (zipped(), "text/xml", "archive-refused"),
        (gzip.compress(note()), "text/xml", "archive-refused"),
        (zipped(), "application/pdf", "archive-refused"),
        (zipped(), "application/zip", "type-not-accepted"),
        (b"MZ\x90\x00", "application/octet-stream", "type-not-accepted"),
        (b"<html><script>alert(1)</script></html>", "text/html", "type-not-accepted"),
        (b"MZ\x90\x00", "application/pdf", "content-type-mismatch"),
        (b"<html><script>alert(1)</script></html>", "text/plain", "content-type-mismatch"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/png", "content-type-mismatch"),
        (b"Une lettre, pas un PDF.", "application/pdf", "content-type-mismatch"),
        (b"\n" + PDF, "application/pdf", "content-type-mismatch"),
        (PDF, "image/jpeg", "content-type-mismatch"),
        (JPEG, "image/png", "content-type-mismatch"),
        (PNG, "text/xml", "content-type-mismatch"),
        (image("GIF"), "image/png", "content-type-mismatch"),
        (b"Tout va bien.\x00\x1b[2J", "text/plain", "content-type-mismatch"),
        (bytes(5000), "text/plain", "content-type-mismatch"),
        (b"   \n", "text/plain", "content-type-mismatch"),
        (bytes(5000), "application/dicom", "content-type-mismatch"),
        (bytes(60_000_000), "text/xml", "broken-xml"),
        (TEXT, "text/xml", "broken-xml"),
        (b"<html><body/></html>", "text/xml", "not-a-cda"),
        (b"<!DOCTYPE html><html/>", "text/xml", "doctype-refused"),
        (b"%PDF-1.7\nnot really\n%%EOF", "application/pdf", "pdf-broken"),
        (PDF[: len(PDF) // 2], "application/pdf", "pdf-broken"),
        (JPEG[: len(JPEG) // 2], "image/jpeg", "image-broken"),
        (PNG[: len(PNG) // 2], "image/png", "image-broken"),
        (TIFF[: len(TIFF) // 2], "image/tiff", "image-broken"),
        (RTF[:-1], "text/rtf", "rtf-broken"),
        (RTF + b"<script>alert(1)</script>", "text/rtf", "rtf-broken"),
        (dicom()[:150], "application/dicom", "dicom-broken"),
        (dicom(transfer_syntax=b"1.2.840.10008.1.2.1\0")[:170], "application/dicom", "dicom-broken"),
        (dicom(preamble=b"MZ\x90\x00".ljust(128, b"\0")), "application/dicom", "dicom-preamble"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_a_file_that_is_not_what_it_should_be_has_one_named_defect(content: bytes, declared: str, code: str) -> None:
    assert codes(content, declared) == [code]


def test_a_file_beyond_the_limit_is_refused_before_it_is_read() -> None:
    assert codes(PDF, "application/pdf", max_bytes=len(PDF) - 1) == ["file-too-large"]
    assert codes(PDF, "application/pdf", max_bytes=len(PDF)) == []


def set_root(key: str, value: pikepdf.Object) -> Callable[[pikepdf.Pdf], object]:
    return lambda document: document.Root.__setitem__(key, value)


def annotate(document: pikepdf.Pdf, **annotation: Any) -> None:
    document.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Rect=Array([0, 0, 9, 9]), **annotation)])


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (pdf(set_root("/OpenAction", Dictionary(S=Name.JavaScript, JS="app.alert(1)"))), "pdf-javascript"),
        (pdf(lambda one: annotate(one, AA=Dictionary(E=Dictionary(S=Name.JavaScript, JS="x")))), "pdf-javascript"),
        (pdf(lambda one: one.pages[0].__setitem__("/AA", Dictionary(O=Dictionary(JS="x")))), "pdf-javascript"),
        (pdf(set_root("/OpenAction", Dictionary(S=Name.Launch, F="calc.exe"))), "pdf-launch"),
        (pdf(lambda one: annotate(one, A=Dictionary(S=Name.SubmitForm, F="https://x"))), "pdf-external-action"),
        (pdf(lambda one: annotate(one, A=Dictionary(S=Name.GoToR, F="other.pdf"))), "pdf-external-action"),
        (pdf(lambda one: annotate(one, Subtype=Name.RichMedia)), "pdf-multimedia"),
        (pdf(lambda one: one.attachments.__setitem__("a.exe", b"MZ")), "pdf-embedded-file"),
        (pdf(set_root("/AcroForm", Dictionary(XFA="<xdp/>"))), "pdf-xfa"),
        (pdf(encryption=pikepdf.Encryption(owner="o", user="u")), "pdf-encrypted"),
        (pdf(encryption=pikepdf.Encryption(owner="o", user="")), "pdf-encrypted"),
        (pdf(set_root("/X", Dictionary(Filter=Name.LZWDecode))), "pdf-lzw"),
        (pdf(set_root("/X", Dictionary(Filter=Name.Y))).replace(b"/Filter /Y", b"/Filter /L#5aW"), "pdf-lzw"),
        (pdf(set_root("/X", Dictionary(Filter=Name.Y))).replace(b"/Filter /Y", b"/Filter 9 0 R"), "pdf-lzw"),
        (pdf(lambda one: one.pages.__delitem__(0)), "pdf-broken"),
    ],
)
def test_a_pdf_that_does_something_of_its_own_is_refused_by_name(content: bytes, code: str) -> None:
    assert codes(content, "application/pdf") == [code]


def test_what_a_pdf_hides_in_a_stream_of_objects_is_found_too() -> None:
    packed = pikepdf.ObjectStreamMode.generate
    hidden = pdf(
        set_root("/OpenAction", Dictionary(S=Name.Launch, Next=Dictionary(S=Name.JavaScript, JS="x"))),
        object_stream_mode=packed,
    )
    assert b"Launch" not in hidden
    assert codes(hidden, "application/pdf") == ["pdf-javascript", "pdf-launch"]


def test_a_stream_of_objects_that_swells_without_end_is_not_let_grow() -> None:
    assert codes(swelling_pdf(1_000), "application/pdf") == []
    assert codes(swelling_pdf(100_000_000), "application/pdf") == ["pdf-broken"]


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


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        (rb"{\object\objemb{\*\objdata 0105}}", "rtf-object"),
        (rb"{\*\OBJDATA 0105}", "rtf-object"),
        (rb"{\pict\bin4 abcd}", "rtf-raw-binary"),
        (rb"{\*\template https://evil.example/a.dotm}", "rtf-external-content"),
        (rb"{\*\template \u104?\u116?tp://evil.example/a.dotm}", "rtf-external-content"),
        (rb"{\field{\*\fldinst {D}{DE cmd}}{\fldrslt x}}", "rtf-external-content"),
        (rb"{\field{\*\fldinst \'49NCLUDEPICTURE http://x}}", "rtf-external-content"),
        (b"{" * 300 + b"}" * 300, "rtf-broken"),
    ],
)
def test_an_rtf_that_carries_more_than_text_is_refused_by_name(inside: bytes, code: str) -> None:
    assert codes(rb"{\rtf1 " + inside + b"}", "text/rtf") == [code]


@pytest.mark.parametrize(
    "inside",
    [
        rb"{\field{\*\fldinst HYPERLINK \"https://example.org\"}{\fldrslt l'import et le link}}",
        rb"{\*\template C:\\Users\\anne\\Normal.dotm}",
        rb"{\*\datastore 0105}{\fonttbl{\f0 Arial;}}",
    ],
)
def test_an_rtf_as_word_processors_write_it_is_kept(inside: bytes) -> None:
    expected = ["rtf-external-content"] if b"://" in inside and b"template" in inside else []
    assert codes(rb"{\rtf1 " + inside + b"}", "text/rtf") == expected


@pytest.mark.parametrize("side", [8_001, 12_000, 30_000])
def test_an_image_of_too_many_pixels_is_never_decoded(side: int) -> None:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    assert codes(b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", b""), "image/png") == ["image-too-large"]


@pytest.mark.parametrize(
    ("file", "media_type", "code"),
    [
        (pdf(set_root("/OpenAction", Dictionary(S=Name.JavaScript, JS="x"))), "application/pdf", "pdf-javascript"),
        (JPEG[:200], "image/jpeg", "image-broken"),
        (PNG, "image/jpeg", "content-type-mismatch"),
        (zipped(), "application/pdf", "archive-refused"),
        (b"<html/>", "text/plain", "content-type-mismatch"),
        (rb"{\rtf1 \objdata}", "text/rtf", "rtf-object"),
    ],
)
def test_the_file_inside_a_document_is_examined_like_a_file_sent_alone(file: bytes, media_type: str, code: str) -> None:
    found = examine_content(wrap(file, media_type, **arguments()), "text/xml")
    assert [(defect.code, defect.where) for defect in found] == [(code, "/ClinicalDocument/component/nonXMLBody/text")]


@pytest.mark.parametrize("declared", ["application/dicom", "text/xml", "application/zip", "text/html"])
def test_a_document_embeds_only_what_level_1_may(declared: str) -> None:
    content = note().replace(b'mediaType="text/plain"', f'mediaType="{declared}"'.encode())
    assert codes(content, "text/xml") == ["type-not-accepted"]


def attached(file: bytes, media_type: str) -> bytes:
    inside = wrap(file, "text/plain", **arguments()).partition(b'representation="B64">')[2].partition(b"<")[0].decode()
    value = f'<value mediaType="{media_type}" representation="B64">{inside}</value>'
    entry = f"<entry><observationMedia>{value}</observationMedia></entry>"
    return structured(f"<component><section><text>Voir</text>{entry}</section></component>")


@pytest.mark.parametrize(
    ("file", "media_type", "expected"),
    [
        (PDF, "application/pdf", []),
        (PNG, "image/jpeg", []),  # an image for an image is shown by its bytes
        (PNG, "application/pdf", ["content-type-mismatch"]),
        (pdf(encryption=pikepdf.Encryption(owner="o", user="u")), "application/pdf", ["pdf-encrypted"]),
        (PNG[:100], "image/jpeg", ["image-broken"]),
        (b"<?xml version='1.0'?><a><b>1</b></a>", "application/xml", []),
        (b"<!DOCTYPE a><a/>", "application/xml", ["doctype-refused"]),
        (b"console.log(1)", "text/javascript", ["type-not-accepted"]),
    ],
)
def test_files_attached_to_a_section_are_examined_too(file: bytes, media_type: str, expected: list[str]) -> None:
    assert codes(attached(file, media_type), "text/xml") == expected


TEMPLATE = '<xsl:template match="/"><html><head>{head}</head><body>{body}</body></html></xsl:template>'


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        ("<style>p {{ color: black }}</style>", '<p><a href="#a">x</a><img src="data:image/png;base64,AA=="/></p>', []),
        ("<script>alert(1)</script>", "", ["style-sheet-script"]),
        ("", '<p onclick="x()">x</p>', ["style-sheet-script"]),
        ("", '<a href="java&#10;script:x()">x</a>', ["style-sheet-script"]),
        ("", '<xsl:element name="script">x()</xsl:element>', ["style-sheet-script"]),
        ("", '<p><xsl:attribute name="onload">x()</xsl:attribute></p>', ["style-sheet-script"]),
        ("", '<xsl:text disable-output-escaping="yes">&lt;script&gt;x()&lt;/script&gt;</xsl:text>',
         ["style-sheet-script"]),
        ("", "<iframe/>", ["style-sheet-script"]),
        ('<link rel="stylesheet" href="style.css"/>', "", ["style-sheet-external"]),
        ("", '<img src="https://example.org/a.png"/>', ["style-sheet-external"]),
        ("", '<a href="//example.org/">x</a>', ["style-sheet-external"]),
        ("<script/>", '<img src="http://x/"/>', ["style-sheet-external", "style-sheet-script"]),
    ],
)  # fmt: skip
def test_a_style_sheet_may_dress_a_document_and_nothing_more(head: str, body: str, expected: list[str]) -> None:
    assert codes(self_presenting(note(), TEMPLATE.format(head=head, body=body)), "text/xml") == expected


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (note(), "text/xml"),
        (self_presenting(note()), "text/xml"),
        ('<?xml version="1.0" encoding="utf-16"?><a/>'.encode("utf-16"), "text/xml"),
        (PDF, "application/pdf"),
        (JPEG, "image/jpeg"),
        (dicom(), "application/dicom"),
        (RTF, "text/rtf"),
        (TEXT, "text/plain"),
        (b"  <!doctype html>", "text/html"),
        (zipped(), "application/zip"),
        (b"", None),
        (bytes(300), None),
    ],
)
def test_a_file_is_told_by_its_bytes(content: bytes, media_type: str | None) -> None:
    assert sniff(content) == media_type


def test_old_software_writes_its_letters_in_windows_1252() -> None:
    assert decode_text("œdème".encode("windows-1252")) == "œdème"
    assert decode_text("œdème".encode("utf-8-sig")) == "œdème"
    assert decode_text(b"a\x00b") is None
    assert decode_text(b"a\x81b") is None


BEGINNINGS = [b"", b"%PDF-1.4\n", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\x00", b"MM\x00*", b"{\\rtf", b"<?xml"]


@given(st.binary(max_size=300), st.sampled_from(sorted(ACCEPTED)), st.sampled_from([*BEGINNINGS, bytes(128) + b"DICM"]))
def test_no_bytes_make_the_examination_fail(content: bytes, declared: str, beginning: bytes) -> None:
    for defect in examine_content(beginning + content, declared):
        assert defect.code
        assert defect.where
