"""Documents that are too large for memory: they enter and leave as any other, entirely or not at all."""

import base64
import gzip
import json
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from carnet.core.access.actors import Actor, Holder
from carnet.core.documents.content import whole
from carnet.core.identifiers import RecordId
from carnet.doors.fhir.body import MOST_BESIDE
from carnet.formats.fhir.large_data import LONG
from carnet.formats.fhir.read import parse_json
from carnet.formats.fhir.xml_write import write_xml
from carnet.formats.sealing import CHUNK_SIZE
from carnet.ports.blobs import BlobDamagedError
from tests.doors.fhir.client import Json, Software, bundle, document_reference
from tests.doors.fhir.deposits import base64_of, changed, put
from tests.formats.cda.files import zipped
from tests.installation import CAMILLE, HADDAD, Installation, note

LINE = "Surveillance continue de la nuit, minute par minute : rien à signaler.\n"
SENT = note(CAMILLE, by=HADDAD, text=LINE * (2 * CHUNK_SIZE // len(LINE)))
CONTENT = whole(SENT.content)
SINGLE, WHOLE = document_reference(SENT.entry, CONTENT), bundle(SENT.entry, CONTENT)
JSON, XML = "application/fhir+json", "application/fhir+xml"
assert len(CONTENT) > LONG


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    return installation.opens(CAMILLE)


@pytest.fixture
def haddad(camille: RecordId, software: Callable[[Actor], Software]) -> Software:  # noqa: ARG001  whom he writes about
    return software(HADDAD)


@pytest.fixture
def files(tmp_path: Path) -> Callable[[], list[Path]]:
    """The files of the store of documents, whatever their names."""
    return lambda: [path for path in (tmp_path / "documents").rglob("*") if path.is_file()]


def id_of(answer: Json) -> str:
    """The id of the document that a bundle or a single publication brought."""
    places = [entry["response"].get("location", "") for entry in answer.get("entry", [])]
    (document,) = [place.split("/")[1] for place in places if place.startswith("DocumentReference/")] or [answer["id"]]
    return str(document)


WAYS: dict[str, tuple[str, Callable[[], bytes], dict[str, str]]] = {
    "alone, as JSON": ("DocumentReference", lambda: json.dumps(SINGLE).encode(), {}),
    "alone, as XML": ("DocumentReference", lambda: write_xml(SINGLE), {"content_type": XML}),
    "in a bundle, as JSON": ("", lambda: json.dumps(WHOLE, indent=1).encode(), {}),
    "in a bundle, as XML": ("", lambda: write_xml(WHOLE, pretty=True), {"content_type": XML}),
    "compressed": ("", lambda: gzip.compress(json.dumps(WHOLE).encode()), {"Content-Encoding": "gzip"}),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_large_document_comes_back_byte_for_byte_in_each_form(
    way: str,
    camille: RecordId,
    haddad: Software,
    software: Callable[[Actor], Software],
    files: Callable[[], list[Path]],
) -> None:
    path, body, headers = WAYS[way]
    deposited = haddad.ask("POST", path, body(), Accept=JSON, **headers)
    assert deposited.status in (200, 201), deposited.body
    assert len(files()) == 1
    holder, document = software(Holder(camille)), id_of(deposited.json)
    raw = holder.get(f"Binary/{document}")
    assert (raw.body, raw.headers["Content-Length"]) == (CONTENT, str(len(CONTENT)))
    for named in (JSON, XML):
        binary = holder.get(f"Binary/{document}", Accept=named)
        assert binary.resource == {
            "resourceType": "Binary",
            "id": document,
            "contentType": "text/plain",
            "data": base64_of(CONTENT),
        }
        assert binary.headers["Content-Length"] == str(len(binary.body))
        assert binary.headers["Content-Type"] == f"{named}; charset=utf-8"


def test_a_binary_is_written_for_eyes_when_that_is_asked(
    camille: RecordId, haddad: Software, software: Callable[[Actor], Software]
) -> None:
    document = id_of(haddad.post("DocumentReference", SINGLE).json)
    answer = software(Holder(camille)).get(f"Binary/{document}?_format=json&_pretty=true")
    assert answer.body.startswith(b'{\n  "resourceType": "Binary"')
    assert answer.headers["Content-Length"] == str(len(answer.body))
    assert base64.b64decode(answer.json["data"]) == CONTENT


DATA = ("content", 0, "attachment", "data")
REFUSED: dict[str, tuple[bytes, int, str, str]] = {
    "it is cut within the document": (json.dumps(SINGLE).encode()[:-20_000], 400, "malformed-json", ""),
    "its base64 breaks in the middle": (
        json.dumps(changed(SINGLE, put(*DATA, value=base64_of(CONTENT)[:900_000] + "?" * 4))).encode(),
        422,
        "bad-primitive",
        "DocumentReference.content[0].attachment.data",
    ),
    "its base64 ends too early": (
        json.dumps(changed(SINGLE, put(*DATA, value=base64_of(CONTENT)[:900_001]))).encode(),
        422,
        "bad-primitive",
        "DocumentReference.content[0].attachment.data",
    ),
    "it holds two documents in one place": (
        json.dumps(SINGLE).replace('"data":', f'"data": "{base64_of(CONTENT)}", "data":').encode(),
        400,
        "duplicate-key",
        "DocumentReference.content[0].attachment.data",
    ),
    "it is another document than announced": (
        json.dumps(changed(SINGLE, put(*DATA, value=base64_of(CONTENT[:-3] + b"end")))).encode(),
        422,
        "wrong-hash",
        "",
    ),
    "it is an archive": (
        json.dumps(document_reference(SENT.entry, zipped() * 500)).encode(),
        422,
        "archive-refused",
        "",
    ),
    "its type is nobody's": (
        json.dumps(changed(SINGLE, put("type", "coding", 0, "code", value="0-0"))).encode(),
        422,
        "unknown-type-code",
        "",
    ),
}


@pytest.mark.parametrize("why", REFUSED)
def test_nothing_of_a_large_document_is_kept_when(
    why: str,
    haddad: Software,
    rows: Callable[[], dict[str, int]],
    files: Callable[[], list[Path]],
) -> None:
    body, status, code, place = REFUSED[why]
    answer = haddad.post("DocumentReference", body)
    assert (answer.status, code in answer.codes) == (status, True), answer.body[:500]
    if place:
        assert place in [one for issue in answer.json["issue"] for one in issue.get("expression", [])]
    assert set(rows().values()) == {0}
    assert files() == []


def test_two_large_documents_under_one_roof_keep_their_own_bytes(
    camille: RecordId, haddad: Software, software: Callable[[Actor], Software]
) -> None:
    other = note(CAMILLE, by=HADDAD, number=2, text=LINE[::-1] * (CHUNK_SIZE // len(LINE)))
    first, second = (id_of(haddad.post("", bundle(one.entry, one.content)).json) for one in (SENT, other))
    holder = software(Holder(camille))
    assert holder.get(f"Binary/{first}").body == CONTENT
    assert holder.get(f"Binary/{second}").body == whole(other.content)


def test_a_request_full_of_words_that_are_no_document_is_refused_with_the_limit(haddad: Software) -> None:
    wordy = changed(SINGLE, put("description", value="x" * MOST_BESIDE))
    answer = haddad.post("DocumentReference", wordy)
    assert (answer.status, answer.codes) == (413, ["request-too-large"])
    assert "10 MB" in answer.json["issue"][0]["diagnostics"]


def test_a_few_kilobytes_that_would_unpack_into_more_than_a_request_may_hold_are_refused_with_the_limit(
    haddad: Software, files: Callable[[], list[Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "DATA_UPLOAD_MAX_MEMORY_SIZE", 3 * LONG)
    squeezer = zlib.compressobj(9, wbits=zlib.MAX_WBITS | 16)
    bomb = squeezer.compress(b'{"resourceType":"Binary","data":"')
    for _ in range(4):
        bomb += squeezer.compress(b"A" * LONG)
    answer = haddad.ask("POST", "DocumentReference", bomb + squeezer.flush(), **{"Content-Encoding": "gzip"})
    assert (answer.status, answer.codes) == (413, ["request-too-large"])
    assert "150 MB" in answer.json["issue"][0]["diagnostics"]
    assert files() == []


class Leaving:
    """A connection whose other end leaves in the middle of the body: the web server then reads nothing more."""

    def __init__(self, body: bytes) -> None:
        self.left = body

    def read(self, size: int = -1) -> bytes:
        piece, self.left = self.left[:size], self.left[size:]
        return piece

    readline = read


def test_a_client_that_leaves_in_the_middle_leaves_nothing_behind(
    haddad: Software, rows: Callable[[], dict[str, int]], files: Callable[[], list[Path]]
) -> None:
    body = json.dumps(SINGLE).encode()
    answer = raw(haddad, {"CONTENT_LENGTH": str(len(body)), "wsgi.input": Leaving(body[: len(body) // 2])})
    assert (answer[0], b"request-cut-short" in answer[1]) == (400, True)
    assert set(rows().values()) == {0}
    assert files() == []


def test_a_body_of_unknown_length_is_read_to_its_end(haddad: Software) -> None:
    body = json.dumps(SINGLE).encode()
    unknown = {"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True, "wsgi.input": Leaving(body)}
    assert raw(haddad, {"CONTENT_LENGTH": "", **unknown})[0] == 201


def raw(software: Software, environ: dict[str, Any]) -> tuple[int, bytes]:
    """Send a publication whose body is in ``environ``."""
    bearer = {"Authorization": f"Bearer {software.token}"}
    sent = Client().generic("POST", "/fhir/DocumentReference", b"", headers=bearer, CONTENT_TYPE=JSON, **environ)
    return sent.status_code, sent.content


@pytest.mark.parametrize("accept", ["*/*", JSON, XML])
def test_a_document_whose_end_is_missing_never_passes_for_a_whole_one(
    accept: str,
    camille: RecordId,
    haddad: Software,
    software: Callable[[Actor], Software],
    files: Callable[[], list[Path]],
) -> None:
    noise = bytes(range(256)) * (3 * CHUNK_SIZE // 256)
    scan = note(CAMILLE, by=HADDAD, text="x")
    dicom = bytes(128) + b"DICM" + b"\2\0\0\0UL\4\0" + b"\x2a\0\0\0"
    dicom += b"\2\0\2\0UI\x10\x001.2.840.10008.5\0" + b"\2\0\x10\0UI\x0a\x001.2.840.1\0" + noise
    described = changed(
        document_reference(scan.entry, dicom), put("content", 0, "attachment", "contentType", value="application/dicom")
    )
    deposited = haddad.post("DocumentReference", described)
    assert deposited.status == 201, deposited.body
    (stored,) = files()
    stored.write_bytes(stored.read_bytes()[:-CHUNK_SIZE])
    bearer = {"Authorization": f"Bearer {software(Holder(camille)).token}", "Accept": accept}
    answer = Client().get(f"/fhir/Binary/{deposited.json['id']}", headers=bearer)
    pieces = iter(answer.streaming_content)  # type: ignore[attr-defined]  # the stubs know no streaming answer here
    received = b"".join(before_the_end(pieces))
    assert len(received) < int(answer.headers["Content-Length"])
    assert not isinstance(parse_json(received), dict)


def before_the_end(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Give the pieces that come before the store says that the rest is not what was put there; it must say so."""
    try:
        yield from pieces
    except BlobDamagedError:
        return
    raise AssertionError("the document ended as if it were whole")
