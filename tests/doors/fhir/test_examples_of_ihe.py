"""Every deposit among the examples of the MHD guide, at the door: what enters, and why the others are refused."""

import copy
from collections.abc import Callable
from dataclasses import replace

import pytest

from carnet.core.access.actors import Actor
from carnet.core.identifiers import UniqueId
from tests.doors.fhir.client import Answer, Json, Software, bundle, document_reference
from tests.ihe_examples import examples, needs_examples
from tests.installation import CAMILLE, HADDAD, Installation, note

SIMPLIFIED = "DocumentReference/ex-DocumentReferenceSimplifiedPublish"
NO_AUTHOR = ("missing-element", "missing-element")
NO_TYPE = ("missing-element", "missing-element", "missing-element")

AS_PUBLISHED: dict[str, tuple[str, ...]] = {
    "Bundle/ex-ProvideDocumentBundle-addToFolder": NO_AUTHOR,
    "Bundle/ex-comprehensiveProvideDocumentBundleComplete": (
        "unidentified-author",
        "missing-ins",
        "missing-ins",
        "unidentified-author",
    ),
    "Bundle/ex-comprehensiveProvideDocumentBundleDocument": ("missing-element",),
    "Bundle/ex-comprehensiveProvideDocumentBundleMultiple": (*NO_AUTHOR, "missing-element"),
    "Bundle/ex-comprehensiveProvideDocumentBundleReplace": NO_AUTHOR,
    "Bundle/ex-comprehensiveProvideDocumentBundleSimple": NO_AUTHOR,
    # It has no SubmissionSet, and is none of the deposits of MHD.
    "Bundle/ex-dummyBundleDocAndBinary": (*NO_TYPE, "missing-element", "missing-element"),
    "Bundle/ex-minimalProvideDocumentBundleSimple": NO_TYPE,
    "Bundle/ex-minimalProvideDocumentBundleSimpleContained": (*NO_TYPE, "missing-element", "missing-element"),
    "Bundle/ex-unContainedComprehensiveProvideDocumentBundleComplete": (
        "unidentified-author",
        "missing-ins",
        "missing-ins",
        "unidentified-author",
        "unidentified-author",
        "unidentified-author",
    ),
    SIMPLIFIED: NO_TYPE,
    "Parameters/ex-input-binary": ("not-structured",),
    "Parameters/ex-input-doc-bundle": ("FHIRDocumentNotSupported",),
}
"""What each is refused for: none names its patient by an INS, few name an author, some no type."""

ABOUT_CAMILLE: dict[str, tuple[int, tuple[str, ...]]] = {
    name: (200, ()) for name in AS_PUBLISHED if name.startswith("Bundle/")
} | {
    "Bundle/ex-comprehensiveProvideDocumentBundleDocument": (422, ("FHIRDocumentNotSupported",)),
    # There is nothing yet that it could replace.
    "Bundle/ex-comprehensiveProvideDocumentBundleReplace": (422, ("replaced-document-not-found",)),
    "Bundle/ex-dummyBundleDocAndBinary": (422, ("missing-element",)),
    SIMPLIFIED: (201, ()),
}
"""What becomes of each once it is about somebody, from somebody, with a document of ours: status, and what is wrong."""

PATHS = {"Bundle": "", "DocumentReference": "DocumentReference", "Parameters": "DocumentReference/$generate-metadata"}


@pytest.fixture
def haddad(installation: Installation, software: Callable[[Actor], Software]) -> Software:
    installation.opens(CAMILLE)
    return software(HADDAD)


def sent(example: Json, by: Software) -> Answer:
    return by.post(PATHS[example["resourceType"]], example)


def codes(answer: Answer) -> tuple[str, ...]:
    return tuple(answer.codes) if answer.status >= 400 else ()


def is_a_deposit(name: str, example: Json) -> bool:
    return example.get("type") == "transaction" or name.startswith((SIMPLIFIED, "Parameters/ex-input"))


def told_by_haddad(example: Json, number: int) -> Json:
    """The example, as Haddad would send it of Camille: her INS, his name, and a document that is one."""
    told: Json = copy.deepcopy(example)
    resources: list[Json] = [one["resource"] for one in told.get("entry", [])] or [told]
    ours = note(CAMILLE, by=HADDAD)
    our_set, _, our_binary = (one["resource"] for one in bundle(ours.entry, ours.content)["entry"])
    for index, one in enumerate(resources):
        if one["resourceType"] == "List":
            one |= {name: our_set[name] for name in ("subject", "source")}
            # Whom it contained was its author, or whom it was meant for: nobody here.
            for name in ("contained", "extension", "note"):
                one.pop(name, None)
        elif one["resourceType"] == "DocumentReference":
            unique_id = UniqueId(f"{ours.entry.unique_id.value}.{number}.{index}")
            url = one["content"][0]["attachment"].get("url", "")
            mended = document_reference(replace(ours.entry, unique_id=unique_id), ours.content, url=url)
            kept = {name: one[name] for name in ("relatesTo",) if name in one}
            one.clear()
            one |= {**mended, **kept}
        elif one["resourceType"] == "Binary":
            one |= {name: our_binary[name] for name in ("data", "contentType")}
    return told


@needs_examples
def test_every_deposit_of_the_guide_stands_in_the_table() -> None:
    assert {name for name, example in examples().items() if is_a_deposit(name, example)} == set(AS_PUBLISHED)


@needs_examples
def test_each_example_is_refused_for_what_a_french_record_needs(haddad: Software) -> None:
    answers = {name: sent(examples()[name], haddad) for name in AS_PUBLISHED}
    assert {name: codes(answer) for name, answer in answers.items()} == AS_PUBLISHED
    assert {answer.status for answer in answers.values()} == {422}


@needs_examples
def test_each_example_enters_once_it_is_about_somebody_from_somebody(haddad: Software) -> None:
    found = {}
    for number, name in enumerate(ABOUT_CAMILLE):
        answer = sent(told_by_haddad(examples()[name], number), haddad)
        found[name] = (answer.status, codes(answer))
    assert found == ABOUT_CAMILLE
