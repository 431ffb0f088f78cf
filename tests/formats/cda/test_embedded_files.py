"""What stands inside a document, or around it, is examined like what is sent alone."""

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from carnet.formats.cda.compose import wrap
from carnet.formats.content import examine_content
from tests.formats.cda.documents import arguments, note, self_presenting, structured
from tests.formats.cda.files import JPEG, PDF, PNG, codes, pdf, set_root, zipped


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
