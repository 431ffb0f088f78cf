"""Runs npm ``fhir-kit-client``, unmodified, with the node that Playwright brings: no node of the machine is needed."""

import json
import subprocess
import tarfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright._impl._driver import compute_driver_executable

Json = dict[str, Any]
SCRIPT = Path(__file__).parent / "fhir_kit.mjs"
ARCHIVES = Path(__file__).parents[1] / "vendor" / "npm"
"""The packages as their makers publish them, pinned by vendor.lock."""


def unpack_kit(folder: Path) -> Path:
    """Unpack the kit and what it leans on, as ``npm install`` would; gives its entrance."""
    for archive in sorted(ARCHIVES.glob("*.tgz")):
        place = folder / "node_modules" / archive.stem
        with tarfile.open(archive, mode="r:gz") as opened:
            opened.extractall(folder / "unpacked", filter="data")
        place.parent.mkdir(exist_ok=True)
        (folder / "unpacked" / "package").rename(place)
    return folder / "node_modules" / "fhir-kit-client" / "dist" / "index.js"


def run_kit(kit: Path, base: str, steps: Sequence[Json], *, token: str = "") -> dict[str, Json]:
    """Do these steps, one after the other; each gives ``done`` or ``refused``, by its name.

    ``does`` names a verb of the kit's client, or one of ``fhir_kit.mjs``; « $kept.name.path » stands for what an
    earlier step gave.
    """
    node, _ = compute_driver_executable()
    asked = json.dumps({"base": base, "token": token, "steps": list(steps)})
    ran = subprocess.run(
        [node, str(SCRIPT), str(kit)], input=asked, capture_output=True, text=True, check=True, timeout=120
    )
    answers: dict[str, Json] = json.loads(ran.stdout)
    return answers
