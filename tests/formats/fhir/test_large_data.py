"""Bodies that bring large documents: whatever is taken out of them, they mean what they meant, faults included."""

import base64
import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count, pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.core.defects import Defect
from carnet.core.documents.content import LargeContent, whole
from carnet.formats.fhir.large_data import LONG, MOST_LEFT, SHORT, BodyScanner, LargeData, content_of
from carnet.formats.fhir.large_json import JsonScanner
from carnet.formats.fhir.large_xml import XmlScanner
from carnet.formats.fhir.read import parse_json
from carnet.formats.fhir.validate import validate
from carnet.formats.fhir.xml_read import parse_fhir_xml
from carnet.formats.fhir.xml_write import write_xml
from carnet.infra.blobs.anteroom import SealedAnteroom

Json = dict[str, Any]
FILE = hashlib.shake_128(b"file").digest(LONG)
TEXT = base64.b64encode(FILE).decode()
SMALL = base64.b64encode(b"a letter").decode()
BEFORE, AFTER = '{"resourceType":"Binary","contentType":"application/pdf","data":', "}"
XML = '<Binary xmlns="http://hl7.org/fhir"><contentType value="application/pdf"/>{}</Binary>'


@dataclass(frozen=True, slots=True)
class Scanned:
    """What is left of a body, and what was taken out of it."""

    left: bytes
    contents: dict[str, LargeContent]

    def as_json(self) -> Json | Defect:
        return parse_json(self.left)

    def as_xml(self) -> Json | Defect:
        return parse_fhir_xml(self.left)


def scanned(body: bytes, cuts: Sequence[int] = (), *, xml: bool = False) -> Scanned:
    """Scan a body that comes cut at these places."""
    numbers = count(1)
    data = LargeData(SealedAnteroom(io.BytesIO).begin, lambda size: next(numbers).to_bytes(size, "big"))
    scanner: BodyScanner = XmlScanner(data) if xml else JsonScanner(data)
    places = sorted({0, len(body), *(cut % (len(body) + 1) for cut in cuts)})
    left = b"".join(scanner.feed(body[start:end]) for start, end in pairwise(places))
    return Scanned(left + scanner.finish(), data.contents)


def put_back(value: Any, contents: dict[str, LargeContent]) -> Any:
    """Give what was read with each content, as base64, where its stand-in was."""
    if isinstance(value, dict):
        return {key: put_back(item, contents) for key, item in value.items()}
    if isinstance(value, list):
        return [put_back(item, contents) for item in value]
    return base64.b64encode(whole(contents[value])).decode() if value in contents else value


def document(data: str) -> Json:
    return {"resourceType": "Binary", "id": 'a "quoted" \\ id', "contentType": "application/pdf", "data": data}


RESOURCES: dict[str, Json] = {
    "one document": document(TEXT),
    "one small document": document(SMALL),
    "two documents": {"resourceType": "Bundle", "entry": [{"resource": document(TEXT)}, {"resource": document(TEXT)}]},
    "a large and a small one": {"resourceType": "Bundle", "x": [document(TEXT), document(SMALL)], "data": SMALL},
    "a text that speaks of data": {"text": '"data":"' + TEXT + '"', "data": SMALL},
    "long texts that are no data": {"div": TEXT, "description": TEXT},
    "data that are no text": {"data": [TEXT], "x": {"data": {"data": TEXT}}, "y": {"data": 7}},
}


@pytest.mark.parametrize("what", RESOURCES)
@pytest.mark.parametrize("indent", [None, 2])
def test_a_body_means_the_same_without_its_large_documents(what: str, indent: int | None) -> None:
    body = json.dumps(RESOURCES[what], indent=indent).encode()
    found = scanned(body)
    assert put_back(found.as_json(), found.contents) == RESOURCES[what]


@given(st.lists(st.integers(0, 2 * LONG), max_size=12), st.lists(st.integers(0, 120), max_size=12))
def test_a_body_means_the_same_however_it_is_cut_on_its_way(anywhere: list[int], near: list[int]) -> None:
    escaped = (
        json.dumps(document(TEXT)).replace("/", "\\/").replace("+", "\\u002B", 3).replace('"data"', '"d\\u0061ta"')
    )
    body = escaped.encode()
    found = scanned(body, [*anywhere, *near, *(len(body) - cut for cut in near)])
    assert put_back(found.as_json(), found.contents) == document(TEXT)
    assert len(found.contents) == 1


def test_what_is_taken_out_leaves_a_body_that_is_small() -> None:
    found = scanned(json.dumps(document(TEXT)).encode())
    assert len(found.left) < 200
    (content,) = found.contents.values()
    assert whole(content) == FILE


def test_many_small_documents_are_taken_out_once_they_are_too_many_together() -> None:
    text = base64.b64encode(FILE[: 10 * SHORT]).decode()
    number = 3 * MOST_LEFT // len(text)
    found = scanned(json.dumps({"entry": [document(text)] * number}).encode())
    assert len(found.left) < MOST_LEFT + 200 * number
    assert put_back(found.as_json(), found.contents) == {"entry": [document(text)] * number}


def test_the_bytes_of_a_document_are_the_same_whether_they_were_taken_out_or_not() -> None:
    large, small = scanned(json.dumps(document(TEXT)).encode()), scanned(json.dumps(document(SMALL)).encode())
    for found, file in ((large, FILE), (small, b"a letter")):
        read = found.as_json()
        assert isinstance(read, dict)
        assert whole(content_of(read["data"], found.contents)) == file


NO_JSON: dict[str, tuple[str, str]] = {
    "it ends within the document": (BEFORE + '"' + TEXT, "malformed-json"),
    "it ends within an escape": (BEFORE + '"' + TEXT + "\\", "malformed-json"),
    "it ends after the document": (BEFORE + '"' + TEXT + '"', "malformed-json"),
    "an escape is none": (BEFORE + '"' + TEXT + '\\x"' + AFTER, "malformed-json"),
    "an escape is half one": (BEFORE + '"' + TEXT + '\\u00"' + AFTER, "malformed-json"),
    "a line is broken within the text": (
        BEFORE + '"' + TEXT[:90000] + "\n" + TEXT[90000:] + '"' + AFTER,
        "malformed-json",
    ),
    "a comma is missing": ('{"data":"' + TEXT + '" "a":1}', "malformed-json"),
    "the key stands twice": ('{"data":"' + TEXT + '","data":"' + TEXT + '"}', "duplicate-key"),
    "the key stands twice, once in disguise": ('{"data":"' + TEXT + '","d\\u0061ta":"' + SMALL + '"}', "duplicate-key"),
}


@pytest.mark.parametrize("what", NO_JSON)
def test_a_body_that_is_no_json_is_none_without_its_documents(what: str) -> None:
    body, code = NO_JSON[what]
    alone = parse_json(body.encode())
    found = scanned(body.encode()).as_json()
    assert isinstance(found, Defect)
    assert isinstance(alone, Defect)
    assert found.code == alone.code == code


NO_BASE64 = {
    "a character that base64 has not": TEXT[:200_000] + "?" + TEXT[200_001:],
    "a character too many": TEXT + "A",
    "an end in the middle": TEXT[:200_000] + "==" + TEXT[200_000:],
    "its padding is missing": TEXT.rstrip("=") if TEXT.endswith("=") else TEXT[:-1],
    "an accent": TEXT + "é" * 4,
    "the alphabet of addresses": TEXT.replace("+", "-"),
}


@pytest.mark.parametrize("what", NO_BASE64)
@pytest.mark.parametrize("xml", [False, True])
def test_a_large_text_that_is_no_base64_is_told_as_a_small_one_is(what: str, xml: bool) -> None:
    resource = {"resourceType": "Binary", "contentType": "application/pdf", "data": NO_BASE64[what]}
    body = write_xml(resource) if xml else json.dumps(resource, ensure_ascii=False).encode()
    found = scanned(body, xml=xml)
    read = found.as_xml() if xml else found.as_json()
    assert isinstance(read, dict)
    assert [(one.code, one.where) for one in validate(read)] == [("bad-primitive", "Binary.data")]
    assert found.contents == {}


@pytest.mark.parametrize("breaks", ["\\n", "\\r\\n", " "])
def test_lines_within_base64_are_no_fault(breaks: str) -> None:
    text = breaks.join(TEXT[start : start + 76] for start in range(0, len(TEXT), 76))
    found = scanned((BEFORE + '"' + text + '"' + AFTER).encode())
    assert [whole(content) for content in found.contents.values()] == [FILE]


SIZES = st.lists(st.integers(0, 2 * LONG), max_size=12)


@given(SIZES, st.lists(st.integers(0, 160), max_size=12))
def test_xml_means_the_same_however_it_is_cut_on_its_way(anywhere: list[int], near: list[int]) -> None:
    text = TEXT.replace("/", "&#47;", 4).replace("+", "&#x2b;", 4)
    data = f"<!-- <data value='a'> --><f:data  xmlns:f='http://hl7.org/fhir'\n id = \"a>b\" value\n= '{text}' />"
    body = XML.format(data).encode()
    found = scanned(body, [*anywhere, *near, *(len(body) - cut for cut in near)], xml=True)
    read = found.as_xml()
    assert isinstance(read, dict), read
    assert len(found.contents) == 1
    expected = {"resourceType": "Binary", "contentType": "application/pdf", "data": TEXT, "_data": {"id": "a>b"}}
    assert put_back(read, found.contents) == expected


LEFT_IN_XML = {
    "a comment": f"<!-- <data value='{TEXT}'/> -->",
    "an instruction": f"<?a <data value='{TEXT}'/> ?>",
    "another element": f"<data2 value='{TEXT}'/>",
    "another attribute": f"<data x='{TEXT}'/>",
    "an attribute of somebody else": f"<data xmlns:a='urn:a' a:value='{TEXT}'/>",
}


@pytest.mark.parametrize("what", LEFT_IN_XML)
def test_xml_that_is_no_document_is_left_as_it_is(what: str) -> None:
    body = XML.format(LEFT_IN_XML[what]).encode()
    assert scanned(body, xml=True) == Scanned(body, {})


BROKEN_XML = {
    "it ends within the document": XML.format("").removesuffix("</Binary>") + f"<data value='{TEXT}",
    "an angle within the document": XML.format(f"<data value='{TEXT}<'/>"),
    "a reference that is none": XML.format(f"<data value='{TEXT}&nothing;'/>"),
    "a reference that does not end": XML.format(f"<data value='{TEXT}&#43'/>"),
    "the value stands twice": XML.format(f"<data value='{TEXT}' value='{TEXT}'/>"),
    "the wrong quote": XML.format(f"<data value='{TEXT}\"/>"),
}


@pytest.mark.parametrize("what", BROKEN_XML)
def test_a_body_that_is_no_xml_is_none_without_its_documents(what: str) -> None:
    alone = parse_fhir_xml(BROKEN_XML[what].encode())
    found = scanned(BROKEN_XML[what].encode(), xml=True).as_xml()
    assert isinstance(found, Defect)
    assert isinstance(alone, Defect)
    assert found.code == alone.code == "broken-xml"


def test_a_doctype_is_refused_with_a_document_behind_it() -> None:
    body = "<!DOCTYPE Binary [<!ENTITY a 'b'>]>" + XML.format(f"<data value='{TEXT}'/>")
    found = scanned(body.encode(), xml=True).as_xml()
    assert isinstance(found, Defect)
    assert found.code == "doctype-refused"


@given(st.binary(max_size=300), st.lists(st.integers(0, 300), max_size=5), st.booleans())
def test_whatever_is_sent_small_is_left_as_it_is(body: bytes, cuts: list[int], xml: bool) -> None:
    assert scanned(body, cuts, xml=xml) == Scanned(body, {})
