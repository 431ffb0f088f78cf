"""A file is judged alike whether it is held in memory or, being large, waits elsewhere and is read by pieces."""

import base64
import hashlib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.core.documents.content import PIECE, sha1_of, size_of
from carnet.formats.base64_pieces import Base64Decoder
from carnet.formats.cda.compose import wrap
from carnet.formats.cda.header import read_header
from carnet.formats.content import examine_content
from carnet.formats.sniffing import sniff
from tests.adapters.large_contents import waiting
from tests.formats.cda.documents import arguments, note, section, self_presenting, structured
from tests.formats.cda.files import JPEG, PDF, PNG, RTF, TEXT, TIFF, annotate, dicom, pdf, zipped
from tests.shared_samples import SHARED

NOISE = hashlib.shake_128(b"noise").digest(3 * PIECE)
LONG_RTF = rb"{\rtf1\ansi " + rb"Tout va {\b bien}. \'c0 revoir. " * 30_000
MEDIA = '<entry><observationMedia classCode="OBS" moodCode="EVN" ID="a"><value {}>{}</value></observationMedia></entry>'


def attached(mime_type: str, text: str) -> bytes:
    """A structured CDA with one file attached to its section."""
    media = MEDIA.format(f'mediaType="{mime_type}" representation="B64"', text)
    return structured(f"<component><section><text>Voir</text>{media}</section></component>")


FILES: dict[str, tuple[bytes, str]] = {
    "a PDF": (PDF, "application/pdf"),
    "a PDF with a note that opens a file": (
        pdf(lambda one: annotate(one, Subtype="/FileAttachment")),
        "application/pdf",
    ),
    "half a PDF": (PDF[: len(PDF) // 2], "application/pdf"),
    "a PDF that says LZW far behind, cut by a piece": (
        PDF + b"%" + b" " * (PIECE - len(PDF) - 3) + b"/LZWDecode ",
        "application/pdf",
    ),
    "a PDF whose filter is hidden behind a mile of blanks": (
        PDF + b"/Filter" + b" " * (PIECE + 9) + b"12 0 R",
        "application/pdf",
    ),
    "a photograph": (JPEG, "image/jpeg"),
    "half a photograph": (JPEG[: len(JPEG) // 2], "image/jpeg"),
    "a drawing": (PNG, "image/png"),
    "a fax": (TIFF, "image/tiff"),
    "a photograph said to be a drawing": (JPEG, "image/png"),
    "a study": (dicom(), "application/dicom"),
    "a study with a program before it": (dicom(b"MZ" + bytes(126)), "application/dicom"),
    "a letter in RTF": (RTF, "text/rtf"),
    "a long letter in RTF": (LONG_RTF + b"}", "text/rtf"),
    "a long letter in RTF that never ends": (LONG_RTF, "text/rtf"),
    "a long letter in RTF that embeds a program": (LONG_RTF + rb"{\object\objemb 00}}", "text/rtf"),
    "a long letter in RTF with words after its end": (LONG_RTF + b"}and more", "text/rtf"),
    "a text": (TEXT, "text/plain"),
    "a long text": ("œuvre ".encode() * 100_000, "text/plain"),
    "a long text of Windows": ("œuvre ".encode("windows-1252") * 100_000, "text/plain"),
    "a long text with a control character at its end": (b"Tout va bien. " * 40_000 + b"\x01", "text/plain"),
    "a long text that is a web page": (b" " * 70_000 + b"<html><script>", "text/plain"),
    "blanks": (b" \n" * 200_000, "text/plain"),
    "noise": (NOISE, "application/pdf"),
    "an archive": (zipped(), "text/plain"),
    "nothing": (b"", "text/plain"),
    "a note": (note(), "text/xml"),
    "a note that presents itself": (self_presenting(note()), "text/xml"),
    "a note around a PDF": (wrap(PDF, "application/pdf", **arguments()), "text/xml"),
    "a note around half a PDF": (wrap(PDF[:300], "application/pdf", **arguments()), "text/xml"),
    "a note around a photograph said to be a PDF": (wrap(JPEG, "application/pdf", **arguments()), "text/xml"),
    "half a note": (note()[:900], "text/xml"),
    "sections": (structured(section("Tout va bien.")), "text/xml"),
    "sections with an image": (attached("image/png", base64.b64encode(PNG).decode()), "text/xml"),
    "sections with an image in lines": (attached("image/png", base64.encodebytes(PNG).decode()), "text/xml"),
    "sections with what is no base64": (attached("image/png", "iVBORw0KGgo?"), "text/xml"),
    "sections with base64 of which the end is missing": (
        attached("image/png", base64.b64encode(PNG).decode()[:-1]),
        "text/xml",
    ),
    "a DOCTYPE": (b"<!DOCTYPE a><ClinicalDocument/>", "text/xml"),
}


@pytest.mark.parametrize("what", FILES)
def test_a_file_has_the_same_defects_in_memory_and_by_pieces(what: str) -> None:
    content, declared = FILES[what]
    assert examine_content(waiting(content), declared) == examine_content(content, declared)


@pytest.mark.parametrize("what", FILES)
def test_a_file_is_of_the_same_kind_in_memory_and_by_pieces(what: str) -> None:
    content, _ = FILES[what]
    assert sniff(waiting(content)) == sniff(content)


@pytest.mark.parametrize("what", [what for what, (_, declared) in FILES.items() if declared == "text/xml"])
def test_a_header_says_the_same_in_memory_and_by_pieces(what: str) -> None:
    content, _ = FILES[what]
    assert read_header(waiting(content), accepts_test=True) == read_header(content, accepts_test=True)


@pytest.mark.skipif(not SHARED.exists(), reason="the published samples are not here")
def test_each_published_document_with_a_file_inside_is_judged_the_same_in_memory_and_by_pieces() -> None:
    published = [path for path in sorted((SHARED / "samples" / "cda").glob("*.xml")) if b'"B64"' in path.read_bytes()]
    assert len(published) > 1
    for path in published:
        content = path.read_bytes()
        assert examine_content(waiting(content), "text/xml") == examine_content(content, "text/xml"), path.name
        assert read_header(waiting(content), accepts_test=True) == read_header(content, accepts_test=True), path.name


def test_a_file_is_weighed_and_digested_as_it_comes() -> None:
    content = waiting(NOISE)
    assert (size_of(content), sha1_of(content)) == (len(NOISE), sha1_of(NOISE))


def test_a_file_that_waits_is_refused_when_it_is_too_large() -> None:
    (defect,) = examine_content(waiting(NOISE), "application/pdf", max_bytes=1000)
    assert defect.code == "file-too-large"


@given(st.binary(max_size=40), st.lists(st.integers(0, 60), max_size=6), st.booleans())
def test_base64_means_the_same_however_it_is_cut(content: bytes, cuts: list[int], in_lines: bool) -> None:
    text = base64.encodebytes(content) if in_lines else base64.b64encode(content)
    assert decoded(text, cuts) == content


@given(st.text("AQg=+/ \n?é", max_size=12), st.lists(st.integers(0, 12), max_size=4))
def test_a_text_is_no_base64_however_it_is_cut(text: str, cuts: list[int]) -> None:
    written = "".join(text.split()).encode()
    try:
        expected: bytes | None = base64.b64decode(written, validate=True)
    except ValueError:
        expected = None
    assert decoded(text.encode(), cuts) == expected


def decoded(text: bytes, cuts: list[int]) -> bytes | None:
    """Decode a text that is cut at these places; nothing when it is no base64."""
    decoder, read = Base64Decoder(), b""
    places = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    for start, end in pairwise(places):
        read += decoder.decode(text[start:end])
    return read if decoder.is_whole else None
