"""Finds the published FHIR packages that somebody brought, and takes their definitions out."""

import json
import tarfile
from dataclasses import dataclass
from pathlib import Path

WANTED = {
    "ans.fhir.fr.pdsm#3.1.1": "PDSm",
    "ihe.iti.mhd#4.2.4": "IHE MHD",
    "ihe.iti.balp#1.1.5": "IHE BALP",
    "ihe.iti.pcf#1.1.1": "IHE PCF",
    "hl7.fhir.uv.ips#2.0.1": "IPS",
    "hl7.fhir.fr.core#2.1.0": "FR Core",
    "ans.fhir.fr.annuaire#1.1.0": "Annuaire santé",
}
"""The packages whose profiles Carnet answers under, or that those lean on, at the versions that its tables follow."""

_FR_CORE = "https://hl7.fr/ig/fhir/core/StructureDefinition/"
_ANNUAIRE = "https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/"
STAND_INS = {
    "hl7.fhir.fr.core#2.1.0": {
        f"{_FR_CORE}fr-core-patient": "Patient",
        f"{_FR_CORE}fr-core-related-person": "RelatedPerson",
    },
    "ans.fhir.fr.annuaire#1.1.0": {
        f"{_ANNUAIRE}as-practitioner": "Practitioner",
        f"{_ANNUAIRE}as-practitionerrole": "PractitionerRole",
        f"{_ANNUAIRE}as-organization": "Organization",
    },
}
"""What PDSm leans on: where such a package is absent, the type that its profile narrows is held in its place."""

DEFINITIONS = frozenset({"StructureDefinition", "ValueSet", "CodeSystem"})


@dataclass(frozen=True, slots=True)
class Packages:
    """Which packages were there, and which were not, by their names."""

    present: tuple[str, ...]
    absent: tuple[str, ...]


def unpack(source: Path, target: Path) -> Packages:
    """Write the definitions of the packages of ``source`` (``NAME#VERSION.tgz``) as files of ``target``."""
    present = tuple(name for name in WANTED if (source / f"{name}.tgz").is_file())
    stand_ins = {
        f'"{profile}"': f'"http://hl7.org/fhir/StructureDefinition/{kind}"'
        for name, profiles in STAND_INS.items()
        if name not in present
        for profile, kind in profiles.items()
    }
    for name in present:
        with tarfile.open(source / f"{name}.tgz", mode="r:gz") as archive:
            for member in archive.getmembers():
                path = Path(member.name)
                if path.parent.as_posix() != "package" or path.suffix != ".json" or path.name == "package.json":
                    continue
                content = archive.extractfile(member)
                resource = json.loads(content.read()) if content else {}
                if resource.get("resourceType") in DEFINITIONS:
                    text = json.dumps(resource)
                    for profile, kind in stand_ins.items():
                        text = text.replace(profile, kind)
                    (target / f"{name.partition('#')[0]}-{path.name}").write_text(text, encoding="utf-8")
    return Packages(present, tuple(name for name in WANTED if name not in present))
