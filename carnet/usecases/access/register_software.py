"""The operator registers software of care: a structure's, or a professional's own."""

import re
from dataclasses import dataclass
from typing import Any

from carnet.core.identifiers import OrganizationId, PractitionerId
from carnet.ports.environment import Environment
from carnet.store import directory, tokens
from carnet.store.tokens import Client, ClientKind, Description
from carnet.usecases.access.register_app import AppFaulty, AppRegistered, faults_of_keys
from carnet.usecases.access.trace_token import trace_token

_CLIENT_ID = re.compile(r"[a-z0-9][a-z0-9-]{2,59}")
_THUMBPRINT = re.compile(r"[A-Za-z0-9_-]{43}")
_AT_PROVIDER = re.compile(r"[\x21-\x7e]{0,200}")


@dataclass(frozen=True, slots=True)
class SoftwareOfCare:
    """What the operator knows of it.

    ``practitioner``: the only one for whom it speaks, None for that of a structure, which names one or speaks for the
    structure; ``jwks``, ``certificates``: by which it proves itself; ``provider_client``: its name at the identity
    provider, whose tokens it may then exchange (RFC 8693), or empty.
    """

    organization: OrganizationId
    practitioner: PractitionerId | None
    jwks: dict[str, Any]
    certificates: tuple[str, ...] = ()
    binds_tokens: bool = False
    provider_client: str = ""


def register_software(client_id: str, software: SoftwareOfCare, *, env: Environment) -> AppRegistered | AppFaulty:
    """Register software of care, or replace what was known of it; every fault at once, in French, for the operator.

    The structure and the professional are in our directory already. Keys are handed over, never fetched.
    """
    kind = ClientKind.STRUCTURE if software.practitioner is None else ClientKind.PROFESSIONAL
    known = tokens.find_client(client_id)
    checks = {
        "L’identifiant : minuscules, chiffres et tirets, 3 à 60.": _CLIENT_ID.fullmatch(client_id) is not None,
        "Cet identifiant est celui d’un logiciel d’une autre sorte.": known is None or known.kind is kind,
        "Cette structure n’est pas dans l’annuaire.": directory.find_organization(software.organization) is not None,
        "Ce professionnel ne travaille pas dans cette structure.": _works_there(software),
        "Donnez ses clés publiques ou l’empreinte de son certificat.": bool(software.jwks or software.certificates),
        "Empreinte de certificat : 43 caractères (x5t#S256).": all(map(_THUMBPRINT.fullmatch, software.certificates)),
        "Son nom chez le fournisseur d’identité : 200 caractères au plus, sans espace.": (
            _AT_PROVIDER.fullmatch(software.provider_client) is not None
        ),
    }
    faults = [*(fault for fault, holds in checks.items() if not holds), *faults_of_keys(software.jwks)]
    if faults:
        return AppFaulty(tuple(faults))
    described = Description(
        certificates=software.certificates,
        binds_tokens=software.binds_tokens,
        provider_client=software.provider_client,
    )
    jwks = software.jwks or {"keys": []}
    tokens.save_client(Client(client_id, kind, software.practitioner, software.organization, jwks, described=described))
    trace_token("client-registered", client_id, is_refused=False, env=env)
    return AppRegistered(client_id)


def _works_there(software: SoftwareOfCare) -> bool:
    if software.practitioner is None:
        return True
    return directory.role_of(software.practitioner, software.organization) is not None
