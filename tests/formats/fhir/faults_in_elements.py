"""What can be wrong with the elements, the extensions and the contained resources of a resource."""

from tests.formats.fhir.fault import DOCUMENT, PATIENT, Fault
from tests.formats.fhir.resources import REMOVED, contained_people

PEOPLE = contained_people()
ANOTHER = {"resourceType": "Device", "id": "unused"}
NESTED = [*PEOPLE[:2], PEOPLE[2] | {"contained": [ANOTHER]}]
OF_A_VERSION = [*PEOPLE[:2], PEOPLE[2] | {"meta": {"versionId": "1"}}]
LABELLED = [*PEOPLE[:2], PEOPLE[2] | {"meta": {"security": [{"code": "R"}]}}]
EXTENSION = {"url": "urn:x", "valueString": "y"}

FAULTS: dict[str, Fault] = {
    # what a resource is made of
    "unknown resource type": Fault(
        DOCUMENT, "resourceType", "DocumentManifesto", "unknown-resource", "Resource.resourceType"
    ),
    "no resource type": Fault(DOCUMENT, "resourceType", REMOVED, "missing-element", "Resource.resourceType"),
    "unknown element": Fault(DOCUMENT, "titre", "x", "unknown-element", "DocumentReference.titre"),
    "unknown element of a backbone": Fault(
        DOCUMENT, "content.0.attachement", {}, "unknown-element", "DocumentReference.content[0].attachement"
    ),
    "an element that only another server has": Fault(
        DOCUMENT, "meta.project", "x", "unknown-element", "DocumentReference.meta.project"
    ),
    "an element name that is a person's": Fault(
        DOCUMENT, "Nessa DES-MAUX", "x", "unknown-element", "DocumentReference.…"
    ),
    "missing status": Fault(DOCUMENT, "status", REMOVED, "missing-element", "DocumentReference.status"),
    "missing content": Fault(DOCUMENT, "content", REMOVED, "missing-element", "DocumentReference.content"),
    "missing element deep inside": Fault(
        DOCUMENT, "relatesTo.0.target", REMOVED, "missing-element", "DocumentReference.relatesTo[0].target"
    ),
    "an object in place of an array": Fault(
        DOCUMENT, "author", {"reference": "#author"}, "wrong-type", "DocumentReference.author"
    ),
    "an array in place of an object": Fault(
        DOCUMENT, "type", [DOCUMENT["type"]], "wrong-type", "DocumentReference.type"
    ),
    "two where one is allowed": Fault(
        DOCUMENT, "description", ["un", "deux"], "too-many", "DocumentReference.description"
    ),
    "a string in place of a number": Fault(
        DOCUMENT,
        "content.0.attachment.size",
        "11",
        "wrong-type",
        "DocumentReference.content[0].attachment.size",
    ),
    "a number in place of a string": Fault(DOCUMENT, "description", 7, "wrong-type", "DocumentReference.description"),
    "a string in place of a boolean": Fault(PATIENT, "active", "true", "wrong-type", "Patient.active"),
    "a boolean in place of a number": Fault(
        DOCUMENT, "content.0.attachment.size", True, "wrong-type", "DocumentReference.content[0].attachment.size"
    ),
    "a string in place of an object": Fault(
        DOCUMENT, "masterIdentifier", "1.2.3", "wrong-type", "DocumentReference.masterIdentifier"
    ),
    "null": Fault(DOCUMENT, "description", None, "null-value", "DocumentReference.description"),
    "null in an array of objects": Fault(
        DOCUMENT, "securityLabel", [None], "null-value", "DocumentReference.securityLabel[0]"
    ),
    "null in an array of primitives, without an extension": Fault(
        PATIENT, "address.0.line", ["1 rue des Essais", None], "null-value", "Patient.address[0].line[1]"
    ),
    "an empty object": Fault(DOCUMENT, "type", {}, "empty-value", "DocumentReference.type"),
    "an empty array": Fault(DOCUMENT, "author", [], "empty-value", "DocumentReference.author"),
    "an empty string": Fault(DOCUMENT, "description", "", "empty-value", "DocumentReference.description"),
    "an element that is an id and nothing else": Fault(
        DOCUMENT, "type", {"id": "t"}, "broken-rule", "DocumentReference.type", "ele-1"
    ),
    "two types of one choice": Fault(PATIENT, "deceasedDateTime", "2026", "too-many", "Patient.deceased"),
    "a choice in two halves": Fault(
        PATIENT, "_deceasedDateTime", {"extension": [EXTENSION]}, "too-many", "Patient.deceased"
    ),
    "a wrong value of a choice": Fault(
        PATIENT, "deceasedBoolean", "non", "wrong-type", "Patient.deceased.ofType(boolean)"
    ),
    # extensions
    "an extension without a URL": Fault(
        DOCUMENT, "extension.0.url", REMOVED, "missing-element", "DocumentReference.extension[0].url"
    ),
    "an extension without a value": Fault(
        DOCUMENT, "extension.0.valueBoolean", REMOVED, "broken-rule", "DocumentReference.extension[0]", "ext-1"
    ),
    "an extension with a value and extensions": Fault(
        DOCUMENT, "extension.0.extension", [EXTENSION], "broken-rule", "DocumentReference.extension[0]", "ext-1"
    ),
    "an extension beside a primitive, malformed": Fault(
        PATIENT, "_birthDate", {"extension": {}}, "empty-value", "Patient.birthDate.extension"
    ),
    "an extension beside what is no primitive": Fault(
        DOCUMENT, "_type", {"extension": [EXTENSION]}, "unknown-element", "DocumentReference._type"
    ),
    "more extensions than values": Fault(
        PATIENT, "name.0._given", [None, {"extension": [EXTENSION]}, None], "wrong-type", "Patient.name[0].given"
    ),
    # contained resources
    "a contained resource that contains another": Fault(
        DOCUMENT, "contained", NESTED, "broken-rule", "DocumentReference.contained[2].contained", "dom-2"
    ),
    "a contained resource that nothing refers to": Fault(
        DOCUMENT, "contained", [*PEOPLE, ANOTHER], "broken-rule", "DocumentReference.contained[3]", "dom-3"
    ),
    "a contained resource with a version": Fault(
        DOCUMENT, "contained", OF_A_VERSION, "broken-rule", "DocumentReference.contained[2].meta.versionId", "dom-4"
    ),
    "a contained resource with a security label": Fault(
        DOCUMENT, "contained", LABELLED, "broken-rule", "DocumentReference.contained[2].meta.security", "dom-5"
    ),
    "two contained resources with one id": Fault(
        DOCUMENT, "contained", [*PEOPLE, PEOPLE[2]], "broken-rule", "DocumentReference.contained[3].id"
    ),
    "a fault in a contained resource": Fault(
        DOCUMENT, "contained.0.gender", "f", "unknown-code", "DocumentReference.contained[0].gender"
    ),
}
