"""Whatever somebody sends, they get an answer: no JSON makes the validator fail."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from carnet.core.defects import Defect
from carnet.formats.fhir.definitions import definitions
from carnet.formats.fhir.profiles import Profile, profile_defects
from carnet.formats.fhir.validate import validate
from tests.formats.fhir import resources
from tests.formats.fhir.resources import Json

WORDS = st.sampled_from(
    [
        "DocumentReference",
        "Patient",
        "Bundle",
        "#",
        "#a",
        "urn:uuid:a",
        "2026-02-30",
        "2026-06-12T10:00:00Z",
        "0000",
        "a/b; c=d",
        "<div xmlns='http://www.w3.org/1999/xhtml'>x</div>",
        "",
    ]
)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.decimals() | st.text(max_size=8) | WORDS
NAMES = st.sampled_from(
    [
        *{element for row in definitions().elements_of("DocumentReference") for element, _ in row.json_names},
        *{name for row in definitions().elements_of("Bundle.entry") for name, _ in row.json_names},
        "resourceType",
        "reference",
        "coding",
        "start",
        "end",
        "data",
        "url",
        "valueString",
        "_status",
        "_identifier",
        "low",
        "high",
        "value",
        "div",
    ]
) | st.text(max_size=4)
ANYTHING = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5), max_leaves=30
)
PLACES = st.lists(st.integers(0, 30), min_size=1, max_size=9)
WHOLE = (
    resources.document_reference,
    resources.submission_set,
    resources.provide_bundle,
    resources.patient,
    resources.consent,
    resources.audit_event,
    resources.health_document,
)


def replaced(resource: Any, way: list[int], value: Any) -> Any:
    """A copy with something changed, wherever ``way`` leads: an index among the children at each level."""
    if not way or not isinstance(resource, dict | list) or not resource:
        return value
    if isinstance(resource, dict):
        chosen = list(resource)[way[0] % len(resource)]
        return resource | {chosen: replaced(resource[chosen], way[1:], value)}
    index = way[0] % len(resource)
    return [*resource[:index], replaced(resource[index], way[1:], value), *resource[index + 1 :]]


@settings(deadline=None)
@given(ANYTHING)
def test_anybody_who_sends_anything_gets_an_answer(value: Any) -> None:
    assert all(isinstance(defect, Defect) for defect in validate(value))


@settings(deadline=None)
@given(st.sampled_from(sorted(definitions().resources)), st.dictionaries(NAMES, ANYTHING, max_size=6))
def test_anybody_who_fills_any_resource_with_anything_gets_an_answer(kind: str, value: Json) -> None:
    assert all(defect.where.startswith(kind) for defect in validate(value | {"resourceType": kind}))


@settings(deadline=None)
@given(st.sampled_from(WHOLE), PLACES, ANYTHING)
def test_anybody_who_puts_anything_anywhere_in_a_valid_resource_gets_an_answer(
    whole: Any, way: list[int], value: Any
) -> None:
    resource = replaced(whole(), way, value)
    assert all(defect.code and defect.remedy for defect in validate(resource))
    for profile in Profile:
        for finding in profile_defects(resource, profile):
            assert finding.defect.code


@settings(deadline=None)
@given(st.text("Qmdi=/+ \n-é", max_size=24))
def test_anybody_who_sends_base64_is_judged_as_a_strict_decoder_would(text: str) -> None:
    binary = {"resourceType": "Binary", "contentType": "text/plain", "data": text}
    compact = "".join(text.split())
    assert (validate(binary) == ()) == _decodes(compact)


def _decodes(text: str) -> bool:
    body, padding = text.rstrip("="), len(text) - len(text.rstrip("="))
    alphabet = set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    return bool(body) and set(body) <= alphabet and padding <= 2 and len(text) % 4 == 0
