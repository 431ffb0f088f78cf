"""The software that an integrator may be in the sandbox: two registered with keys and certificates, one application."""

from dataclasses import dataclass
from pathlib import Path

from carnet.demo.caregivers import CHU, HADDAD, KELLER, PRACTICE, Caregiver
from carnet.demo.software import Software, public_keys, read_or_make_key
from carnet.ports.environment import Environment
from carnet.store import tokens
from carnet.store.tokens import Client, ClientKind, Description

PRACTICE_SOFTWARE = Software(
    "sandbox-practice", "logiciel de cabinet, au nom du Dr Keller", ClientKind.PROFESSIONAL, PRACTICE.identifier, KELLER
)
HOSPITAL_SOFTWARE = Software(
    "sandbox-hospital", "logiciel d’établissement, celui du CHU", ClientKind.STRUCTURE, CHU.identifier
)
OF_CARE = (PRACTICE_SOFTWARE, HOSPITAL_SOFTWARE)
SIGNING_KEY = "key.pem"
"""In the folder of each: what signs its assertions (private_key_jwt)."""
NAMED_BY_THE_HOSPITAL: Caregiver = HADDAD
"""Whom the hospital's software names when it reads: a reading always has a person behind it."""


@dataclass(frozen=True, slots=True)
class PatientApp:
    """An application of patients. ``back``: the address of the machine itself to which people are led back."""

    client_id: str
    back: str
    described: Description


PATIENT_APP = PatientApp(
    "sandbox-app",
    "http://127.0.0.1:8765/back",
    Description(
        name="Application du bac à sable",
        purpose="Essayer la porte FHIR au nom d’une personne inventée.",
        purpose_en="Try the FHIR door in the name of an invented person.",
        redirect_uris=("http://127.0.0.1:8765/back",),
    ),
)


def register(thumbprints: dict[str, str], *, folder: Path, env: Environment) -> None:
    """Register the three, or replace what was known of them.

    ``thumbprints``: the SHA-256 of the certificate of each piece of software, by its client id (RFC 8705 3.1);
    ``folder``: that of the sandbox, where each has a folder of its own; a key is made when there is none yet.
    """
    for one in OF_CARE:
        key = read_or_make_key(folder / one.client_id / SIGNING_KEY, env)
        practitioner = one.practitioner.identifier if one.practitioner is not None else None
        described = Description(name=one.client_id, certificates=(thumbprints[one.client_id],))
        jwks = public_keys(key, kid=one.client_id)
        tokens.save_client(Client(one.client_id, one.kind, practitioner, one.organization, jwks, described=described))
    app = PATIENT_APP
    tokens.save_client(Client(app.client_id, ClientKind.PATIENT, None, None, {"keys": []}, described=app.described))
