"""Files that are not what they seem, through the door: each named, none stored."""

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from carnet.core.access.actors import Actor
from carnet.core.documents.content import whole
from tests.doors.fhir.client import Software
from tests.doors.fhir.deposits import file_bundle, letter
from tests.installation import CAMILLE, HOSPITAL_SOFTWARE, Installation


def _pdf(*, script: str = "") -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    if script:
        document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=script)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


CDA = whole(letter(CAMILLE).content)
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE ClinicalDocument [<!ENTITY a0 "lol">'
    + "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    + ']><ClinicalDocument xmlns="urn:hl7-org:v3"><title>&a9;</title></ClinicalDocument>'
).encode()
FILES: dict[str, tuple[bytes, str, list[str]]] = {
    "half a CDA": (CDA[: len(CDA) // 2], "text/xml", ["broken-xml"]),
    "a CDA that laughs a billion times": (LAUGHS, "text/xml", ["doctype-refused"]),
    "a CDA that reads the server's files": (
        b'<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]><ClinicalDocument xmlns="urn:hl7-org:v3">&f;'
        b"</ClinicalDocument>",
        "text/xml",
        ["doctype-refused"],
    ),
    "XML that is no CDA": (b"<note>Tout va bien.</note>", "text/xml", ["not-a-cda"]),
    "a zip": (b"PK\x03\x04" + b"\x00" * 40, "application/pdf", ["archive-refused"]),
    "a zip that says so": (b"PK\x03\x04" + b"\x00" * 40, "application/zip", ["type-not-accepted"]),
    "a compressed text": (b"\x1f\x8b\x08" + b"\x00" * 40, "text/plain", ["archive-refused"]),
    "a text that says it is a PDF": (b"Tout va bien.", "application/pdf", ["content-type-mismatch"]),
    "a PDF that says it is a text": (_pdf(), "text/plain", ["content-type-mismatch"]),
    "half a PDF": (b"%PDF-1.7\n1 0 obj\n<<", "application/pdf", ["pdf-broken"]),
    "a PDF that runs a program": (_pdf(script="app.alert(1)"), "application/pdf", ["pdf-javascript"]),
    "a web page": (b"<html><script>alert(1)</script></html>", "text/plain", ["content-type-mismatch"]),
    "a web page that says so": (b"<html></html>", "text/html", ["type-not-accepted"]),
    "a program": (b"MZ" + b"\x00" * 40, "text/plain", ["content-type-mismatch"]),
    "half a picture": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 9, "image/png", ["image-broken"]),
}


@pytest.fixture
def hospital(installation: Installation, software: Callable[[Actor], Software]) -> Software:
    installation.opens(CAMILLE)
    return software(HOSPITAL_SOFTWARE)


@pytest.mark.parametrize("what", FILES)
def test_a_hospital_that_deposits_such_a_file_is_told_what_is_wrong_with_it(
    what: str, hospital: Software, rows: Callable[[], dict[str, int]], tmp_path: Path
) -> None:
    content, mime_type, codes = FILES[what]
    answer = hospital.post("", file_bundle(CAMILLE, content, mime_type))
    assert (answer.status, answer.codes) == (422, codes)
    assert set(rows().values()) == {0}
    assert [path for path in (tmp_path / "documents").rglob("*") if path.is_file()] == []


def test_a_file_that_is_what_it_seems_enters(hospital: Software) -> None:
    assert hospital.post("", file_bundle(CAMILLE, _pdf(), "application/pdf")).status == 200
