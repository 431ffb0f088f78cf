"""A part of a resource says that it is one, keeps what nobody may be spared, and is a valid resource."""

import pytest

from carnet.formats.fhir.subset import SUBSETTED, Subset, Summary, cut
from carnet.formats.fhir.validate import validate
from tests.formats.fhir import resources
from tests.formats.fhir.resources import Json
from tests.formats.fhir.test_valid_resources import VALID

WHOLE = {name: one for name, one in VALID.items() if one["resourceType"] != "Bundle"}
SUBSETS = {
    "summary": Subset(Summary.TRUE),
    "text": Subset(Summary.TEXT),
    "data": Subset(Summary.DATA),
    "subject": Subset(elements=frozenset({"subject"})),
    "nothing known": Subset(elements=frozenset({"colour"})),
}


@pytest.mark.parametrize("kind", WHOLE)
@pytest.mark.parametrize("wanted", SUBSETS)
def test_a_part_is_a_valid_resource_that_says_what_it_is(kind: str, wanted: str) -> None:
    whole = WHOLE[kind]
    part = cut(whole, SUBSETS[wanted])
    # A rule between several elements (ppc-1) asks for what was left out on purpose; SUBSETTED says so.
    assert [one for one in validate(part) if not one.problem.startswith("ppc-1")] == []
    assert part.get("id") == whole.get("id")
    tagged = SUBSETTED in part.get("meta", {}).get("tag", [])
    assert tagged is (part is not whole)


def test_what_is_chosen_comes_with_what_is_required_what_modifies_and_what_it_refers_to() -> None:
    document = resources.document_reference()
    part = cut(document, Subset(elements=frozenset({"author"})))
    assert {"resourceType", "status", "content", "author", "contained", "meta"} <= part.keys()
    assert not {"type", "subject", "masterIdentifier", "context", "date"} & part.keys()
    referred = {one["reference"].removeprefix("#") for one in part["author"]}
    assert referred <= {one["id"] for one in part["contained"]}
    without = cut(document, Subset(elements=frozenset({"type"})))
    assert "contained" not in without


def test_a_summary_leaves_out_what_fhir_says_is_none_of_it_at_every_depth() -> None:
    document = resources.document_reference()
    document["content"][0]["attachment"]["data"] = "QUJD"
    part = cut(document, Subset(Summary.TRUE))
    assert "data" not in part["content"][0]["attachment"]
    assert part["content"][0]["attachment"]["url" if "url" in document["content"][0]["attachment"] else "title"]
    assert "sourcePatientInfo" not in part.get("context", {})


def searchset(*found: Json) -> Json:
    entries: list[Json] = [{"resource": one, "search": {"mode": "match"}} for one in found]
    told = {"resourceType": "OperationOutcome", "issue": [{"severity": "warning", "code": "not-supported"}]}
    entries.append({"resource": told, "search": {"mode": "outcome"}})
    links = [{"relation": "self", "url": "http://x"}, {"relation": "next", "url": "http://y"}]
    return {"resourceType": "Bundle", "type": "searchset", "total": 7, "link": links, "entry": entries}


def test_each_resource_that_was_found_is_cut_and_warnings_stay() -> None:
    part = cut(searchset(resources.document_reference()), Subset(Summary.TEXT))
    assert "subject" not in part["entry"][0]["resource"]
    assert part["entry"][1]["resource"]["issue"]
    assert part["total"] == 7


def test_a_count_is_the_total_and_nothing_else() -> None:
    part = cut(searchset(resources.document_reference()), Subset(Summary.COUNT))
    assert part == {
        "resourceType": "Bundle",
        "type": "searchset",
        "total": 7,
        "link": [{"relation": "self", "url": "http://x"}],
    }


@pytest.mark.parametrize("wanted", SUBSETS)
def test_a_deposit_and_an_outcome_are_never_cut(wanted: str) -> None:
    outcome = {"resourceType": "OperationOutcome", "issue": [{"severity": "error", "code": "invalid"}]}
    for whole in (outcome, resources.provide_bundle()):
        assert cut(whole, SUBSETS[wanted]) is whole
