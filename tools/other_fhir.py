"""Brings the FHIR library that our XML is compared with in the tests: npm « fhir », as its makers publish it.

``python -m tools.other_fhir`` downloads the pinned version with the npm client, compares it with its integrity and
unpacks it below ``.cache``. Nothing of it enters the tree or the product; it runs in tests only, and reads no network.
"""

import io
import shutil
import tarfile
from pathlib import Path

from tools.vendor import ROOT, download

NAME, VERSION = "fhir", "4.12.0"
INTEGRITY = "sha512-N+eLuUbYjvjX5NlZPhE08OVrsJJhulQKkVWnW1M3HpNvreWC1yVvoF8ptmGzlvtDZRCrNrBArfLklphFO2L0oA=="
PLACE = ROOT / ".cache" / "npm" / f"{NAME}-{VERSION}"
LIBRARY = PLACE / "package" / "fhir.js"


def main() -> None:
    """Download, compare, unpack in place of whatever was there."""
    brought = download(NAME, VERSION, INTEGRITY)
    shutil.rmtree(PLACE, ignore_errors=True)
    PLACE.mkdir(parents=True)
    with tarfile.open(fileobj=io.BytesIO(brought.archive), mode="r:gz") as archive:
        archive.extractall(PLACE, filter="data")
    print(f"{LIBRARY.relative_to(Path.cwd()) if LIBRARY.is_relative_to(Path.cwd()) else LIBRARY} is there.")


if __name__ == "__main__":
    main()
