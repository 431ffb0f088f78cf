"""What the kit is given to speak with: the folder of a sandbox, or what somebody names on the command line."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from carnet.config.conformance.caller import THE_MACHINE, Trust


@dataclass(frozen=True, slots=True)
class Software:
    """Software that proves itself by its key, and by its certificate if it has one.

    ``practitioner``: for whom it speaks, if for somebody; ``structure``: its national identifier.
    """

    client_id: str
    kid: str
    algorithm: str
    key: Path
    structure: str
    practitioner: str = ""
    trust: Trust = THE_MACHINE

    def __repr__(self) -> str:
        """Name it, and nothing of its key."""
        return f"Software({self.client_id})"


@dataclass(frozen=True, slots=True, repr=False)
class Credentials:
    """All that checks may need; what is None or empty lets those that need it be skipped.

    ``base``: of the door, without a slash at its end; ``secure_…``: over mutual TLS. ``reader``: a professional's;
    ``structure``: an establishment's, which reads nothing in its own name. ``token``: a bearer token handed over, in
    place of the reader's. ``patient``: ``SYSTEM|INS`` of somebody whose record the reader may feed and read;
    ``author``: who signs what is deposited.
    """

    base: str
    patient: str = ""
    author: str = ""
    source: str = ""
    token: str = ""
    token_endpoint: str = ""
    secure_base: str = ""
    secure_token_endpoint: str = ""
    reader: Software | None = None
    structure: Software | None = None
    trust: Trust = THE_MACHINE

    def __repr__(self) -> str:
        """Hide the token."""
        return f"Credentials({self.base})"


@dataclass(frozen=True, slots=True)
class UnreadableFolder:
    """The folder is not that of a sandbox. ``why``: in French, for who typed its name."""

    why: str


def read_folder(folder: Path, base: str = "") -> Credentials | UnreadableFolder:
    """Read what `carnet sandbox` wrote; ``base``: another address than that of its description."""
    try:
        told = json.loads((folder / "sandbox.json").read_text(encoding="utf-8"))
        authority = folder / told["authority"]
        software = {name: _software(name, one, folder, authority) for name, one in told["software"].items()}
        patient = told["patients"]["camille"]
        reader = next(one for one in software.values() if one.practitioner)
        return Credentials(
            base=(base or told["base_url"]).rstrip("/"),
            patient=f"{patient['ins_system']}|{patient['ins']}",
            author=reader.practitioner,
            source=reader.structure,
            token_endpoint=told["token_endpoint"],
            secure_base=told["secure_base_url"],
            secure_token_endpoint=told["secure_token_endpoint"],
            reader=reader,
            structure=next(one for one in software.values() if not one.practitioner),
            trust=Trust(authority),
        )
    except (OSError, ValueError, KeyError, TypeError, StopIteration) as error:
        return UnreadableFolder(f"{folder} n’est pas le dossier d’un bac à sable ({type(error).__name__}).")


def _software(client_id: str, told: Mapping[str, Any], folder: Path, authority: Path) -> Software:
    trust = Trust(authority, folder / told["certificate"], folder / told["certificate_key"])
    return Software(
        client_id,
        told["kid"],
        told["algorithm"],
        folder / told["key"],
        told["structure"],
        told["practitioner"] or "",
        trust,
    )
