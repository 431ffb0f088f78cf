"""What a document contains: one file, or sections with what is attached to them."""

import base64

import pytest

from carnet.core.vocabulary.code import Code
from carnet.formats.cda.body import EmbeddedFile, StructuredBody, read_body
from tests.formats.cda.documents import (
    LETTER,
    note,
    section,
    self_presenting,
    structured,
    with_attributes,
    with_twin,
    without,
)

IN_BASE64 = base64.b64encode(LETTER.encode())
FILE = "h:component/h:nonXMLBody/h:text"
ATTACHED = (
    '<entry><observationMedia ID="doc-1"><value mediaType="{type}" representation="B64">{data}</value>'
    "</observationMedia></entry>"
)


def codes(content: bytes) -> list[str]:
    read = read_body(content)
    assert isinstance(read, tuple)
    return [defect.code for defect in read]


def test_the_file_of_a_level_1_document_comes_out_as_it_went_in() -> None:
    file = read_body(note())
    assert file == EmbeddedFile("text/plain", LETTER.encode())
    assert "revoir" not in repr(file)


def test_a_self_presenting_document_has_the_same_body() -> None:
    assert read_body(self_presenting(note())) == read_body(note())


def test_a_text_may_stand_as_it_is() -> None:
    plain = with_attributes(note(), FILE, representation="TXT").replace(IN_BASE64, b"Tout va bien")
    assert read_body(plain) == EmbeddedFile("text/plain", b"Tout va bien")


def test_base64_may_be_cut_into_lines() -> None:
    content = note().replace(b'representation="B64">', b'representation="B64">\n  ')
    assert read_body(content) == read_body(note())


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (without(note(), FILE), "cda-missing-element"),
        (without(note(), "h:component"), "cda-missing-element"),
        (without(note(), "h:component/h:nonXMLBody"), "cda-missing-element"),
        (with_twin(note(), FILE), "cda-repeated-element"),
        (with_twin(note(), "h:component"), "cda-repeated-element"),
        (note().replace(b'representation="B64">', b'representation="B64">*'), "cda-broken-base64"),
        (note().replace(b'"B64">', b'"B64"><reference value="https://elsewhere.example/"/>'), "cda-external-content"),
        (note().replace(b"<nonXMLBody>", b"<structuredBody/><nonXMLBody>"), "cda-repeated-element"),
        (structured(ATTACHED.format(type="image/png", data="AA==") * 201), "cda-too-many-attachments"),
        (b"<a", "broken-xml"),
        (b"<a/>", "not-a-cda"),
    ],
)
def test_a_body_that_cannot_be_read_has_a_named_defect(content: bytes, code: str) -> None:
    assert codes(content) == [code]


def test_sections_keep_their_order_their_codes_and_what_is_below_them() -> None:
    body = read_body(
        structured(
            '<component><section><code code="8716-3" codeSystem="2.16.840.1.113883.6.1" displayName="Signes vitaux"/>'
            "<text><table><tr><td>Poids</td><td>61 kg</td></tr></table></text>"
            f"{section('en<content>suite</content>', 'Dessous')}</section></component>{section('Rien', 'Ensuite')}"
        )
    )
    assert isinstance(body, StructuredBody)
    first, second = body.sections
    assert first.code == Code("8716-3", "2.16.840.1.113883.6.1", "Signes vitaux")
    assert (first.title, first.text) == ("Signes vitaux", "Poids 61 kg")
    assert [(one.title, one.text) for one in first.sections] == [("Dessous", "ensuite")]
    assert (second.title, second.text, second.code) == ("Ensuite", "Rien", None)


def test_an_attached_file_is_found_by_the_name_that_the_text_uses() -> None:
    entry = ATTACHED.format(type="IMAGE/JPG", data="/9j/")
    body = read_body(structured(f"<component><section><text>Voir</text>{entry}</section></component>"))
    assert isinstance(body, StructuredBody)
    (attachment,) = body.attachments
    assert (attachment.identifier, attachment.file) == ("doc-1", EmbeddedFile("image/jpeg", b"\xff\xd8\xff"))
    assert attachment.where.endswith("/section/entry/observationMedia/value")
