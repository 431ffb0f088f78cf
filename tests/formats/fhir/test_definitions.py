"""The table that people are judged by is HL7's, whole, and no published rule is forgotten in silence."""

from carnet.formats.fhir.definitions import definitions
from carnet.formats.fhir.rules import ALL_RULES, CHECKED_ELSEWHERE, NOT_CHECKED
from tests.formats.fhir.test_seeded_faults import FAULTS

EXCHANGED = (
    "DocumentReference List Binary Bundle Patient Practitioner PractitionerRole Organization Device RelatedPerson "
    "Consent AuditEvent OperationOutcome Parameters CapabilityStatement Composition"
)


def types_used_by(resources: set[str]) -> set[str]:
    table = definitions()
    used: set[str] = set()
    waiting = set(resources)
    while waiting:
        name = waiting.pop()
        if name not in used and name in table.elements:
            used.add(name)
            waiting.update(table.lineage(name))
            waiting.update(chosen for element in table.elements[name] for chosen in element.types)
    return used


def test_an_integrator_can_send_any_resource_of_r4_inside_of_a_document() -> None:
    assert len(definitions().resources) == 146
    assert set(EXCHANGED.split()) <= definitions().resources


def test_an_integrator_is_never_offered_an_element_that_another_vendor_added_to_fhir() -> None:
    meta = [element.name for element in definitions().elements_of("Meta")]
    assert meta == ["id", "extension", "versionId", "lastUpdated", "source", "profile", "security", "tag"]
    binary = [element.name for element in definitions().elements["Binary"]]
    assert binary == ["contentType", "securityContext", "data"]


def test_a_reader_of_xml_finds_the_elements_in_their_published_order() -> None:
    names = [element.name for element in definitions().elements_of("DocumentReference")]
    assert names[:9] == [
        "id",
        "meta",
        "implicitRules",
        "language",
        "text",
        "contained",
        "extension",
        "modifierExtension",
        "masterIdentifier",
    ]
    assert names[-3:] == ["securityLabel", "content", "context"]


def test_an_auditor_finds_every_published_rule_of_what_is_exchanged_checked_or_left_out_with_a_reason() -> None:
    used = types_used_by(set(EXCHANGED.split()))
    published = {
        key
        for key, (path, _) in definitions().rules.items()
        if path in used or path.rsplit(".", 1)[0] in used or path.split(".")[0] in used
    }
    checked = {rule.key for rules in ALL_RULES.values() for rule in rules if not rule.words} | set(CHECKED_ELSEWHERE)
    assert published - set(NOT_CHECKED) == checked
    assert not checked & set(NOT_CHECKED)


def test_an_auditor_finds_a_fault_for_every_rule_that_is_checked() -> None:
    checked = {rule.key for rules in ALL_RULES.values() for rule in rules} | set(CHECKED_ELSEWHERE)
    assert {fault.rule for fault in FAULTS.values() if fault.rule} == checked


def test_an_auditor_finds_every_rule_written_on_a_type_that_exists() -> None:
    assert set(ALL_RULES) <= set(definitions().elements)


def test_an_auditor_finds_every_type_and_code_list_that_an_element_names() -> None:
    table = definitions()
    known = set(table.elements) | set(table.primitives)
    for elements in table.elements.values():
        for element in elements:
            assert set(element.types) <= known
            assert element.codes in ("", "urn:ietf:bcp:13") or table.code_lists[element.codes].codes
