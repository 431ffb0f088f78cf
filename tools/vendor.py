"""Copies third-party files (fonts, icons, htmx, axe-core) into the tree from their npm packages, each one checked.

``python -m tools.vendor`` downloads the versions that ``vendor.lock`` pins, compares each package with its integrity,
copies the files that the lock names and compares them with their digests. ``--check`` downloads nothing: it only
compares the files of the tree with the lock. ``--accept`` writes the digests of what was copied, when somebody has
changed a version on purpose.
"""

import argparse
import base64
import hashlib
import io
import json
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "vendor.lock"
WHOLE = "."
"""What the lock says of a package that is kept as its makers published it, unopened (the clients of the tests)."""


@dataclass(frozen=True, slots=True)
class Package:
    """One pinned npm package, as bytes in memory."""

    name: str
    version: str
    integrity: str
    archive: bytes

    def read(self, inner: str) -> bytes:
        """Give the bytes of one file of the package. ``KeyError`` when it has none of that name."""
        if inner == WHOLE:
            return self.archive
        with tarfile.open(fileobj=io.BytesIO(self.archive), mode="r:gz") as opened:
            found = opened.extractfile(f"package/{inner}")
            if found is None:
                raise KeyError(inner)
            return found.read()


class PackageChangedError(RuntimeError):
    """What the registry gave is not what the lock expects: nothing is copied."""


def read_lock() -> dict[str, Any]:
    """Give the lock: packages by name, each with version, licence, integrity and copied files."""
    lock: dict[str, Any] = json.loads(LOCK.read_text(encoding="utf-8"))
    return lock


def download(name: str, version: str, integrity: str) -> Package:
    """Bring one package with the npm client and compare it with its integrity (sha512, as npm writes it).

    An empty ``integrity`` accepts what comes; ``PackageChangedError`` when it differs.
    """
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", f"{name}@{version}", "--silent", "--ignore-scripts", "--pack-destination", folder]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder)  # noqa: S603  names of the lock
        (archive,) = (path.read_bytes() for path in Path(folder).glob("*.tgz"))
    found = "sha512-" + base64.b64encode(hashlib.sha512(archive).digest()).decode()
    if integrity and integrity != found:
        raise PackageChangedError(f"{name}@{version} is not the package that vendor.lock knows.")
    return Package(name, version, found, archive)


def differing(lock: dict[str, Any]) -> list[str]:
    """Give one sentence for each vendored file that is absent or is not the one that the lock knows."""
    faults = []
    for name, package in lock["packages"].items():
        for path, copied in package["files"].items():
            there = ROOT / path
            if not there.exists():
                faults.append(f"{path} ({name}) is absent.")
            elif digest(there.read_bytes()) != copied["sha256"]:
                faults.append(f"{path} is not the file of {name} {package['version']}.")
    return faults


def digest(content: bytes) -> str:
    """Give the SHA-256 of these bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def bring(lock: dict[str, Any], *, accept: bool) -> dict[str, Any]:
    """Download each package and copy its files; give the lock with the digests of what was copied."""
    for name, package in lock["packages"].items():
        brought = download(name, package["version"], "" if accept else package["integrity"])
        package["integrity"] = brought.integrity
        for path, copied in package["files"].items():
            content = brought.read(copied["from"])
            if not accept and digest(content) != copied["sha256"]:
                raise PackageChangedError(f"{path} is not the file of {name} {package['version']}.")
            copied["sha256"] = digest(content)
            (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / path).write_bytes(content)
    return lock


def main() -> None:
    """Run what the command line asks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--accept", action="store_true")
    asked = parser.parse_args()
    lock = read_lock()
    if not asked.check:
        lock = bring(lock, accept=asked.accept)
        LOCK.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    faults = differing(lock)
    print("\n".join(faults) or "Every vendored file is the one of its package.")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
