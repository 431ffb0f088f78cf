"""Checks of the deposit: what is sound enters once and whole, what is not enters not at all, and is told why."""

from copy import deepcopy
from typing import Final

from carnet.config.conformance.caller import FHIR_JSON, FHIR_XML, Json
from carnet.config.conformance.checking import FEEDS, READS, Faults, checks_of, is_kind, is_refused, is_status
from carnet.config.conformance.server import Server
from carnet.formats.fhir.xml_write import write_xml

_TD2: Final = "PDSm pour le DMP, TD2; IHE MHD, ITI-105"
_ITI65: Final = "PDSm pour le DMP, TD2.1; IHE MHD, ITI-65"


def _is_stored(server: Server, number: str) -> bool:
    named = ("patient.identifier", server.credentials.patient)
    answer = server.search("DocumentReference", named, ("status", "current"), ("identifier", number))
    numbers = [one.get("masterIdentifier", {}).get("value") for one in answer.entries("DocumentReference")]
    return number in numbers


def _deposit(server: Server) -> Faults:
    number = server.new_number()
    answer = server.ask("POST", "DocumentReference", resource=server.described(number))
    yield from is_status(answer, 201)
    if not answer.headers.get("location"):
        yield "Location does not say where it is."
    if not _is_stored(server, number):
        yield "A search by its number does not find it."


def _deposit_in_xml(server: Server) -> Faults:
    body = write_xml(server.described(server.new_number()))
    yield from is_status(server.ask("POST", "DocumentReference", body=body, headers={"Content-Type": FHIR_XML}), 201)


def _twice(server: Server) -> Faults:
    server.document_id()
    yield from is_refused(server.ask("POST", "DocumentReference", resource=server.described(server.number)), 409)


def _conditional(server: Server) -> Faults:
    server.document_id()
    condition = {"If-None-Exist": f"identifier=urn:ietf:rfc:3986|{server.number}"}
    again = server.described(server.number)
    yield from is_status(server.ask("POST", "DocumentReference", resource=again, headers=condition), 200)


def _wrong(server: Server, change: str, value: object) -> Faults:
    """Send a document whose attachment is changed in one thing: refused, and not stored."""
    number = server.new_number()
    sent = server.described(number)
    sent["content"][0]["attachment"][change] = value
    yield from is_refused(server.ask("POST", "DocumentReference", resource=sent), 400, 422)
    if _is_stored(server, number):
        yield "It was stored all the same."


def _wrong_hash(server: Server) -> Faults:
    yield from _wrong(server, "hash", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=")


def _wrong_size(server: Server) -> Faults:
    yield from _wrong(server, "size", 3)


def _active_content(server: Server) -> Faults:
    yield from _wrong(server, "contentType", "application/x-msdownload")


def _unknown_type(server: Server) -> Faults:
    sent = server.described(server.new_number())
    sent["type"]["coding"][0]["code"] = "0000-0"
    yield from is_refused(server.ask("POST", "DocumentReference", resource=sent), 400, 422)


def _bad_ins(server: Server) -> Faults:
    """The key of an INS is 97 less the rest of the number by 97: another key is nobody's."""
    sent = server.described(server.new_number())
    sent["subject"]["reference"] = f"Patient?identifier={_with_another_key(server.credentials.patient)}"
    yield from is_refused(server.ask("POST", "DocumentReference", resource=sent), 400, 422)


def _not_json(server: Server) -> Faults:
    answer = server.ask("POST", "DocumentReference", body=b'{"resourceType":', headers={"Content-Type": FHIR_JSON})
    yield from is_refused(answer, 400)


def _another_media_type(server: Server) -> Faults:
    answer = server.ask("POST", "DocumentReference", body=b"status: current", headers={"Content-Type": "text/yaml"})
    yield from is_refused(answer, 415)


def _invalid_element(server: Server) -> Faults:
    sent: Json = {**server.described(server.new_number()), "invented": True}
    answer = server.ask("POST", "DocumentReference", resource=sent)
    yield from is_refused(answer, 400, 422)
    if not any(one.get("expression") for one in answer.resource.get("issue", []) if isinstance(one, dict)):
        yield "No issue says where it stands (expression)."


def _transaction(server: Server) -> Faults:
    number = server.new_number()
    answer = server.ask("POST", "", resource=server.bundle(number))
    yield from is_kind(answer, "Bundle")
    if answer.resource.get("type") != "transaction-response":
        yield "The answer is no transaction-response."
    told = [str(one.get("response", {}).get("status", "")) for one in answer.resource.get("entry", [])]
    if len(told) != 3 or not all(one.startswith("201") for one in told):
        yield f"Three entries with 201 are expected; {', '.join(told) or 'none'} came."
    if not _is_stored(server, number):
        yield "A search by its number does not find the document."


def _atomic(server: Server) -> Faults:
    number = server.new_number()
    sent = deepcopy(server.bundle(number))
    sent["entry"][2]["resource"]["data"] = "YXV0cmUgY2hvc2U="
    yield from is_refused(server.ask("POST", "", resource=sent), 400, 422)
    if _is_stored(server, number):
        yield "A part of it was stored."


def _validate(server: Server) -> Faults:
    number = server.new_number()
    answer = server.ask("POST", "DocumentReference/$validate", resource=server.described(number))
    yield from is_kind(answer, "OperationOutcome")
    if answer.is_outcome():
        yield "A sound document is said to have errors."
    if _is_stored(server, number):
        yield "It was stored."


def _validate_wrong(server: Server) -> Faults:
    sent = server.described(server.new_number())
    sent["content"][0]["attachment"]["size"] = 3
    answer = server.ask("POST", "DocumentReference/$validate", resource=sent)
    yield from is_refused(answer, 200)


def _request_number(server: Server) -> Faults:
    answer = server.ask("GET", "metadata", who="", headers={"X-Request-Id": "conformance-1"})
    if answer.headers.get("x-request-id") != "conformance-1":
        yield "X-Request-Id does not come back."


def _with_another_key(patient: str) -> str:
    return patient[:-2] + f"{(int(patient[-2:]) % 97) + 1:02}"


def _bad_ins_search(server: Server) -> Faults:
    answer = server.search("Patient", ("identifier", _with_another_key(server.credentials.patient)))
    yield from is_refused(answer, 400)


CHECKS = checks_of(
    ("deposit", "A document enters by one request, and is then found.", _TD2, FEEDS, _deposit),
    ("deposit-xml", "A document enters in XML as in JSON.", "FHIR R4, content types; PDSm 3.1", FEEDS, _deposit_in_xml),
    ("deposit-twice", "The same uniqueId enters once.", f"{_TD2}: DocumentEntry.uniqueId", FEEDS, _twice),
    (
        "deposit-conditional",
        "If-None-Exist finds what was deposited before.",
        "FHIR R4, http: conditional create",
        FEEDS,
        _conditional,
    ),
    ("wrong-hash", "Another hash than that of the bytes is refused.", f"{_TD2}: hash", FEEDS, _wrong_hash),
    ("wrong-size", "Another size than that of the bytes is refused.", f"{_TD2}: size", FEEDS, _wrong_size),
    ("wrong-format", "A format that the record does not take is refused.", "DMP, formats", FEEDS, _active_content),
    ("unknown-type", "A type of document that nobody published is refused.", "CI-SIS, JDV_J07", FEEDS, _unknown_type),
    ("bad-ins-deposit", "An INS with a wrong key is refused.", "Référentiel INS: clé", FEEDS, _bad_ins),
    ("bad-ins", "A search by an INS with a wrong key is refused.", "Référentiel INS: clé", READS, _bad_ins_search),
    ("not-json", "A body that cannot be read is 400.", "FHIR R4, http: create", FEEDS, _not_json),
    (
        "another-media-type",
        "A body of another type is 415.",
        "FHIR R4, http; RFC 9110, 15.5.16",
        FEEDS,
        _another_media_type,
    ),
    (
        "invalid-element",
        "An unknown element is refused, and said where.",
        "FHIR R4, OperationOutcome",
        FEEDS,
        _invalid_element,
    ),
    ("transaction", "A bundle enters whole: 201 for each entry.", _ITI65, FEEDS, _transaction),
    ("transaction-atomic", "A bundle with one fault enters not at all.", _ITI65, FEEDS, _atomic),
    (
        "validate",
        "$validate says that a sound document is, and stores nothing.",
        "FHIR R4, $validate",
        FEEDS,
        _validate,
    ),
    ("validate-wrong", "$validate says what is wrong, with 200.", "FHIR R4, $validate", FEEDS, _validate_wrong),
    (
        "request-id",
        "The client's number of a request comes back.",
        "FHIR R4, http: custom headers",
        frozenset(),
        _request_number,
    ),
)
