"""Bodies that no address takes: broken, ambiguous, oversized, hostile, or said to be what they are not."""

import gzip
import json
from dataclasses import dataclass, field

JSON_TYPE, XML_TYPE, FORM_TYPE = "application/fhir+json", "application/fhir+xml", "application/x-www-form-urlencoded"
PATCH_TYPE = "application/json-patch+json"
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{}]><{} xmlns="http://hl7.org/fhir">&i;</{}>'
ENTITIES = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))


@dataclass(frozen=True, slots=True)
class Bad:
    """A body, what it is said to be, and the codes by which it may be refused."""

    body: bytes
    codes: frozenset[str]
    content_type: str = JSON_TYPE
    headers: dict[str, str] = field(default_factory=dict)


def bad(body: bytes, *codes: str, content_type: str = JSON_TYPE, **headers: str) -> Bad:
    """One of them; an underscore in a header's name stands for a hyphen."""
    return Bad(body, frozenset(codes), content_type, {name.replace("_", "-"): one for name, one in headers.items()})


def bad_bodies(resource_type: str) -> dict[str, Bad]:
    """All of them, for an address that takes a resource of this type."""
    sound = json.dumps({"resourceType": resource_type, "id": "a"}).encode()
    start = sound[:-1]
    return {
        "white space": bad(b" \n\t", "malformed-json"),
        "the first half": bad(sound[: len(sound) // 2], "malformed-json"),
        "two of them": bad(sound + sound, "malformed-json"),
        "a comment": bad(b"/* hello */" + sound, "malformed-json"),
        "a comma too many": bad(start + b",}", "malformed-json"),
        "an array": bad(b"[" + sound + b"]", "not-an-object", "unexpected-resource", "bad-operation"),
        "a text": bad(b'"' + resource_type.encode() + b'"', "not-an-object"),
        "null": bad(b"null", "not-an-object"),
        "not a number": bad(start + b',"x":NaN}', "malformed-json"),
        "a tower of arrays": bad(start + b',"x":' + b"[" * 50_000, "too-deep"),
        "closed towers": bad(start + b',"x":' + b'{"x":' * 500 + b"1" + b"}" * 501, "too-deep"),
        "a number of a thousand figures": bad(start + b',"x":1' + b"0" * 1000 + b"}", "number-too-long"),
        "a number with an exponent of a million": bad(
            start + b',"x":1e1000000}', "number-too-long", "malformed-json", "unknown-element"
        ),
        "a key twice": bad(b'{"resourceType":"Patient",' + sound[1:], "duplicate-key"),
        "a key twice, once escaped": bad(b'{"resourceTyp\\u0065":"Patient",' + sound[1:], "duplicate-key"),
        "a NUL": bad(start + b',"x":"\x00"}', "malformed-json"),
        "half a character": bad(start + b',"x":"\\ud800"}', "malformed-json", "unknown-element", "not-utf-8"),
        "bytes that are no text": bad(start + b',"x":"\xff\xfe"}', "not-utf-8"),
        "another character set": bad(sound.decode().encode("utf-16"), "not-utf-8", "malformed-json"),
        "a byte order mark": bad(b"\xef\xbb\xbf" + sound, "malformed-json"),
        "no type": bad(b"{}", "missing-element", "no-resource-type", "unknown-resource", "wrong-resource"),
        "a type of nobody": bad(b'{"resourceType":"Dossier"}', "unknown-resource", "wrong-resource"),
        "a type that is no text": bad(
            b'{"resourceType":["Patient"]}', "unknown-resource", "wrong-resource", "missing-element", "not-a-string"
        ),
        "a resource of another type": bad(
            b'{"resourceType":"Basic","code":{"text":"x"}}',
            "unexpected-resource",
            "wrong-resource",
            "missing-document",
            "missing-parameter",
        ),
        "numbers where objects belong": bad(
            start + b',"meta":[1],"parameter":[1],"entry":[1]}',
            "wrong-type",
            "unknown-element",
            "not-a-list",
            "too-many",
        ),
        "an element of nobody": bad(start + b',"colour":"red"}', "unknown-element"),
        "half of it, as XML": bad(
            b"<" + resource_type.encode() + b' xmlns="http://hl7.org', "broken-xml", content_type=XML_TYPE
        ),
        "XML of another world": bad(b"<html/>", "wrong-namespace", "not-fhir-xml", content_type=XML_TYPE),
        "a DTD": bad(b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><x/>', "doctype-refused", content_type=XML_TYPE),
        "an entity of a file": bad(
            b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><Patient xmlns="http://hl7.org/fhir">&a;</Patient>',
            "doctype-refused",
            content_type=XML_TYPE,
        ),
        "a billion laughs": bad(
            BOMB.format(ENTITIES, resource_type, resource_type).encode(), "doctype-refused", content_type=XML_TYPE
        ),
        "JSON said to be XML": bad(sound, "broken-xml", content_type=XML_TYPE),
        "XML said to be JSON": bad(b'<Patient xmlns="http://hl7.org/fhir"/>', "malformed-json"),
        "a form": bad(b"patient=1", "unsupported-media-type", content_type=FORM_TYPE),
        "plain text": bad(sound, "unsupported-media-type", content_type="text/plain"),
        "of no type": bad(sound, "unsupported-media-type", content_type=""),
        "of a type that is none": bad(sound, "unsupported-media-type", content_type="nonsense"),
        "of another version of FHIR": bad(
            sound, "unsupported-media-type", content_type="application/fhir+json; fhirVersion=3.0"
        ),
        "of another character set": bad(
            sound, "unsupported-media-type", content_type="application/fhir+json; charset=iso-8859-1"
        ),
        "said to be gzip": bad(sound, "broken-gzip", Content_Encoding="gzip"),
        "the first half of a gzip": bad(gzip.compress(sound * 50)[:60], "broken-gzip", Content_Encoding="gzip"),
        "gzip and something more": bad(gzip.compress(sound) + b"more", "broken-gzip", Content_Encoding="gzip"),
        "compressed otherwise": bad(sound, "unsupported-content-encoding", Content_Encoding="br"),
        "compressed twice": bad(
            gzip.compress(gzip.compress(sound)), "malformed-json", "not-utf-8", Content_Encoding="gzip"
        ),
        "a bomb of gzip": bad(gzip.compress(b" " * 11_000_000), "request-too-large", Content_Encoding="gzip"),
        "ten megabytes of nothing": bad(b" " * 10_500_000, "request-too-large"),
        "ten megabytes of one name": bad(b'{"' + b"x" * 10_500_000 + b'":1}', "request-too-large"),
    }


BAD_FORMS: dict[str, Bad] = {
    "a resource": bad(b'{"resourceType":"Parameters"}', "unsupported-media-type"),
    "of no type": bad(b"patient=1", "unsupported-media-type", content_type=""),
    "of several parts": bad(b"--x--", "unsupported-media-type", content_type="multipart/form-data; boundary=x"),
    "of another character set": bad(
        b"patient=1", "unsupported-media-type", content_type=f"{FORM_TYPE}; charset=utf-16"
    ),
    "bytes that are no text": bad(b"patient=\xff", "bad-parameters", content_type=FORM_TYPE),
    "escaped bytes that are no text": bad(b"patient=%ff", "bad-parameters", content_type=FORM_TYPE),
    "a thousand parameters": bad(b"&".join([b"patient=1"] * 1000), "bad-parameters", content_type=FORM_TYPE),
    "said to be gzip": bad(b"patient=1", "broken-gzip", content_type=FORM_TYPE, Content_Encoding="gzip"),
    "ten megabytes": bad(b"patient=" + b"1" * 10_500_000, "request-too-large", content_type=FORM_TYPE),
}
