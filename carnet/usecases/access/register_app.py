"""The operator registers an application of patients, lists those that are, and switches one off at once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from carnet.ports.environment import Environment
from carnet.store import tokens
from carnet.store.tokens import Client, ClientKind, Description
from carnet.usecases.access.trace_token import trace_token

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
LONGEST_NAME, LONGEST_PURPOSE = 60, 300
_CLIENT_ID = re.compile(r"[a-z0-9][a-z0-9-]{2,59}")
_THUMBPRINT = re.compile(r"[A-Za-z0-9_-]{43}")
_PRIVATE = frozenset({"d", "p", "q", "k"})
"""Members of a JSON Web Key that nobody may hand over."""


@dataclass(frozen=True, slots=True)
class AppRegistered:
    """It may ask people from now on, under this identifier."""

    client_id: str


@dataclass(frozen=True, slots=True)
class AppFaulty:
    """Nothing was registered: every fault at once, in French, for the operator."""

    faults: tuple[str, ...]


def register_app(
    client_id: str, described: Description, *, jwks: dict[str, Any], env: Environment
) -> AppRegistered | AppFaulty:
    """Register an application of patients, or replace what was known of it (RFC 7591 vocabulary, by the operator only).

    ``jwks``: its public keys, or an empty object for one that keeps no secret. Addresses are https, an address of the
    device itself, or a scheme of the application's own (RFC 8252 7); they count character for character. Keys are
    handed over, never fetched: no address of software is called to learn its keys (OWASP ASVS 1.3.6).
    """
    known = tokens.find_client(client_id)
    faults = [
        *([] if _CLIENT_ID.fullmatch(client_id) else ["L’identifiant : minuscules, chiffres et tirets, 3 à 60."]),
        *([] if known is None or known.kind is ClientKind.PATIENT else ["Cet identifiant est celui d’un logiciel."]),
        *_faults_of_words(described),
        *_faults_of_addresses(described),
        *faults_of_keys(jwks),
    ]
    if faults:
        return AppFaulty(tuple(faults))
    kept_keys = jwks or {"keys": []}
    tokens.save_client(Client(client_id, ClientKind.PATIENT, None, None, kept_keys, described=described))
    trace_token("client-registered", client_id, is_refused=False, env=env)
    return AppRegistered(client_id)


def list_registered() -> Sequence[Client]:
    """List all software that was registered, applications of patients and others, active or not."""
    return tokens.clients()


def switch_app(client_id: str, *, is_active: bool, env: Environment) -> bool:
    """Switch software off, and with it every token it holds, or on again; false when it was never registered."""
    client = tokens.find_client(client_id)
    if client is None:
        return False
    tokens.save_client(replace(client, is_active=is_active))
    trace_token("client-switched-on" if is_active else "client-switched-off", client_id, is_refused=False, env=env)
    return True


def _faults_of_words(described: Description) -> list[str]:
    faults = []
    if not described.name.strip() or len(described.name) > LONGEST_NAME or not described.name.isprintable():
        faults.append(f"Le nom : {LONGEST_NAME} caractères au plus, lisibles.")
    for purpose in (described.purpose, described.purpose_en):
        if not purpose.strip() or len(purpose) > LONGEST_PURPOSE or not purpose.isprintable():
            faults.append(f"À quoi elle sert, en français et en anglais : {LONGEST_PURPOSE} caractères au plus.")
            break
    return faults


def _faults_of_addresses(described: Description) -> list[str]:
    faults = [] if described.redirect_uris else ["Donnez au moins une adresse de retour."]
    faults += [f"Adresse de retour refusée : {one}" for one in described.redirect_uris if not _may_lead_to(one)]
    faults += [f"Origine refusée : {one}" for one in described.origins if not _is_origin(one)]
    faults += [
        f"Empreinte de certificat refusée : {one}"
        for one in described.certificates
        if _THUMBPRINT.fullmatch(one) is None
    ]
    return faults


def faults_of_keys(jwks: dict[str, Any]) -> list[str]:
    """Tell what is wrong with a key set that was handed over: it holds public keys only (RFC 7517)."""
    keys = jwks.get("keys", []) if jwks else []
    if not isinstance(keys, list) or any(not isinstance(key, dict) or _PRIVATE & key.keys() for key in keys):
        return ["Les clés : un JSON Web Key Set de clés publiques seulement."]
    return []


def _may_lead_to(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if parts.fragment or "*" in address or not address.isprintable() or " " in address or parts.username is not None:
        return False
    if parts.scheme in ("https", "http"):
        return bool(parts.hostname) and (parts.scheme == "https" or parts.hostname in LOOPBACK)
    return "." in parts.scheme and not parts.netloc


def _is_origin(origin: str) -> bool:
    parts = urlsplit(origin)
    is_bare = not (parts.path or parts.query or parts.fragment or parts.username) and "*" not in origin
    return is_bare and bool(parts.hostname) and (parts.scheme == "https" or parts.hostname in LOOPBACK)
