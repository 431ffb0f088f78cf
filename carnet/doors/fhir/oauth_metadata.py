"""What this server says of how tokens are got, from one table: SMART and OAuth ask for it at two addresses."""

from typing import Any

from carnet.core.access.scopes import scopes_offered
from carnet.doors.fhir.token_endpoint import GRANTS
from carnet.formats import assertion, dpop

AUTHORIZE, TOKEN, REVOKE, INTROSPECT = "/oauth/authorize", "/oauth/token", "/oauth/revoke", "/oauth/introspect"

CAPABILITIES = (
    "launch-standalone",
    "client-public",
    "client-confidential-asymmetric",
    "context-standalone-patient",
    "permission-offline",
    "permission-patient",
    "permission-user",
    "permission-v1",
    "permission-v2",
    "authorize-post",
)
"""SMART App Launch 2.2, « Conformance »."""

PROVED_BY = ("private_key_jwt", "self_signed_tls_client_auth", "none")


def authorization_server(site: str) -> dict[str, Any]:
    """Describe the authorization server (RFC 8414). ``site``: its address, without a slash at its end."""
    return {
        "issuer": site,
        "authorization_endpoint": f"{site}{AUTHORIZE}",
        "token_endpoint": f"{site}{TOKEN}",
        "revocation_endpoint": f"{site}{REVOKE}",
        "introspection_endpoint": f"{site}{INTROSPECT}",
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": list(GRANTS),
        "code_challenge_methods_supported": ["S256"],
        "scopes_supported": list(scopes_offered()),
        "token_endpoint_auth_methods_supported": list(PROVED_BY),
        "token_endpoint_auth_signing_alg_values_supported": list(assertion.ALGORITHMS),
        "revocation_endpoint_auth_methods_supported": list(PROVED_BY),
        "introspection_endpoint_auth_methods_supported": list(PROVED_BY[:-1]),
        "dpop_signing_alg_values_supported": list(dpop.ALGORITHMS),
        "tls_client_certificate_bound_access_tokens": True,
        "authorization_response_iss_parameter_supported": True,
    }


def smart_configuration(site: str) -> dict[str, Any]:
    """Describe it as SMART asks: the same, without an issuer, since nobody signs in elsewhere with it."""
    described = authorization_server(site)
    del described["issuer"]
    return {**described, "capabilities": list(CAPABILITIES)}


def oauth_uris(site: str) -> dict[str, Any]:
    """Say the addresses in a CapabilityStatement, where clients of the first SMART look first (fhir-kit-client)."""
    # The extension is closed: revocation and introspection stand in .well-known/smart-configuration alone.
    addresses = {"authorize": AUTHORIZE, "token": TOKEN}
    return {
        "url": "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris",
        "extension": [{"url": name, "valueUri": f"{site}{address}"} for name, address in addresses.items()],
    }
