"""XML that was written to hurt: it is refused early, by name, without being carried out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from carnet.core.defects import Defect
from carnet.formats.xml import MAX_DEPTH, MAX_ELEMENTS, parse_xml

BILLION_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a0 "lol">'
    + "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    + "]><lolz>&a9;</lolz>"
)
QUADRATIC_BLOW_UP = f'<!DOCTYPE a [<!ENTITY big "{"x" * 100_000}">]><a>{"&big;" * 10_000}</a>'
EXTERNAL_ENTITY = '<!DOCTYPE a [<!ENTITY file SYSTEM "file:///etc/passwd">]><a>&file;</a>'
PARAMETER_ENTITY = '<!DOCTYPE a [<!ENTITY % far SYSTEM "http://127.0.0.1:9/evil.dtd"> %far;]><a/>'
EXTERNAL_DTD = '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a/>'


def code_of(content: bytes) -> str:
    read = parse_xml(content)
    assert isinstance(read, Defect)
    return read.code


@pytest.mark.parametrize("bomb", [BILLION_LAUGHS, QUADRATIC_BLOW_UP, EXTERNAL_ENTITY, PARAMETER_ENTITY, EXTERNAL_DTD])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_doctype_is_refused_before_anything_in_it_is_read(bomb: str, encoding: str) -> None:
    assert code_of(bomb.encode(encoding)) == "doctype-refused"


def test_a_harmless_doctype_is_refused_like_the_others() -> None:
    assert code_of(b"<!DOCTYPE html><html/>") == "doctype-refused"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<a>" * (MAX_DEPTH + 1), "xml-too-deep"),
        (b"<a>" + b"<b/>" * MAX_ELEMENTS + b"</a>", "xml-too-many-elements"),
        (b"\0" * 60_000_000, "broken-xml"),
        (b" " * 60_000_000, "broken-xml"),
        (b"", "broken-xml"),
        (b"PK\x03\x04 a zip named report.xml", "broken-xml"),
        (b"<a>&undefined;</a>", "broken-xml"),
        (b"<a><b></a></b>", "broken-xml"),
        (b"<a/><b/>", "broken-xml"),
        (b'<a b="1" b="2"/>', "broken-xml"),
        (b'<a xmlns="urn hl7-org:v3"/>', "broken-xml"),
        ("<a>é</a>".encode("latin-1"), "broken-xml"),
        (b'<?xml version="1.0" encoding="utf-7"?><a>+ADw-script+AD4-</a>', "unsupported-encoding"),
        (b'<?xml version="1.0" encoding="EBCDIC-CP-FR"?><a/>', "unsupported-encoding"),
        (b'<?xml version="1.0" encoding="utf-16"?><a/>', "broken-xml"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_cannot_be_read_safely_is_refused_by_name(content: bytes, code: str) -> None:
    assert code_of(content) == code


def test_a_document_beyond_the_limit_is_not_even_parsed() -> None:
    read = parse_xml(b"<a>aaaaaaaaaa</a>", max_bytes=10)
    assert isinstance(read, Defect)
    assert read.code == "document-too-large"


def test_the_defect_gives_a_position_and_no_word_of_the_document() -> None:
    read = parse_xml(b"<patient>\n  <nom>VERDIER</prenom>")
    assert isinstance(read, Defect)
    assert read.where.startswith("line 2, column ")
    assert "VERDIER" not in repr(read)
    assert "nom" not in read.where


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "iso-8859-15", "windows-1252", "utf-16"])
def test_an_accent_survives_in_every_encoding_that_is_read(encoding: str) -> None:
    root = parse_xml(f'<?xml version="1.0" encoding="{encoding}"?><a>œdème</a>'.encode(encoding, "xmlcharrefreplace"))
    assert isinstance(root, etree._Element)
    assert root.text == "œdème"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_needs_no_mark_when_it_is_declared(encoding: str) -> None:
    root = parse_xml('<?xml version="1.0" encoding="UTF-16"?><a>œdème</a>'.encode(encoding))
    assert isinstance(root, etree._Element)
    assert root.text == "œdème"


def test_a_scanned_letter_of_15_megabytes_is_read_whole() -> None:
    letter = b"QUJD" * 5_000_000
    root = parse_xml(b"<a>" + letter + b"</a>")
    assert isinstance(root, etree._Element)
    assert root.text == letter.decode()


def test_comments_and_style_sheet_instructions_never_reach_the_tree() -> None:
    root = parse_xml(b'<?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?><a>x<!-- <b/> -->y<?php z?>w</a>')
    assert isinstance(root, etree._Element)
    assert etree.tostring(root) == b"<a>xyw</a>"


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")))
def test_every_character_of_a_text_and_of_an_attribute_is_read_as_it_was_meant(value: str) -> None:
    written = etree.Element("a", {"b": value})
    written.text = value
    read = parse_xml(etree.tostring(written))
    assert isinstance(read, etree._Element)
    assert (read.get("b"), read.text or "") == (value, value)


def test_an_ampersand_written_twice_over_remains_one_reference() -> None:
    read = parse_xml(b'<a b="&amp;#38; &amp;amp; &lt;&quot;&#38;"/>')
    assert isinstance(read, etree._Element)
    assert read.get("b") == '&#38; &amp; <"&'


@given(st.binary(max_size=400))
def test_no_bytes_make_the_reader_fail(content: bytes) -> None:
    assert isinstance(parse_xml(b"<a>" + content), etree._Element | Defect)
