"""Checks of what a server says of itself, of who it lets in, and of how tokens are got."""

from typing import Final

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from carnet.config.conformance.caller import FHIR_XML, Answer
from carnet.config.conformance.checking import (
    NOTHING,
    READS,
    Faults,
    Need,
    checks_of,
    is_kind,
    is_refused,
    is_status,
)
from carnet.config.conformance.server import NOBODY, STRUCTURE, Server

_SMART: Final = "SMART App Launch 2.2"
_WANTED: Final = {
    "DocumentReference": {"search-type", "read", "create"},
    "Patient": {"search-type"},
    "Binary": {"read"},
}


def _statement(server: Server) -> Answer:
    return server.ask("GET", "metadata", who=NOBODY)


def _metadata(server: Server) -> Faults:
    answer = _statement(server)
    yield from is_kind(answer, "CapabilityStatement")
    if not str(answer.resource.get("fhirVersion", "")).startswith("4.0"):
        yield "fhirVersion is not 4.0.1 (R4)."


def _interactions(server: Server) -> Faults:
    rest = _statement(server).resource.get("rest") or [{}]
    told = {
        str(one.get("type")): {str(way.get("code")) for way in one.get("interaction", [])}
        for one in rest[0].get("resource", [])
    }
    for kind, wanted in _WANTED.items():
        for code in sorted(wanted - told.get(kind, set())):
            yield f"{kind}: {code} is not declared."
    if "transaction" not in {one.get("code") for one in rest[0].get("interaction", [])}:
        yield "The transaction of ITI-65 is not declared."


def _metadata_in_xml(server: Server) -> Faults:
    answer = server.ask("GET", "metadata", who=NOBODY, headers={"Accept": FHIR_XML})
    yield from is_kind(answer, "CapabilityStatement")
    if answer.media_type != FHIR_XML:
        yield f"{FHIR_XML} was asked for; {answer.media_type or 'nothing'} came."


def _smart(server: Server) -> Faults:
    answer = server.ask("GET", ".well-known/smart-configuration", who=NOBODY)
    yield from is_status(answer, 200)
    told = answer.resource
    for name in ("token_endpoint", "capabilities", "grant_types_supported", "code_challenge_methods_supported"):
        if not told.get(name):
            yield f"{name} is not told."
    if "private_key_jwt" not in told.get("token_endpoint_auth_methods_supported", []):
        yield "private_key_jwt is not among the ways to prove oneself."
    if "S256" not in told.get("code_challenge_methods_supported", []):
        yield "PKCE with S256 is not offered."


def _without_token(server: Server) -> Faults:
    answer = server.ask("GET", "DocumentReference?status=current", who=NOBODY)
    yield from is_refused(answer, 401)
    if "bearer" not in answer.headers.get("www-authenticate", "").lower():
        yield "WWW-Authenticate does not name Bearer (RFC 6750, 3)."


def _invented_token(server: Server) -> Faults:
    answer = server.ask("GET", "DocumentReference?status=current", headers={"Authorization": "Bearer invented"}, who="")
    yield from is_refused(answer, 401)
    if "invalid_token" not in answer.headers.get("www-authenticate", ""):
        yield "WWW-Authenticate does not say invalid_token (RFC 6750, 3.1)."


def _token(server: Server) -> Faults:
    software = server.credentials.reader
    if software is None:
        return
    answer = server.ask_token(server.assertion(software))
    yield from is_status(answer, 200)
    if not answer.resource.get("access_token"):
        yield "No access_token came."
    lasts = answer.resource.get("expires_in")
    if not isinstance(lasts, int) or not 0 < lasts <= 3600:
        yield "expires_in is not told, or longer than an hour."
    if "no-store" not in answer.headers.get("cache-control", ""):
        yield "The token may be stored on its way (RFC 6749, 5.1)."


def _token_by_another_key(server: Server) -> Faults:
    software = server.credentials.reader
    if software is None:
        return
    other = ec.generate_private_key(ec.SECP384R1() if software.algorithm == "ES384" else ec.SECP256R1())
    pem = other.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    yield from _is_no_token(server.ask_token(server.assertion(software, key=pem.decode("ascii"))))


def _token_twice(server: Server) -> Faults:
    software = server.credentials.reader
    if software is None:
        return
    assertion = server.assertion(software)
    yield from is_status(server.ask_token(assertion), 200)
    yield from _is_no_token(server.ask_token(assertion))


def _is_no_token(answer: Answer) -> Faults:
    yield from is_status(answer, 400, 401)
    if answer.resource.get("access_token"):
        yield "A token was given all the same."
    if not answer.resource.get("error"):
        yield "No error of OAuth is told (RFC 6749, 5.2)."


def _bound_token(server: Server) -> Faults:
    software = server.credentials.reader
    if software is None:
        return
    given = server.ask_bound_token(software)
    yield from is_status(given, 200)
    token = str(given.resource.get("access_token", ""))
    with_it = server.ask_secured("Nothing/1", token, software)
    for fault in is_refused(with_it, 404):
        yield f"With the certificate: {fault}"
    bearer = {"Authorization": f"Bearer {token}"}
    answer = server.ask("GET", "DocumentReference?status=current", who=NOBODY, headers=bearer)
    for fault in is_refused(answer, 401):
        yield f"Without the certificate: {fault}"


def _structure_reads_nothing(server: Server) -> Faults:
    named = ("patient.identifier", server.credentials.patient)
    answer = server.search("DocumentReference", named, ("status", "current"), who=STRUCTURE)
    yield from is_refused(answer, 403)


def _unknown_address(server: Server) -> Faults:
    yield from is_refused(server.ask("GET", "Nothing/1"), 404)


def _unknown_method(server: Server) -> Faults:
    answer = server.ask("DELETE", "DocumentReference")
    yield from is_refused(answer, 405)
    if not answer.headers.get("allow"):
        yield "Allow does not say what is taken (RFC 9110, 15.5.6)."


_KEY: Final = frozenset({Need.KEY})
_TOKEN: Final = frozenset({Need.CREDENTIALS})
CHECKS = checks_of(
    ("metadata", "It describes itself by a CapabilityStatement of R4.", "FHIR R4, capabilities", NOTHING, _metadata),
    (
        "metadata-interactions",
        "The description declares what PDSm takes: deposit, search, read.",
        "IHE MHD 4.2, CapabilityStatement; PDSm 3.1",
        NOTHING,
        _interactions,
    ),
    (
        "metadata-xml",
        "It describes itself in XML to whoever asks.",
        "FHIR R4, content types",
        NOTHING,
        _metadata_in_xml,
    ),
    (
        "smart-configuration",
        "It tells how tokens are got.",
        f"{_SMART}, .well-known/smart-configuration",
        NOTHING,
        _smart,
    ),
    ("no-token", "Without a token, nothing is read.", "RFC 6750, 3; IHE IUA, ITI-72", NOTHING, _without_token),
    ("invented-token", "An invented token opens nothing.", "RFC 6750, 3.1", NOTHING, _invented_token),
    ("token", "A signed assertion gives a token of an hour at most.", f"{_SMART}, Backend Services", _KEY, _token),
    (
        "token-another-key",
        "An assertion that another key signed gives none.",
        "RFC 7523, 3; RFC 6749, 5.2",
        _KEY,
        _token_by_another_key,
    ),
    ("token-once", "An assertion is good once.", f"{_SMART}, Client Authentication: jti", _KEY, _token_twice),
    (
        "token-bound",
        "A token that a certificate got opens nothing without it.",
        "RFC 8705, 3",
        frozenset({Need.CERTIFICATE}),
        _bound_token,
    ),
    (
        "structure-reads-nothing",
        "An establishment's software reads nothing in its own name.",
        "PDSm pour le DMP: a professional is named for each reading",
        READS | {Need.STRUCTURE},
        _structure_reads_nothing,
    ),
    ("unknown-address", "An unknown address is 404 with an outcome.", "FHIR R4, http: read", _TOKEN, _unknown_address),
    ("unknown-method", "Another method is 405, with those that work.", "RFC 9110, 15.5.6", _TOKEN, _unknown_method),
)
