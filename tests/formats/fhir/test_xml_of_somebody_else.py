"""JSON → XML → JSON against a library that nobody here wrote: each reads what the other writes as the same resource.

What npm « fhir » 4.12 is known to do otherwise, and what is left out of the comparison for it: it drops white space
between the elements of a narrative and the nulls at the end of an array, JavaScript's numbers lose the zeros at the end
of a decimal, and it knows no exponent.
"""

import json
import shutil
import subprocess
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from carnet.formats.fhir.read import parse_json
from carnet.formats.fhir.write import write_json
from carnet.formats.fhir.xml_read import parse_fhir_xml
from carnet.formats.fhir.xml_write import write_xml
from tests.formats.fhir.resources import Json
from tests.formats.fhir.test_valid_resources import VALID
from tests.formats.fhir.test_xml import CURIOUS
from tests.shared_samples import SHARED
from tools.other_fhir import LIBRARY

NODE = shutil.which("node")
SCRIPT = Path(__file__).parents[2] / "node" / "round_trip.js"

pytestmark = pytest.mark.skipif(
    NODE is None or not LIBRARY.exists(),
    reason="npm « fhir » is not here: it is brought by python -m tools.other_fhir, and run by node",
)


def without_what_they_cannot_say(resource: Json) -> Json:
    said = deepcopy(resource)
    said["referenceRange"][1]["high"]["value"] = 1000
    said["contained"][1]["name"] = "Élan & Cie <1>"
    return said


def corpus() -> dict[str, Json]:
    """What we hold for valid, a curious resource, and the official samples where they are."""
    found: dict[str, Json] = {**VALID, "a curious one": without_what_they_cannot_say(CURIOUS)}
    for path in sorted((SHARED / "samples" / "fhir").glob("*.json")):
        read = parse_json(path.read_bytes())
        assert isinstance(read, dict)
        found[path.name] = read
    return found


def plain(value: object, name: str = "") -> Any:
    """A value without what the two libraries are known to write differently; numbers are compared as numbers."""
    if isinstance(value, dict):
        return {key: plain(item, key) for key, item in value.items()}
    if isinstance(value, list):
        items = [plain(item) for item in value]
        while items and items[-1] is None:
            items.pop()
        return items
    if name == "div":
        return "".join(str(value).split())
    if value is None or isinstance(value, bool):
        return value
    try:
        return str(float(str(value)))
    except ValueError:
        return value


def test_each_reads_what_the_other_writes() -> None:
    resources = corpus()
    sent = [{"resource": json.loads(write_json(one)), "xml": write_xml(one).decode()} for one in resources.values()]
    assert NODE is not None
    ran = subprocess.run(
        [NODE, str(SCRIPT), str(LIBRARY)],
        input="\n".join(json.dumps(one) for one in sent),
        capture_output=True,
        text=True,
        check=True,
    )
    answers = [json.loads(line) for line in ran.stdout.splitlines()]
    assert len(answers) == len(resources)
    for name, ours, answer in zip(resources, sent, answers, strict=True):
        assert plain(answer["read"]) == plain(ours["resource"]), f"they read our XML otherwise: {name}"
        read = parse_fhir_xml(answer["theirs"].encode())
        assert isinstance(read, dict), (name, read)
        assert plain(json.loads(write_json(read))) == plain(ours["resource"]), f"we read theirs otherwise: {name}"
