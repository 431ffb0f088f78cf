"""`make conformance` says what it lacks, what answers could not be held against, and what the judge said."""

import io
import json
import tarfile
from datetime import date
from pathlib import Path

import pytest

from tools.conformance.__main__ import main
from tools.conformance.packages import WANTED, Packages, unpack
from tools.conformance.verdicts import as_tables, read_verdicts

PDSM, FR_CORE = "ans.fhir.fr.pdsm#3.1.1", "hl7.fhir.fr.core#2.1.0"
PATIENT = "https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-patient"


def package(folder: Path, name: str, **files: object) -> None:
    with tarfile.open(folder / f"{name}.tgz", mode="w:gz") as archive:
        for file, resource in files.items():
            content = json.dumps(resource).encode()
            member = tarfile.TarInfo(f"package/{file}.json")
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))


def test_a_machine_without_java_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main([]) == 2
    told = capsys.readouterr().out
    assert "was not run" in told
    assert "openjdk" in told
    assert "maven" in told


def test_definitions_are_taken_out_of_the_packages_that_are_there_and_the_others_are_named(tmp_path: Path) -> None:
    source, target = tmp_path / "packages", tmp_path / "definitions"
    source.mkdir()
    target.mkdir()
    profile = {"resourceType": "StructureDefinition", "targetProfile": [PATIENT]}
    package(source, PDSM, document=profile, example={"resourceType": "Patient"}, package={"name": "x"})
    found = unpack(source, target)
    assert (found.present, set(found.absent)) == ((PDSM,), set(WANTED) - {PDSM})
    (written,) = target.iterdir()
    assert json.loads(written.read_text())["targetProfile"] == ["http://hl7.org/fhir/StructureDefinition/Patient"]
    package(source, FR_CORE, patient={"resourceType": "StructureDefinition"})
    unpack(source, target)
    assert json.loads(written.read_text()) == profile, "nothing stands in for a package that is there"


def test_the_verdicts_are_counted_by_type_and_by_what_was_said(tmp_path: Path) -> None:
    said = tmp_path / "verdicts.tsv"
    lines = (
        "7.6.1",
        "Bundle-1.json\terror\tBundle.entry[0]\tBundle entry missing fullUrl",
        "Bundle-1.json\twarning\tBundle\tSearchSet Bundles should have a self link",
        "List-2.json\twarning\tList\tSearchSet Bundles should have a self link",
        "List-2.json\tinformation\tList\tUnknown extension",
    )
    said.write_text("\n".join(lines) + "\n")
    verdicts = read_verdicts(said, [Path("Bundle-1.json"), Path("Bundle-3.json"), Path("List-2.json")])
    assert [fault.resource for fault in verdicts.errors] == ["Bundle"]
    tables = as_tables(verdicts, Packages((PDSM,), (FR_CORE,)), on=date(2026, 11, 22), note="By hand.")
    assert "Run on 2026-11-22 with HAPI FHIR 7.6.1." in tables
    assert f"Absent: FR Core ({FR_CORE})." in tables
    assert "By hand." in tables
    rows = [line for line in tables.splitlines() if line.startswith("| ")]
    assert rows == [
        "| resource | judged | with errors |",
        "| Bundle | 2 | 1 |",
        "| List | 1 | 0 |",
        "| severity | times | what |",
        "| error | 1 | Bundle entry missing fullUrl |",
        "| warning | 2 | SearchSet Bundles should have a self link |",
    ]
