"""For each check of the conformance kit, the lies that must make it fail."""

from tests.sandbox.lies import (
    Json,
    Lie,
    Passing,
    accepts,
    drops,
    gives_tokens,
    hears_no,
    is_mute,
    keeps_all,
    loses_all,
    refuses,
    says,
)

READ = r"GET /fhir/DocumentReference/[^_?]+$"
SEARCH = "POST /fhir/DocumentReference/_search"
METADATA = "GET /fhir/metadata"
REFUSED = (accepts(), is_mute())
NOT_STORED = (*REFUSED, keeps_all())


def twice(resource: Json) -> Json:
    return {**resource, "entry": [*resource.get("entry", []), *resource.get("entry", [])]}


def other_document(resource: Json) -> Json:
    return {**resource, "masterIdentifier": {"value": "urn:oid:2.25.2"}}


def of_another_type(resource: Json) -> Json:
    for entry in resource.get("entry", []):
        entry["resource"]["type"] = {"coding": [{"system": "http://loinc.org", "code": "11488-4"}]}
    return resource


def with_name(resource: Json) -> Json:
    resource["entry"][0]["resource"]["name"] = [{"family": "MOREL"}]
    return resource


def without_transaction(resource: Json) -> Json:
    resource["rest"][0]["interaction"] = []
    return resource


def without_creation(resource: Json) -> Json:
    for one in resource["rest"][0]["resource"]:
        one["interaction"] = [way for way in one.get("interaction", []) if way["code"] != "create"]
    return resource


def someone(resource: Json) -> Json:
    return {**resource, "total": 1, "entry": [{"resource": {"resourceType": "Patient", "id": "1"}}]}


def same_page(resource: Json) -> Json:
    for link in resource.get("link", []):
        if link["relation"] == "next":
            link["url"] = next(one["url"] for one in resource["link"] if one["relation"] == "self")
    return resource


def other_bytes(passing: Passing) -> None:
    passing.body = b"autre chose"


def other_media_type(passing: Passing) -> None:
    passing.headers["Content-Type"] = "application/pdf"


def long_token(resource: Json) -> Json:
    return {**resource, "expires_in": 86400}


def deleted(resource: Json) -> Json:
    return {**resource, "status": "entered-in-error"}


def retitled(resource: Json) -> Json:
    if resource.get("content"):
        resource["content"][0]["attachment"]["title"] = "Autre"
    return resource


def with_errors(resource: Json) -> Json:
    return {**resource, "issue": [{"severity": "error", "code": "invalid", "diagnostics": "No."}]}


def without_places(resource: Json) -> Json:
    for issue in resource.get("issue", []):
        issue.pop("expression", None)
    return resource


def one_entry(resource: Json) -> Json:
    return {**resource, "entry": resource.get("entry", [])[:1]}


def hears_no_query(passing: Passing) -> None:
    passing.path = passing.path.partition("?")[0]


def never(passing: Passing) -> None:
    passing.status = 200
    passing.says({"resourceType": "DocumentReference"})


LIES: dict[str, tuple[Lie, ...]] = {
    "metadata": (says(METADATA, lambda told: {**told, "fhirVersion": "5.0.0"}), refuses(METADATA)),
    "metadata-interactions": (says(METADATA, without_transaction), says(METADATA, without_creation)),
    "metadata-xml": (hears_no(METADATA, "accept"),),
    "smart-configuration": (
        says("smart-configuration", lambda told: {**told, "token_endpoint": ""}),
        says("smart-configuration", lambda told: {**told, "token_endpoint_auth_methods_supported": ["none"]}),
        says("smart-configuration", lambda told: {**told, "code_challenge_methods_supported": ["plain"]}),
    ),
    "no-token": (*REFUSED, drops("", "Www-Authenticate")),
    "invented-token": (*REFUSED, drops("", "Www-Authenticate")),
    "token": (says("/oauth/token", long_token), drops("/oauth/token", "Cache-Control"), refuses("/oauth/token")),
    "token-another-key": (gives_tokens(),),
    "token-once": (gives_tokens(),),
    "token-bound": REFUSED,
    "structure-reads-nothing": REFUSED,
    "unknown-address": REFUSED,
    "unknown-method": (*REFUSED, drops("", "Allow")),
    "deposit": (refuses("POST /fhir/DocumentReference$"), drops("", "Location"), loses_all("DocumentReference")),
    "deposit-xml": (refuses("POST /fhir/DocumentReference$"),),
    "deposit-twice": REFUSED,
    "deposit-conditional": (hears_no("POST", "if-none-exist"),),
    "wrong-hash": NOT_STORED,
    "wrong-size": NOT_STORED,
    "wrong-format": NOT_STORED,
    "unknown-type": REFUSED,
    "bad-ins-deposit": REFUSED,
    "bad-ins": REFUSED,
    "not-json": REFUSED,
    "another-media-type": REFUSED,
    "invalid-element": (*REFUSED, says("POST /fhir/DocumentReference$", without_places)),
    "transaction": (says("POST /fhir$", one_entry), refuses("POST /fhir$"), loses_all("DocumentReference")),
    "transaction-atomic": NOT_STORED,
    "validate": (says("validate", with_errors), keeps_all()),
    "validate-wrong": (says("validate", lambda told: {**told, "issue": []}), refuses("validate")),
    "request-id": (drops("", "X-Request-Id"),),
    "td02": (loses_all("Patient"), says("POST /fhir/Patient/_search", with_name), says("Patient/_search", twice)),
    "td02-nobody": (says("Patient/_search", someone),),
    "search": (
        loses_all("DocumentReference"),
        says(SEARCH, twice),
        says(SEARCH, lambda told: {**told, "type": "collection"}),
    ),
    "search-type": (says(SEARCH, of_another_type), loses_all("DocumentReference")),
    "search-nothing": (keeps_all(),),
    "search-pages": (
        says(SEARCH, lambda told: {**told, "link": []}),
        says("_search|GET /fhir/DocumentReference", same_page),
    ),
    "search-ignored": (loses_all("DocumentReference"),),
    "search-strict": (*REFUSED, hears_no(SEARCH, "prefer")),
    "search-patient": REFUSED,
    "search-status": REFUSED,
    "search-bad-date": REFUSED,
    "read": (says(READ, other_document), drops(READ, "Etag"), refuses(READ)),
    "read-not-modified": (hears_no(READ, "if-none-match"),),
    "read-never-was": (*REFUSED, Lie("DocumentReference/1", never)),
    "bytes": (
        Lie("GET /fhir/Binary", other_bytes),
        Lie("GET /fhir/Binary", other_media_type),
        says(READ, lambda told: {**told, "content": []}),
    ),
    "binary": (hears_no("GET /fhir/Binary", "accept"), says("GET /fhir/Binary", lambda told: {**told, "data": ""})),
    "no-store": (drops(READ, "Cache-Control"),),
    "xml": (hears_no(READ, "accept"),),
    "format": (Lie("_format=xml", before=hears_no_query),),
    "error-xml": (hears_no("", "accept"), *REFUSED),
    "not-acceptable": (hears_no("", "accept"), *REFUSED),
    "gzip": (hears_no("", "accept-encoding"), drops("", "Content-Encoding")),
    "history": (
        says("_history", lambda told: {**told, "type": "searchset"}),
        says("_history", lambda told: {**told, "entry": []}),
    ),
    "stale": (hears_no("PATCH", "if-match"), *REFUSED, says(READ, deleted)),
    "another-element": (*REFUSED, says(READ, retitled)),
    "delete": (refuses("PATCH"), keeps_all()),
    "lists": (loses_all("List"),),
    "consent": (loses_all("Consent"), says("Consent/_search", twice)),
    "trace": (loses_all("AuditEvent"),),
    "valid": (says(METADATA, lambda told: {**told, "status": "invented"}),),
}
"""Each is one fault; a check that asks several things has a lie for each of them."""
