"""Checks of what is found: the record, documents by what describes them, pages, parameters that are wrong."""

from typing import Final

from carnet.config.conformance.caller import Answer
from carnet.config.conformance.checking import FEEDS, READS, Faults, checks_of, is_kind, is_refused
from carnet.config.conformance.server import Server

_TD02: Final = "PDSm pour le DMP, TD0.2"
_TD31: Final = "PDSm pour le DMP, TD3.1; IHE MHD, ITI-67"
_TD32: Final = "PDSm pour le DMP, TD3.2; IHE MHD, ITI-68"
_TD33: Final = "PDSm pour le DMP, TD3.3"
_NEVER_WAS: Final = "urn:oid:2.25.1"


def find(server: Server, *pairs: tuple[str, str], **headers: str) -> Answer:
    """Search the patient's current documents, by more than that."""
    named = ("patient.identifier", server.credentials.patient)
    return server.search("DocumentReference", named, ("status", "current"), *pairs, **headers)


def _record(server: Server) -> Faults:
    answer = server.search("Patient", ("identifier", server.credentials.patient))
    yield from is_kind(answer, "Bundle")
    patients = answer.entries("Patient")
    if len(patients) != 1:
        yield f"One Patient is expected; {len(patients)} came."
    if any(one.get("name") or one.get("birthDate") for one in patients):
        yield "The Patient tells traits that the asker did not."


def _no_record(server: Server) -> Faults:
    system, _, number = server.credentials.patient.partition("|")
    stem = f"{(int(number[:7]) + 7) % 10**7:07}{number[7:13]}"
    other = f"{system}|{stem}{97 - int(stem) % 97:02}"
    answer = server.search("Patient", ("identifier", other))
    yield from is_kind(answer, "Bundle")
    if answer.entries("Patient") or answer.resource.get("total") != 0:
        yield "Somebody who has no record is said to have one."


def _ignored_parameter(server: Server) -> Faults:
    answer = find(server, ("invented", "1"))
    yield from is_kind(answer, "Bundle")
    if not answer.entries("OperationOutcome"):
        yield "Nothing says that the parameter was ignored."


def _strict(server: Server) -> Faults:
    yield from is_refused(find(server, ("invented", "1"), Prefer="handling=strict"), 400)


def _without_patient(server: Server) -> Faults:
    yield from is_refused(server.search("DocumentReference", ("status", "current")), 400)


def _without_status(server: Server) -> Faults:
    named = ("patient.identifier", server.credentials.patient)
    yield from is_refused(server.search("DocumentReference", named), 400)


def _bad_date(server: Server) -> Faults:
    yield from is_refused(find(server, ("date", "yesterday")), 400)


def _search(server: Server) -> Faults:
    document = server.document_id()
    answer = find(server, ("identifier", server.number))
    yield from is_kind(answer, "Bundle")
    if answer.resource.get("type") != "searchset":
        yield "The bundle is no searchset."
    if [one.get("id") for one in answer.entries("DocumentReference")] != [document]:
        yield "The document of this number, and no other, is expected."


def _search_by_type(server: Server) -> Faults:
    server.document_id()
    answer = find(server, ("type", "http://loinc.org|34112-3"), ("_count", "5"))
    yield from is_kind(answer, "Bundle")
    codes = [one.get("type", {}).get("coding", [{}])[0].get("code") for one in answer.entries("DocumentReference")]
    if not codes or set(codes) != {"34112-3"}:
        yield "Documents of the type that was asked for, and no others, are expected."


def _nothing_found(server: Server) -> Faults:
    answer = find(server, ("identifier", _NEVER_WAS))
    yield from is_kind(answer, "Bundle")
    if answer.entries("DocumentReference"):
        yield "A number that nobody gave finds a document."


def _pages(server: Server) -> Faults:
    server.document_id()
    server.ask("POST", "DocumentReference", resource=server.described(server.new_number()))
    first = find(server, ("_count", "1"))
    yield from is_kind(first, "Bundle")
    links = {one.get("relation"): str(one.get("url", "")) for one in first.resource.get("link", [])}
    if not links.get("next"):
        yield "No link leads to the next page."
        return
    second = server.ask("GET", links["next"])
    seen = [one.get("id") for page in (first, second) for one in page.entries("DocumentReference")]
    if len(seen) != 2 or len(set(seen)) != 2:
        yield "Two pages of one document, each another, are expected."


CHECKS = checks_of(
    ("td02", "A record is found by the INS, and tells no trait.", f"{_TD02}, EX_0.2-1020", READS, _record),
    ("td02-nobody", "Somebody without a record gives an empty answer.", _TD02, READS, _no_record),
    ("search", "A document is found by its number.", _TD31, FEEDS, _search),
    ("search-type", "Documents are found by their type.", _TD31, FEEDS, _search_by_type),
    ("search-nothing", "A number that nobody gave finds nothing.", _TD31, READS, _nothing_found),
    ("search-pages", "Pages follow each other without a document twice.", "FHIR R4, search: paging", FEEDS, _pages),
    (
        "search-ignored",
        "An unknown parameter is ignored, and said to be.",
        "FHIR R4, search: handling",
        READS,
        _ignored_parameter,
    ),
    ("search-strict", "With handling=strict it is refused.", "FHIR R4, search: handling", READS, _strict),
    (
        "search-patient",
        "A search without a patient is refused.",
        f"{_TD31}: patient is required",
        READS,
        _without_patient,
    ),
    ("search-status", "A search without a status is refused.", f"{_TD31}: status is required", READS, _without_status),
    ("search-bad-date", "A date that is none is refused.", "FHIR R4, search: date", READS, _bad_date),
)
