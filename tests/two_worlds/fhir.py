"""How every route of the FHIR door is asked, with every parameter that its searches know."""

from tests.doors.fhir.client import bundle, document_reference
from tests.doors.fhir.deposits import in_reference
from tests.two_worlds.asking import Ask, Asking, Route, Scene, get, send
from tests.two_worlds.fhir_acts import changed_by_id, changed_by_number, closing, deposits, generated, opening, stated
from tests.two_worlds.fhir_history import find_lines, one_line, search_lines
from tests.two_worlds.fhir_readings import (
    about_lists,
    about_record,
    each_version,
    find_consents,
    get_documents,
    list_again,
    one_consent,
    one_document,
    one_list,
    one_patient,
    search_documents,
    versions,
)
from tests.two_worlds.fhir_subscriptions import SUBSCRIBING, SUBSCRIPTIONS
from tests.two_worlds.fhir_values import CONSENTS, RECORD
from tests.two_worlds.fhir_whole import EXPORTS, WHOLE

READINGS: dict[tuple[str, str], Route] = {
    **SUBSCRIBING,
    ("GET", "DocumentReference"): get_documents,
    ("POST", "DocumentReference/_search"): search_documents,
    ("GET", "DocumentReference/{id}"): one_document("DocumentReference"),
    ("GET", "DocumentReference/{id}/_history"): versions,
    ("GET", "DocumentReference/{id}/_history/{vid}"): each_version,
    ("GET", "Binary/{id}"): one_document("Binary"),
    ("GET", "List"): about_lists("/fhir/List"),
    ("POST", "List/_search"): about_lists("/fhir/List/_search"),
    ("GET", "List/{id}"): one_list,
    ("GET", "Patient"): about_record("/fhir/Patient", RECORD, "_id"),
    ("POST", "Patient/_search"): about_record("/fhir/Patient/_search", RECORD, "_id"),
    ("GET", "Patient/{id}"): one_patient,
    ("GET", "Consent"): find_consents,
    ("POST", "Consent/_search"): about_record("/fhir/Consent/_search", CONSENTS, "patient"),
    ("GET", "Consent/{id}"): one_consent,
    ("GET", "AuditEvent"): find_lines,
    ("POST", "AuditEvent/_search"): search_lines,
    ("GET", "AuditEvent/{id}"): one_line,
    **WHOLE,
}
ACTS: dict[tuple[str, str], Route] = {
    ("POST", "DocumentReference/$validate"): deposits(
        "/fhir/DocumentReference/$validate",
        lambda one: document_reference(one.entry, one.content),
        ("relatesTo",),
        300,
    ),
    ("POST", "Bundle/$validate"): deposits(
        "/fhir/Bundle/$validate", lambda one: bundle(one.entry, one.content), in_reference("relatesTo"), 400
    ),
    ("POST", "Patient/$open"): opening,
    ("POST", "Patient/{id}/$close"): closing,
    **EXPORTS,
    ("POST", "DocumentReference/$generate-metadata"): generated,
    ("POST", "Consent"): stated("POST", "/fhir/Consent"),
    ("PUT", "Consent/{id}"): stated("PUT", "/fhir/Consent/{id}"),
    ("DELETE", "Consent/{id}"): stated("DELETE", "/fhir/Consent/nothing"),
    ("PATCH", "DocumentReference/{id}"): changed_by_id,
    ("PATCH", "DocumentReference"): changed_by_number,
    ("POST", ""): deposits("/fhir/", lambda one: bundle(one.entry, one.content), in_reference("relatesTo"), 100),
    ("POST", "DocumentReference"): deposits(
        "/fhir/DocumentReference", lambda one: document_reference(one.entry, one.content), ("relatesTo",), 200
    ),
    **SUBSCRIPTIONS,
}
"""Each route of ``carnet.doors.fhir.router.ROUTES``, in one of the two tables. Acts come after readings."""


def _outside(_scene: Scene) -> Asking:
    yield get("what is offered", "/fhir/metadata")
    yield get("what is offered, described", "/fhir/openapi.json")
    yield get("nothing there", "/fhir/Nothing")
    yield send("a token, without proof", "/oauth/token", "grant_type=client_credentials")
    yield get("asking a person, without saying for whom", "/oauth/authorize")
    yield send("giving back what is no token", "/oauth/revoke", "token=guess&client_id=nobody")
    yield send("looking at what is no token", "/oauth/introspect", "token=guess&client_id=nobody")
    yield get("how tokens are got", "/fhir/.well-known/smart-configuration")
    yield get("how tokens are got, for any software", "/.well-known/oauth-authorization-server")
    yield get("whether it is well", "/health")
    yield Ask("the list, without a token", "GET", "/fhir/DocumentReference", signed_in=False)


AFTERWARDS: dict[tuple[str, str], Route] = {("GET", "again"): list_again}
AROUND: dict[tuple[str, str], Route] = {("", "around the door"): _outside}
"""What the door of software answers beside its table."""
