"""The software of the demonstration: who it speaks for, the key with which it signs, the tokens it gets."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm

from carnet.config.launch.secret_files import read_secret, write_secret
from carnet.core.identifiers import OrganizationId
from carnet.demo.caregivers import (
    CHU,
    DERMATOLOGY,
    IMAGING,
    INSURER,
    KELLER,
    LABORATORY,
    OCCUPATIONAL_HEALTH,
    PHARMACY,
    PHYSIOTHERAPY,
    PRACTICE,
    SAMU,
    STATION_LABORATORY,
    Caregiver,
)
from carnet.demo.sample_authors import SAMPLE_STRUCTURES
from carnet.ports.environment import Environment
from carnet.store import tokens
from carnet.store.tokens import Client, ClientKind, Description

ALGORITHM = "ES384"
"""One of the two that SMART asks for."""

_CURVE = ec.SECP384R1()
_ORDER = int("ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973", 16)
"""Of the group of P-384 (FIPS 186-5): a private key is a number from 1 to this one, excluded."""


@dataclass(frozen=True, slots=True)
class Software:
    """A piece of software. ``what``: what it is, in French."""

    client_id: str
    what: str
    kind: ClientKind
    organization: OrganizationId
    practitioner: Caregiver | None = None


KELLER_PRACTICE = Software(
    "keller-practice", "logiciel de cabinet du Dr Keller", ClientKind.PROFESSIONAL, PRACTICE.identifier, KELLER
)
CHU_HOSPITAL = Software("chu-hospital", "logiciel du CHU", ClientKind.STRUCTURE, CHU.identifier)
INSURER_FLOW = Software("insurer-feed", "flux de l’Assurance maladie", ClientKind.INSURER, INSURER.identifier)
SITE = Software(
    "carnet-demo-site",
    "parle pour les titulaires, leurs proches et l’assistance, par la ligne de commande seulement",
    ClientKind.STRUCTURE,
    # In no directory: whatever this client signs, the token endpoint answers it nothing.
    OrganizationId("1990000990"),
)

SOFTWARE = (
    KELLER_PRACTICE,
    CHU_HOSPITAL,
    Software("cabinet-du-port", "logiciel du Cabinet du Port", ClientKind.STRUCTURE, PRACTICE.identifier),
    Software("docks-laboratory", "logiciel du laboratoire", ClientKind.STRUCTURE, LABORATORY.identifier),
    Software("gare-laboratory", "logiciel de l’autre laboratoire", ClientKind.STRUCTURE, STATION_LABORATORY.identifier),
    Software("marche-pharmacy", "logiciel de la pharmacie", ClientKind.STRUCTURE, PHARMACY.identifier),
    Software("sud-loire-imaging", "logiciel du centre d’imagerie", ClientKind.STRUCTURE, IMAGING.identifier),
    Software("couets-physio", "logiciel de kinésithérapie", ClientKind.STRUCTURE, PHYSIOTHERAPY.identifier),
    Software("graslin-dermatology", "logiciel de dermatologie", ClientKind.STRUCTURE, DERMATOLOGY.identifier),
    Software(
        "estuaire-work-health",
        "logiciel de santé au travail",
        ClientKind.STRUCTURE,
        OCCUPATIONAL_HEALTH.identifier,
    ),
    Software("deux-rives-samu", "logiciel de régulation du Samu", ClientKind.STRUCTURE, SAMU.identifier),
    INSURER_FLOW,
    *(
        Software(f"samples-{one.identifier.value}", f"logiciel de « {one.name} »", ClientKind.STRUCTURE, one.identifier)
        for one in SAMPLE_STRUCTURES
    ),
    SITE,
)
LAST = SOFTWARE[-1]
AT_PROVIDER = (KELLER_PRACTICE, CHU_HOSPITAL)
"""Known under the same name at the demonstration's identity provider, whose tokens they may exchange (RFC 8693)."""


def find_software(client_id: str) -> Software | None:
    """Look a piece of software up."""
    return next((one for one in SOFTWARE if one.client_id == client_id), None)


def software_of(someone: Caregiver) -> Software:
    """Give the software with which somebody works: their own, else that of their structure."""
    at_work = [one for one in SOFTWARE if one.organization == someone.works_in.identifier]
    own = [one for one in at_work if one.practitioner == someone]
    return (own or [one for one in at_work if one.practitioner is None])[0]


def connect(software: Software, *, home: Path, env: Environment) -> None:
    """Register a piece of software with the public half of its key, which is made when there is none yet."""
    jwks = public_keys(read_or_make_key(key_file(software, home), env), kid=software.client_id)
    practitioner = software.practitioner.identifier if software.practitioner is not None else None
    described = Description(provider_client=software.client_id if software in AT_PROVIDER else "")
    tokens.save_client(
        Client(software.client_id, software.kind, practitioner, software.organization, jwks, described=described)
    )


def public_keys(key: ec.EllipticCurvePrivateKey, *, kid: str) -> dict[str, Any]:
    """Give the public half of a key as a JSON Web Key Set (RFC 7517): what software hands over when it registers."""
    public = ECAlgorithm.to_jwk(key.public_key(), as_dict=True)
    return {"keys": [{**public, "kid": kid, "alg": ALGORITHM, "use": "sig"}]}


def sign_assertion(
    software: Software, *, speaking_for: Caregiver | None, audience: str, home: Path, env: Environment
) -> str:
    """Sign what a piece of software shows to get a token (RFC 7523).

    ``speaking_for``: the professional whom a structure's software names; ``audience``: the address of the token
    endpoint.
    """
    at = env.clock.now()
    claims: dict[str, Any] = {
        "iss": software.client_id,
        "sub": software.client_id,
        "aud": audience,
        "jti": str(env.chance.identifier()),
        "iat": int(at.timestamp()),
        "exp": int((at + timedelta(minutes=4)).timestamp()),
    }
    if speaking_for is not None:
        claims["extensions"] = {"carnet": {"practitioner": speaking_for.identifier.value}}
    key = read_or_make_key(key_file(software, home), env)
    return jwt.encode(claims, key, algorithm=ALGORITHM, headers={"kid": software.client_id})


def key_file(software: Software, home: Path) -> Path:
    """Tell where the private key of a piece of software is kept."""
    return home / "demo" / f"{software.client_id}.pem"


def read_or_make_key(path: Path, env: Environment) -> ec.EllipticCurvePrivateKey:
    """Read the private key that a file holds (PEM), or make one and write it there, for its owner alone."""
    if path.exists():
        read = serialization.load_pem_private_key(read_secret(path).encode("ascii"), None)
        if not isinstance(read, ec.EllipticCurvePrivateKey):
            raise ValueError(f"{path} holds no key of this kind")
        return read
    # 16 bytes more than the order has: the remainder is as good as uniform (FIPS 186-5, A.2.1).
    number = int.from_bytes(env.chance.secret(64), "big") % (_ORDER - 1) + 1
    made = ec.derive_private_key(number, _CURVE)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    pem = made.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    write_secret(path, pem.decode("ascii"))
    return made
