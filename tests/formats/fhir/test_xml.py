"""FHIR's XML says what its JSON says: nothing is lost on the way there and back, and nothing is guessed."""

from decimal import Decimal

import pytest
from lxml import etree

from carnet.core.defects import Defect
from carnet.formats.fhir.read import parse_json
from carnet.formats.fhir.validate import validate
from carnet.formats.fhir.write import write_json
from carnet.formats.fhir.xml_names import FHIR
from carnet.formats.fhir.xml_read import parse_fhir_xml
from carnet.formats.fhir.xml_write import write_xml
from tests.formats.fhir.resources import Json
from tests.formats.fhir.test_valid_resources import VALID
from tests.shared_samples import SHARED, needs_samples

DIV = '<div xmlns="http://www.w3.org/1999/xhtml"><p class="a">Élodie &amp; <b>Paul</b> &lt;3</p>\n<br/> après</div>'
CURIOUS: Json = {
    "resourceType": "Observation",
    "id": "o1",
    "meta": {"profile": ["http://a", "http://b"], "_profile": [None, {"id": "second"}]},
    "text": {"status": "generated", "div": DIV},
    "contained": [
        {"resourceType": "Patient", "id": "p", "active": False, "multipleBirthInteger": -2},
        {"resourceType": "Organization", "id": "g", "name": "Élan & Cie <1> « \t\n »"},
    ],
    "extension": [
        {"url": "http://e", "id": "e1", "valueDecimal": Decimal("1.10")},
        {"url": "http://f", "extension": [{"url": "in", "valueBoolean": True}]},
    ],
    "status": "final",
    "_status": {"id": "s", "extension": [{"url": "http://g", "valueCode": "x"}]},
    "code": {"text": "poids"},
    "subject": {"reference": "#p"},
    "performer": [{"reference": "#g"}],
    "valueQuantity": {"value": Decimal("72.50"), "unit": "kg"},
    "referenceRange": [{"low": {"value": 1}, "text": "a"}, {"high": {"value": Decimal("1E+3")}}],
    "component": [{"code": {"text": "c"}, "_valueString": {"extension": [{"url": "http://h", "valueString": "—"}]}}],
}


@pytest.mark.parametrize("resource", [*VALID.values(), CURIOUS], ids=[*VALID, "a curious one"])
@pytest.mark.parametrize("pretty", [False, True])
def test_what_goes_through_xml_comes_back_as_it_was(resource: Json, pretty: bool) -> None:
    assert validate(resource) == ()
    back = parse_fhir_xml(write_xml(resource, pretty=pretty))
    assert back == resource
    # Equal decimals may be written differently: theirs are not.
    assert isinstance(back, dict)
    assert parse_json(write_json(back)) == parse_json(write_json(resource))
    assert sorted(write_json(back)) == sorted(write_json(resource))


@needs_samples
def test_the_official_samples_go_through_xml_and_back() -> None:
    read = [parse_json(path.read_bytes()) for path in sorted((SHARED / "samples" / "fhir").glob("*.json"))]
    assert len(read) >= 6
    for sample in read:
        assert isinstance(sample, dict)
        assert parse_fhir_xml(write_xml(sample)) == sample


def test_elements_are_written_in_the_order_of_the_specification_whatever_that_of_the_json() -> None:
    backwards = dict(reversed(CURIOUS.items()))
    assert write_xml(backwards) == write_xml(CURIOUS)
    root = etree.fromstring(write_xml(CURIOUS))
    assert [etree.QName(one).localname for one in root][:6] == [
        "id",
        "meta",
        "text",
        "contained",
        "contained",
        "extension",
    ]
    (status,) = root.findall(f"{{{FHIR}}}status")
    assert (status.get("value"), status.get("id"), status[0].get("url")) == ("final", "s", "http://g")


def test_a_character_that_xml_cannot_carry_does_not_break_the_answer() -> None:
    back = parse_fhir_xml(write_xml({"resourceType": "Basic", "id": "b", "code": {"text": "a\x0bb\uffffc"}}))
    assert isinstance(back, dict)
    assert back["code"] == {"text": "a\ufffdb\ufffdc"}


def test_a_property_that_fhir_does_not_define_is_our_mistake() -> None:
    with pytest.raises(ValueError, match="no colour"):
        write_xml({"resourceType": "Basic", "colour": "red"})


def body(inside: str, kind: str = "Patient") -> bytes:
    return f'<{kind} xmlns="{FHIR}">{inside}</{kind}>'.encode()


BOMB = b'<!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><Patient xmlns="http://hl7.org/fhir"/>'
UNREADABLE: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "broken-xml"),
    "JSON": (b'{"resourceType": "Patient"}', "broken-xml"),
    "half of it": (body('<active value="true"/>')[:-4], "broken-xml"),
    "entities": (BOMB, "doctype-refused"),
    "a file of the machine": (
        b'<!DOCTYPE p SYSTEM "file:///etc/passwd"><Patient xmlns="http://hl7.org/fhir"/>',
        "doctype-refused",
    ),
    "another encoding": (
        '<?xml version="1.0" encoding="ISO-8859-1"?><Patient/>'.encode("latin-1"),
        "unsupported-encoding",
    ),
    "UTF-16": ("<Patient/>".encode("utf-16"), "unsupported-encoding"),
    "bytes that are no text": (body('<id value="').replace(b"</Patient>", b'\xff"/></Patient>'), "broken-xml"),
    "an attribute twice": (body('<active value="true" value="false"/>'), "broken-xml"),
    "no namespace": (b"<Patient/>", "not-fhir-xml"),
    "another namespace": (b'<Patient xmlns="urn:hl7-org:v3"/>', "not-fhir-xml"),
    "a CDA": (b'<ClinicalDocument xmlns="urn:hl7-org:v3"/>', "not-fhir-xml"),
    "text between elements": (body("Camille"), "unexpected-text"),
    "a value as text": (body("<active>true</active>"), "unexpected-text"),
    "an attribute of nobody": (body('<name value="x"/>'), "unexpected-attribute"),
    "another order": (body('<gender value="female"/><active value="true"/>'), "wrong-order"),
    "repeated apart": (body('<name><text value="a"/></name><active value="true"/><name/>'), "wrong-order"),
    "a boolean that is none": (body('<active value="yes"/>'), "bad-primitive"),
    "a number that is none": (body('<multipleBirthInteger value="two"/>'), "bad-primitive"),
    "not a number": (body('<valueDecimal value="NaN"/>', "Observation"), "unknown-element"),
    "a decimal that is none": (
        body('<extension url="http://e"><valueDecimal value="NaN"/></extension>'),
        "bad-primitive",
    ),
    "a number without end": (body(f'<multipleBirthInteger value="{"9" * 40}"/>'), "number-too-long"),
    "two resources in one": (body("<contained><Basic/><Basic/></contained>"), "one-resource"),
    "a tower": (b'<Patient xmlns="http://hl7.org/fhir">' + b"<extension>" * 120, "xml-too-deep"),
}


@pytest.mark.parametrize("what", UNREADABLE)
def test_what_nobody_can_read_is_refused_with_its_place_and_its_remedy(what: str) -> None:
    sent, code = UNREADABLE[what]
    read = parse_fhir_xml(sent)
    found = (read,) if isinstance(read, Defect) else validate(read)
    assert code in [one.code for one in found]
    assert all(one.where and one.remedy.endswith(".") for one in found)
    assert not any("Camille" in f"{one.where}{one.problem}" for one in found)


TOLD_ALIKE = {
    "an element of nobody": '<colour value="red"/>',
    "two of what is one": '<gender value="male"/><gender value="female"/>',
    "a value that is empty": '<gender value=""/>',
    "an element that is empty": "<name/>",
    "an unknown code": '<gender value="f"/>',
}


@pytest.mark.parametrize("what", TOLD_ALIKE)
def test_what_the_validator_says_of_json_it_says_of_xml(what: str) -> None:
    read = parse_fhir_xml(body(TOLD_ALIKE[what]))
    assert isinstance(read, dict)
    (defect,) = validate(read)
    assert defect.where.startswith("Patient.")


def test_a_prefix_and_a_schema_change_nothing_of_what_is_said() -> None:
    prefixed = f"""<f:Patient xmlns:f="{FHIR}" xmlns:h="http://www.w3.org/1999/xhtml"
        xmlns:x="http://www.w3.org/2001/XMLSchema-instance" x:schemaLocation="{FHIR} patient.xsd">
        <!-- nothing --><f:text><f:status value="generated"/><h:div><h:p>Bonjour</h:p> Camille</h:div></f:text>
        <f:active value="true"/></f:Patient>"""
    assert parse_fhir_xml(prefixed.encode()) == {
        "resourceType": "Patient",
        "text": {
            "status": "generated",
            "div": '<div xmlns="http://www.w3.org/1999/xhtml"><p>Bonjour</p> Camille</div>',
        },
        "active": True,
    }


def test_a_document_of_twelve_megabytes_is_read_whole() -> None:
    data = "QUJD" * (3 * 1024 * 1024)
    resource = {"resourceType": "Binary", "contentType": "text/plain", "data": data}
    assert parse_fhir_xml(write_xml(resource)) == resource


@pytest.mark.parametrize("encoding", ["utf-7", "utf-32-be", "utf-32-le", "utf-16", "cp500"])
def test_an_encoding_that_the_parser_would_find_by_itself_is_not_read(encoding: str) -> None:
    """Where long values are read, the parser is told UTF-8: no DOCTYPE hides in bytes that say something else."""
    declaration = f'<?xml version="1.0" {" " * 500} encoding="{encoding}"?>'.encode(encoding)
    body = f'<Patient xmlns="{FHIR}"><active value="true"/></Patient>'.encode(encoding)
    read = parse_fhir_xml(declaration + (body.replace(b"<", b"+ADw-") if encoding == "utf-7" else body))
    assert isinstance(read, Defect)
    assert read.code in {"broken-xml", "unsupported-encoding"}
