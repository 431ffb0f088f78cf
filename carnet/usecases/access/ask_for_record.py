"""What an application asks a person for, read from its authorization request and held to what it registered."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from carnet.core.access.scopes import OFFLINE, Context, Permission, asked_for
from carnet.store import tokens
from carnet.store.tokens import Client, ClientKind

LONGEST_STATE = 1000
_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")
"""A SHA-256 in base64url (RFC 7636 4.2)."""
_THUMBPRINT = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class AppRequest:
    """A sound request. ``permissions``: what is asked for; ``is_offline``: to go on without the person.

    ``key``: how a token says that it is bound to the key that the code must come back with, or empty.
    """

    client: Client
    redirect_uri: str
    state: str
    code_challenge: str
    permissions: tuple[Permission, ...]
    is_offline: bool
    key: str = ""


class AskedWrongly(Enum):
    """Why nobody is led anywhere: the person is told on a page of ours (RFC 6749 4.1.2.1)."""

    UNKNOWN_APP = "unknown-app"
    UNKNOWN_ADDRESS = "unknown-address"


@dataclass(frozen=True, slots=True)
class RequestRefused:
    """What the application is told, at its registered address: an OAuth error code and a sentence."""

    redirect_uri: str
    state: str
    error: str
    description: str


def ask_for_record(parameters: Mapping[str, str], *, fhir_base: str) -> AppRequest | RequestRefused | AskedWrongly:
    """Read an authorization request (OAuth 2.1 4.1.1, PKCE S256 only; SMART App Launch 2.2).

    ``parameters``: each once; ``fhir_base``: the base URL of the FHIR door, which ``aud`` must name. Nothing is ever
    sent to an address that the application did not register, character for character.
    """
    client = tokens.find_client(parameters.get("client_id", ""))
    if client is None or not client.is_active or client.kind is not ClientKind.PATIENT:
        return AskedWrongly.UNKNOWN_APP
    redirect_uri = parameters.get("redirect_uri", "")
    if redirect_uri not in client.described.redirect_uris:
        return AskedWrongly.UNKNOWN_ADDRESS
    state = parameters.get("state", "")
    permissions = asked_for(parameters.get("scope", ""), Context.PATIENT)
    fault = _fault(parameters, fhir_base) or (None if permissions else _no_scope())
    if fault is not None:
        return RequestRefused(redirect_uri, state[:LONGEST_STATE], *fault)
    thumbprint = parameters.get("dpop_jkt", "")
    return AppRequest(
        client=client,
        redirect_uri=redirect_uri,
        state=state,
        code_challenge=parameters["code_challenge"],
        permissions=permissions,
        is_offline=OFFLINE in parameters["scope"].split(),
        key=f"jkt:{thumbprint}" if thumbprint else "",
    )


def _fault(parameters: Mapping[str, str], fhir_base: str) -> tuple[str, str] | None:
    state, thumbprint = parameters.get("state", ""), parameters.get("dpop_jkt", "")
    if parameters.get("response_type") != "code":
        return "unsupported_response_type", "response_type must be code."
    if "request" in parameters or "request_uri" in parameters:
        return "request_not_supported", "Send the parameters themselves."
    if parameters.get("code_challenge_method") != "S256":
        return "invalid_request", "PKCE is required: code_challenge_method must be S256."
    if _CHALLENGE.fullmatch(parameters.get("code_challenge", "")) is None:
        return "invalid_request", "code_challenge must be the SHA-256 of the verifier, in base64url without padding."
    if not state or len(state) > LONGEST_STATE or not state.isprintable():
        return "invalid_request", f"state is required: at most {LONGEST_STATE} printable characters."
    if parameters.get("aud", "").rstrip("/") != fhir_base:
        return "invalid_request", f"aud must be {fhir_base}."
    if thumbprint and _THUMBPRINT.fullmatch(thumbprint) is None:
        return "invalid_request", "dpop_jkt must be the thumbprint of your key (RFC 7638, SHA-256)."
    return None


def _no_scope() -> tuple[str, str]:
    return "invalid_scope", "No scope is known among those asked for; patient/DocumentReference.rs is one."
