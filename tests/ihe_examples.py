"""Where the examples of the MHD guide are, for the tests that read what nobody here wrote."""

import json
import tarfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / ".cache" / "fhir-packages" / "ihe.iti.mhd#4.2.4.tgz"
FOLDERS = frozenset({"package", "package/example"})

needs_examples = pytest.mark.skipif(
    not PACKAGE.is_file(),
    reason=f"the MHD guide is not here: its package goes into .cache/fhir-packages/{PACKAGE.name}, and is not copied",
)


@cache
def examples() -> dict[str, dict[str, Any]]:
    """Read every instance of the guide, by its type and its id; its definitions are no examples."""
    found = {}
    with tarfile.open(PACKAGE, mode="r:gz") as archive:
        for member in archive.getmembers():
            path = Path(member.name)
            content = archive.extractfile(member)
            if path.parent.as_posix() in FOLDERS and path.suffix == ".json" and content is not None:
                resource = json.loads(content.read())
                if "resourceType" in resource and "url" not in resource:
                    found[f"{resource['resourceType']}/{resource['id']}"] = resource
    return found
