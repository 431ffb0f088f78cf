"""How the rules of data types, narratives, resources and bundles can be broken."""

from decimal import Decimal

from tests.formats.fhir.fault import (
    AUDIT,
    COLLECTION,
    CONSENT,
    DEPOSIT,
    DOCUMENT,
    HEALTH_DOCUMENT,
    LIST,
    PATIENT,
    STRUCTURE,
    Fault,
)
from tests.formats.fhir.resources import REMOVED, damaged

MEASURED = damaged(
    PATIENT,
    "extension",
    [
        {"url": "urn:x", "valueRange": {"low": {"value": 2}, "high": {"value": 8.0}}},
        {"url": "urn:x", "valueRatio": {"numerator": {"value": 1}, "denominator": {"value": 2}}},
    ],
)
SNAPSHOT = damaged(LIST, "mode", "snapshot")
MESSAGE = {"resourceType": "Bundle", "type": "message"}
XHTML = 'xmlns="http://www.w3.org/1999/xhtml"'

FAULTS: dict[str, Fault] = {
    # rules of data types
    "a period that ends before it starts": Fault(
        DOCUMENT,
        "context.period.end",
        "2026-06-12T09:29:59+02:00",
        "broken-rule",
        "DocumentReference.context.period",
        "per-1",
    ),
    "a period that ends the year before": Fault(
        DOCUMENT, "identifier.0.period.end", "2025", "broken-rule", "DocumentReference.identifier[0].period", "per-1"
    ),
    "data of no known type": Fault(
        CONSENT,
        "sourceAttachment.data",
        "Qm9u",
        "broken-rule",
        "Consent.source.ofType(Attachment).contentType",
        "att-1",
    ),
    "a contact of no known kind": Fault(
        PATIENT, "telecom.0.system", REMOVED, "broken-rule", "Patient.telecom[0].system", "cpt-2"
    ),
    "a unit of no system": Fault(
        MEASURED,
        "extension.0.valueRange.high",
        {"value": 9, "code": "mg"},
        "broken-rule",
        "Patient.extension[0].value.ofType(Range).high.system",
        "qty-3",
    ),
    "a range upside down": Fault(
        MEASURED,
        "extension.0.valueRange.low.value",
        Decimal("8.25"),
        "broken-rule",
        "Patient.extension[0].value.ofType(Range)",
        "rng-2",
    ),
    "a bound of a range that is itself vague": Fault(
        MEASURED,
        "extension.0.valueRange.high.comparator",
        "<",
        "broken-rule",
        "Patient.extension[0].value.ofType(Range).high.comparator",
        "sqty-1",
    ),
    "half a ratio": Fault(
        MEASURED,
        "extension.1.valueRatio.denominator",
        REMOVED,
        "broken-rule",
        "Patient.extension[1].value.ofType(Ratio)",
        "rat-1",
    ),
    # narratives
    "a narrative that runs a script": Fault(
        DOCUMENT,
        "text.div",
        f"<div {XHTML}>x<script>y</script></div>",
        "broken-rule",
        "DocumentReference.text.`div`",
        "txt-1",
    ),
    "a narrative that acts when touched": Fault(
        DOCUMENT,
        "text.div",
        f'<div {XHTML}><p onclick="y()">x</p></div>',
        "broken-rule",
        "DocumentReference.text.`div`",
        "txt-1",
    ),
    "a narrative whose link acts": Fault(
        DOCUMENT,
        "text.div",
        f'<div {XHTML}><a href=" java\tscript:y()">x</a></div>',
        "broken-rule",
        "DocumentReference.text.`div`",
        "txt-1",
    ),
    "a narrative with a document type": Fault(
        DOCUMENT,
        "text.div",
        f'<!DOCTYPE div [<!ENTITY a "b">]><div {XHTML}>&a;</div>',
        "broken-rule",
        "DocumentReference.text.`div`",
        "txt-1",
    ),
    "a narrative that is not XHTML": Fault(
        DOCUMENT, "text.div", "<div>x</div>", "broken-rule", "DocumentReference.text.`div`", "txt-1"
    ),
    "a narrative with an entity of HTML": Fault(
        DOCUMENT,
        "text.div",
        f"<div {XHTML}>x&nbsp;y</div>",
        "bad-primitive",
        "DocumentReference.text.`div`",
    ),
    "a narrative that shows nothing": Fault(
        DOCUMENT,
        "text.div",
        f"<div {XHTML}> <br/></div>",
        "broken-rule",
        "DocumentReference.text.`div`",
        "txt-2",
    ),
    # rules of resources
    "a list that says why it is empty and is not": Fault(
        LIST, "emptyReason", {"text": "rien"}, "broken-rule", "List.emptyReason", "lst-1"
    ),
    "a deletion in a list that is no change": Fault(
        LIST, "entry.0.deleted", True, "broken-rule", "List.entry[0].deleted", "lst-2"
    ),
    "a date in a list that is a snapshot": Fault(
        SNAPSHOT, "entry.0.date", "2026", "broken-rule", "List.entry[0].date", "lst-3"
    ),
    "a structure without a name": Fault(STRUCTURE, "name", REMOVED, "broken-rule", "Organization", "org-1"),
    "a structure that lives somewhere": Fault(
        STRUCTURE, "address", [{"use": "home", "text": "ici"}], "broken-rule", "Organization.address[0].use", "org-2"
    ),
    "a structure with a phone at home": Fault(
        STRUCTURE,
        "telecom",
        [{"use": "home", "system": "phone", "value": "1"}],
        "broken-rule",
        "Organization.telecom[0].use",
        "org-3",
    ),
    "a contact of a patient that is nobody": Fault(
        PATIENT, "contact.0", {"gender": "male"}, "broken-rule", "Patient.contact[0]", "pat-1"
    ),
    "a consent without a policy": Fault(CONSENT, "policy", REMOVED, "broken-rule", "Consent", "ppc-1"),
    "a trace with both a name and a query": Fault(
        AUDIT, "entity.0.name", "x", "broken-rule", "AuditEvent.entity[0].query", "sev-1"
    ),
    "a trace without its requestor": Fault(
        AUDIT, "agent.0.requestor", REMOVED, "missing-element", "AuditEvent.agent[0].requestor"
    ),
    "a parameter without a value": Fault(
        DEPOSIT,
        "entry.2.resource.parameter.0.part.2.valueCode",
        REMOVED,
        "broken-rule",
        "Bundle.entry[2].resource.parameter[0].part[2]",
        "inv-1",
    ),
    "an empty section": Fault(
        HEALTH_DOCUMENT,
        "entry.0.resource.section.0",
        {"title": "Allergies"},
        "broken-rule",
        "Bundle.entry[0].resource.section[0]",
        "cmp-1",
    ),
    "a section that says why it is empty and is not": Fault(
        HEALTH_DOCUMENT,
        "entry.0.resource.section.0.emptyReason",
        {"text": "rien"},
        "broken-rule",
        "Bundle.entry[0].resource.section[0].emptyReason",
        "cmp-2",
    ),
    # rules of bundles
    "a total in a transaction": Fault(DEPOSIT, "total", 4, "broken-rule", "Bundle.total", "bdl-1"),
    "a search mode in a transaction": Fault(
        DEPOSIT, "entry.1.search", {"mode": "match"}, "broken-rule", "Bundle.entry[1].search", "bdl-2"
    ),
    "an entry without its request": Fault(
        DEPOSIT, "entry.3.request", REMOVED, "broken-rule", "Bundle.entry[3].request", "bdl-3"
    ),
    "a request in a document": Fault(
        HEALTH_DOCUMENT,
        "entry.1.request",
        {"method": "POST", "url": "Patient"},
        "broken-rule",
        "Bundle.entry[1].request",
        "bdl-3",
    ),
    "a response in a transaction": Fault(
        DEPOSIT, "entry.0.response", {"status": "201"}, "broken-rule", "Bundle.entry[0].response", "bdl-4"
    ),
    "an entry with nothing in it": Fault(
        COLLECTION, "entry.0.resource", REMOVED, "broken-rule", "Bundle.entry[0]", "bdl-5"
    ),
    "two entries with one URL": Fault(
        DEPOSIT, "entry.2.fullUrl", DEPOSIT["entry"][3]["fullUrl"], "broken-rule", "Bundle.entry[3].fullUrl", "bdl-7"
    ),
    "a URL of one version": Fault(
        COLLECTION,
        "entry.0.fullUrl",
        "https://example.org/fhir/Patient/p1/_history/1",
        "broken-rule",
        "Bundle.entry[0].fullUrl",
        "bdl-8",
    ),
    "a relative fullUrl": Fault(
        DEPOSIT, "entry.2.fullUrl", "Parameters/1", "broken-rule", "Bundle.entry[2].fullUrl", "Bundle.entry.fullUrl"
    ),
    "a document without an identifier": Fault(
        HEALTH_DOCUMENT, "identifier", REMOVED, "broken-rule", "Bundle.identifier", "bdl-9"
    ),
    "a document without a date": Fault(
        HEALTH_DOCUMENT, "timestamp", REMOVED, "broken-rule", "Bundle.timestamp", "bdl-10"
    ),
    "a document without a composition": Fault(
        HEALTH_DOCUMENT, "entry", HEALTH_DOCUMENT["entry"][1:], "broken-rule", "Bundle.entry", "bdl-11"
    ),
    "a message without its header": Fault(
        MESSAGE, "entry", COLLECTION["entry"], "broken-rule", "Bundle.entry", "bdl-12"
    ),
}
