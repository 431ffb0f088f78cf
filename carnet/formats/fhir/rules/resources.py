"""The rules of the resources that Carnet exchanges, bundles excepted (the page of each resource, hl7.org/fhir/R4)."""

from collections.abc import Mapping
from typing import Final

from carnet.formats.fhir.rules.rule import Json, Rule, at, has, has_choice, numbered


def _home(organization: Json, name: str) -> tuple[str, ...]:
    return tuple(f".{name}[{i}].use" for i, child in numbered(organization, name) if child.get("use") == "home")


def _entries_with(element: str, items: Json) -> tuple[str, ...]:
    return tuple(f".entry[{i}].{element}" for i, entry in numbered(items, "entry") if has(entry, element))


def _is_not_one_of_three(parameter: Json) -> tuple[str, ...]:
    filled = [has(parameter, "part"), has(parameter, "resource"), has_choice(parameter, "value")]
    return at("", sum(filled) != 1)


RESOURCE_RULES: Final[Mapping[str, tuple[Rule, ...]]] = {
    "AuditEvent.entity": (
        Rule(
            "sev-1",
            "Send name or query.",
            lambda entity: at(".query", has(entity, "name") and has(entity, "query")),
        ),
    ),
    "Composition.section": (
        Rule(
            "cmp-1",
            "Send text, entry or section in this section.",
            lambda section: at("", not (has(section, "text") or has(section, "entry") or has(section, "section"))),
        ),
        Rule(
            "cmp-2",
            "Leave emptyReason out of a section that has entries.",
            lambda section: at(".emptyReason", has(section, "emptyReason") and has(section, "entry")),
        ),
    ),
    "Consent": (
        Rule(
            "ppc-1",
            "Send policy or policyRule.",
            lambda consent: at("", not (has(consent, "policy") or has(consent, "policyRule"))),
        ),
    ),
    "List": (
        Rule(
            "lst-1",
            "Leave emptyReason out of a list that has entries.",
            lambda items: at(".emptyReason", has(items, "emptyReason") and has(items, "entry")),
        ),
        Rule(
            "lst-2",
            "Leave deleted out, or send mode changes.",
            lambda items: _entries_with("deleted", items) if items.get("mode") != "changes" else (),
        ),
        Rule(
            "lst-3",
            "Leave the date of the entry out, or send mode working.",
            lambda items: _entries_with("date", items) if items.get("mode") != "working" else (),
        ),
    ),
    "Organization": (
        Rule(
            "org-1",
            "Send an identifier or a name.",
            lambda structure: at("", not (has(structure, "identifier") or has(structure, "name"))),
        ),
        Rule("org-2", "Send another use of this address.", lambda structure: _home(structure, "address")),
        Rule("org-3", "Send another use of this contact.", lambda structure: _home(structure, "telecom")),
    ),
    "Parameters.parameter": (
        Rule("inv-1", "Send one of value[x], resource and part in each parameter.", _is_not_one_of_three),
    ),
    "Patient.contact": (
        Rule(
            "pat-1",
            "Send the name, telecom, address or organization of the contact.",
            lambda contact: at(
                "", not any(has(contact, name) for name in ("name", "telecom", "address", "organization"))
            ),
        ),
    ),
}
