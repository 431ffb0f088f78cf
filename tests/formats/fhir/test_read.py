"""What a software posts is read exactly, or refused with the reason; it is never guessed."""

from decimal import Decimal
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carnet.core.defects import Defect
from carnet.formats.fhir.read import MOST_NESTED, parse_json
from carnet.formats.fhir.validate import validate
from carnet.formats.fhir.write import write_json
from tests.formats.fhir.resources import document_reference, provide_bundle


def read(body: bytes) -> dict[str, Any]:
    resource = parse_json(body)
    assert isinstance(resource, dict)
    return resource


def nested(levels: int) -> bytes:
    return b'{"a":' * (levels - 1) + b"{}" + b"}" * (levels - 1)


REFUSED: dict[str, tuple[bytes, str, str]] = {
    "nothing": (b"", "malformed-json", "line 1, column 1"),
    "a word that is no value": (b'{\n "a": oui}', "malformed-json", "line 2, column 7"),
    "an array": (b"[{}]", "not-an-object", "body"),
    "a string": (b'"Patient"', "not-an-object", "body"),
    "a number that is none": (b'{"a": NaN}', "malformed-json", "line 1, column 7"),
    "Latin-1": ('{"a": "é"}'.encode("latin-1"), "not-utf-8", "body"),
    "UTF-16": ('{"a": "é"}'.encode("utf-16"), "not-utf-8", "body"),
    "half a surrogate pair": (rb'{"a": "\ud83d"}', "malformed-json", "line 1, column 8"),
    "a byte order mark": (b"\xef\xbb\xbf{}", "malformed-json", "line 1, column 1"),
    "one level too many": (nested(MOST_NESTED + 1), "too-deep", "body"),
    "a hundred thousand levels": (nested(100_000), "too-deep", "body"),
    "a number beyond all measure": (b'{"a": 1e400}', "number-too-long", "body"),
    "a number of ten thousand digits": (b'{"a": ' + b"9" * 10_000 + b"}", "number-too-long", "body"),
    "a number smaller than all measure": (b'{"a": 1e-999999999999999999999}', "number-too-long", "body"),
    "the same key twice": (b'{"a": 1, "a": 1}', "duplicate-key", "Resource.a"),
    "the same key twice, once escaped": (rb'{"status": 1, "st\u0061tus": 2}', "duplicate-key", "Resource.status"),
    "the same key twice, deep inside": (
        b'{"resourceType": "Patient", "name": [{}, {"family": "A", "given": ["B"], "family": "C"}]}',
        "duplicate-key",
        "Patient.name[1].family",
    ),
    "the same key twice and as many escaped colons": (
        rb'{"a": "\u003a", "b": 1, "b": 2}',
        "duplicate-key",
        "Resource.b",
    ),
    "the same key twice and a fraction": (b'{"a": 1.5, "b": 1, "b": 2}', "duplicate-key", "Resource.b"),
    "a key twice that is somebody's name": (b'{"DES-MAUX": 1, "DES-MAUX": 2}', "duplicate-key", "Resource.…"),
}


@pytest.mark.parametrize(("body", "code", "where"), REFUSED.values(), ids=REFUSED.keys())
def test_a_body_that_can_be_read_in_two_ways_or_in_none_is_refused_with_its_reason(
    body: bytes, code: str, where: str
) -> None:
    found = parse_json(body)
    assert isinstance(found, Defect)
    assert (found.code, found.where) == (code, where)


READ: dict[str, tuple[bytes, dict[str, Any]]] = {
    "an empty object": (b"{}", {}),
    "the same key in two objects": (
        b'{"a": {"b": 1}, "c": [{"b": 1}, {"b": 2}]}',
        {"a": {"b": 1}, "c": [{"b": 1}, {"b": 2}]},
    ),
    "colons in texts and in keys": (b'{"a:b": "c:d::", "e": [":"]}', {"a:b": "c:d::", "e": [":"]}),
    "an escaped colon": (rb'{"a": "\u003A\u003a", "b": 1}', {"a": "::", "b": 1}),
    "an escaped backslash before what looks like a colon": (rb'{"a": "\\u003a:"}', {"a": "\\u003a:"}),
    "quotes and braces in a text": (rb'{"a": "\"}:{\"", "b": "\\"}', {"a": '"}:{"', "b": "\\"}),
    "a fraction": (
        b'{"a": 1.10, "b": -0.0, "c": 1E-7}',
        {"a": Decimal("1.10"), "b": Decimal("-0.0"), "c": Decimal("1E-7")},
    ),
    "an integer beyond 64 bits": (b'{"a": 123456789012345678901234567890}', {"a": 123456789012345678901234567890}),
    "the deepest there may be": (nested(MOST_NESTED), orjson.loads(nested(MOST_NESTED))),
}


@pytest.mark.parametrize(("body", "value"), READ.values(), ids=READ.keys())
def test_a_body_that_has_one_meaning_is_read_with_that_meaning(body: bytes, value: dict[str, Any]) -> None:
    assert read(body) == value


def test_a_laboratory_that_sends_1_10_gets_1_10_back() -> None:
    body = b'{"a":[1.10,0.000,1,12345678901234567890123.4]}'
    assert write_json(read(body)) == body


def test_a_hospital_that_deposits_a_large_document_is_read_like_any_other() -> None:
    deposit = provide_bundle()
    deposit["entry"][3]["resource"]["data"] = "QUJD" * 250_000
    resource = read(orjson.dumps(deposit))
    assert resource == deposit
    assert validate(resource) == ()


def test_nobody_writes_in_json_what_json_cannot_say() -> None:
    with pytest.raises(TypeError):
        write_json({"a": Decimal("NaN")})


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63)
    | st.text(alphabet=st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text('ab:\\"{}é', max_size=4), inner, max_size=4),
    max_leaves=20,
)


@settings(deadline=None)
@given(st.dictionaries(st.text('ab:\\"{}é', max_size=4), JSON, max_size=5))
def test_whatever_is_written_is_read_back(value: dict[str, Any]) -> None:
    assert parse_json(orjson.dumps(value)) == value


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["a", "b", ":", "c"]), JSON), min_size=1, max_size=6))
def test_a_key_sent_twice_is_always_seen(pairs: list[tuple[str, Any]]) -> None:
    members = ",".join(f"{orjson.dumps(key).decode()}:{orjson.dumps(value).decode()}" for key, value in pairs)
    found = parse_json(f"{{{members}}}".encode())
    twice = len({key for key, _ in pairs}) < len(pairs)
    assert (isinstance(found, Defect) and found.code == "duplicate-key") if twice else found == dict(pairs)


@settings(deadline=None)
@given(st.binary(max_size=60))
def test_no_bytes_ever_raise(body: bytes) -> None:
    assert isinstance(parse_json(body), dict | Defect)


def test_a_deposit_is_read_as_it_was_sent() -> None:
    document = document_reference()
    assert read(orjson.dumps(document)) == document
