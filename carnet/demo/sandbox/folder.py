"""The folder of the sandbox: keys, certificates, small programs and a description, all that an integrator needs."""

import json
import shlex
import sys
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from carnet.config.launch.secret_files import write_secret
from carnet.demo.accounts import accounts
from carnet.demo.caregivers import HADDAD, KELLER
from carnet.demo.cast import CAMILLE, GEORGES, NADIA
from carnet.demo.documents.paper import Enclosed, Paper, write_paper
from carnet.demo.sandbox.certificates import Kept, authority, issued
from carnet.demo.sandbox.clients import NAMED_BY_THE_HOSPITAL, OF_CARE, PATIENT_APP, SIGNING_KEY, register
from carnet.demo.software import ALGORITHM, Software
from carnet.formats.media_types import TEXT
from carnet.ports.environment import Environment

SETTINGS: Final = "carnet.demo.sandbox.settings"
DESCRIPTION: Final = "sandbox.json"
PROGRAMS: Final = ("README.md", "token.sh", "get_token.py", "get_token.mjs", "patient_app.py")
"""Handed over as they stand in ``files``."""
LETTER: Final = "letter.xml"
NUMBER_OF_THE_LETTER: Final = "2.25.1234567890"
FOR_A_PERSON: Final = "person_token.sh"
PEOPLE: Final = (CAMILLE, GEORGES, NADIA)
CARING: Final = (KELLER, HADDAD)


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the sandbox answers: the site over HTTP, and over TLS by its front. Without a slash at their ends."""

    site: str
    secure: str


def folder_of(home: Path) -> Path:
    """Tell where the folder is."""
    return home / "sandbox"


def write_folder(home: Path, addresses: Addresses, env: Environment) -> Path:
    """Register the software of integrators and write the folder; what is there and still holds is kept.

    ``home``: of the installation, whose world is built. Every file is its owner's alone (0600), the folders too.
    """
    folder = folder_of(home)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    signer = authority(folder / "authority", env)
    issued(folder / "server", "localhost", signer, env)
    certificates = {one.client_id: issued(folder / one.client_id, one.client_id, signer, env) for one in OF_CARE}
    register({name: kept.thumbprint for name, kept in certificates.items()}, folder=folder, env=env)
    for one in OF_CARE:
        write_secret(folder / one.client_id / "curl.conf", _curl(folder, certificates[one.client_id]))
    described = json.dumps(_described(addresses, home, env), ensure_ascii=False, indent=2)
    write_secret(folder / DESCRIPTION, f"{described}\n")
    write_secret(folder / LETTER, _letter(env))
    write_secret(folder / FOR_A_PERSON, _person_token(home, addresses))
    for name in PROGRAMS:
        write_secret(folder / name, program(name))
    return folder


def program(name: str) -> str:
    """Give the text of one of the small programs."""
    return (files("carnet.demo.sandbox") / "files" / f"{name}.txt").read_text(encoding="utf-8")


def _letter(env: Environment) -> str:
    """Write a CDA about Camille, signed by Dr Keller, under a number that whoever sends it replaces by a new one."""
    enclosed = Enclosed(TEXT, b"Tout va bien.")
    written = write_paper(
        Paper("sandbox-letter", "34112-3", "Compte rendu", CAMILLE, KELLER, env.clock.now(), enclosed)
    )
    number = written.entry.unique_id.value.removeprefix("urn:oid:")
    content = written.content if isinstance(written.content, bytes) else written.content.open().read()
    return content.decode("utf-8").replace(number, NUMBER_OF_THE_LETTER)


def _person_token(home: Path, addresses: Addresses) -> str:
    """Write the program that gives the token of a person without their browser, which a sandbox alone may do."""
    told = {"CARNET_HOME": home, "CARNET_PUBLIC_URL": addresses.site, "DJANGO_SETTINGS_MODULE": SETTINGS}
    exported = "\n".join(f"export {name}={shlex.quote(str(value))}" for name, value in told.items())
    return (
        "#!/bin/sh\n"
        "# The token of an invented person, handed over by this sandbox; patient_app.py asks them as others must.\n"
        f"# Usage: TOKEN=$(sh {FOR_A_PERSON} camille)\n"
        f'{exported}\nexec {shlex.quote(sys.executable)} -m carnet.config.command demo token "$1"\n'
    )


def _curl(folder: Path, kept: Kept) -> str:
    """Write what `curl -K` reads: whose certificate is shown, and whom the other side must be certified by."""
    lines = {"cacert": folder / "authority" / "certificate.pem", "cert": kept.certificate, "key": kept.key}
    options = "\n".join(f'{name} = "{path}"' for name, path in lines.items())
    return f"silent\nshow-error\nfail-with-body\n{options}\n"


def _described(addresses: Addresses, home: Path, env: Environment) -> dict[str, Any]:
    everybody = {one.short: one for one in accounts(home=home, env=env)}
    return {
        "base_url": f"{addresses.site}/fhir",
        "secure_base_url": f"{addresses.secure}/fhir",
        "token_endpoint": f"{addresses.site}/oauth/token",
        "secure_token_endpoint": f"{addresses.secure}/oauth/token",
        "authority": "authority/certificate.pem",
        "software": {one.client_id: _software(one) for one in OF_CARE},
        "patient_app": {
            "client_id": PATIENT_APP.client_id,
            "redirect_uri": PATIENT_APP.back,
            "authorize": f"{addresses.site}/oauth/authorize",
        },
        "patients": {
            one.short: {
                "name": one.name,
                "ins_system": one.ins_system,
                "ins": one.ins,
                "record": one.record,
                "identifier": one.identifier,
                "password": one.password,
            }
            for one in (everybody[member.short] for member in PEOPLE)
        },
        "professionals": {
            one.short: {"name": one.name, "practitioner": one.practitioner, "structure": one.structure}
            for one in (everybody[someone.short] for someone in CARING)
        },
    }


def _software(one: Software) -> dict[str, Any]:
    speaks_for = one.practitioner.identifier.value if one.practitioner is not None else None
    return {
        "what": one.what,
        "algorithm": ALGORITHM,
        "kid": one.client_id,
        "key": f"{one.client_id}/{SIGNING_KEY}",
        "certificate": f"{one.client_id}/certificate.pem",
        "certificate_key": f"{one.client_id}/certificate-key.pem",
        "structure": one.organization.value,
        "practitioner": speaks_for,
        "may_name": None if speaks_for else NAMED_BY_THE_HOSPITAL.identifier.value,
    }
