"""Checks of what is read: documents, their bytes, versions, formats, changes, deposits, the history."""

import hashlib
from typing import Final

from carnet.config.conformance.caller import FHIR_JSON, FHIR_XML
from carnet.config.conformance.checking import FEEDS, READS, Faults, checks_of, is_kind, is_refused, is_status
from carnet.config.conformance.checks_of_search import find
from carnet.config.conformance.server import CONTENT, Server

_TD02: Final = "PDSm pour le DMP, TD0.2"
_TD31: Final = "PDSm pour le DMP, TD3.1; IHE MHD, ITI-67"
_TD32: Final = "PDSm pour le DMP, TD3.2; IHE MHD, ITI-68"
_TD33: Final = "PDSm pour le DMP, TD3.3"
_NEVER_WAS: Final = "urn:oid:2.25.1"


def _read(server: Server) -> Faults:
    document = server.document_id()
    answer = server.ask("GET", f"DocumentReference/{document}")
    yield from is_kind(answer, "DocumentReference")
    if (
        answer.resource.get("id") != document
        or answer.resource.get("masterIdentifier", {}).get("value") != server.number
    ):
        yield "Another document came."
    if not answer.headers.get("etag"):
        yield "ETag does not say which version it is."


def _not_modified(server: Server) -> Faults:
    path = f"DocumentReference/{server.document_id()}"
    tag = server.ask("GET", path).headers.get("etag", "")
    answer = server.ask("GET", path, headers={"If-None-Match": tag})
    yield from is_status(answer, 304)
    if answer.body:
        yield "A body came with 304."


def _never_was(server: Server) -> Faults:
    yield from is_refused(server.ask("GET", "DocumentReference/1"), 404)


def _bytes(server: Server) -> Faults:
    described = server.ask("GET", f"DocumentReference/{server.document_id()}").resource
    attachment = (described.get("content") or [{}])[0].get("attachment", {})
    if not attachment.get("url"):
        yield "attachment.url does not say where the bytes are."
        return
    answer = server.ask("GET", str(attachment["url"]))
    yield from is_status(answer, 200)
    if answer.body != CONTENT:
        digest = hashlib.sha1(answer.body, usedforsecurity=False).hexdigest()
        yield f"Other bytes came than those deposited ({len(answer.body)} bytes, SHA-1 {digest})."
    if answer.media_type != "text/plain":
        yield f"They are said to be {answer.media_type or 'nothing'}, not text/plain."


def _binary(server: Server) -> Faults:
    answer = server.ask("GET", f"Binary/{server.document_id()}", headers={"Accept": FHIR_JSON})
    yield from is_kind(answer, "Binary")
    if not answer.resource.get("data"):
        yield "The Binary holds no data."


def _not_stored_on_the_way(server: Server) -> Faults:
    answer = server.ask("GET", f"DocumentReference/{server.document_id()}")
    if "no-store" not in answer.headers.get("cache-control", ""):
        yield "Cache-Control lets others keep what was read."


def _xml(server: Server) -> Faults:
    path = f"DocumentReference/{server.document_id()}"
    in_json, in_xml = (server.ask("GET", path, headers={"Accept": one}) for one in (FHIR_JSON, FHIR_XML))
    yield from is_kind(in_xml, "DocumentReference")
    if in_xml.media_type != FHIR_XML:
        yield f"{FHIR_XML} was asked for; {in_xml.media_type or 'nothing'} came."
    if in_xml.resource != in_json.resource:
        yield "XML and JSON do not say the same."


def _format(server: Server) -> Faults:
    answer = server.ask("GET", f"DocumentReference/{server.document_id()}?_format=xml", headers={"Accept": FHIR_JSON})
    if answer.media_type != FHIR_XML:
        yield "_format does not count for more than Accept."


def _error_in_xml(server: Server) -> Faults:
    answer = server.ask("GET", "DocumentReference/1", headers={"Accept": FHIR_XML})
    yield from is_refused(answer, 404)
    if answer.media_type != FHIR_XML:
        yield "The outcome did not come in XML."


def _not_acceptable(server: Server) -> Faults:
    answer = server.ask("GET", f"DocumentReference/{server.document_id()}", headers={"Accept": "text/turtle"})
    yield from is_refused(answer, 406)


def _gzip(server: Server) -> Faults:
    answer = server.ask("GET", "metadata", who="", headers={"Accept-Encoding": "gzip"})
    yield from is_kind(answer, "CapabilityStatement")
    if answer.headers.get("content-encoding") != "gzip":
        yield "The answer was not compressed."


def _stale(server: Server) -> Faults:
    patch = [{"op": "replace", "path": "/status", "value": "entered-in-error"}]
    headers = {"Content-Type": "application/json-patch+json", "If-Match": 'W/"999999"'}
    path = f"DocumentReference/{server.document_id()}"
    yield from is_refused(server.ask("PATCH", path, resource=patch, headers=headers), 412)
    if server.ask("GET", path).resource.get("status") != "current":
        yield "It was changed all the same."


def _another_element(server: Server) -> Faults:
    patch = [{"op": "replace", "path": "/content/0/attachment/title", "value": "Autre"}]
    headers = {"Content-Type": "application/json-patch+json"}
    path = f"DocumentReference/{server.document_id()}"
    yield from is_refused(server.ask("PATCH", path, resource=patch, headers=headers), 400, 405, 422)
    title = (server.ask("GET", path).resource.get("content") or [{}])[0].get("attachment", {}).get("title")
    if title != "Document de conformite":
        yield "It was changed all the same."


def _delete(server: Server) -> Faults:
    """TD3.3d, on a document of its own, which is not found afterwards."""
    number = server.new_number()
    deposited = server.ask("POST", "DocumentReference", resource=server.described(number))
    path = f"DocumentReference/{deposited.resource.get('id', '')}"
    patch = [{"op": "replace", "path": "/status", "value": "entered-in-error"}]
    headers = {"Content-Type": "application/json-patch+json"}
    yield from is_status(server.ask("PATCH", path, resource=patch, headers=headers), 200)
    if find(server, ("identifier", number)).entries("DocumentReference"):
        yield "What its author deleted is still found."


def _history(server: Server) -> Faults:
    answer = server.ask("GET", f"DocumentReference/{server.document_id()}/_history")
    yield from is_kind(answer, "Bundle")
    if answer.resource.get("type") != "history" or not answer.entries("DocumentReference"):
        yield "A history with at least one version is expected."


def _lists(server: Server) -> Faults:
    server.document_id()
    named = ("patient.identifier", server.credentials.patient)
    answer = server.search("List", named, ("code", "submissionset"), ("status", "current"))
    yield from is_kind(answer, "Bundle")
    if not answer.entries("List"):
        yield "No submission set is found, and a document was deposited."


def _own_consent(server: Server) -> Faults:
    answer = server.search("Consent", ("patient.identifier", server.credentials.patient))
    yield from is_kind(answer, "Bundle")
    if len(answer.entries("Consent")) != 1:
        yield "One's own authorisation, and no other, is expected."


def _trace(server: Server) -> Faults:
    server.ask("GET", f"DocumentReference/{server.document_id()}")
    dates = (("date", "ge2020-01-01"), ("date", "lt2100-01-01"))
    answer = server.search("AuditEvent", ("patient.identifier", server.credentials.patient), *dates)
    yield from is_kind(answer, "Bundle")
    if not answer.entries("AuditEvent"):
        yield "What was just read has left no line."


def _valid(server: Server) -> Faults:
    """Whatever came while the other checks ran; on its own, it reads one of each."""
    find(server)
    server.ask("GET", "metadata", who="")
    server.search("Patient", ("identifier", server.credentials.patient))
    for where, fault in server.invalid.items():
        yield f"{where}: {fault}"


CHECKS = checks_of(
    ("read", "What describes a document is read by its id, with its version.", _TD31, FEEDS, _read),
    ("read-not-modified", "If-None-Match saves reading the same twice.", "FHIR R4, http: cread", FEEDS, _not_modified),
    ("read-never-was", "What never was is 404 with an outcome.", "FHIR R4, http: read", READS, _never_was),
    ("bytes", "attachment.url gives the bytes that were deposited.", _TD32, FEEDS, _bytes),
    ("binary", "The same is read as a Binary.", "FHIR R4, Binary", FEEDS, _binary),
    ("no-store", "Nothing that was read may be stored on its way.", "RFC 9111, 5.2.2.5", FEEDS, _not_stored_on_the_way),
    ("xml", "XML says the same as JSON.", "FHIR R4, content types; PDSm 3.1", FEEDS, _xml),
    ("format", "_format counts for more than Accept.", "FHIR R4, http: _format", FEEDS, _format),
    ("error-xml", "An error comes in the format that was asked for.", "FHIR R4, content types", READS, _error_in_xml),
    ("not-acceptable", "Another format is 406.", "RFC 9110, 15.5.7; FHIR R4, http", FEEDS, _not_acceptable),
    ("gzip", "Answers are compressed for whoever takes gzip.", "FHIR R4, http: compression", frozenset(), _gzip),
    ("history", "The versions of a document are told.", "FHIR R4, http: history", FEEDS, _history),
    ("stale", "A change meant for another version is 412, and not done.", f"{_TD33}; RFC 9110, 13.1.1", FEEDS, _stale),
    ("another-element", "Nothing but what TD3.3 names can be changed.", f"{_TD33}; PDSm 3.1", FEEDS, _another_element),
    ("delete", "Its author deletes a document, which is then not found.", f"{_TD33}d", FEEDS, _delete),
    ("lists", "Deposits are found as Lists.", "IHE MHD, ITI-66", FEEDS, _lists),
    ("consent", "One's own authorisation is read as a Consent.", "IHE PCF, ITI-108; TD0.3", READS, _own_consent),
    ("trace", "A reading leaves a line, which the treating physician reads.", "IHE BALP, ITI-81", FEEDS, _trace),
    ("valid", "Every resource that came is valid FHIR R4.", "FHIR R4, conformance", READS, _valid),
)
